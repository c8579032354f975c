import { beforeEach, describe, expect, it } from 'vitest'
import { formatInstant } from '../../src/encoding/instant.ts'
import { idOf, type TestAgent, testAgent, withKey } from '../support/agents.ts'
import { enrolment, type LogBuilder, logBuilder, nothing, registration, testCosigner } from '../support/log-builder.ts'
import { replay, said } from '../support/replay.ts'

const police = idOf('police')
const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
const officer = testAgent('officer', { for: police })
const officer2 = withKey(officer, 'officer 2')
const clerk = testAgent('clerk', { for: police })
const roots = [chief, deputy]
const [a, b] = [testCosigner('a'), testCosigner('b')] as const
const powers = { registrar: { organisations: [police], capacities: ['investigator'] } }

const T = 1_772_000_000
const at = (seconds: number) => formatInstant(BigInt(T + seconds) * 1_000_000_000n)

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots, threshold: 2, cosigners: [a, b], quorum: 2 })
  await log.enrol(roots, registrar, powers)
  await log.enrol([registrar], officer)
  await log.enrol([registrar], clerk)
})

/** An anchor whose cosigners say a time; by default signed by the clerk. */
const anchor = (seconds: number, by: TestAgent = clerk) =>
  log.anchor(
    [by],
    [
      [a, T + seconds],
      [b, T + seconds],
    ],
  )

describe('a stolen key', () => {
  it('that back-dates is told by independent time: before the loss stands, after it does not, between is open', async () => {
    const before = await log.notice([officer])
    await anchor(100)
    const between = await log.notice([officer])
    await anchor(200)
    const thief = await log.notice([officer], { at: '2025-01-01T00:00:00Z' })
    await anchor(300)
    await log.revoke(roots, officer.key, 'lost', at(150))
    const { result, moves, signature, identities } = await replay(log)
    expect(result(before)).toBe('stands: before-compromise')
    expect(result(between)).toBe('undetermined: compromise-not-placed')
    expect(result(thief)).toBe('does-not-stand: compromised')
    // What was done is not erased: the moves carry their result.
    expect([before, between, thief].map(moves)).toEqual([true, true, true])
    expect(identities.events[thief.index]?.identity).toBe('does-not-stand')
    expect(signature(before).values).toMatchObject({
      revoked: { by: 'roots', reason: 'lost', actsAs: 'lost', since: at(150) },
    })
  })

  it('signs nothing that moves once its revocation is in the log, whatever head the thief claims to have seen', async () => {
    const seen = log.size
    await anchor(200)
    const revocation = await log.revoke(roots, officer.key, 'compromised', at(50))
    const sawIt = await log.notice([officer])
    const late = await log.notice([officer], { after: seen })
    const afterAnchor = await log.notice([officer], { after: revocation.index })
    const { result, moves } = await replay(log)
    expect(result(sawIt)).toBe('does-not-stand: signed-after-end')
    expect(result(late)).toBe('undetermined: compromise-not-placed')
    expect(result(afterAnchor)).toBe('does-not-stand: compromised')
    expect([sawIt, late, afterAnchor].map(moves)).toEqual([false, true, false])
  })

  it('without any independent time leaves every signature open', async () => {
    const notice = await log.notice([officer])
    await log.revoke(roots, officer.key, 'compromised', at(0))
    expect((await replay(log)).result(notice)).toBe('undetermined: compromise-not-placed')
  })

  it('is told exactly: at the instant of the loss is after it', async () => {
    const before = await log.notice([officer])
    await anchor(100)
    const after = await log.notice([officer])
    await log.revoke(roots, officer.key, 'lost', at(100))
    const exact = await replay(log)
    expect(exact.result(before)).toBe('undetermined: compromise-not-placed')
    expect(exact.result(after)).toBe('does-not-stand: compromised')
    await log.revoke(roots, officer.key, 'lost', at(101))
    const later = await replay(log)
    expect(later.result(before)).toBe('stands: before-compromise')
    expect(later.result(after)).toBe('undetermined: compromise-not-placed')
  })
})

describe('a revocation as a weapon', () => {
  it('by the registrar acts as retired, whatever its reason: what was logged before it stands', async () => {
    await anchor(100)
    const notice = await log.notice([officer])
    await log.revoke([registrar], officer.key, 'compromised', at(-1000))
    const { result, signature } = await replay(log)
    expect(result(notice)).toBe('stands: before-end')
    expect(signature(notice).values?.revoked).toMatchObject({
      by: 'registrar',
      agents: [registrar.id],
      reason: 'compromised',
      actsAs: 'retired',
    })
  })

  it('by the key itself likewise: nobody disowns what they signed', async () => {
    const notice = await log.notice([officer])
    const revocation = await log.revoke([officer], officer.key, 'error')
    const { result, moves, signature } = await replay(log)
    expect(result(notice)).toBe('stands: before-end')
    expect(result(revocation)).toBe('stands: before-end')
    expect(moves(notice)).toBe(true)
    expect(signature(notice).values?.revoked).toMatchObject({ by: 'self', agents: [officer.id], actsAs: 'retired' })
  })

  it('by the roots says who and why with every signature of the key', async () => {
    const notice = await log.notice([officer])
    const revocation = await log.revoke(roots, officer.key, 'error')
    const { result, moves, signature } = await replay(log)
    expect(result(notice)).toBe('does-not-stand: revoked-as-error')
    expect(moves(notice)).toBe(true)
    expect(signature(notice).values?.revoked).toMatchObject({
      index: revocation.index,
      event: revocation.id,
      by: 'roots',
      reason: 'error',
    })
  })

  it('is set right by a later word of the roots', async () => {
    const notice = await log.notice([officer])
    await log.revoke(roots, officer.key, 'error')
    await log.revoke(roots, officer.key, 'left-office')
    const { result } = await replay(log)
    expect(result(notice)).toBe('stands: before-end')
  })
})

describe('a retired key', () => {
  let draft: Awaited<ReturnType<LogBuilder['notice']>>
  beforeEach(async () => {
    await log.append({ by: [registrar, officer, officer2], type: 'key.enrolled', details: enrolment(officer2) })
    const seen = log.size
    await log.revoke([officer], officer.key, 'superseded')
    draft = await log.notice([officer], { after: seen })
  })

  const acknowledge = (by: readonly TestAgent[], outcome = 'agreed', more: object = {}) =>
    log.append({
      by,
      type: 'acknowledgement.signed',
      details: { outcome },
      refs: [{ rel: 'acknowledges', event: draft.id }],
      ...more,
    })
  const result = async () => {
    const { result, moves } = await replay(log)
    return [result(draft), moves(draft)]
  }

  it('leaves open what was signed offline and logged after its end', async () => {
    expect(await result()).toEqual(['undetermined: retired-before-logged', true])
  })

  it('stands there once a standing key of the same agent acknowledges it', async () => {
    await acknowledge([officer2], 'with-remarks')
    expect(await result()).toEqual(['stands: acknowledged', true])
  })

  it('does not where another agent acknowledges it, or the agent refuses', async () => {
    await acknowledge([clerk])
    await acknowledge([officer2], 'refused')
    expect((await result())[0]).toBe('undetermined: retired-before-logged')
  })

  it('does not where the acknowledging key does not stand, or its statement fails', async () => {
    await acknowledge([officer])
    await acknowledge([officer2], 'agreed', {
      participants: [{ agent: clerk.id, capacity: 'investigator', signs: 'key' }],
    })
    await acknowledge([officer2], 'agreed', { after: 1 })
    expect((await result())[0]).toBe('undetermined: retired-before-logged')
    await acknowledge([officer2])
    await log.revoke(roots, officer2.key, 'error')
    expect((await result())[0]).toBe('undetermined: retired-before-logged')
  })

  it('does not where an event of another case is acknowledged, or the event otherwise referred to', async () => {
    await acknowledge([officer2], 'agreed', {
      refs: [
        { rel: 'about', event: draft.id },
        { rel: 'acknowledges', event: draft.id, case: nothing('another case') },
      ],
    })
    expect((await result())[0]).toBe('undetermined: retired-before-logged')
  })

  it('does not by what was itself signed offline by a retired key', async () => {
    const seen = log.size
    await log.revoke([officer2], officer2.key, 'superseded')
    await acknowledge([officer2], 'agreed', { after: seen })
    expect((await result())[0]).toBe('undetermined: retired-before-logged')
  })
})

describe('bounds of an enrolment', () => {
  const bounded = testAgent('bounded', { for: police })

  it('without any bound ask for no time', async () => {
    const notice = await log.notice([officer])
    expect((await replay(log)).result(notice)).toBe('stands: in-force')
  })

  it('hold a signature to independent time: inside, outside, or not established', async () => {
    await log.enrol(roots, bounded, { from: at(100), until: at(200) })
    const early = await log.notice([bounded])
    await anchor(50)
    const across = await log.notice([bounded])
    await anchor(100)
    const inside = await log.notice([bounded])
    await anchor(200)
    const atEnd = await log.notice([bounded])
    await anchor(201)
    const expired = await log.notice([bounded])
    await anchor(300)
    const { result, signature, moves } = await replay(log)
    expect(result(early)).toBe('does-not-stand: outside-bounds')
    expect(result(across)).toBe('undetermined: bounds-not-established')
    expect(result(inside)).toBe('stands: in-force')
    expect(result(atEnd)).toBe('undetermined: bounds-not-established')
    expect(result(expired)).toBe('does-not-stand: outside-bounds')
    expect(signature(expired).values).toEqual({ from: at(100), until: at(200) })
    expect(moves(expired)).toBe(true)
  })

  it('are not established without time', async () => {
    await log.enrol(roots, bounded, { until: at(200) })
    const notice = await log.notice([bounded])
    expect((await replay(log)).result(notice)).toBe('undetermined: bounds-not-established')
  })

  it('that are open on one side ask for the other alone', async () => {
    await log.enrol(roots, bounded, { until: at(200) })
    const inside = await log.notice([bounded])
    await anchor(150)
    await log.enrol(roots, testAgent('second', { for: police }), { from: at(100) })
    const later = await log.notice([testAgent('second', { for: police })])
    const { result } = await replay(log)
    expect(result(inside)).toBe('stands: in-force')
    expect(result(later)).toBe('stands: in-force')
  })

  it('are those of the enrolment that the signer had seen', async () => {
    const first = await log.enrol(roots, bounded, { until: at(100) })
    await anchor(150)
    const expired = await log.notice([bounded])
    const details = enrolment(bounded, { until: at(900) })
    const refs = [{ rel: 'supersedes', event: first.id }]
    const renewal = await log.append({ by: [...roots, bounded], type: 'key.enrolled', details, refs })
    const unseen = await log.notice([bounded], { after: renewal.index })
    const renewed = await log.notice([bounded])
    await anchor(300)
    const { result } = await replay(log)
    expect(result(expired)).toBe('does-not-stand: outside-bounds')
    expect(result(unseen)).toBe('does-not-stand: outside-bounds')
    expect(result(renewed)).toBe('stands: in-force')
  })
})

describe('a registrar whose key was compromised', () => {
  const late = testAgent('late', { for: police })

  async function compromised(reason = 'compromised') {
    const early = await log.notice([officer])
    await anchor(100, chief)
    await anchor(200, chief)
    const enrolled = await log.enrol([registrar], late)
    const notice = await log.notice([late])
    await anchor(300, chief)
    await log.revoke(roots, registrar.key, reason, reason === 'error' ? undefined : at(150))
    return { early, enrolled, notice }
  }

  it('takes with it what it enrolled afterwards, each by its own interval', async () => {
    const { early, enrolled, notice } = await compromised()
    const { result, signature, moves, fold } = await replay(log)
    expect(result(early)).toBe('stands: in-force')
    expect(result(notice)).toBe('does-not-stand: registrar-compromised')
    expect(result(enrolled, registrar)).toBe('does-not-stand: compromised')
    expect(moves(notice)).toBe(true)
    expect(signature(notice).values).toMatchObject({
      enrolled: enrolled.index,
      registrars: [{ key: registrar.key, agent: registrar.id, revoked: { by: 'roots', reason: 'compromised' } }],
    })
    // By order nothing is undone.
    expect(fold.orders[enrolled.index]?.judgement?.effect).toBe(true)
  })

  it('leaves open what no time places', async () => {
    const enrolled = await log.enrol([registrar], late)
    const notice = await log.notice([late])
    await log.revoke(roots, registrar.key, 'lost', at(150))
    const { result } = await replay(log)
    expect(result(notice)).toBe('undetermined: registrar-not-placed')
    expect(result(enrolled, late)).toBe('undetermined: registrar-not-placed')
  })

  it('is set right by the roots, who renew the enrolment', async () => {
    const { enrolled, notice } = await compromised()
    const refs = [{ rel: 'supersedes', event: enrolled.id }]
    await log.append({ by: [...roots, late], type: 'key.enrolled', details: enrolment(late), refs })
    const after = await log.notice([late])
    const { result } = await replay(log)
    expect(result(notice)).toBe('stands: in-force')
    expect(result(after)).toBe('stands: in-force')
  })

  it('takes all with it where the roots revoke it as enrolled in error, and nothing where it is retired', async () => {
    const { early, notice } = await compromised('error')
    const { result } = await replay(log)
    expect(result(early)).toBe('does-not-stand: registrar-revoked-as-error')
    expect(result(notice)).toBe('does-not-stand: registrar-revoked-as-error')
    await log.revoke(roots, registrar.key, 'left-office')
    expect((await replay(log)).result(notice)).toBe('stands: in-force')
  })

  it('takes nothing with it that another registrar signed as well', async () => {
    const second = testAgent('registrar 2', { capacity: 'registrar', for: police })
    await log.enrol(roots, second, powers)
    await log.append({ by: roots, type: 'agent.registered', details: registration(late.id, { employer: police }) })
    await log.append({ by: [registrar, second, late], type: 'key.enrolled', details: enrolment(late) })
    const notice = await log.notice([late])
    await log.revoke(roots, registrar.key, 'error')
    expect((await replay(log)).result(notice)).toBe('stands: in-force')
    await log.revoke(roots, second.key, 'error')
    expect((await replay(log)).result(notice)).toBe('does-not-stand: registrar-revoked-as-error')
  })

  it('can still be acted for by nobody: it enrols nothing more', async () => {
    await compromised()
    const more = testAgent('more', { for: police })
    const entry = await log.enrol([registrar], more)
    expect(log.fold.orders[entry.index]?.judgement?.effect).toBe(false)
  })
})

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
    const registered = testAgent('registered', { for: police })
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

describe('a signer who saw another history', () => {
  it('gets no time from the anchors of this one', async () => {
    await anchor(100)
    const notice = await log.notice([officer], { after: { size: log.size, root: nothing('another root') } })
    const { identities, result } = await replay(log)
    expect(identities.events[notice.index]?.established).toEqual({})
    expect(result(notice)).toBe('stands: in-force')
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
