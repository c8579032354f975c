import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../src/assess/report.ts'
import { holds } from '../../src/assess/report.ts'
import { verifyBundleAt } from '../../src/node/verify.ts'
import { hasProgram, runCli } from '../cli/cli-process.ts'

describe.skipIf(!hasProgram)('fairtrail demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairtrail-demo-test-'))
  const out = join(folder, 'out')
  let printed = ''
  let report: Report

  const fingerprintOf = (demo: string) => readFileSync(join(demo, 'fingerprint.txt'), 'utf8')
  const keptOf = (demo: string) =>
    readdirSync(join(demo, 'kept'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tlog-proof'))
      .map((name) => join(demo, 'kept', name))

  beforeAll(async () => {
    const { code, out: text, err } = runCli(['demo', '--out', 'out'], { cwd: folder })
    expect(err).toBe('')
    expect(code).toBe(0)
    printed = text
    report = await verifyBundleAt(join(out, 'bundle'), { case: fingerprintOf(out), seen: keptOf(out) })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('leaves a bundle that holds, as a folder and as an archive, with log proofs of two submitters', async () => {
    expect(holds(report, ['statements'])).toBe(true)
    expect(keptOf(out)).toHaveLength(2)
    const archive = await verifyBundleAt(join(out, 'bundle.zip'), { case: fingerprintOf(out) })
    expect(holds(archive)).toBe(true)
    expect(fingerprintOf(out)).toMatch(/^(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\n$/)
  })

  it('has one break of custody, and says so: the notebook that nobody received', () => {
    const breaks = report.custody.items.flatMap((item) => item.breaks)
    expect(breaks.map(({ code }) => code)).toEqual(['in-transit'])
    expect(printed).toContain('notebook: in transit')
  })

  it('leaves an altered copy whose manifests fit and which does not hold', async () => {
    const altered = await verifyBundleAt(join(out, 'altered'), { case: fingerprintOf(out), seen: keptOf(out) })
    expect(holds(altered)).toBe(false)
    const failed = new Set(altered.integrity.checks.filter(({ status }) => status === 'failed').map(({ code }) => code))
    expect([...failed].sort()).toEqual(['after', 'malformed', 'seen', 'tree'])
  })

  it('ends with the line that tells what to run next', () => {
    const last = printed.trimEnd().split('\n').at(-1)
    expect(last).toContain(`npx fairtrail verify out/bundle --case "${fingerprintOf(out).trim()}"`)
  })

  it('leaves no private key', () => {
    for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) expect(name).not.toMatch(/\.pem|\.key/)
  })

  it('replaces its own output on a second run, and nothing else; with the reader’s own files as items', async () => {
    writeFileSync(join(out, 'mine.txt'), 'stays')
    const own = join(folder, 'own')
    mkdirSync(own)
    writeFileSync(join(own, 'письмо.txt'), 'текст')
    const first = fingerprintOf(out)
    const { code, err } = runCli(['demo', '--out', 'out', '--files', 'own'], { cwd: folder })
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(readFileSync(join(out, 'mine.txt'), 'utf8')).toBe('stays')
    expect(fingerprintOf(out)).not.toBe(first)
    const again = await verifyBundleAt(join(out, 'bundle'), { case: fingerprintOf(out) })
    expect(holds(again)).toBe(true)
    expect(again.custody.items.flatMap((item) => item.breaks)).toHaveLength(1)
    expect(readFileSync(join(own, 'письмо.txt'), 'utf8')).toBe('текст')
  })

  it('leaves a folder alone that holds something else', () => {
    const other = join(folder, 'other')
    mkdirSync(join(other, 'bundle'), { recursive: true })
    const { code, err } = runCli(['demo', '--out', 'other'], { cwd: folder })
    expect(code).toBe(2)
    expect(err).toContain('left alone')
    expect(existsSync(join(other, 'bundle'))).toBe(true)
    expect(readdirSync(other)).toEqual(['bundle'])
  })

  it.each([['nowhere'], ['empty']])('refuses --files with a folder that is %s', (name) => {
    mkdirSync(join(folder, 'empty'), { recursive: true })
    const { code, err } = runCli(['demo', '--out', 'fresh', '--files', name], { cwd: folder })
    expect(code).toBe(2)
    expect(err).toContain('--files')
    expect(existsSync(join(folder, 'fresh'))).toBe(false)
  })
})
