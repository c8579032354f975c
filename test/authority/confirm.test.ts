import { beforeEach, describe, expect, it } from 'vitest'
import { testSigner } from '../log/support/keys.ts'
import { idOf, testAgent } from '../support/agents.ts'
import { type LogBuilder, logBuilder, nothing, type TestCosigner, testCosigner } from '../support/log-builder.ts'
import { type ReplayOptions, replay, said } from '../support/replay.ts'

const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const [a, b, c] = [testCosigner('a'), testCosigner('b'), testCosigner('c')] as const
const T = 1_772_000_000

let log: LogBuilder
beforeEach(async () => {
  log = await logBuilder({ roots: [chief], cosigners: [a, b], quorum: 2 })
})

const cosigned = (...who: TestCosigner[]) => who.map((one) => [one, T] as const)

async function statuses(options: ReplayOptions = {}) {
  const { confirmations } = await replay(log, options)
  return confirmations.changes.map(({ status }) => status)
}

async function told(options: ReplayOptions = {}) {
  const { confirmations } = await replay(log, options)
  return confirmations.observations.map(({ about, status, values }) => `${about} ${status}: ${values.reason}`)
}

describe('a change of log, cosigners or roots', () => {
  it('is confirmed by a larger checkpoint with the quorum of the authority before it', async () => {
    const change = await log.change([chief], { cosigners: [c], quorum: 1 })
    const note = await log.note(log.size, cosigned(a, b))
    expect(await statuses({ notes: [note] })).toEqual(['opened', 'confirmed'])
    expect(await told({ notes: [note] })).toEqual([])
    const { confirmations } = await replay(log, { notes: [note] })
    expect(confirmations.changes[1]).toEqual({
      index: change.index,
      event: change.id,
      status: 'confirmed',
      confirmed: true,
      changed: ['cosigners'],
      size: change.index + 1,
    })
  })

  it('is confirmed by an anchor as well', async () => {
    await log.change([chief], { log: testSigner('log 2') })
    await log.anchor([chief], cosigned(a, b))
    expect(await statuses()).toEqual(['opened', 'confirmed'])
  })

  it('of log or cosigners fails the log where it is not confirmed', async () => {
    await log.change([chief], { operator: idOf('another operator'), log: testSigner('log 2') })
    expect(await statuses()).toEqual(['opened', 'unconfirmed'])
    expect(await told()).toEqual(['log failed: not-confirmed'])
  })

  it('is not confirmed by a checkpoint that does not have it, by half a quorum, or by its own new cosigners', async () => {
    const before = await log.note(log.size, cosigned(a, b))
    await log.change([chief], { cosigners: [c], quorum: 1 })
    const notes = [before, await log.note(log.size, cosigned(a)), await log.note(log.size, cosigned(c))]
    expect(await statuses({ notes })).toEqual(['opened', 'unconfirmed'])
  })

  it('of the roots alone leaves the log undetermined where it is not confirmed', async () => {
    await log.change([chief, deputy], { roots: [chief, deputy] })
    expect(await told()).toEqual(['log undetermined: not-confirmed'])
  })

  it('of the policy or of words alone asks for nothing', async () => {
    await log.change([chief], { algorithms: ['ed25519'] })
    expect(await statuses()).toEqual(['opened', 'as-before'])
    expect(await told()).toEqual([])
  })

  it('is never confirmed where no cosigner was asked for, and that is said', async () => {
    log = await logBuilder({ roots: [chief], cosigners: [a, b], quorum: 0 })
    await log.change([chief], { quorum: 2 })
    await log.change([chief], { quorum: 1 })
    const notes = [await log.note(log.size, cosigned(a, b))]
    expect(await statuses({ notes })).toEqual(['opened', 'never', 'never'])
    expect(await told({ notes })).toEqual([
      'log undetermined: quorum-zero-never-confirmed',
      'log undetermined: quorum-zero-never-confirmed',
    ])
  })

  it('is accepted where the caller names its event beside the pin, and is said to be', async () => {
    const change = await log.change([chief], { cosigners: [c], quorum: 1 })
    await log.change([chief], { operator: idOf('another operator'), log: testSigner('log 2') })
    const note = await log.note(log.size, cosigned(c))
    expect(await statuses({ accepted: [change.id], notes: [note] })).toEqual(['opened', 'accepted', 'confirmed'])
    expect(await told({ accepted: [change.id], notes: [note] })).toEqual(['log noted: accepted-by-caller'])
    const { confirmations } = await replay(log, { accepted: [nothing('an event')] })
    expect(confirmations.unknown).toEqual([nothing('an event')])
  })

  it('goes by the last confirmed authority, change after change', async () => {
    await log.change([chief], { cosigners: [b, c], quorum: 2 })
    await log.change([chief], { cosigners: [c, a], quorum: 2 })
    const asks = await log.note(log.size, cosigned(c, a))
    expect(await statuses({ notes: [asks] })).toEqual(['opened', 'unconfirmed', 'unconfirmed'])
    const first = await log.note(log.size, cosigned(a, b))
    expect(await statuses({ notes: [first] })).toEqual(['opened', 'confirmed', 'unconfirmed'])
    const second = await log.note(log.size, cosigned(b, c))
    expect(await statuses({ notes: [first, second] })).toEqual(['opened', 'confirmed', 'confirmed'])
    // A checkpoint below the second change confirms the first, and nothing more.
    const early = await log.note(2, cosigned(a, b))
    expect(await statuses({ notes: [early] })).toEqual(['opened', 'confirmed', 'unconfirmed'])
  })

  it('is not confirmed by an anchor that had no effect', async () => {
    const officer = testAgent('officer')
    await log.enrol([chief], officer)
    await log.change([chief], { cosigners: [c], quorum: 1 })
    await log.anchor([officer], cosigned(a, b), { after: 1 })
    expect(await statuses()).toEqual(['opened', 'unconfirmed'])
  })

  it('is confirmed by nobody twice: one cosigner who signs two lines is one', async () => {
    await log.change([chief], { cosigners: [c], quorum: 1 })
    const note = await log.note(log.size, [
      [a, T],
      [a, T + 1],
    ])
    expect(await statuses({ notes: [note] })).toEqual(['opened', 'unconfirmed'])
  })
})

describe('an operator change that nobody confirmed', () => {
  it('is in force at once, and fails the log', async () => {
    const log2 = testSigner('log 2')
    const officer = testAgent('officer')
    await log.change([chief], { operator: idOf('another operator'), log: log2 })
    await log.enrol([chief], officer)
    const notice = await log.notice([officer])
    const note = await log.note(log.size, [], log2)
    const old = await log.note(log.size, [], log.authority.log && testSigner('log'))
    const { result, observations, notes } = await replay(log, { notes: [note, old] })
    expect(result(notice)).toBe('stands: in-force')
    expect(said(observations)).toContain('failed confirmation: not-confirmed')
    expect(notes.notes.map(({ size }) => size)).toEqual([log.size])
    expect(notes.refused.map(({ reason }) => reason)).toEqual(['note-unknown-keys'])
  })
})
