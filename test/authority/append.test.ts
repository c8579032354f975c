import { beforeEach, describe, expect, it } from 'vitest'
import { AuthorityFold } from '../../src/authority/fold.ts'
import { foreignAgent, idOf, type TestAgent, testAgent } from '../support/agents.ts'
import { enrolment, type LogBuilder, logBuilder, registration, type TestEvent } from '../support/log-builder.ts'
import { refusalCode } from '../support/refusal.ts'

const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const officer = testAgent('officer')
const foreign = foreignAgent('foreign')

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: [chief, deputy], threshold: 2, algorithms: ['ed25519', 'other'] })
  await log.enrol([chief, deputy], officer)
  await log.enrol([chief, deputy], foreign)
})

const refusal = (event: TestEvent) => log.fold.refusalOf(log.draft(event))?.reason
const notice = (by: TestAgent[], more: object = {}): TestEvent => {
  return { by, type: 'notice.given', details: { kind: 'owner', to: idOf('owner') }, ...more }
}

describe('what append asks of order before it appends', () => {
  it('is nothing more where a signature stands, whatever else is wrong with the statement', () => {
    expect(refusal(notice([officer]))).toBeUndefined()
    const participants = [{ agent: idOf('another'), capacity: 'judge', signs: 'key' }]
    expect(refusal(notice([officer], { participants }))).toBeUndefined()
    expect(refusal({ by: [officer], type: 'agent.registered', details: registration(chief.id) })).toBeUndefined()
  })

  it('is a signature by a key of a checked algorithm that stands', async () => {
    expect(refusal(notice([officer], { after: 1 }))).toBe('no-signature-in-order')
    expect(refusal(notice([foreign]))).toBe('no-signature-in-order')
    expect(refusal(notice([foreign, officer]))).toBeUndefined()
    expect(refusal(notice([chief]))).toBe('no-signature-in-order')
    expect(refusal({ by: [chief], type: 'case.closed', details: { reason: { lang: 'en', text: 'over' } } })).toBe(
      'no-signature-in-order',
    )
    await log.revoke([officer], officer.key, 'superseded')
    expect(refusal(notice([officer]))).toBe('no-signature-in-order')
  })

  it('is its signers, of an authority or key event', () => {
    const details = { key: officer.key, reason: 'superseded' }
    expect(refusal({ by: [chief], type: 'key.revoked', details })).toBe('event-without-effect')
    expect(refusal({ by: [chief, deputy], type: 'key.revoked', details })).toBeUndefined()
    const stranger = testAgent('stranger')
    const enrolled = { type: 'key.enrolled', details: enrolment(stranger) }
    expect(refusal({ by: [chief, stranger], ...enrolled })).toBe('event-without-effect')
    expect(refusal({ by: [chief, deputy, stranger], ...enrolled })).toBeUndefined()
  })

  it('is not that participants and signers agree: that fails the statement, which is recorded', () => {
    const stranger = testAgent('stranger')
    const participants = [{ agent: chief.id, capacity: 'root', signs: 'key' }]
    const event = { by: [chief, deputy, stranger], type: 'key.enrolled', details: enrolment(stranger), participants }
    expect(log.fold.wouldStand(log.draft(event)).judgement?.effect).toBe(false)
    expect(refusal(event)).toBeUndefined()
  })

  it('is asked of a log whose case is open', () => {
    const event = { by: [officer], type: 'key.revoked', details: { key: officer.key, reason: 'superseded' } }
    expect(refusalCode(() => new AuthorityFold().refusalOf(log.draft(event)))).toBe('misuse')
  })

  it('changes nothing', () => {
    const stranger = testAgent('stranger')
    const event = { by: [chief, deputy, stranger], type: 'key.enrolled', details: enrolment(stranger) }
    const order = log.fold.wouldStand(log.draft(event))
    expect(order).toMatchObject({ index: log.size, judgement: { effect: true }, participantsMatch: true })
    expect(order.signatures.map(({ stands }) => stands)).toEqual([true, true, true])
    expect(log.fold.keys.has(stranger.key)).toBe(false)
    expect(log.fold.orders).toHaveLength(log.size)
  })

  it('counts a new key of an unchecked algorithm as one that is never counted', () => {
    const second = foreignAgent('foreign 2')
    const order = log.fold.wouldStand(
      log.draft({ by: [chief, deputy, second], type: 'key.enrolled', details: enrolment(second) }),
    )
    expect(order.signatures.find(({ key }) => key === second.key)).toMatchObject({
      stands: true,
      counts: false,
      checked: false,
    })
  })

  it('says the same as the fold once the entry is appended', async () => {
    const events = [notice([officer]), notice([officer], { after: 1 }), notice([foreign])]
    for (const event of events) {
      const { signatures } = log.fold.wouldStand(log.draft(event))
      const entry = await log.append(event)
      expect(log.fold.orders[entry.index]?.signatures).toEqual(signatures)
    }
  })
})
