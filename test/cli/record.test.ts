import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLLECTED, caseForTests, fingerprintIn } from './case-kit.ts'
import { hasProgram, runCli } from './cli-process.ts'

describe.skipIf(!hasProgram)('a case on the command line (skipped: this Node reads no TypeScript)', () => {
  const opened = caseForTests()

  describe('create', () => {
    it('prints the fingerprint in sixteen groups of four, and says where it belongs', async () => {
      const { created } = opened()
      expect(fingerprintIn(created)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
      expect(created).toContain('paper file')
    })

    it('writes over nothing, and leaves nothing where it fails', async () => {
      const { desk } = opened()
      const again = ['--root', 'chief.pem', '--name', 'A', '--log', 'log.pem']
      expect(await desk.run('create', 'case.db', ...again)).toMatchObject({ code: 2, out: '' })
      const before = readdirSync(desk.cwd)
      expect((await desk.run('create', 'other.db', '--root', 'log.pem', '--name', 'A', '--log', 'log.pem')).code).toBe(
        2,
      )
      expect((await desk.run('create', 'none/other.db', ...again)).code).toBe(2)
      const wrong = runCli(['create', 'other.db', ...again], {
        cwd: desk.cwd,
        env: { FAIRTRAIL_PASSPHRASE: 'another' },
      })
      expect(wrong.code).toBe(2)
      expect(wrong.err).toContain('chief.pem')
      expect(readdirSync(desk.cwd)).toEqual(before)
    })

    it('says what is missing', async () => {
      const { desk } = opened()
      expect((await desk.run('create', 'x.db', '--name', 'A', '--log', 'log.pem')).err).toContain('--root KEY.pem')
      expect((await desk.run('create', 'x.db', '--root', 'chief.pem', '--log', 'log.pem')).err).toContain('--name')
      expect((await desk.run('create', 'x.db', '--root', 'chief.pem', '--name', 'A')).err).toContain('--log LOG.pem')
      const two = ['create', 'x.db', '--root', 'chief.pem', '--name', 'A', '--root', 'officer.pem', '--name', 'B']
      expect((await desk.run(...two, '--log', 'log.pem', '--threshold', '3')).err).toContain('1 to 2')
    })
  })

  describe('enrol', () => {
    it('takes an organisation that the record knows by its name', async () => {
      const { desk, laboratory } = opened()
      await desk.out('key', 'new', '--out', 'third.pem')
      const by = ['enrol', 'case.db', '--by', 'chief.pem', '--log', 'log.pem', '--capacity', 'expert']
      const out = await desk.out(...by, '--key', 'third.pem', '--name', 'Third', '--for', 'City laboratory')
      expect(out).toContain(laboratory)
    })

    it('takes a further key of a person by their id', async () => {
      const { desk, officer } = opened()
      await desk.out('key', 'new', '--out', 'second.pem')
      const by = ['enrol', 'case.db', '--by', 'chief.pem', '--log', 'log.pem', '--capacity', 'investigator']
      expect(await desk.out(...by, '--key', 'second.pem', '--agent', officer)).toContain(officer)
    })

    it('refuses a key that is enrolled, a public key, and a capacity that is none, and adds nothing', async () => {
      const { desk } = opened()
      const by = ['enrol', 'case.db', '--by', 'chief.pem', '--log', 'log.pem', '--name', 'X']
      expect((await desk.run(...by, '--key', 'officer.pem', '--capacity', 'expert')).err).toContain('already')
      expect((await desk.run(...by, '--key', 'log.pem.pub', '--capacity', 'expert')).code).toBe(2)
      expect((await desk.run(...by, '--key', 'clerk.pem', '--capacity', 'boss')).err).toContain('investigator, ')
      expect((await desk.run('checkpoint', 'case.db', '--log', 'log.pem')).out.split('\n')[1]).toBe('8')
    })
  })

  describe('record', () => {
    it('prints one line for each event, and keeps its log proof', async () => {
      const { desk, recorded } = opened()
      expect(recorded).toMatchObject({ index: 7, event: expect.stringMatching(/^[0-9a-f]{64}$/) })
      expect(desk.read(`case.proofs/${recorded.event}.tlog-proof`)).toMatch(/^c2sp\.org\/tlog-proof@v1\n/)
    })

    it('takes what hash prints, from standard input', async () => {
      const { desk, phone } = opened()
      desk.write('disk.raw', 'content')
      const measured = await desk.out('hash', 'disk.raw', '--sha256', '--md5', '--event', phone)
      const { code, out } = await desk.feed(
        measured,
        'record',
        'case.db',
        '-',
        '--key',
        'officer.pem',
        '--log',
        'log.pem',
      )
      expect(code).toBe(0)
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(lines).toMatchObject([
        { index: 8, items: [phone] },
        { index: 9, items: [phone] },
      ])
    })

    it('appends nothing where one of several events is wrong, and says where', async () => {
      const { desk } = opened()
      const wrong = { ...JSON.parse(COLLECTED), details: { mode: 'stolen' } }
      desk.write('two.json', JSON.stringify([JSON.parse(COLLECTED), wrong]))
      const { code, out, err } = await desk.run(
        'record',
        'case.db',
        'two.json',
        '--key',
        'officer.pem',
        '--log',
        'log.pem',
      )
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain('/details')
      expect((await desk.out('checkpoint', 'case.db', '--log', 'log.pem')).split('\n')[1]).toBe('8')
    })

    it('refuses a key that is not enrolled, and says how to enrol it', async () => {
      const { desk } = opened()
      await desk.out('key', 'new', '--out', 'stranger.pem')
      const { code, err } = await desk.run(
        'record',
        'case.db',
        'collected.json',
        '--key',
        'stranger.pem',
        '--log',
        'log.pem',
      )
      expect(code).toBe(2)
      expect(err).toContain('fairtrail enrol')
    })
  })

  describe('drafts', () => {
    it('travel to two signers, show what they say, and are appended once', async () => {
      const { desk, phone } = opened()
      const seen = { ...JSON.parse(COLLECTED), type: 'item.observed', items: [phone] }
      seen.details = { purpose: 'audit', observation: { condition: { $withhold: 'Scratched' } } }
      desk.write('seen.json', JSON.stringify(seen))
      const keys = ['--key', 'officer.pem', '--key', 'clerk.pem.pub']
      const made = JSON.parse(await desk.out('record', 'case.db', 'seen.json', ...keys, '--draft', 'seen.draft'))
      expect(made.missing).toHaveLength(1)
      const early = await desk.run('record', 'case.db', 'seen.draft', '--log', 'log.pem')
      expect(early).toMatchObject({ code: 2, out: '' })
      expect(early.err).toContain('has not signed')
      expect(await desk.run('sign', 'seen.draft', '--key', 'chief.pem')).toMatchObject({ code: 2 })
      const signed = await desk.out('sign', 'seen.draft', '--key', 'clerk.pem')
      expect(signed).toContain('item.observed')
      expect(signed).toContain('Scratched')
      expect(signed).toContain(phone)
      expect(signed).toContain('Everybody has signed')
      const appended = await desk.out('record', 'case.db', 'seen.draft', '--log', 'log.pem')
      expect(JSON.parse(appended)).toMatchObject({ event: made.event, index: 8 })
      expect(await desk.out('record', 'case.db', 'seen.draft', '--log', 'log.pem')).toBe(appended)
      expect((await desk.out('checkpoint', 'case.db', '--log', 'log.pem')).split('\n')[1]).toBe('9')
    })

    it('are not signed where a value was exchanged', async () => {
      const { desk, phone } = opened()
      const seen = { ...JSON.parse(COLLECTED), type: 'item.observed', items: [phone] }
      seen.details = { purpose: 'audit', observation: { condition: { $withhold: 'Scratched' } } }
      desk.write('seen.json', JSON.stringify(seen))
      await desk.out('record', 'case.db', 'seen.json', '--key', 'officer.pem.pub', '--draft', 'seen.draft')
      desk.write('seen.draft', desk.read('seen.draft').replace('Scratched', 'Undamaged'))
      const { code, out, err } = await desk.run('sign', 'seen.draft', '--key', 'officer.pem')
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain('is not the one that would be signed')
    })
  })

  it('a checkpoint takes no cosignature of another case, and keeps what it has', async () => {
    const { desk } = opened()
    const note = await desk.out('checkpoint', 'case.db', '--log', 'log.pem')
    desk.write('bad.note', note.replace(/^fairtrail\/case\/..../, 'fairtrail/case/0000'))
    expect((await desk.run('checkpoint', 'case.db', '--add', 'bad.note')).code).toBe(2)
    desk.write('good.note', note)
    expect(await desk.out('checkpoint', 'case.db', '--add', 'good.note')).toBe(note)
  })

  it('passphrases come from a file where one is named', async () => {
    const { desk } = opened()
    desk.write('pass', 'correct horse\n')
    const args = ['record', 'case.db', 'collected.json', '--key', 'officer.pem', '--log', 'log.pem']
    const env = { FAIRTRAIL_PASSPHRASE: 'another' }
    expect(runCli(args, { cwd: desk.cwd, env }).code).toBe(2)
    expect(runCli([...args, '--passphrase-file', 'pass'], { cwd: desk.cwd, env }).code).toBe(0)
    expect(existsSync(desk.path('case.db'))).toBe(true)
    expect(readFileSync(desk.path('log.pem.head'), 'utf8')).toContain('"size":9')
  })
})
