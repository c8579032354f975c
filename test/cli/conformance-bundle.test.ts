import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conformanceCommand } from '../../src/cli/conformance.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { formatFingerprint } from '../../src/encoding/fingerprint.ts'
import { exportBundle } from '../../src/node/bundle-export.ts'
import { answerOf } from '../support/answer.ts'
import { tellStory } from '../support/case-story.ts'
import { testFolder } from '../support/folder.ts'
import { fakeIo } from '../support/io.ts'

/** A case exported to `bundle` in a folder of its own. */
async function exported() {
  const cwd = testFolder()
  const { kase } = await tellStory()
  await exportBundle(kase, join(cwd, 'bundle'))
  return { cwd, kase }
}

/** The answer of the command to `bundle.verify`. */
async function verify(cwd: string, input: object) {
  const request = `${JSON.stringify({ id: 1, op: 'bundle.verify', in: input })}\n`
  const io = fakeIo({
    cwd,
    stdin: async function* () {
      yield new TextEncoder().encode(request)
    },
  })
  expect(await conformanceCommand.run([], io)).toBe(0)
  return JSON.parse(io.out())
}

describe('bundle.verify', () => {
  it('answers with the report of a whole bundle', async () => {
    const { cwd, kase } = await exported()
    const { ok, out } = await verify(cwd, { path: 'bundle', case: formatFingerprint(kase.id) })
    expect(ok).toBe(true)
    expect(out).toMatchObject({ case: kase.id, kind: 'full' })
    const lines = readFileSync(join(cwd, 'bundle/data/log/entries.jsonl'), 'utf8').trimEnd().split('\n')
    expect(out.size).toBe(lines.length)
  })

  it('answers with the report of another case, and of a bundle that was added to, as not ok', async () => {
    const { cwd, kase } = await exported()
    const other = await verify(cwd, { path: 'bundle', case: 'a'.repeat(64) })
    appendFileSync(join(cwd, 'bundle/data/log/entries.jsonl'), '{}\n')
    const longer = await verify(cwd, { path: 'bundle', case: kase.id })
    for (const { ok, out } of [other, longer]) {
      expect(ok).toBe(false)
      expect(out.integrity.checks).toContainEqual(expect.objectContaining({ status: 'failed' }))
    }
  })

  it('has no report where there is no bundle, no fingerprint, or a file that is none of a bundle', async () => {
    const { cwd, kase } = await exported()
    writeFileSync(join(cwd, 'text'), 'hello')
    for (const input of [
      { path: 'absent', case: kase.id },
      { path: 'text', case: kase.id },
      { path: 'bundle', case: kase.id.slice(1) },
    ]) {
      const answer = await verify(cwd, input)
      expect(answer).toEqual({ id: 1, ok: false, code: expect.not.stringMatching(/internal|unsupported/) })
    }
  })
})

describe('entry.check', () => {
  it('takes the entries of a case, and none with a byte changed', async () => {
    const { cwd, kase } = await exported()
    const [first, second] = readFileSync(join(cwd, 'bundle/data/log/entries.jsonl'), 'utf8').split('\n')
    const check = (entry = '') =>
      answerOf({ op: 'entry.check', in: { entry: base64(new TextEncoder().encode(entry)) } })
    expect(await check(first)).toEqual({ ok: true, out: { eventId: kase.id, type: 'case.opened' } })
    expect(await check(second)).toMatchObject({ ok: true })
    expect(await check(`${first} `)).toEqual({ ok: false })
    expect(await check(first?.replace('payloadType', 'payloadtype'))).toEqual({ ok: false })
  })
})
