import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unhex } from '../../src/encoding/bytes.ts'
import { canonicalBytes, canonicalJson, type Json, parseJson } from '../../src/encoding/json.ts'
import { refusal, refusalCode } from '../support/refusal.ts'
import { hasShared, shared } from '../support/shared.ts'

const encoder = new TextEncoder()

describe('canonicalJson', () => {
  it.each<[Json, string]>([
    [null, 'null'],
    [[true, false], '[true,false]'],
    [-1, '-1'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [1e15, '1000000000000000'],
    [{ b: 1, a: [{}, []] }, '{"a":[{},[]],"b":1}'],
    [{ 10: 1, 9: 2, '': 3 }, '{"":3,"10":1,"9":2}'],
    [{ '\uffff': 1, '\u{10000}': 2 }, '{"\u{10000}":2,"\uffff":1}'],
    ['\b\t\n\f\r"\\/\u0001\u001f\u007f\u2028é😀', '"\\b\\t\\n\\f\\r\\"\\\\/\\u0001\\u001f\u007f\u2028é😀"'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
    expect(canonicalBytes(value)).toEqual(encoder.encode(text))
  })

  it('writes __proto__ as a member, and objects without a prototype', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}')
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}')
  })

  it('accepts 64 nested containers', () => {
    let value: Json = []
    for (let i = 1; i < 64; i++) value = i % 2 === 0 ? [value] : { a: value }
    expect(parseJson(canonicalBytes(value), { canonical: true })).toEqual(value)
    expect(refusalCode(() => canonicalJson([value]))).toBe('json-value')
  })

  const cycle: unknown[] = []
  cycle.push({ again: cycle })
  it.each<[string, unknown, string]>([
    ['undefined', undefined, ''],
    ['a member that is undefined', { a: { b: undefined } }, '/a/b'],
    ['an element that is undefined', [1, undefined], '/1'],
    ['a hole in an array', new Array(1), '/0'],
    ['a function', { a: () => 1 }, '/a'],
    ['a symbol', [Symbol('a')], '/0'],
    ['a bigint', [1n], '/0'],
    ['NaN', [Number.NaN], '/0'],
    ['infinity', Number.POSITIVE_INFINITY, ''],
    ['a fraction', [[0.5]], '/0/0'],
    ['minus zero', [-0], '/0'],
    ['2^53', [2 ** 53], '/0'],
    ['-2^53', [-(2 ** 53)], '/0'],
    ['a lone surrogate', ['a\ud800'], '/0'],
    ['a lone surrogate in a name', { 'a\udc00': 1 }, '/a\udc00'],
    ['U+0000', { a: '\0' }, '/a'],
    ['U+0000 in a name', { 'a/\0': 1 }, '/a~1\0'],
    ['a date', { a: new Date(0) }, '/a'],
    ['a map', [new Map()], '/0'],
    ['bytes', new Uint8Array(2), ''],
    ['a string object', [Object('a')], '/0'],
    ['a cycle', cycle, '/0/again'.repeat(32)],
  ])('refuses %s, with its path', (_, value, path) => {
    const error = refusal(() => canonicalJson(value as Json))
    expect([error.code, error.path]).toEqual(['json-value', path])
  })

  it('keeps hostile names out of its messages', () => {
    expect(refusal(() => canonicalJson({ 'a\u202e\n': 0.5 })).message).toContain('"/a\\u{202e}\\u{a}"')
    expect(refusal(() => canonicalJson({ ['a'.repeat(1e6)]: 0.5 })).message.length).toBeLessThan(400)
  })
})

describe.skipIf(!hasShared)('published vectors of RFC 8785 (skipped: no ../shared)', () => {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(shared(`vectors/rfc8785/${path}`)))
  const expected = (name: string) => unhex(new TextDecoder().decode(read(`outhex/${name}.txt`)).replace(/\s/g, ''))

  it.each(['arrays', 'french', 'unicode', 'weird'])(
    '%s: gives the published bytes, which are accepted as canonical',
    (name) => {
      const value = parseJson(read(`input/${name}.json`))
      expect(canonicalBytes(value)).toEqual(expected(name))
      expect(canonicalBytes(value)).toEqual(read(`output/${name}.json`))
      expect(parseJson(expected(name), { canonical: true })).toEqual(value)
      expect(refusalCode(() => parseJson(read(`input/${name}.json`), { canonical: true }))).toBe('json-not-canonical')
    },
  )

  it('structures: refused for its 56.0; with 56 it gives the published bytes', () => {
    const error = refusal(() => parseJson(read('input/structures.json')))
    expect([error.code, error.path]).toEqual(['json-number', '/1/\n'])
    const input = new TextDecoder().decode(read('input/structures.json')).replace('56.0', '56')
    expect(canonicalBytes(parseJson(encoder.encode(input)))).toEqual(expected('structures'))
    expect(parseJson(expected('structures'), { canonical: true })).toEqual(JSON.parse(input))
  })

  it('values: refused for its fractions and exponents; without them it gives the published bytes', () => {
    const error = refusal(() => parseJson(read('input/values.json')))
    expect([error.code, error.path]).toEqual(['json-number', '/numbers/0'])
    expect(refusalCode(() => parseJson(expected('values'), { canonical: true }))).toBe('json-number')
    const without = (bytes: Uint8Array) => encoder.encode(new TextDecoder().decode(bytes).replace(/\[3.*?\]/, '[]'))
    const value = parseJson(without(read('input/values.json')))
    expect(canonicalBytes(value)).toEqual(without(expected('values')))
  })
})

describe('numbers of the published ES6 sample: safe integers are written so, all others are refused', () => {
  it.each<[string, boolean]>([
    ['0', true],
    ['9007199254740991', true],
    ['9007199254740992', false],
    ['9007199254740994', false],
    ['9007199254740996', false],
    ['1e+21', false],
    ['0.000001', false],
    ['9.999999999999997e-7', false],
    ['295147905179352830000', false],
    ['333333333.3333332', false],
    ['5e-324', false],
  ])('%s', (text, accepted) => {
    if (accepted) expect(canonicalJson(parseJson(encoder.encode(text), { canonical: true }))).toBe(text)
    else {
      expect(refusalCode(() => parseJson(encoder.encode(text)))).toMatch(/^json-number(-range)?$/)
      expect(refusalCode(() => canonicalJson(Number(text)))).toBe('json-value')
    }
  })
})
