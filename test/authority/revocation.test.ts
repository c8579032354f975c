import { beforeEach, describe, expect, it } from 'vitest'
import { idOf, testAgent, withKey } from '../support/agents.ts'
import { enrolment, LOG_SIGNER, type LogBuilder, logBuilder, nothing, registration } from '../support/log-builder.ts'

const police = idOf('police')
const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
const rival = testAgent('rival', { capacity: 'registrar', for: police })
const officer = testAgent('officer', { for: police })
const both = [chief, deputy]
const powers = { registrar: { organisations: [police], capacities: ['investigator'] } }

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: both, threshold: 2 })
  await log.enrol(both, registrar, powers)
  await log.enrol(both, rival, powers)
  await log.enrol([registrar], officer)
})

const reason = (entry: { index: number }) => log.fold.orders[entry.index]?.judgement?.reason ?? 'effect'
const story = () => log.fold.keys.get(officer.key)
const since = '2026-03-01T00:00:00Z'

describe('a revocation', () => {
  it('has effect by the threshold of the roots, and by no less', async () => {
    expect(reason(await log.revoke([chief], officer.key, 'compromised', since))).toBe('needs-signature')
    expect(story()?.end).toBeUndefined()
    const entry = await log.revoke(both, officer.key, 'compromised', since)
    expect(reason(entry)).toBe('effect')
    expect(story()).toMatchObject({ end: entry.index, governing: { by: 'roots', reason: 'compromised', since } })
    expect(story()?.governing?.agents.toSorted()).toEqual(both.map(({ id }) => id).toSorted())
  })

  it('has effect by the registrar who enrolled the key, and by no other', async () => {
    expect(reason(await log.revoke([rival], officer.key, 'superseded'))).toBe('needs-signature')
    const entry = await log.revoke([registrar], officer.key, 'compromised', since)
    expect(reason(entry)).toBe('effect')
    expect(story()?.governing).toMatchObject({ by: 'registrar', agents: [registrar.id], reason: 'compromised' })
  })

  it('has effect by the registrar with another registrar’s key of the same person', async () => {
    const second = withKey(registrar, 'registrar 2')
    await log.append({ by: [...both, second], type: 'key.enrolled', details: enrolment(second, powers) })
    await log.revoke(both, registrar.key, 'superseded')
    expect(reason(await log.revoke([second], officer.key, 'left-office'))).toBe('effect')
  })

  it('has none by the registrar’s person with a key that has no powers', async () => {
    const plain = withKey(registrar, 'registrar as officer', { capacity: 'investigator' })
    await log.append({ by: [...both, plain], type: 'key.enrolled', details: enrolment(plain) })
    expect(reason(await log.revoke([plain], officer.key, 'left-office'))).toBe('needs-signature')
  })

  it('has effect by the key itself, but not by another key of the agent', async () => {
    const officer2 = withKey(officer, 'officer 2')
    await log.append({ by: [registrar, officer, officer2], type: 'key.enrolled', details: enrolment(officer2) })
    expect(reason(await log.revoke([officer2], officer.key, 'superseded'))).toBe('needs-signature')
    expect(reason(await log.revoke([officer], officer.key, 'superseded'))).toBe('effect')
    expect(story()?.governing).toMatchObject({ by: 'self', agents: [officer.id] })
  })

  it('has none by a key that is ended already: a thief cannot retire it twice', async () => {
    const end = await log.revoke(both, officer.key, 'compromised', since)
    expect(reason(await log.revoke([officer], officer.key, 'superseded'))).toBe('needs-signature')
    const offline = await log.revoke([officer], officer.key, 'superseded').catch((e: Error) => e)
    expect(offline).not.toBeInstanceOf(Error)
    const unseen = await log.append({
      by: [officer],
      type: 'key.revoked',
      details: { key: officer.key, reason: 'superseded' },
      after: end.index,
    })
    expect(reason(unseen)).toBe('needs-signature')
    expect(story()?.revocations).toHaveLength(1)
  })

  it('is replaced by a later one of the roots, and by nobody else’s; the end stays where it was', async () => {
    const first = await log.revoke([officer], officer.key, 'superseded')
    const second = await log.revoke(both, officer.key, 'lost', since)
    expect(story()).toMatchObject({ end: first.index, governing: { index: second.index, reason: 'lost' } })
    await log.revoke([registrar], officer.key, 'left-office')
    expect(story()?.governing?.index).toBe(second.index)
    const third = await log.revoke(both, officer.key, 'superseded')
    expect(story()).toMatchObject({ end: first.index, governing: { index: third.index, reason: 'superseded' } })
    expect(story()?.revocations.map(({ by }) => by)).toEqual(['self', 'roots', 'registrar', 'roots'])
  })

  it('never has effect on a key of the authority, present or former', async () => {
    for (const key of [chief.key, LOG_SIGNER.publicKey.id]) {
      expect(reason(await log.revoke(both, key, 'compromised', since))).toBe('revokes-authority-key')
    }
    await log.change(both, { roots: [chief], threshold: 1 })
    expect(reason(await log.revoke([chief], deputy.key, 'lost', since))).toBe('revokes-authority-key')
  })

  it('has none on a key that is not enrolled', async () => {
    expect(reason(await log.revoke(both, nothing('a key'), 'error'))).toBe('revokes-unknown-key')
    const refused = testAgent('refused', { for: police })
    await log.append({ by: [rival], type: 'agent.registered', details: registration(refused.id) })
    await log.append({ by: [registrar, refused], type: 'key.enrolled', details: enrolment(refused) })
    expect(reason(await log.revoke(both, refused.key, 'error'))).toBe('revokes-unknown-key')
  })

  it('is signed by the key that it ends, which stands there', async () => {
    const entry = await log.revoke([officer], officer.key, 'superseded')
    expect(log.fold.orders[entry.index]?.signatures[0]).toMatchObject({ stands: true, reason: 'in-order' })
  })
})

describe('a signature by order', () => {
  const order = (entry: { index: number }) => log.fold.orders[entry.index]?.signatures[0]?.reason

  it('stands where its holder saw the enrolment', async () => {
    const start = story()?.start ?? 0
    expect(order(await log.notice([officer], { after: start }))).toBe('signed-before-enrolment')
    expect(order(await log.notice([officer], { after: start + 1 }))).toBe('in-order')
  })

  it('stands where its holder had not seen the end of the key, though logged after it', async () => {
    const end = await log.revoke([officer], officer.key, 'superseded')
    expect(order(await log.notice([officer], { after: end.index }))).toBe('in-order')
    expect(order(await log.notice([officer], { after: end.index + 1 }))).toBe('signed-after-end')
  })

  it('never stands by a key that nothing put in force', async () => {
    const stranger = testAgent('stranger', { for: police })
    await log.append({ by: [stranger, chief], type: 'key.enrolled', details: enrolment(stranger) })
    const entry = await log.notice([stranger])
    expect(log.fold.orders[entry.index]?.signatures[0]).toMatchObject({ stands: false, reason: 'key-not-enrolled' })
  })
})
