import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderSink, folderSource } from '../../src/node/bundle-folder.ts'
import { linesIn, withLines } from '../support/repack.ts'
import { caseForTests, type Desk } from './case-kit.ts'
import { hasProgram } from './cli-process.ts'

describe.skipIf(!hasProgram)('export, verify and show (skipped: this Node reads no TypeScript)', () => {
  const opened = caseForTests()

  const exported = async (...more: string[]) => {
    const made = opened()
    await made.desk.out('export', 'case.db', 'bundle', '--log', 'log.pem', ...more)
    return made
  }

  it('exports a folder or a zip, says what went in and what did not, and names the bundle by its digest', async () => {
    const { desk, phone } = opened()
    desk.write('disk.raw', 'content')
    desk.write('other.raw', 'other')
    const measured = await desk.out('hash', 'disk.raw', '--event', phone)
    await desk.feed(measured, 'record', 'case.db', '-', '--key', 'officer.pem', '--log', 'log.pem')
    const without = await desk.out('export', 'case.db', 'bundle', '--log', 'log.pem')
    expect(without).toMatch(/not in it, though the record names them:\n {2}[0-9a-f]{64} {2}named by entry 8\n/)
    expect(without).toMatch(/^bundle digest: {2}[0-9a-f]{64}$/m)
    const out = await desk.out('export', 'case.db', 'b.zip', '--log', 'log.pem', '--files', 'disk.raw', 'other.raw')
    expect(out).toContain('1 of the 1')
    expect(out).toMatch(/left out, because the record does not name them:\n {2}[0-9a-f]{64} {2}other.raw/)
    expect(await desk.run('export', 'case.db', 'b.zip', '--log', 'log.pem')).toMatchObject({ code: 2, out: '' })
  })

  it('finds nothing failed, answers five questions apart, and always says what stays open', async () => {
    const { desk, fingerprint } = await exported('--reveal', 'all')
    const { code, out, err } = desk.process('verify', 'bundle', '--case', fingerprint)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const question of ['1. Integrity', '2. Identity', '3. Time', '4. Custody', '5. Procedure'])
      expect(out).toContain(question)
    expect(out).toContain('It is not shown that this is the only log of this matter.')
    expect(out).toContain('Entries 0 to 7 could have been rewritten until the bundle was received')
    expect(out).toContain('No profile was evaluated')
    expect(out).toContain('Bekova B., for Police')
    expect(out).not.toContain('The record does not show:')
    expect(out).not.toMatch(/\{\w+\}/)
  })

  it('says what is withheld from this reader', async () => {
    const { desk, fingerprint } = await exported()
    const { code, out } = await desk.run('verify', 'bundle', '--case', fingerprint)
    expect(code).toBe(0)
    expect(out).toContain('Withheld from you:')
    expect(out).not.toContain('Bekova')
  })

  it('gives the same JSON each time, and exit 1 where undetermined counts', async () => {
    const { desk, fingerprint } = await exported()
    const json = await desk.out('verify', 'bundle', '--case', fingerprint, '--json')
    expect(JSON.parse(json)).toMatchObject({ size: 8, kind: 'full', procedure: { results: [] } })
    expect(await desk.out('verify', 'bundle', '--case', fingerprint, '--json')).toBe(json)
    expect((await desk.run('verify', 'bundle', '--case', fingerprint, '--fail-on', 'statements,custody')).code).toBe(0)
    expect((await desk.run('verify', 'bundle', '--case', fingerprint, '--fail-on', 'undetermined')).code).toBe(1)
  })

  it('fails under another fingerprint, and never shows the one that the bundle has', async () => {
    const { desk, fingerprint } = await exported('--reveal', 'all')
    const own = fingerprint.replaceAll(' ', '')
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await desk.run('verify', 'bundle', '--case', 'ab'.repeat(32), ...more)
      expect(code).toBe(1)
      for (const shown of [own, fingerprint]) expect(out + err).not.toContain(shown)
    }
    const show = await desk.run('show', 'bundle', '--case', 'ab'.repeat(32))
    expect(show.code).toBe(1)
    expect(show.out + show.err).not.toContain(own)
  })

  it('names the entry that was altered, though all manifests were made to fit', async () => {
    const { desk, fingerprint } = await exported()
    await alter(desk, (lines) => lines.map((line, at) => (at === 7 ? withOtherText(line) : line)))
    const { code, out } = desk.process('verify', 'forged', '--case', fingerprint)
    expect(code).toBe(1)
    expect(out).toContain('The record does not show:')
    expect(out).toMatch(/where: entry 7, data\/log\/entries\.jsonl, line 8/)
    expect(out).toContain('(malformed)')
    expect(out).toContain('what it does not mean')
  })

  it('is shown a log that was cut off by a log proof that the reader kept', async () => {
    const { desk, fingerprint, recorded } = await exported()
    const early = desk.path('early')
    // The bundle of an earlier state is a bundle that holds; only what somebody kept shows that more was recorded.
    const proof = `case.proofs/${recorded.event}.tlog-proof`
    expect((await desk.run('verify', 'bundle', '--case', fingerprint, '--seen', proof)).code).toBe(0)
    await alter(desk, (lines) => lines.slice(0, 7), early)
    const { code, out } = await desk.run('verify', 'early', '--case', fingerprint, '--seen', proof)
    expect(code).toBe(1)
    expect(out).toContain('You hold a checkpoint of 8 entries. The bundle is older than that, or was cut off')
  })

  it('says what is wrong with how it was called', async () => {
    const { desk, fingerprint } = await exported()
    const usage = [
      ['verify', 'bundle'],
      ['verify', '--case', fingerprint],
      ['verify', 'bundle', '--case', fingerprint.slice(0, 20)],
      ['verify', 'nowhere', '--case', fingerprint],
      ['verify', 'bundle', '--case', fingerprint, '--as-of', '99'],
      ['verify', 'bundle', '--case', fingerprint, '--as-of', 'x'],
      ['verify', 'bundle', '--case', fingerprint, '--fail-on', 'all'],
      ['verify', 'bundle', '--case', fingerprint, '--seen', 'nowhere'],
      ['verify', 'bundle', ...fingerprint.split(' ').flatMap((group, at) => (at === 0 ? ['--case', group] : [group]))],
      ['show', 'case.db', '--item', '99'],
      ['export', 'case.db'],
      ['export', 'case.db', 'x', '--log', 'log.pem', '--reveal', 'some'],
    ]
    for (const args of usage) {
      const { code, out, err } = await desk.run(...args)
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(err).toMatch(/^fairtrail (verify|show|export): .{20,}\n/)
    }
  })

  it('shows an item by its exhibit number or id, with names where they are revealed', async () => {
    const { desk, fingerprint, phone, officer } = await exported()
    const own = await desk.out('show', 'case.db', '--item', '1')
    expect(own).toContain(`Exhibit 1 (Item ${phone}): Black phone`)
    expect(own).toContain('Bekova B., for Police')
    expect(own).toContain('2 March 2026, 14:10:00 (UTC+06:00)')
    expect(await desk.out('show', 'case.db', '--item', phone)).toBe(own)
    const other = await desk.out('show', 'bundle', '--case', fingerprint)
    expect(other).toContain(`name not revealed, ${officer}`)
  })
})

/** Writes a bundle of which the log was changed, with manifests that fit. */
async function alter(desk: Desk, change: (lines: string[]) => string[], to = desk.path('forged')): Promise<void> {
  const source = await folderSource(desk.path('bundle'))
  const files = new Map<string, Uint8Array>()
  for (const path of source.files.keys()) files.set(path, readFileSync(join(desk.cwd, 'bundle', path)))
  const forged = await withLines(files, change(linesIn(files)))
  const sink = await folderSink(to)
  for (const [path, bytes] of forged) await sink.add({ path, size: bytes.length, open: () => [bytes] })
  await sink.finish()
}

function withOtherText(line: string): string {
  const envelope = JSON.parse(line) as { payload: string }
  const payload = Buffer.from(envelope.payload, 'base64').toString().replace('Black phone', 'White phone')
  return line.replace(envelope.payload, Buffer.from(payload).toString('base64'))
}
