import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holds } from '../../src/assess/report.ts'
import { verifyBundleAt } from '../../src/node/verify.ts'
import { hasTool } from '../support/tools.ts'
import { makeBundle } from './make-bundle.ts'

const page = readFileSync(new URL('../../docs/verify-by-hand.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block as string)
const version = hasTool('openssl', 'version') ? spawnSync('openssl', ['version']).stdout.toString() : ''
const hasTools =
  /^OpenSSL [3-9]/.test(version) && ['bash', 'jq', 'sha256sum', 'sha512sum', 'base64'].every((name) => hasTool(name))

const work = mkdtempSync(join(tmpdir(), 'fairtrail-by-hand-'))
const good = join(work, 'good')
let fingerprint = ''

beforeAll(async () => {
  fingerprint = await makeBundle(good)
})
afterAll(() => rmSync(work, { recursive: true }))

/** Runs the page's blocks in their order, in one shell. */
function byHand(bundle: string, pin = fingerprint) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', blocks.join('\n')], {
    env: { ...process.env, BUNDLE: bundle, FINGERPRINT: pin, TMPDIR: work },
  })
  return { status, lines: stdout.toString().trimEnd().split('\n'), errors: stderr.toString() }
}

function altered(name: string): string {
  const folder = join(work, name)
  cpSync(good, folder, { recursive: true })
  return folder
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

const entriesOf = (bundle: string) => join(bundle, 'data/log/entries.jsonl')

const failedIn = (lines: readonly string[]) => lines.filter((line) => line.startsWith('FAILED'))

describe.skipIf(!hasTools)('docs/verify-by-hand.md (skipped: no bash, jq, coreutils or openssl 3)', () => {
  it('has blocks that run', () => {
    expect(blocks.length).toBeGreaterThan(8)
  })

  it('passes a bundle that we made, step by step and without a message on standard error', () => {
    const { status, lines, errors } = byHand(good)
    expect(errors).toBe('')
    expect(failedIn(lines)).toEqual([])
    expect(status).toBe(0)
    const hex = fingerprint.replaceAll(' ', '')
    expect(lines).toContain(`ok      the case is ${hex}`)
    expect(lines).toContain('ok      12 of 12 signatures verify')
    expect(lines).toContain(`ok      signed by fairtrail/case/${hex}`)
    expect(lines).toContain('ok      signed by bar.example/2026, who saw it at 2026-03-03T01:06:40Z')
    expect(lines).toContain('ok      6 reveals open')
    expect(lines.at(-1)).toBe('no step failed')
  })

  it('agrees with our verifier about that bundle', async () => {
    expect(holds(await verifyBundleAt(good, { case: fingerprint }), ['statements', 'time'])).toBe(true)
  })

  it('names each thing that was altered: files, a signature, the note, a reveal, content', () => {
    const bundle = altered('altered')
    writeFileSync(join(bundle, 'data/extra'), 'x')
    appendFileSync(join(bundle, 'VERIFY.md'), ' ')
    const [content] =
      /data\/content\/[0-9a-f]{64}/.exec(readFileSync(join(bundle, 'manifest-sha256.txt'), 'utf8')) ?? []
    appendFileSync(join(bundle, content as string), 'x')
    edit(join(bundle, 'data/reveals.jsonl'), (text) => text.replace('Дело 17', 'Дело 18'))
    edit(join(bundle, 'data/log/checkpoint'), (text) => text.replace(/.(?=.{20}\n$)/, (c) => (c === 'A' ? 'B' : 'A')))
    edit(entriesOf(bundle), (text) => {
      const lines = text.split('\n')
      lines[5] = (lines[5] as string).replace(/(?<="sig":".{30})./, (c) => (c === 'A' ? 'B' : 'A'))
      return lines.join('\n')
    })
    const failed = failedIn(byHand(bundle).lines)
    for (const pattern of [
      /manifest-sha256\.txt: a file differs/,
      /tagmanifest-sha512\.txt: a file differs/,
      /files that no manifest lists/,
      /VERIFY\.md is not that of format 1/,
      /entry 5: the signature of [0-9a-f]{64} does not verify/,
      /the checkpoint names another case, size or root/,
      /the line of bar\.example\/2026 does not verify/,
      /the reveal of \/details\/title in [0-9a-f]{64} does not open/,
      /content [0-9a-f]{64} has another SHA-256/,
    ]) {
      expect(failed.some((line) => pattern.test(line))).toBe(true)
    }
  })

  it('names another case, an entry that was left out, and forms that are not canonical', () => {
    const bundle = altered('other')
    edit(entriesOf(bundle), (text) => {
      const lines = text.split('\n')
      lines.splice(8, 1)
      lines[3] = (lines[3] as string).replace('{', '{ ')
      lines[4] = lines[2] as string
      return lines.join('\n')
    })
    const { lines } = byHand(
      bundle,
      fingerprint.replace(/^./, (c) => (c === '0' ? '1' : '0')),
    )
    const failed = failedIn(lines)
    for (const text of [
      'this is another case',
      'entry 3: the envelope is not canonical',
      'an event id occurs twice',
      'the checkpoint names another case, size or root',
    ]) {
      expect(failed.some((line) => line.includes(text))).toBe(true)
    }
    expect(lines.at(-1)).toMatch(/^\d+ steps failed$/)
  })

  it('refuses a signature under a key that no entry carries, and a note that the log did not sign', () => {
    const bundle = altered('unknown')
    edit(entriesOf(bundle), (text) => {
      const lines = text.split('\n')
      // Without the enrolment of the officer, whose key signs the later ones.
      lines.splice(3, 1)
      return lines.join('\n')
    })
    edit(join(bundle, 'data/log/checkpoint'), (text) => text.replace(/^— fairtrail.*\n/m, ''))
    const failed = failedIn(byHand(bundle).lines)
    expect(failed.some((line) => /no entry up to here carries the key/.test(line))).toBe(true)
    expect(failed.some((line) => line.includes('the log did not sign the checkpoint'))).toBe(true)
  })
})
