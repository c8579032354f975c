import { beforeEach, describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import type { CryptoProvider } from '../../src/crypto/types.ts'
import { agentWith, foreignAgent, idOf, type TestAgent, testAgent, withKey } from '../support/agents.ts'
import { enrolment, type LogBuilder, logBuilder } from '../support/log-builder.ts'
import { replay, said } from '../support/replay.ts'

const police = idOf('police')
const laboratory = idOf('laboratory')
const chief = testAgent('chief', { capacity: 'root' })
const officer = testAgent('officer', { for: police })
const expert = testAgent('expert', { capacity: 'expert', for: laboratory })

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: [chief] })
  await log.enrol([chief], officer)
  await log.enrol([chief], expert)
})

const participant = ({ id, capacity }: TestAgent, more: object = {}) => ({ agent: id, capacity, signs: 'key', ...more })

describe('signers and participants', () => {
  it('agree where the agents are the same, in any order, with others beside them who do not sign', async () => {
    const participants = [
      participant(expert),
      { agent: idOf('owner'), capacity: 'owner', signs: 'paper' },
      participant(officer),
    ]
    const entry = await log.notice([officer, expert], { participants })
    const { observations, moves } = await replay(log)
    expect(said(observations, entry)).toEqual([])
    expect(moves(entry)).toBe(true)
  })

  it('that differ fail the statement, which then moves nothing', async () => {
    const cases: [TestAgent[], object[]][] = [
      [[officer], [participant(expert)]],
      [[officer, expert], [participant(officer)]],
      [
        [officer, expert],
        [participant(officer), participant({ ...officer, id: idOf('another') })],
      ],
    ]
    for (const [by, participants] of cases) {
      const entry = await log.notice(by, { participants })
      const { observations, moves, identities } = await replay(log)
      expect(said(observations, entry)).toEqual(['failed participants: participants-differ'])
      expect(moves(entry)).toBe(false)
      expect(identities.events[entry.index]?.identity).toBe('does-not-stand')
    }
  })

  it('differ where a key signs that nothing put in force', async () => {
    const stranger = testAgent('stranger')
    await log.append({ by: [stranger], type: 'key.enrolled', details: enrolment(stranger) })
    const entry = await log.notice([stranger])
    const { observations } = await replay(log)
    expect(said(observations, entry)).toEqual([
      'failed participants: participants-differ',
      'failed signature: key-not-enrolled',
    ])
  })

  it('agree where one agent signs with two keys and is named once', async () => {
    const officer2 = withKey(officer, 'officer 2')
    await log.append({ by: [chief, officer2], type: 'key.enrolled', details: enrolment(officer2) })
    const entry = await log.notice([officer, officer2])
    expect(said((await replay(log)).observations, entry)).toEqual([])
  })

  it('differ where one agent with two keys signs as two', async () => {
    const officer2 = withKey(officer, 'officer 2')
    await log.append({ by: [chief, officer2], type: 'key.enrolled', details: enrolment(officer2) })
    const participants = [participant(officer), participant({ ...officer, id: idOf('a witness') })]
    const entry = await log.notice([officer, officer2], { participants })
    const { observations, moves } = await replay(log)
    expect(said(observations, entry)).toEqual(['failed participants: participants-differ'])
    expect(moves(entry)).toBe(false)
  })

  it('differ where a second agent uses a key that is another’s', async () => {
    const accomplice = { ...officer, id: idOf('accomplice') }
    const entry = await log.notice([accomplice])
    const { observations, moves } = await replay(log)
    expect(said(observations, entry)).toEqual(['failed participants: participants-differ'])
    expect(moves(entry)).toBe(false)
  })
})

describe('capacity and organisation', () => {
  const failures = async (agent: TestAgent, more: object) => {
    const entry = await log.notice([agent], { participants: [participant(agent, more)] })
    const { observations, moves } = await replay(log)
    return { said: said(observations, entry), moves: moves(entry) }
  }

  it('are those that the enrolment names, the organisation where one is stated', async () => {
    expect((await failures(officer, {})).said).toEqual([])
    expect((await failures(officer, { for: police })).said).toEqual([])
  })

  it('that it does not name fail the statement, which still moves', async () => {
    expect(await failures(officer, { capacity: 'judge' })).toEqual({
      said: ['failed capacity: capacity-not-enrolled'],
      moves: true,
    })
    expect((await failures(officer, { for: laboratory })).said).toEqual(['failed capacity: organisation-not-enrolled'])
    const free = testAgent('free')
    await log.enrol([chief], free)
    expect((await failures(free, { for: police })).said).toEqual(['failed capacity: organisation-not-enrolled'])
  })

  it('are compared by the code of a coded term', async () => {
    const capacity = { code: 'investigator', national: { scheme: 'kz', code: 'следователь' } }
    expect((await failures(officer, { capacity })).said).toEqual([])
  })

  it('are those of the enrolment that the signer had seen', async () => {
    const first = log.fold.keys.get(officer.key)?.enrolments[0]?.event ?? ''
    const refs = [{ rel: 'supersedes', event: first }]
    const details = enrolment(officer, { capacities: ['prosecutor'] })
    const renewal = await log.append({ by: [chief, officer], type: 'key.enrolled', details, refs })
    const at = async (capacity: string, after: number) => {
      const entry = await log.notice([officer], { participants: [participant(officer, { capacity })], after })
      return said((await replay(log)).observations, entry)
    }
    expect(await at('investigator', renewal.index)).toEqual([])
    expect(await at('investigator', renewal.index + 1)).toEqual(['failed capacity: capacity-not-enrolled'])
    expect(await at('prosecutor', renewal.index + 1)).toEqual([])
    expect(await at('prosecutor', renewal.index)).toEqual(['failed capacity: capacity-not-enrolled'])
  })

  it('of a root are root, without an organisation', async () => {
    const anchor = async (more: object) => {
      const entry = await log.anchor([chief], [], { participants: [participant(chief, more)] })
      return said((await replay(log)).observations, entry).filter((one) => one.includes('capacity'))
    }
    expect(await anchor({})).toEqual([])
    expect(await anchor({ capacity: 'judge' })).toEqual(['failed capacity: root-capacity'])
    expect(await anchor({ for: police })).toEqual(['failed capacity: root-capacity'])
  })

  it('may be those of either key of an agent who signs with two', async () => {
    const asJudge = withKey({ ...chief, capacity: 'judge' }, 'chief as judge')
    const entry = await log.append({ by: [chief, asJudge], type: 'key.enrolled', details: enrolment(asJudge) })
    expect(said((await replay(log)).observations, entry)).toEqual([])
  })
})

describe('a root key in an ordinary event', () => {
  it('does not stand, and the event moves nothing', async () => {
    const entry = await log.notice([chief])
    const { result, moves, observations } = await replay(log)
    expect(result(entry)).toBe('does-not-stand: root-not-here')
    expect(moves(entry)).toBe(false)
    expect(said(observations, entry)).toEqual(['failed signature: root-not-here'])
  })

  it('does not stand beside an enrolled key either, by which the event moves', async () => {
    const entry = await log.notice([chief, officer])
    const { result, moves } = await replay(log)
    expect(result(entry, chief)).toBe('does-not-stand: root-not-here')
    expect(result(entry, officer)).toBe('stands: in-force')
    expect(moves(entry)).toBe(true)
  })

  it('is not used in case.linked or case.closed, which are ordinary events', async () => {
    const entry = await log.append({
      by: [chief],
      type: 'case.closed',
      details: { reason: { lang: 'en', text: 'over' } },
    })
    expect((await replay(log)).result(entry)).toBe('does-not-stand: root-not-here')
  })
})

describe('a key of an algorithm that is carried unchecked', () => {
  const foreign = foreignAgent('foreign')
  beforeEach(async () => {
    await log.change([chief], { algorithms: ['ed25519', 'p256', 'ml-dsa-65', 'other'] })
    await log.enrol([chief], foreign)
  })

  it('leaves its signature undetermined, and never moves anything by itself', async () => {
    const entry = await log.notice([foreign])
    const { result, moves, observations, identities } = await replay(log)
    expect(result(entry)).toBe('undetermined: algorithm-not-checked')
    expect(identities.events[entry.index]?.identity).toBe('undetermined')
    expect(moves(entry)).toBe(false)
    expect(said(observations, entry)).toEqual(['not-checked signature: algorithm-not-checked'])
  })

  it('takes nothing from a checked signature beside it', async () => {
    const entry = await log.notice([foreign, officer])
    const { moves, identities } = await replay(log)
    expect(moves(entry)).toBe(true)
    expect(identities.events[entry.index]?.identity).toBe('stands')
  })

  it('is never counted: it neither ends itself nor registers anyone', async () => {
    const revocation = await log.revoke([foreign], foreign.key, 'superseded')
    const registered = await log.append({
      by: [foreign],
      type: 'agent.registered',
      details: { agent: idOf('x'), kind: 'person', names: [] },
    })
    expect(log.fold.orders[revocation.index]?.judgement?.effect).toBe(false)
    expect(log.fold.orders[registered.index]?.judgement?.effect).toBe(false)
  })

  it('does not stand once it is ended', async () => {
    await log.revoke([chief], foreign.key, 'left-office')
    const entry = await log.notice([foreign])
    expect((await replay(log)).result(entry)).toBe('does-not-stand: signed-after-end')
  })
})

describe('a policy that asks for a pair', () => {
  const noLibrary: CryptoProvider = {
    ...portableProvider,
    verify: (key, message, signature) =>
      key.algorithm === 'ml-dsa-65' ? 'not-checked' : portableProvider.verify(key, message, signature),
  }

  async function paired(provider: CryptoProvider = portableProvider) {
    const pq = await agentWith('ml-dsa-65', 'officer', { for: police })
    const algorithms = ['ed25519', 'p256', 'ml-dsa-65']
    const log = await logBuilder({ roots: [chief], algorithms, pair: ['ed25519', 'ml-dsa-65'] }, provider)
    await log.enrol([chief], officer)
    const alone = await log.notice([officer])
    await log.append({
      by: [chief, pq],
      type: 'key.enrolled',
      details: enrolment(pq, { pairedWith: officer.key }),
    })
    return { log, pq, alone }
  }

  it('wants both keys of the person, and both stand', async () => {
    const { log, pq } = await paired()
    const entry = await log.notice([officer, pq])
    const { result, observations } = await replay(log)
    expect(result(entry, officer)).toBe('stands: in-force')
    expect(result(entry, pq)).toBe('stands: in-force')
    expect(said(observations)).toEqual([])
  })

  it('is unmet where one signs alone, either way; the event still moves', async () => {
    const { log, pq } = await paired()
    for (const agent of [officer, pq]) {
      const entry = await log.notice([agent])
      const { result, moves, observations } = await replay(log)
      expect(result(entry)).toBe('does-not-stand: pair-unmet')
      expect(moves(entry)).toBe(true)
      expect(said(observations, entry)).toEqual(['failed pair: pair-unmet', 'failed signature: pair-unmet'])
    }
  })

  it('asks nothing of who had not seen the pairing, nor of who has no pair', async () => {
    const { log, pq, alone } = await paired()
    const offline = await log.notice([officer], { after: alone.index })
    await log.enrol([chief], expert)
    const single = await log.notice([expert])
    const { result } = await replay(log)
    expect(result(alone)).toBe('stands: in-force')
    expect(result(offline)).toBe('stands: in-force')
    expect(result(single)).toBe('stands: in-force')
    expect(pq.id).toBe(officer.id)
  })

  it('is unmet where the other key has ended, is another person’s, or is of the wrong algorithm', async () => {
    const { log, pq } = await paired()
    await log.revoke([chief], pq.key, 'superseded')
    const entry = await log.notice([officer, pq])
    expect((await replay(log)).result(entry, officer)).toBe('does-not-stand: pair-unmet')

    const other = await logBuilder({ roots: [chief], pair: ['ed25519', 'ml-dsa-65'] })
    await other.enrol([chief], expert)
    await other.enrol([chief], officer, { pairedWith: expert.key })
    const borrowed = await other.notice([officer, expert])
    const officer2 = withKey(officer, 'officer 2')
    await other.append({
      by: [chief, officer2],
      type: 'key.enrolled',
      details: enrolment(officer2, { pairedWith: officer.key }),
    })
    const alike = await other.notice([officer, officer2])
    const { result } = await replay(other)
    expect(result(borrowed, officer)).toBe('does-not-stand: pair-unmet')
    expect(result(alike, officer2)).toBe('does-not-stand: pair-unmet')
  })

  it('is asked from the change on that brings it', async () => {
    const algorithms = ['ed25519', 'ml-dsa-65']
    const log = await logBuilder({ roots: [chief], algorithms })
    const pq = await agentWith('ml-dsa-65', 'officer', { for: police })
    await log.enrol([chief], officer, { pairedWith: pq.key })
    const before = await log.notice([officer])
    await log.change([chief], { pair: ['ed25519', 'ml-dsa-65'] })
    const after = await log.notice([officer])
    // Enrolling the other key is itself signed by both.
    const second = await log.append({ by: [chief, officer, pq], type: 'key.enrolled', details: enrolment(pq) })
    const { result } = await replay(log)
    expect(result(before)).toBe('stands: in-force')
    expect(result(after)).toBe('does-not-stand: pair-unmet')
    expect(result(second, officer)).toBe('stands: in-force')
  })

  it('is not checked without the library for one of them', async () => {
    const { log, pq } = await paired(noLibrary)
    const entry = await log.notice([officer, pq])
    const { result, observations } = await replay(log)
    expect(result(entry, officer)).toBe('not-checked: pair-not-checked')
    expect(result(entry, pq)).toBe('not-checked: library-missing')
    expect(said(observations, entry)).toContain('not-checked pair: pair-not-checked')
  })

  it('leaves open what rests on a signature that a missing library leaves unchecked', async () => {
    const registrar = await agentWith('ml-dsa-65', 'registrar', { capacity: 'registrar', for: police })
    const algorithms = ['ed25519', 'p256', 'ml-dsa-65']
    const log = await logBuilder({ roots: [chief], algorithms }, noLibrary)
    await log.enrol([chief], registrar, { registrar: { organisations: [police], capacities: ['investigator'] } })
    await log.enrol([registrar], officer)
    const notice = await log.notice([officer])
    await log.revoke([registrar], officer.key, 'superseded')
    const late = await log.notice([officer])
    const { result } = await replay(log)
    expect(result(notice)).toBe('not-checked: rests-on-unchecked')
    expect(result(late)).toBe('not-checked: rests-on-unchecked')
  })

  it('leaves open an enrolment that follows an end which could not be checked', async () => {
    const pq = await agentWith('ml-dsa-65', 'officer', { for: police })
    const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
    const log = await logBuilder({ roots: [chief], algorithms: ['ed25519', 'ml-dsa-65'] }, noLibrary)
    await log.enrol([chief], registrar, { registrar: { organisations: [police], capacities: ['investigator'] } })
    await log.enrol([registrar], pq)
    await log.revoke([pq], pq.key, 'superseded')
    await log.append({ by: [registrar, officer], type: 'key.enrolled', details: enrolment(officer) })
    const notice = await log.notice([officer])
    const { result, signature } = await replay(log)
    expect(result(notice)).toBe('not-checked: rests-on-unchecked')
    expect(signature(notice).values).toMatchObject({ enrolledAgainBy: [registrar.id] })
  })

  it('says that a library is missing before it says that time is', async () => {
    const pq = await agentWith('ml-dsa-65', 'officer', { for: police })
    const log = await logBuilder({ roots: [chief], algorithms: ['ed25519', 'ml-dsa-65'] }, noLibrary)
    await log.enrol([chief], pq, { until: '2027-01-01T00:00:00Z' })
    const notice = await log.notice([pq])
    expect((await replay(log)).result(notice)).toBe('not-checked: library-missing')
  })
})
