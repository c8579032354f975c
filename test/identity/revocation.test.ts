import { beforeEach, describe, expect, it } from 'vitest'
import type { TestAgent } from '../support/agents.ts'
import { enrolment, type LogBuilder, nothing } from '../support/log-builder.ts'
import { replay } from '../support/replay.ts'
import { anchorAt, at, clerk, officer, officer2, openLog, registrar, roots } from './cast.ts'

let log: LogBuilder
beforeEach(async () => {
  log = await openLog()
})

const anchor = (seconds: number, by?: TestAgent) => anchorAt(log, seconds, by)

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
