import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/encoding/json.ts'
import { eventFromJson } from '../../src/record/build/from-json.ts'
import { isDecided } from '../../src/record/build/loose.ts'
import { refusal } from '../support/refusal.ts'

const item = '6d13f985-a4ee-42d9-bcf3-b9f343ac5b7b'
const measured = { type: 'digest.measured', items: [item], occurred: '2026-03-02T14:10:00Z', details: { item } }
const refused = (json: Json) => refusal(() => eventFromJson(json))

describe('an event from JSON', () => {
  it('is parted into header and details', () => {
    const { type, header, details, items } = eventFromJson(measured)
    expect({ type, details, items }).toEqual({ type: 'digest.measured', details: { item }, items: [item] })
    expect(header).toEqual({ items: [item], occurred: '2026-03-02T14:10:00Z' })
  })

  it('gives an id to an item that enters the record without one, and keeps one that it has', () => {
    const event = (...goods: Json[]) => eventFromJson({ type: 'item.collected', details: { goods } })
    const [fresh, kept] = event({ description: {} }, { item, description: {} }).items
    expect(fresh).toMatch(/^[0-9a-f-]{36}$/)
    expect(kept).toBe(item)
  })

  it('takes references as the format writes them', () => {
    const event = 'a'.repeat(64)
    const refs = [
      { rel: 'withheld-under', event },
      { rel: 'source', event, case: 'b'.repeat(64) },
    ]
    expect(eventFromJson({ ...measured, refs }).header.refs).toEqual({
      withheldUnder: [event],
      source: [{ event, case: 'b'.repeat(64) }],
    })
  })

  it('takes decisions to show or to withhold', () => {
    const { details } = eventFromJson({ ...measured, details: { a: { $show: 'x' }, b: [{ $withhold: 'y' }] } })
    const { a, b } = details as { a: unknown; b: unknown[] }
    expect(isDecided(a) && [a.value, a.class]).toEqual(['x', undefined])
    const [first] = b
    expect(isDecided(first) && [first.value, first.class]).toEqual(['y', 'privacy'])
  })

  it('is refused with the path of what is wrong', () => {
    const cases: [Json, string][] = [
      [null, ''],
      [{ details: {} }, '/type'],
      [{ type: 'digest.mesured', details: {} }, '/type'],
      [{ type: 'digest.measured' }, '/details'],
      [{ ...measured, nonce: 'x' }, '/nonce'],
      [{ ...measured, recorded: { at: 'x' } }, '/recorded/at'],
      [{ ...measured, digest: {} }, '/digest'],
      [{ ...measured, items: [1] }, '/items/0'],
      [{ ...measured, refs: [{ rel: 'none', event: 'x' }] }, '/refs/0/rel'],
      [{ ...measured, refs: [{ rel: 'release', event: 'x', more: 1 }] }, '/refs/0/more'],
      [{ ...measured, details: { a: { $withhold: 1, class: 'none' } } }, '/details/a/class'],
      [{ ...measured, details: { a: { $show: 1, b: 2 } } }, '/details/a'],
    ]
    for (const [json, path] of cases) expect(refused(json)).toMatchObject({ code: 'payload-form', path })
  })
})
