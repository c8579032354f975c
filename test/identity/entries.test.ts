import { beforeEach, describe, expect, it } from 'vitest'
import { type TestAgent, testAgent } from '../support/agents.ts'
import type { LogBuilder } from '../support/log-builder.ts'
import { replay, said } from '../support/replay.ts'
import { anchorAt, at, chief, clerk, deputy, officer, openLog, policeman, roots } from './cast.ts'

let log: LogBuilder
beforeEach(async () => {
  log = await openLog()
})

const anchor = (seconds: number, by?: TestAgent) => anchorAt(log, seconds, by)

describe('root keys', () => {
  it('that a change drops are retired at its index', async () => {
    const early = await anchor(0, deputy)
    const seen = log.size
    await log.change(roots, { roots: [chief], threshold: 1 })
    const offline = await log.anchor([deputy], [], { after: seen })
    const after = await log.anchor([deputy], [])
    const { result, moves } = await replay(log)
    expect(result(early)).toBe('stands: before-end')
    expect(result(offline)).toBe('undetermined: retired-before-logged')
    expect(result(after)).toBe('does-not-stand: signed-after-end')
    expect([early, offline, after].map(moves)).toEqual([true, true, false])
  })

  it('that a change names as compromised are judged by the instant; what they decided stays', async () => {
    const registered = policeman('registered')
    await anchor(100)
    const enrolled = await log.enrol(roots, registered)
    await anchor(200)
    const notice = await log.notice([registered])
    await log.change(roots, { roots: [chief], threshold: 1 }, { compromised: [{ key: deputy.key, since: at(50) }] })
    const { result, signature } = await replay(log)
    expect(result(enrolled, deputy)).toBe('does-not-stand: compromised')
    expect(result(enrolled, chief)).toBe('stands: in-force')
    expect(result(notice)).toBe('stands: in-force')
    expect(signature(enrolled, deputy).values?.revoked).toMatchObject({ by: 'roots', since: at(50) })
  })
})

describe('an entry that came to light inside an event.withheld', () => {
  it('is judged at the outer index, its head as of its signing, and never moves', async () => {
    const early = await log.notice([officer])
    await log.revoke([officer], officer.key, 'superseded')
    const outer = await log.notice([clerk])
    const inner = { ...early, index: outer.index }
    const { identities } = await replay(log)
    const found = identities.reader.ofInner(inner)
    expect(found).toMatchObject({ index: outer.index, moves: false, identity: 'undetermined' })
    expect(found.signers[0]?.reason).toBe('retired-before-logged')
    const stranger = testAgent('stranger')
    const unknown = { ...inner, signatures: [{ key: stranger.key, check: 'verified' as const }] }
    expect(identities.reader.ofInner(unknown).signers[0]?.reason).toBe('key-not-enrolled')
    // Enrolled later than the outer entry: not yet, there.
    const later = testAgent('later')
    await log.enrol(roots, later)
    const again = await replay(log)
    const asLater = { ...inner, signatures: [{ key: later.key, check: 'verified' as const }] }
    expect(again.identities.reader.ofInner(asLater).signers[0]?.reason).toBe('key-not-enrolled')
  })
})

describe('observations of signatures', () => {
  it('are one for each that does not stand, with its key, agent and reason; none for those that do', async () => {
    const notice = await log.notice([officer], { after: 1 })
    const { observations } = await replay(log)
    expect(said(observations)).toEqual(['failed signature: signed-before-enrolment'])
    expect(observations[0]).toEqual({
      code: 'signature',
      about: 'statement',
      status: 'failed',
      entries: [notice.index],
      subject: officer.key,
      values: { reason: 'signed-before-enrolment', agent: officer.id },
    })
  })
})
