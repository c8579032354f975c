import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { JsonObject } from '../../src/encoding/json.ts'
import { acceptsOf } from '../../src/record/accepts.ts'
import { payloadSchema } from '../../src/record/payload.ts'
import type { EventType } from '../../src/record/vocabulary.ts'
import { SAMPLES } from './samples/all.ts'
import { payloadOf } from './support/payload.ts'
import { REMOVED, setAt } from './support/sample.ts'
import { itemId, text, withheld } from './support/values.ts'

const payloads: [EventType, JsonObject][] = [...SAMPLES].flatMap(([type, sample]) =>
  [sample.minimal, sample.full, ...(sample.variants ?? [])].map((details): [EventType, JsonObject] => [
    type,
    payloadOf(type, details, sample),
  ]),
)

function pointers(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, inner]) => pointers(inner, `${at}/${name}`))]
}

/** What somebody could put in the place of a value. */
const replacements: unknown[] = [
  REMOVED,
  null,
  '',
  'x',
  'other',
  'key',
  0,
  -1,
  1,
  1.5,
  2 ** 53,
  true,
  false,
  [],
  {},
  ['x'],
  [null],
  text('x'),
  withheld(),
  { ...withheld(), more: 1 },
  itemId(1),
  { code: 'other', text: text('x') },
  { code: 'other' },
  { item: itemId(1) },
  { reason: text('x') },
  '2026-03-02',
  '2026-03-02T10:00:00Z',
  JSON.parse('{"__proto__":{"lang":"en","text":"x"}}'),
  JSON.parse('{"constructor":"x"}'),
]

const agree = (type: EventType, value: unknown) =>
  [acceptsOf(payloadSchema(type))(value), z.safeParse(payloadSchema(type), value).success] as const

describe('acceptsOf', () => {
  it('accepts every valid sample, as zod does', () => {
    for (const [type, payload] of payloads) expect(agree(type, payload), type).toEqual([true, true])
  })

  it('answers as zod does where any value of a full sample is replaced by any other', () => {
    let refused = 0
    for (const [type, sample] of SAMPLES) {
      const full = payloadOf(type, sample.full, sample)
      for (const at of pointers(full)) {
        for (const replacement of replacements) {
          if (at === '' && replacement === REMOVED) continue
          const [ours, theirs] = agree(type, setAt(full, at, replacement))
          if (ours !== theirs)
            expect.fail(`${type} ${at} ${String(JSON.stringify(replacement))}: ${ours}, zod ${theirs}`)
          if (!ours) refused++
        }
      }
    }
    expect(refused).toBeGreaterThan(10_000)
  })

  it('answers as zod does for samples that were changed in several places at once', () => {
    const changed = fc.constantFrom(...payloads).chain(([type, payload]) =>
      fc
        .array(fc.tuple(fc.constantFrom(...pointers(payload)), fc.constantFrom(...replacements)), {
          minLength: 1,
          maxLength: 3,
        })
        .map((changes) => {
          const value = changes.reduce<unknown>((all, [at, replacement]) => {
            try {
              return at === '' ? all : setAt(all, at, replacement)
            } catch {
              // The place is gone by an earlier change.
              return all
            }
          }, payload)
          return [type, value] as const
        }),
    )
    fc.assert(
      fc.property(changed, ([type, value]) => {
        const [ours, theirs] = agree(type, value)
        expect(ours).toBe(theirs)
      }),
      { numRuns: 3000 },
    )
  })

  it('looks at own members alone', () => {
    const inherits = Object.create({ lang: 'en', text: 'x' })
    expect(acceptsOf(z.strictObject({ lang: z.string(), text: z.string() }))(inherits)).toBe(false)
    expect(acceptsOf(z.strictObject({ toString: z.exactOptional(z.string()) }))({})).toBe(true)
    expect(acceptsOf(z.strictObject({ constructor: z.string() }))({})).toBe(false)
  })

  it('refuses __proto__ as a member name, also among free names that do not allow it', () => {
    const names = z.record(z.string().check(z.regex(/^[a-z]+$/)), z.string())
    expect(acceptsOf(names)(JSON.parse('{"a":"x"}'))).toBe(true)
    expect(acceptsOf(names)(JSON.parse('{"__proto__":"x"}'))).toBe(false)
    expect(acceptsOf(z.strictObject({}))(JSON.parse('{"__proto__":"x"}'))).toBe(false)
  })

  it.each([
    ['a date', z.date()],
    ['a map', z.map(z.string(), z.string())],
    [
      'a check that it does not read',
      z.string().check(
        z.startsWith('x'),
        z.overwrite((value) => value),
      ),
    ],
    ['an exclusive bound', z.number().check(z.gt(0))],
  ])('refuses to be made of %s', (_, schema) => {
    expect(() => acceptsOf(schema)).toThrow()
  })
})
