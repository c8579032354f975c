import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalBytes } from '../../src/encoding/bytes.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { canonicalBytes, canonicalJson, type Json, parseJson } from '../../src/encoding/json.ts'
import { canonicalModel, model } from './json-model.ts'

const encoder = new TextEncoder()
const REFUSED = Symbol('refused')

const character = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '1',
    '"',
    '\\',
    '/',
    '\n',
    '\u0001',
    '\u001f',
    '\u007f',
    'é',
    '€',
    '\ud7ff',
    '\ue000',
    '\ufeff',
    '\uffff',
    '😀',
    '\u{10ffff}',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((unit) => unit !== '\0'),
)
const string = fc.string({ unit: character, maxLength: 6 })
const name = fc.oneof(string, fc.constantFrom('__proto__', 'constructor', 'toString', '0', '10', '9', 'length'))
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.integer(),
    string,
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(name, tie('json')), { selector: ([key]) => key, maxLength: 4 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
}))

/** The value, or REFUSED. Any exception that is no FairtrailError with a code, a path and an offset fails the test. */
function read(bytes: Uint8Array, canonical: boolean): Json | typeof REFUSED {
  try {
    return parseJson(bytes, { canonical })
  } catch (error) {
    if (!(error instanceof FairtrailError) || !error.code.startsWith('json-')) throw error
    expect(error.offset).toBeGreaterThanOrEqual(0)
    expect(error.offset).toBeLessThanOrEqual(bytes.length)
    expect(error.path).toMatch(/^(\/([^~/]|~[01])*)*$/)
    return REFUSED
  }
}

/** Vitest's own equality stumbles over a member named `constructor`. */
function same(value: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(value, expected)) expect(value).toBe(expected)
}

function agrees(bytes: Uint8Array): void {
  const expected = model(bytes)
  const value = expected === 'refused' ? REFUSED : expected.value
  same(read(bytes, false), value)
  const isCanonical = value !== REFUSED && equalBytes(encoder.encode(canonicalModel(value)), bytes)
  same(read(bytes, true), isCanonical ? value : REFUSED)
}

describe('canonical form and parser', () => {
  it('parse undoes canonical, and canonical agrees with a second implementation', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        expect(text).toBe(canonicalModel(value))
        same(parseJson(canonicalBytes(value), { canonical: true }), value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  it('every writing of a value is read as that value, and is canonical only if it is the canonical one', () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 2 })
    fc.assert(
      fc.property(json, space, fc.boolean(), (value, indent, escapes) => {
        let text = JSON.stringify(value, undefined, indent.replace(/[^ \t]/g, ''))
        if (escapes)
          text = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        const bytes = encoder.encode(indent + text)
        same(read(bytes, false), value)
        agrees(bytes)
      }),
      { numRuns: 1000 },
    )
  })

  it('a duplicate name is found wherever it stands', () => {
    const pair = fc.tuple(
      fc.constantFrom('a', 'b', '\\u0061', 'é', '\\u00e9', '__proto__', '1'),
      fc.constantFrom('1', '{}', '[{"a":1}]'),
    )
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 4 }), (pairs) => {
        const text = `[{${pairs.map(([key, value]) => `"${key}":${value}`).join(',')}}]`
        const names = new Set(pairs.map(([key]) => JSON.parse(`"${key}"`)))
        expect(read(encoder.encode(text), false) === REFUSED).toBe(names.size < pairs.length)
        agrees(encoder.encode(text))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('hostile bytes: the same answer as a second opinion, and no other exception', () => {
  it('in all sequences of up to five tokens', () => {
    const tokens = ['{', '}', '[', ']', ',', ':', '"a"', '"\\', '1', '0', '-', ' ', 'null']
    const walk = (text: string, left: number) => {
      agrees(encoder.encode(text))
      if (left > 0) for (const token of tokens) walk(text + token, left - 1)
    }
    walk('', 3)
    const bytes = (text: string) => encoder.encode(text)
    const quick = (text: string, left: number) => {
      if (left === 0) {
        expect(read(bytes(text), false) === REFUSED).toBe(model(bytes(text)) === 'refused')
        return
      }
      for (const token of tokens) quick(text + token, left - 1)
    }
    quick('[', 4)
  })

  it('in every string of one or two bytes, and in characters of up to four bytes at all their limits', () => {
    for (let a = 0; a < 256; a++) {
      agrees(Uint8Array.of(a))
      agrees(Uint8Array.of(0x22, a, 0x22))
      agrees(Uint8Array.of(0x22, 0x5c, a, 0x22))
    }
    const limits = [0x00, 0x22, 0x5c, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]
    const leads = [0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff]
    for (const lead of leads) {
      for (const b of limits) {
        agrees(Uint8Array.of(0x22, lead, b, 0x22))
        for (const c of limits) {
          agrees(Uint8Array.of(0x22, lead, b, c, 0x22))
          for (const d of limits) agrees(Uint8Array.of(0x22, lead, b, c, d, 0x22))
        }
      }
    }
  })

  it('in every \\uXXXX, alone', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const digits = unit.toString(16).padStart(4, '0')
      const accepted = unit !== 0 && (unit < 0xd800 || unit > 0xdfff)
      const short = [8, 9, 10, 12, 13].includes(unit)
      const bytes = encoder.encode(`"\\u${digits}"`)
      if ((read(bytes, false) !== REFUSED) !== accepted) throw new Error(digits)
      if ((read(bytes, true) !== REFUSED) !== (accepted && unit < 0x20 && !short)) throw new Error(digits)
    }
  })

  it('in documents with changed, inserted, removed, moved and repeated bytes', () => {
    const mutation = fc.record({
      kind: fc.constantFrom('set', 'insert', 'remove', 'cut', 'copy'),
      at: fc.nat(),
      byte: fc.oneof(
        fc.nat(255),
        fc.constantFrom(...encoder.encode('{}[]",:\\u0129-.eE \n/'), 0, 0x80, 0xc3, 0xe2, 0xed, 0xf0, 0xef),
      ),
      count: fc.integer({ min: 1, max: 12 }),
    })
    const mutate = (
      bytes: number[],
      { kind, at, byte, count }: { kind: string; at: number; byte: number; count: number },
    ) => {
      const place = bytes.length === 0 ? 0 : at % bytes.length
      if (kind === 'set') bytes[place] = byte
      else if (kind === 'insert') bytes.splice(place, 0, byte)
      else if (kind === 'remove') bytes.splice(place, count)
      else if (kind === 'cut') bytes.length = place
      else bytes.splice((place * 7) % (bytes.length + 1), 0, ...bytes.slice(place, place + count))
    }
    const written = fc
      .tuple(json, fc.boolean())
      .map(([value, loose]) => (loose ? JSON.stringify(value, null, 1) : canonicalJson(value)))
    fc.assert(
      fc.property(written, fc.array(mutation, { minLength: 1, maxLength: 3 }), (text, mutations) => {
        const bytes = [...encoder.encode(text)]
        for (const one of mutations) mutate(bytes, one)
        agrees(Uint8Array.from(bytes))
      }),
      { numRuns: 10_000 },
    )
  })

  it('in bytes at random', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), agrees), { numRuns: 2000 })
  })
})
