import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64 } from '../../../src/encoding/base64.ts'
import type { Json, JsonObject } from '../../../src/encoding/json.ts'
import { event, item, notice } from '../../../src/record/build/builders.ts'
import type { EventInput } from '../../../src/record/build/input.ts'
import { shown, withhold } from '../../../src/record/build/loose.ts'
import { checkPayload } from '../../../src/record/payload.ts'
import { replaceAt, valueAt } from '../../../src/record/walk.ts'
import { isWithheld, opens } from '../../../src/withheld/commitment.ts'
import { refusal } from '../../support/refusal.ts'
import { SAMPLES } from '../samples/all.ts'
import { CASE, entryOf, noting, OFFICER, opening, ROOT } from '../support/entries.ts'
import { agentId, hash, text } from '../support/values.ts'
import { made } from './context.ts'

const occurred = '2026-03-02T14:10:00+06:00'
const collected = (more: object = {}) => item.collected({ occurred, mode: 'seized', context: 'criminal', ...more })

const classAt = (input: EventInput, path: string) => {
  const stated = valueAt(made(input).payload, path)
  return isWithheld(stated) ? stated.class : stated
}

describe('what is withheld', () => {
  it('are the members marked WW, unless the recorder says otherwise', () => {
    expect(classAt(collected({ from: 'Сосед' }), '/details/from')).toBe('privacy')
    expect(classAt(collected({ from: shown('Сосед') }), '/details/from')).toEqual({ lang: 'ru', text: 'Сосед' })
    expect(classAt(collected({ from: withhold('Сосед', 'protected') }), '/details/from')).toBe('protected')
    expect(
      classAt(
        collected({ features: [{ scheme: 'serial', value: '1' }] }),
        '/details/goods/0/description/features/0/value',
      ),
    ).toBe('privacy')
    expect(classAt(collected({ remarks: 'x' }), '/remarks')).toBe('privacy')
  })

  it('are members marked W where the recorder says so', () => {
    const at = '/details/goods/0/description/text'
    expect(classAt(collected({ text: 'Телефон' }), at)).toEqual({ lang: 'ru', text: 'Телефон' })
    expect(classAt(collected({ text: withhold('Телефон') }), at)).toBe('privacy')
    expect(classAt(collected({ text: withhold('Телефон', 'source') }), at)).toBe('source')
    expect(classAt(collected({ lateReason: withhold('x') }), '/recorded/lateReason')).toBe('privacy')
    expect(
      classAt(
        collected({ place: { name: withhold('x'), coordinates: withhold({ lat: '1', lon: '2' }) } }),
        '/place/coordinates',
      ),
    ).toBe('privacy')
  })

  it('are elements of a list each by itself', () => {
    const input = event('agent.registered', { agent: agentId(3), kind: 'person', names: ['А. Ли', shown('Ли А.')] })
    expect(classAt(input, '/details/names/0')).toBe('privacy')
    expect(classAt(input, '/details/names/1')).toEqual({ lang: 'ru', text: 'Ли А.' })
  })

  it('is nothing else: a member without a mark is neither withheld nor shown', () => {
    for (const value of [withhold('A-0042'), shown('A-0042')]) {
      const input = collected({ exhibit: value })
      const { code, path } = refusal(() => made(input))
      expect([code, path]).toEqual(['withheld-not-possible', '/details/goods/0/description/exhibit'])
    }
    const whole = event('agent.registered', { agent: agentId(3), kind: 'person', names: withhold([]) as never })
    expect(refusal(() => made(whole)).path).toBe('/details/names')
    expect(refusal(() => made(collected({ source: withhold('direct') }))).path).toBe('/source')
  })

  it('is never given as a commitment: nobody could reveal it', () => {
    const value = { $withheld: 'A'.repeat(43), class: 'privacy' }
    for (const from of [value, shown(value), withhold(value)]) {
      expect(refusal(() => made(collected({ from })))).toMatchObject({
        code: 'withheld-not-possible',
        path: '/details/from',
      })
    }
  })

  it('is checked before it is withheld: what is wrong is refused while it can be seen', () => {
    expect(refusal(() => made(collected({ from: withhold(7 as never) }))).path).toBe('/details/from')
    expect(refusal(() => made(collected({ features: [{ scheme: 'serial', value: '' }] }))).path).toBe(
      '/details/goods/0/description/features/0/value',
    )
    const place = { name: 'x', coordinates: withhold({ lat: 'north', lon: '2' }) }
    expect(refusal(() => made(collected({ place }))).path).toBe('/place/coordinates/lat')
  })

  it('has 32 bytes of salt, or the event is not made', () => {
    const short = (n: number) => new Uint8Array(n === 32 ? 31 : n)
    expect(refusal(() => made(collected({ from: 'x' }), { random: short })).code).toBe('misuse')
  })
})

/** Every valid event of the samples, with each value that may be withheld withheld. */
const withheldEvents: [string, EventInput][] = [...SAMPLES].flatMap(([type, { full, items = [], refs = [] }]) => {
  if (type === 'case.opened' || JSON.stringify(full).includes('$withheld')) return []
  const names = Object.fromEntries((refs as { rel: string; event: string }[]).map(({ rel, event: id }) => [rel, id]))
  const header = {
    occurred,
    items,
    refs: names,
    remarks: 'x',
    lateReason: withhold('y'),
    place: { name: withhold('z'), address: 'a' },
  }
  return [[type, { type, header, details: full, items: [] }] as [string, EventInput]]
})

describe('reveals', () => {
  it.each(withheldEvents)('%s: each opens its commitment, in its place, and fits there', (_, input) => {
    const { payload, reveals } = made(input)
    expect(reveals.length).toBeGreaterThan(3)
    expect(new Set(reveals.map(({ salt }) => salt)).size).toBe(reveals.length)
    const event = payload as { case: string; nonce: string } & JsonObject
    let plain: Json = payload
    for (const reveal of reveals) {
      const stated = valueAt(payload, reveal.path)
      if (!isWithheld(stated)) expect.fail(reveal.path)
      expect(opens(stated.$withheld, reveal, event, sha256)).toBe(true)
      plain = replaceAt(plain, reveal.path, reveal.value)
    }
    expect(JSON.stringify(plain)).not.toContain('$withheld')
    expect(() => checkPayload(plain)).not.toThrow()
  })

  it('open in no other place, of no other event, case or nonce, with no other salt or value', () => {
    const events = withheldEvents.map(([, input]) => made(input))
    const all = events.flatMap(({ payload, reveals }) =>
      reveals.map((reveal) => ({ payload: payload as JsonObject & { case: string; nonce: string }, reveal })),
    )
    const one = fc.constantFrom(...all)
    const commitmentAt = ({ payload, reveal }: (typeof all)[number]) =>
      (valueAt(payload, reveal.path) as { $withheld: string }).$withheld
    fc.assert(
      fc.property(
        one,
        one,
        fc.constantFrom('place', 'copy', 'event', 'case', 'null', 'nonce', 'salt', 'value'),
        (a, b, how) => {
          const event = { case: a.payload.case, nonce: a.payload.nonce }
          const { reveal } = a
          const commitment = commitmentAt(a)
          const answers = {
            place: () => opens(commitment, { ...reveal, path: b.reveal.path }, event, sha256),
            // The commitment moved to another place of the same event, or into another event.
            copy: () => opens(commitmentAt(b), reveal, event, sha256),
            event: () => opens(commitment, reveal, { case: b.payload.case, nonce: b.payload.nonce }, sha256),
            case: () => opens(commitment, reveal, { ...event, case: hash(99) }, sha256),
            null: () => opens(commitment, reveal, { ...event, case: null }, sha256),
            nonce: () => opens(commitment, reveal, { ...event, nonce: `${'B'.repeat(21)}A` }, sha256),
            salt: () => opens(commitment, { ...reveal, salt: b.reveal.salt }, event, sha256),
            value: () => opens(commitment, { ...reveal, value: b.reveal.value }, event, sha256),
          }
          const same = {
            place: a.reveal.path === b.reveal.path,
            copy: a.reveal === b.reveal,
            event: a.payload === b.payload,
            case: false,
            null: false,
            nonce: false,
            salt: a.reveal === b.reveal,
            value: JSON.stringify(a.reveal.value) === JSON.stringify(b.reveal.value),
          }
          expect(answers[how]()).toBe(same[how])
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('swapped between two members of the same value and salt, still open each in its own place alone', () => {
    const { payload, reveals } = made(collected({ from: 'Ли', foundWhere: 'Ли' }), {
      random: (n) => new Uint8Array(n).fill(7),
    })
    const [first, second] = reveals as [(typeof reveals)[0], (typeof reveals)[0]]
    expect([first.salt, first.value]).toEqual([second.salt, second.value])
    const event = payload as JsonObject & { case: string; nonce: string }
    const commitments = [first, second].map(({ path }) => (valueAt(payload, path) as { $withheld: string }).$withheld)
    expect(commitments[0]).not.toBe(commitments[1])
    const table = commitments.map((commitment) =>
      [first, second].map((reveal) => opens(commitment, reveal, event, sha256)),
    )
    expect(table).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('of entry 0 are bound to no case: the case is made by it', () => {
    const input = event('case.opened', { ...(opening().details as object), title: 'Дело 17' } as never)
    const { payload, reveals } = made(input, { case: null, after: opening().after as { size: number; root: string } })
    const [reveal] = reveals as [(typeof reveals)[0]]
    const { $withheld } = (payload.details as { title: { $withheld: string } }).title
    expect(opens($withheld, reveal, { case: null, nonce: payload.nonce as string }, sha256)).toBe(true)
    expect(opens($withheld, reveal, { case: hash(1), nonce: payload.nonce as string }, sha256)).toBe(false)
  })
})

describe('event.withheld', async () => {
  const inner = await entryOf(noting([OFFICER], 1), [OFFICER])
  const filed = (value: unknown, more: object = {}) =>
    event('event.withheld', { occurred: { unknown: true }, inner: value as never, ...more })
  const ofCase = { case: CASE }

  it('commits to the base64 of the inner envelope, which its reveal opens', () => {
    for (const value of [inner, base64(inner), withhold(inner, 'privileged')]) {
      const { payload, reveals } = made(filed(value), ofCase)
      expect(reveals).toMatchObject([{ path: '/details/inner', value: base64(inner) }])
      const { $withheld, class: reason } = (payload.details as { inner: { $withheld: string; class: string } }).inner
      expect(reason).toBe(value instanceof Uint8Array || typeof value === 'string' ? 'privacy' : 'privileged')
      const [reveal] = reveals as [(typeof reveals)[0]]
      expect(opens($withheld, reveal, payload as never, sha256)).toBe(true)
    }
  })

  it('is never shown', () => {
    const { payload } = made(filed(shown(inner)), ofCase)
    expect(payload.details).toHaveProperty('inner.class', 'privacy')
  })

  it('withholds the rest of its header as any event does', () => {
    const { payload, reveals } = made(filed(inner, { remarks: 'x' }), ofCase)
    expect(isWithheld(payload.remarks)).toBe(true)
    expect(reveals.map(({ path }) => path).sort()).toEqual(['/details/inner', '/remarks'])
    expect(refusal(() => made(filed(inner, { remarks: withhold(5 as never) }), ofCase)).path).toBe('/remarks')
  })

  it('takes no envelope of another case, no other bytes, and no type that is never inner', async () => {
    expect(refusal(() => made(filed(inner))).path).toBe('/details/inner')
    expect(refusal(() => made(filed('AAAA'), ofCase)).code).toMatch(/^json-|^envelope-/)
    expect(refusal(() => made(filed('not base64'), ofCase)).code).toBe('base64-syntax')
    expect(refusal(() => made(filed({ payload: 1 }), ofCase)).path).toBe('/details/inner')
    const { minimal } = SAMPLES.get('case.closed') as { minimal: object }
    const closing = { ...noting([ROOT], 2), type: 'case.closed', details: minimal as JsonObject }
    expect(refusal(() => made(filed(closing as never), ofCase)).path).toBe('/details/inner')
    const bytes = await entryOf(closing, [ROOT])
    expect(refusal(() => made(filed(bytes), ofCase)).message).toContain('never withheld whole')
  })

  it('takes no commitment', () => {
    const value = { $withheld: 'A'.repeat(43), class: 'privacy' }
    expect(refusal(() => made(filed(value), ofCase)).code).toBe('withheld-not-possible')
  })
})

it('a text that is withheld has its language inside', () => {
  const { reveals } = made(notice.given({ occurred, kind: 'rights', to: agentId(4), remarks: 'Жок' }))
  expect(reveals).toMatchObject([{ path: '/remarks', value: { lang: 'ru', text: 'Жок' } }])
  expect(text('x')).toEqual({ lang: 'en', text: 'x' })
})
