import { beforeEach, describe, expect, it } from 'vitest'
import { agentWith, foreignAgent, idOf, type TestAgent, testAgent, withKey } from '../support/agents.ts'
import { enrolment, type LogBuilder, logBuilder, registration, testCosigner } from '../support/log-builder.ts'
import { replay, said } from '../support/replay.ts'

const police = idOf('police')
const laboratory = idOf('laboratory')
const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
const officer = testAgent('officer', { for: police })
const officer2 = withKey(officer, 'officer 2')
const powers = { organisations: [police], capacities: ['investigator', 'expert'] }
const both = [chief, deputy]

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: both, threshold: 2 })
  await log.enrol(both, registrar, { registrar: powers })
})

const enrol = (by: readonly TestAgent[], agent: TestAgent, more: object = {}, event: object = {}) =>
  log.append({ by: [...by, agent], type: 'key.enrolled', details: enrolment(agent, more), ...event })
const register = (by: readonly TestAgent[], agent: TestAgent, more: object = {}) =>
  log.append({ by, type: 'agent.registered', details: registration(agent.id, more) })
const judgement = (entry: { index: number }) => log.fold.orders[entry.index]?.judgement
const reason = (entry: { index: number }) => judgement(entry)?.reason ?? 'effect'

describe('an enrolment by the roots', () => {
  it('has effect with their threshold and the new key, for anyone and without an organisation', async () => {
    const free = testAgent('free')
    const entry = await enrol(both, free)
    expect(judgement(entry)).toEqual({ effect: true, unchecked: false })
    expect(log.fold.keys.get(free.key)).toMatchObject({ use: 'person', agent: free.id, start: entry.index })
    expect(log.fold.keys.get(free.key)?.enrolments[0]?.by).toEqual({ roots: true, agents: expect.anything() })
    expect(log.fold.keysOf(free.id)).toEqual([free.key])
  })

  it('has none below their threshold', async () => {
    expect(reason(await enrol([chief], officer))).toBe('needs-roots')
    expect(log.fold.keys.has(officer.key)).toBe(false)
  })

  it('has none without the new key: nothing shows that the agent has it', async () => {
    const entry = await log.append({ by: both, type: 'key.enrolled', details: enrolment(officer) })
    expect(reason(entry)).toBe('key-not-signing')
  })

  it('has none for an algorithm that the policy does not name', async () => {
    const foreign = foreignAgent('foreign')
    const entry = await enrol(both, foreign)
    expect(judgement(entry)).toMatchObject({ reason: 'algorithm-not-in-policy', values: { key: foreign.key } })
    await log.change(both, { algorithms: ['other'] })
    expect(reason(await enrol(both, officer))).toBe('algorithm-not-in-policy')
    const carried = await enrol(both, foreign)
    expect(judgement(carried)?.effect).toBe(true)
    expect(said(log.fold.orders[carried.index]?.observations ?? [])).toEqual([
      'not-checked key-event: algorithm-not-checked',
    ])
  })

  it('has none for a key that belongs to another agent: two agents never share a key', async () => {
    await enrol(both, officer)
    const accomplice = { ...officer, id: idOf('accomplice') }
    expect(reason(await enrol(both, accomplice, {}, { participants: participantsOf([...both, officer]) }))).toBe(
      'key-of-another',
    )
    expect(log.fold.keys.get(officer.key)?.agent).toBe(officer.id)
  })

  it('has none for a key of the authority', async () => {
    expect(reason(await log.append({ by: both, type: 'key.enrolled', details: enrolment(chief) }))).toBe(
      'key-of-another',
    )
    const cosigner = testCosigner('court')
    await log.change(both, { cosigners: [cosigner] })
    const asPerson = { ...testAgent('x'), signer: cosigner.signer, key: cosigner.signer.publicKey.id }
    const entry = await enrol(both, asPerson, {}, { participants: participantsOf([...both, asPerson]) })
    expect(reason(entry)).not.toBe('effect')
  })

  it('takes the first one of a key; only the roots renew it, with rel supersedes', async () => {
    const first = await enrol(both, officer, { until: '2026-12-31T00:00:00Z' })
    expect(reason(await enrol(both, officer))).toBe('already-enrolled')
    const refs = [{ rel: 'supersedes', event: first.id }]
    expect(reason(await enrol([registrar], officer, {}, { refs }))).toBe('already-enrolled')
    const renewal = await enrol(both, officer, { until: '2027-12-31T00:00:00Z' }, { refs })
    expect(reason(renewal)).toBe('effect')
    const story = log.fold.keys.get(officer.key)
    expect(story?.start).toBe(first.index)
    expect(story?.enrolments.map(({ index }) => index)).toEqual([first.index, renewal.index])
  })

  it('does not lift a revocation by renewing', async () => {
    const first = await enrol(both, officer)
    const end = await log.revoke([officer], officer.key, 'superseded')
    const renewal = await enrol(both, officer, {}, { refs: [{ rel: 'supersedes', event: first.id }] })
    const notice = await log.notice([officer])
    expect(reason(renewal)).toBe('effect')
    expect(log.fold.keys.get(officer.key)?.end).toBe(end.index)
    expect(log.fold.orders[notice.index]?.signatures[0]?.reason).toBe('signed-after-end')
  })

  it('takes no renewal of an enrolment that had no effect, or of another key', async () => {
    const failed = await enrol([chief], officer)
    await enrol(both, officer)
    const other = await enrol(both, testAgent('other'))
    for (const { id } of [failed, other]) {
      expect(reason(await enrol(both, officer, {}, { refs: [{ rel: 'supersedes', event: id }] }))).toBe(
        'already-enrolled',
      )
    }
  })
})

describe('an enrolment by a registrar', () => {
  it('has effect within its powers, for the first key of an agent that it registered', async () => {
    await register([registrar], officer)
    const entry = await enrol([registrar], officer)
    expect(reason(entry)).toBe('effect')
    const by = { roots: false, registrars: [{ key: registrar.key, agent: registrar.id }] }
    expect(log.fold.keys.get(officer.key)?.enrolments[0]).toMatchObject({ by, again: false, unchecked: false })
  })

  it('has effect for an agent that the roots registered with that employer', async () => {
    await register(both, officer, { employer: police })
    expect(reason(await enrol([registrar], officer))).toBe('effect')
  })

  it('has none for an agent that others registered, or the roots with another employer, or nobody', async () => {
    expect(reason(await enrol([registrar], officer))).toBe('agent-not-the-registrars')
    await register([chief], officer, { employer: police })
    expect(reason(await enrol([registrar], officer))).toBe('agent-not-the-registrars')
    const other = testAgent('other', { for: police })
    await register(both, other, { employer: laboratory })
    expect(reason(await enrol([registrar], other))).toBe('agent-not-the-registrars')
  })

  it('has none beyond its powers: organisation, capacity, powers of its own, a root holder’s key', async () => {
    const elsewhere = testAgent('elsewhere', { for: laboratory })
    const judge = testAgent('judge', { capacity: 'judge', for: police })
    const nowhere = testAgent('nowhere')
    for (const agent of [officer, elsewhere, judge, nowhere]) await register([registrar], agent)
    expect(reason(await enrol([registrar], elsewhere))).toBe('organisation-beyond-powers')
    expect(reason(await enrol([registrar], judge))).toBe('capacity-beyond-powers')
    expect(reason(await enrol([registrar], nowhere))).toBe('no-organisation')
    expect(reason(await enrol([registrar], officer, { registrar: powers }))).toBe('needs-roots')
    const holder = withKey({ ...chief, for: police }, 'chief as officer', { capacity: 'investigator' })
    expect(reason(await enrol([registrar], holder))).toBe('needs-roots')
    expect(log.fold.keys.size).toBe(4)
  })

  it('has none by somebody who is enrolled and no registrar, nor by a registrar who has gone', async () => {
    await register([registrar], officer)
    await enrol([registrar], officer)
    const other = testAgent('other', { for: police })
    await register([officer], other)
    expect(reason(await enrol([officer], other))).toBe('needs-roots')
    await register([registrar], officer2)
    await log.revoke(both, registrar.key, 'left-office')
    const third = testAgent('third', { for: police })
    await register(both, third, { employer: police })
    expect(reason(await enrol([registrar], third, {}, { after: 1 }))).toBe('needs-roots')
  })

  it('of a further key is also signed by a standing key of the agent', async () => {
    await register([registrar], officer)
    await enrol([registrar], officer)
    expect(reason(await enrol([registrar], officer2))).toBe('needs-key-of-agent')
    const signed = await enrol([registrar, officer], officer2)
    expect(reason(signed)).toBe('effect')
    expect(log.fold.keys.get(officer2.key)?.enrolments[0]?.again).toBe(false)
    expect(log.fold.keysOf(officer.id)).toEqual([officer.key, officer2.key])
  })

  it('of a further key is not signed by a key that was ended while another stands', async () => {
    await register([registrar], officer)
    await enrol([registrar], officer)
    await enrol([registrar, officer], officer2)
    await log.revoke([officer], officer.key, 'superseded')
    const officer3 = withKey(officer, 'officer 3')
    expect(reason(await enrol([registrar, officer], officer3, {}, { after: log.size - 1 }))).toBe('needs-key-of-agent')
    expect(reason(await enrol([registrar, officer2], officer3))).toBe('effect')
  })

  it('after the end of all keys has effect, and is always shown as "enrolled again by"', async () => {
    await register([registrar], officer)
    await enrol([registrar], officer)
    await log.revoke([registrar], officer.key, 'lost', '2026-03-01T00:00:00Z')
    const again = await enrol([registrar], officer2)
    const notice = await log.notice([officer2])
    expect(reason(again)).toBe('effect')
    const { observations, signature } = await replay(log)
    expect(said(observations, again)).toEqual(['noted key-enrolled-again: all-keys-had-ended'])
    expect(signature(notice)).toMatchObject({ identity: 'stands', values: { enrolledAgainBy: [registrar.id] } })
  })

  it('of a further key still needs an agent of the registrar’s', async () => {
    const expert = testAgent('expert', { capacity: 'expert', for: laboratory })
    await register(both, expert, { employer: laboratory })
    await enrol(both, expert)
    const poached = withKey({ ...expert, for: police }, 'expert 2')
    expect(reason(await enrol([registrar, expert], poached))).toBe('agent-not-the-registrars')
  })

  it('goes by the powers that the last enrolment of the registrar gives it', async () => {
    await register([registrar], officer)
    const first = log.fold.keys.get(registrar.key)?.enrolments[0]?.event ?? ''
    const less = { organisations: [laboratory], capacities: ['expert'] }
    await enrol(both, registrar, { registrar: less }, { refs: [{ rel: 'supersedes', event: first }] })
    expect(reason(await enrol([registrar], officer))).toBe('organisation-beyond-powers')
  })

  it('has none where the registrar had not yet seen its own enrolment', async () => {
    await register(both, officer, { employer: police })
    expect(reason(await enrol([registrar], officer, {}, { after: 1 }))).toBe('needs-roots')
  })

  it('needs both keys of a registrar who has a pair, where the policy asks for pairs', async () => {
    const pq = await agentWith('ml-dsa-65', 'registrar', { capacity: 'registrar', for: police })
    const algorithms = ['ed25519', 'p256', 'ml-dsa-65']
    await log.change(both, { algorithms, pair: ['ed25519', 'ml-dsa-65'] })
    await enrol(both, pq, { registrar: powers, pairedWith: registrar.key })
    await register([registrar, pq], officer)
    expect(reason(await enrol([registrar], officer))).toBe('needs-roots')
    expect(reason(await enrol([registrar, pq], officer))).toBe('effect')
  })
})

function participantsOf(agents: readonly TestAgent[]): object[] {
  return agents.map(({ id, capacity, for: organisation }) => ({
    agent: id,
    capacity,
    signs: 'key',
    ...(organisation && { for: organisation }),
  }))
}
