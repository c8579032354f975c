import { beforeEach, describe, expect, it } from 'vitest'
import type { TestAgent } from '../support/agents.ts'
import { enrolment, type LogBuilder, nothing } from '../support/log-builder.ts'
import { replay } from '../support/replay.ts'
import { anchorAt, at, officer, openLog, policeman, roots } from './cast.ts'

let log: LogBuilder
beforeEach(async () => {
  log = await openLog()
})

const anchor = (seconds: number, by?: TestAgent) => anchorAt(log, seconds, by)

describe('bounds of an enrolment', () => {
  const bounded = policeman('bounded')

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
    await log.enrol(roots, policeman('second'), { from: at(100) })
    const later = await log.notice([policeman('second')])
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

describe('a signer who saw another history', () => {
  it('gets no time from the anchors of this one', async () => {
    await anchor(100)
    const notice = await log.notice([officer], { after: { size: log.size, root: nothing('another root') } })
    const { identities, result } = await replay(log)
    expect(identities.events[notice.index]?.established).toEqual({})
    expect(result(notice)).toBe('stands: in-force')
  })
})
