import { beforeEach, describe, expect, it } from 'vitest'
import { idOf, type TestAgent, testAgent, withKey } from '../support/agents.ts'
import { enrolment, type LogBuilder, logBuilder, registration } from '../support/log-builder.ts'
import { replay, said } from '../support/replay.ts'

const police = idOf('police')
const laboratory = idOf('laboratory')
const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
const officer = testAgent('officer', { for: police })
const expert = testAgent('expert', { capacity: 'expert', for: laboratory })
const both = [chief, deputy]
const courier = idOf('courier')

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: both, threshold: 2 })
  await log.enrol(both, registrar, { registrar: { organisations: [police], capacities: ['investigator'] } })
  await log.enrol([registrar], officer)
  await log.enrol(both, expert)
})

const register = (by: readonly TestAgent[], agent: string, more: object = {}, event: object = {}) =>
  log.append({ by, type: 'agent.registered', details: registration(agent, more), ...event })
const reason = (entry: { index: number }) => log.fold.orders[entry.index]?.judgement?.reason ?? 'effect'

describe('the registration of an agent without keys', () => {
  it('is taken from any enrolled key or any root, first', async () => {
    expect(reason(await register([officer], courier))).toBe('effect')
    expect(reason(await register([chief], idOf('carrier')))).toBe('effect')
    expect(log.fold.agents.get(courier)?.registrations).toMatchObject([
      { by: [officer.id], roots: false, effect: true },
    ])
  })

  it('is later taken from that signer or from the threshold of the roots, and from nobody else', async () => {
    await register([officer], courier)
    expect(reason(await register([expert], courier, { unit: police }))).toBe('not-for-this-agent')
    expect(reason(await register([registrar], courier))).toBe('not-for-this-agent')
    expect(reason(await register([chief], courier))).toBe('not-for-this-agent')
    expect(reason(await register([officer], courier, { unit: police }))).toBe('effect')
    expect(reason(await register(both, courier, { employer: laboratory }))).toBe('effect')
  })

  it('goes by the person of the first signer, not by the key', async () => {
    await register([officer], courier)
    const officer2 = withKey(officer, 'officer 2')
    await log.append({ by: [registrar, officer, officer2], type: 'key.enrolled', details: enrolment(officer2) })
    await log.revoke([officer], officer.key, 'superseded')
    expect(reason(await register([officer2], courier))).toBe('effect')
  })

  it('adds nothing by a key that is not in order', async () => {
    const stranger = testAgent('stranger')
    await log.append({ by: [stranger, chief], type: 'key.enrolled', details: enrolment(stranger) })
    expect(reason(await register([stranger], courier, {}))).toBe('participants-differ')
    expect(reason(await register([officer], courier, {}, { after: 1 }))).toBe('needs-signature')
    expect(log.fold.agents.get(courier)?.registrations.map(({ effect }) => effect)).toEqual([false, false])
    expect(reason(await register([officer], courier))).toBe('effect')
  })
})

describe('a registration whose participants are not its signers', () => {
  it('adds nothing, and is not the first', async () => {
    const participants = [{ agent: expert.id, capacity: 'expert', signs: 'key' }]
    expect(reason(await register([officer], courier, {}, { participants }))).toBe('participants-differ')
    expect(log.fold.agents.get(courier)?.registrations.map(({ effect }) => effect)).toEqual([false])
    expect(reason(await register([expert], courier))).toBe('effect')
  })
})

describe('the registration of an agent with keys', () => {
  it('is taken from a key of that agent', async () => {
    expect(reason(await register([expert], expert.id, { employer: police }))).toBe('effect')
    expect(reason(await register([chief], chief.id))).toBe('effect')
  })

  it('is taken from the threshold of the roots', async () => {
    expect(reason(await register(both, officer.id, { employer: laboratory }))).toBe('effect')
    expect(reason(await register([chief], officer.id))).toBe('not-for-this-agent')
  })

  it('is taken from a registrar within its powers', async () => {
    expect(reason(await register([registrar], officer.id, { employer: police }))).toBe('effect')
    expect(reason(await register([registrar], officer.id))).toBe('effect')
    expect(reason(await register([registrar], officer.id, { employer: laboratory }))).toBe('not-for-this-agent')
    expect(reason(await register([registrar], expert.id, { employer: police }))).toBe('not-for-this-agent')
  })

  it('is not taken from others', async () => {
    const entry = await register([expert], officer.id, { kind: 'organisation' })
    expect(reason(entry)).toBe('not-for-this-agent')
    const { observations, moves } = await replay(log)
    expect(said(observations, entry)).toEqual(['noted agent-claim: not-for-this-agent'])
    expect(moves(entry)).toBe(false)
  })

  it('is not taken from a registrar who has gone, whatever head it saw', async () => {
    const seen = log.size
    await log.revoke(both, registrar.key, 'compromised', '2026-01-01T00:00:00Z')
    expect(reason(await register([registrar], officer.id, {}, { after: seen }))).toBe('not-for-this-agent')
  })

  it('is by the agent also where all of its keys have ended, as long as it is in order', async () => {
    const seen = log.size
    await log.revoke([officer], officer.key, 'superseded')
    expect(reason(await register([officer], officer.id, {}, { after: seen }))).toBe('effect')
    expect(reason(await register([registrar], officer.id))).toBe('effect')
    expect(reason(await register([expert], officer.id))).toBe('not-for-this-agent')
  })
})

describe('what is recorded of an agent', () => {
  it('keeps the older, adds the later, and keeps claims apart with who made them', async () => {
    await register([registrar], officer.id, { employer: police })
    await register([expert], officer.id, { employer: laboratory })
    const told = log.fold.agents.get(officer.id)?.registrations.map(({ details, by, effect }) => {
      return [details.employer, by[0], effect]
    })
    expect(told).toEqual([
      [undefined, registrar.id, true],
      [police, registrar.id, true],
      [laboratory, expert.id, false],
    ])
  })
})

describe('an anchor', () => {
  it('is taken from any enrolled key or any root', async () => {
    expect(reason(await log.anchor([officer], []))).toBe('effect')
    expect(reason(await log.anchor([chief], []))).toBe('effect')
  })

  it('has no effect without a signature in order', async () => {
    const entry = await log.anchor([officer], [], { after: 1 })
    expect(reason(entry)).toBe('needs-signature')
    const { observations, notes, moves } = await replay(log)
    expect(said(observations, entry)).toContain('failed anchor: needs-signature')
    expect(notes.notes).toEqual([])
    expect(moves(entry)).toBe(false)
  })
})
