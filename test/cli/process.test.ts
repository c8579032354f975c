import { once } from 'node:events'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { testFolder } from '../support/folder.ts'
import { hasProgram, programs, runCli, startCli } from './cli-process.ts'

const VERSION = `fairtrail ${packageJson.version}\n`
const REQUEST = '{"id":1,"op":"base64.decode","in":{"text":"AAE="}}\n'

describe.skipIf(!hasProgram)('a process of the program (skipped: this Node cannot run it)', () => {
  for (const { name, path, present } of programs) {
    it.skipIf(!present)(`runs as ${name}, also through a link (skipped where it is absent)`, () => {
      const link = join(testFolder(), 'fairtrail')
      symlinkSync(path, link)
      expect(runCli(['--version'], {}, path)).toEqual({ code: 0, out: VERSION, err: '' })
      expect(runCli(['--version'], {}, link)).toEqual({ code: 0, out: VERSION, err: '' })
    })
  }

  it('ends with 0, 1 or 2, as its commands say', () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'empty'), '')
    expect(runCli(['hash', 'empty'], { cwd }).code).toBe(0)
    expect(runCli(['hash', 'absent'], { cwd }).code).toBe(1)
    expect(runCli(['hash'], { cwd }).code).toBe(2)
    expect(runCli(['nonsense'], { cwd }).code).toBe(2)
    expect(runCli([], { cwd }).code).toBe(2)
  })

  it('does not wait for an input that it does not need', async () => {
    const child = startCli(['--version'])
    expect(await once(child, 'close')).toEqual([0, null])
  })

  it('answers while its input is still open', async () => {
    const child = startCli(['conformance'])
    for (let i = 0; i < 3; i++) {
      child.stdin.write(REQUEST)
      const [answer] = await once(child.stdout, 'data')
      expect(String(answer)).toBe('{"id":1,"ok":true,"out":{"bytes":"AAE="}}\n')
    }
    child.stdin.end()
    expect(await once(child, 'close')).toEqual([0, null])
  })

  it('is quiet when nobody reads its output any more, and does not end as if it had said everything', async () => {
    const child = startCli(['conformance'])
    child.stdin.on('error', () => undefined)
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    child.stdin.write(REQUEST)
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const timer = setInterval(() => child.stdin.write(REQUEST), 5)
    const [code] = await once(child, 'close')
    clearInterval(timer)
    expect([code, err]).toEqual([2, ''])
  })

  it('goes on when nobody reads its messages', async () => {
    const cwd = testFolder()
    const child = startCli(['hash', join(cwd, 'absent-1'), join(cwd, 'absent-2')])
    child.stderr.destroy()
    expect(await once(child, 'close')).toEqual([1, null])
  })

  it('holds no more than a part of a long input, though its answers are taken slowly', {
    timeout: 30_000,
  }, async () => {
    const child = startCli(['conformance'])
    child.stdout.pause()
    const line = `{"id":1,"op":"base64.decode","in":{"text":"${'A'.repeat(65_536)}"}}\n`
    let written = 0
    child.stdin.on('error', () => undefined)
    // It stops reading when its answers are not taken: what it has taken is then bounded by pipes and buffers.
    for (; written < 4000; written++) {
      if (child.stdin.write(line)) continue
      const drained = await Promise.race([once(child.stdin, 'drain').then(() => true), wait(1500)])
      if (drained === undefined) break
    }
    expect(written).toBeLessThan(200)
    child.kill()
    await once(child, 'close')
  })

  it('tells an error that arises outside of every command in one line, and ends with 2', () => {
    const late = join(testFolder(), 'late.mjs')
    writeFileSync(
      late,
      `process.on('newListener', (name) => {
         if (name === 'uncaughtException') setImmediate(() => { throw new RangeError('too late') })
       })`,
    )
    const { code, err } = runCli(['conformance'], { env: { NODE_OPTIONS: `--import=${late}` } })
    expect(code).toBe(2)
    expect(err).toBe(
      'fairtrail: an error that was not expected. RangeError: too late\n' +
        '  To see where it arose, set FAIRTRAIL_DEBUG=1 and run it again.\n',
    )
  })

  it('does not show the stack of an error unless FAIRTRAIL_DEBUG is 1', () => {
    const shown = runCli(['nonsense'], { env: { FAIRTRAIL_DEBUG: '1' } })
    expect(shown.err).toMatch(/\n {4}at /)
    expect(shown.code).toBe(2)
    expect(runCli(['nonsense']).err).not.toMatch(/\n {4}at /)
  })

  it('says in one line that a Node is too old, before anything else is read', () => {
    // An older version is pretended, since a real one is not everywhere.
    const cwd = testFolder()
    const pretend = join(cwd, 'old.mjs')
    writeFileSync(pretend, "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })")
    const { code, out, err } = runCli(['--version'], { env: { NODE_OPTIONS: `--import=${pretend}` } })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^fairtrail needs Node\.js 22\.13 or newer, and this is 20\.20\.2\. [^\n]*\n$/)
  })
})

function wait(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}
