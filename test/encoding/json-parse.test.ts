import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../src/encoding/error-codes.ts'
import { type Json, type ParseOptions, parseJson } from '../../src/encoding/json.ts'
import { refusal, refusalCode } from '../support/refusal.ts'

const encoder = new TextEncoder()
const parse = (text: string, options?: ParseOptions) => parseJson(encoder.encode(text), options)
const canonical = (text: string) => parse(text, { canonical: true })
const raw = (before: string, bytes: number[], after: string) =>
  Uint8Array.from([...encoder.encode(before), ...bytes, ...encoder.encode(after)])
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('what is accepted', () => {
  it.each<[string, Json]>([
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-1', -1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['""', ''],
    ['[]', []],
    ['{}', {}],
    ['[[],{},[1,2]]', [[], {}, [1, 2]]],
    ['{"a":{"b":[null]}}', { a: { b: [null] } }],
    ['"\u007f\u2028é€😀\ufeff"', '\u007f\u2028é€😀\ufeff'],
    ['"\\b\\t\\n\\f\\r\\"\\\\\\u0001\\u001f"', '\b\t\n\f\r"\\\u0001\u001f'],
  ])('%s, in canonical form too', (text, value) => {
    expect(parse(text)).toEqual(value)
    expect(canonical(text)).toEqual(value)
  })

  it.each<[string, Json]>([
    [' \t\r\n[ 1 ,\n2 ]\r\n', [1, 2]],
    ['{ "a" : 1 , "b" : { } }', { a: 1, b: {} }],
    ['{"b":1,"a":2}', { b: 1, a: 2 }],
    ['"\\u0061\\/\\u00E9\\ud83d\\uDE00\\u0008"', 'a/é😀\b'],
    ['{"\\u0061":1}', { a: 1 }],
  ])('%j, where canonical form is not asked for', (text, value) => {
    expect(parse(text)).toEqual(value)
    expect(refusalCode(() => canonical(text))).toBe('json-not-canonical')
  })

  it('keeps __proto__, constructor and integer-like names as ordinary members', () => {
    const value = canonical('{"1":1,"10":2,"2":3,"__proto__":{"a":4},"constructor":5}') as Record<string, Json>
    expect(Object.keys(value).sort()).toEqual(['1', '10', '2', '__proto__', 'constructor'])
    expect(Object.getOwnPropertyDescriptor(value, '__proto__')?.value).toEqual({ a: 4 })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(value.a).toBeUndefined()
  })

  it('reads a part of a larger buffer', () => {
    expect(parseJson(encoder.encode('xx{"a":1}yy').subarray(2, 9))).toEqual({ a: 1 })
  })
})

describe('what is refused, with code, path and byte offset', () => {
  const cases: [what: string, input: string | Uint8Array, code: ErrorCode, path: string, offset: number][] = [
    ['nothing', '', 'json-syntax', '', 0],
    ['white space alone', '  ', 'json-syntax', '', 2],
    ['an object cut off', '{"a":', 'json-syntax', '/a', 5],
    ['an object cut off in a name', '{"a', 'json-syntax', '', 1],
    ['an array cut off', '[1', 'json-syntax', '/0', 2],
    ['a comma too many in an array', '[1,]', 'json-syntax', '/1', 3],
    ['a comma too many in an object', '{"a":1,}', 'json-syntax', '', 7],
    ['two commas', '[1,,2]', 'json-syntax', '/1', 3],
    ['no comma', '[1 2]', 'json-syntax', '/0', 3],
    ['no colon', '{"a" 1}', 'json-syntax', '/a', 5],
    ['two colons', '{"a"::1}', 'json-syntax', '/a', 5],
    ['the wrong bracket', '[1}', 'json-syntax', '/0', 2],
    ['a name without quotes', '{a:1}', 'json-syntax', '', 1],
    ['a number as a name', '{1:1}', 'json-syntax', '', 1],
    ['single quotes', "['a']", 'json-syntax', '/0', 1],
    ['a word cut off', '[tru]', 'json-syntax', '/0', 1],
    ['a word in capitals', 'True', 'json-syntax', '', 0],
    ['NaN', 'NaN', 'json-syntax', '', 0],
    ['-Infinity', '-Infinity', 'json-syntax', '', 1],
    ['a comment', '[/**/1]', 'json-syntax', '/0', 1],
    ['leading zeros', '[01]', 'json-syntax', '/0', 1],
    ['leading zeros after a sign', '-01', 'json-syntax', '', 0],
    ['a plus sign', '+1', 'json-syntax', '', 0],
    ['a sign alone', '[-]', 'json-syntax', '/0', 2],
    ['hexadecimal', '0x10', 'json-trailing', '', 1],
    ['a vertical tab as white space', '\u000b1', 'json-syntax', '', 0],
    ['a no-break space as white space', '\u00a01', 'json-syntax', '', 0],
    ['a string without end', '["abc', 'json-syntax', '/0', 1],
    ['a string that ends in its escape', '"\\', 'json-syntax', '', 1],
    ['an escaped quote as the last character', '"\\"', 'json-syntax', '', 0],
    ['a line break in a string', '"a\nb"', 'json-syntax', '', 2],
    ['an unknown escape', '"\\x41"', 'json-syntax', '', 1],
    ['an escape in capitals', '"\\N"', 'json-syntax', '', 1],
    ['three hex digits', '"\\u123"', 'json-syntax', '', 1],
    ['other hex digits', '"\\u12g4"', 'json-syntax', '', 1],
    ['a code point in braces', '"\\u{61}"', 'json-syntax', '', 1],
    ['a duplicate name', '{"a":1,"a":1}', 'json-duplicate-name', '/a', 7],
    ['an empty duplicate name', '{"":{},"":1}', 'json-duplicate-name', '/', 7],
    ['a duplicate name in an inner object', '[{"a":{"b":1,"b":2}}]', 'json-duplicate-name', '/0/a/b', 13],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 'json-duplicate-name', '/__proto__', 15],
    ['a fraction', '[0,1.5]', 'json-number', '/1', 3],
    ['a fraction of zero', '1.0', 'json-number', '', 0],
    ['a fraction without digits', '1.', 'json-number', '', 0],
    ['an exponent', '{"a":1e2}', 'json-number', '/a', 5],
    ['an exponent in capitals', '1E-2', 'json-number', '', 0],
    ['minus zero', '[-0]', 'json-number', '/0', 1],
    ['a negative fraction', '-0.5', 'json-number', '', 0],
    ['2^53', '9007199254740992', 'json-number-range', '', 0],
    ['2^53 + 1', '9007199254740993', 'json-number-range', '', 0],
    ['-2^53', '-9007199254740992', 'json-number-range', '', 0],
    ['a number of 400 digits', '9'.repeat(400), 'json-number-range', '', 0],
    ['65 nested arrays', nested(65), 'json-depth', '/0'.repeat(64), 64],
    ['65 nested objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'json-depth', '/a'.repeat(64), 320],
    ['a lone high surrogate', '["\\ud800"]', 'json-surrogate', '/0', 2],
    ['a lone low surrogate', '"a\\udc00"', 'json-surrogate', '', 2],
    ['two high surrogates', '"\\ud800\\ud800"', 'json-surrogate', '', 1],
    ['two low surrogates', '"\\udc00\\udc00"', 'json-surrogate', '', 1],
    ['a high surrogate before U+E000, escaped', '"\\ud800\\ue000"', 'json-surrogate', '', 1],
    ['a high surrogate before U+DBFF, escaped', '"\\ud800\\udbff"', 'json-surrogate', '', 1],
    ['a high surrogate cut off by the end', '"\\ud800\\u', 'json-syntax', '', 7],
    ['a high surrogate before a character', '"\\ud800a"', 'json-surrogate', '', 1],
    ['a high surrogate before another escape', '"\\ud800\\n"', 'json-surrogate', '', 1],
    ['surrogates in the wrong order', '"\\ude00\\ud83d"', 'json-surrogate', '', 1],
    ['a lone surrogate in a name', '{"\\ud800":1}', 'json-surrogate', '', 2],
    ['an escaped U+0000', '{"a":"x\\u0000"}', 'json-nul', '/a', 7],
    ['an escaped U+0000 in a name', '{"\\u0000":1}', 'json-nul', '', 2],
    ['a raw U+0000', raw('"x', [0], '"'), 'json-nul', '', 2],
    ['a byte order mark', '\ufeff1', 'json-bom', '', 0],
    ['a byte order mark alone', '\ufeff', 'json-bom', '', 0],
    ['a byte order mark later', '[\ufeff1]', 'json-syntax', '/0', 1],
    ['a continuation byte in a string', raw('["', [0x80], '"]'), 'json-utf8', '/0', 2],
    ['an overlong slash', raw('"a', [0xc0, 0xaf], '"'), 'json-utf8', '', 2],
    ['an overlong character of three bytes', raw('"', [0xe0, 0x9f, 0xbf], '"'), 'json-utf8', '', 1],
    ['an overlong character of four bytes', raw('"', [0xf0, 0x8f, 0xbf, 0xbf], '"'), 'json-utf8', '', 1],
    ['an encoded surrogate', raw('"', [0xed, 0xa0, 0x80], '"'), 'json-utf8', '', 1],
    ['an encoded pair of surrogates', raw('"', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], '"'), 'json-utf8', '', 1],
    ['a code point beyond U+10FFFF', raw('"', [0xf4, 0x90, 0x80, 0x80], '"'), 'json-utf8', '', 1],
    ['a character cut off by the quote', raw('"', [0xe2, 0x82], '"'), 'json-utf8', '', 1],
    ['a character cut off by the end', raw('"', [0xf0, 0x9f, 0x98], ''), 'json-utf8', '', 1],
    ['invalid UTF-8 in a name', raw('{"', [0xff], '":1}'), 'json-utf8', '', 2],
    ['invalid UTF-8 outside strings', raw('[', [0xff], ']'), 'json-utf8', '/0', 1],
    ['UTF-16', raw('', [0xff, 0xfe, 0x31, 0x00], ''), 'json-utf8', '', 0],
    ['a second value', '{}{}', 'json-trailing', '', 2],
    ['a second line', '1\n2', 'json-trailing', '', 2],
    ['a NUL at the end', '1\0', 'json-trailing', '', 1],
    ['a bracket too many', '[]]', 'json-trailing', '', 2],
  ]

  it.each(cases)('%s', (_, input, code, path, offset) => {
    const bytes = typeof input === 'string' ? encoder.encode(input) : input
    const error = refusal(() => parseJson(bytes))
    expect([error.code, error.path, error.offset]).toEqual([code, path, offset])
    // In canonical mode the same code, unless something that is not canonical comes first.
    expect([code, 'json-not-canonical']).toContain(refusalCode(() => parseJson(bytes, { canonical: true })))
  })

  it('escapes "~" and "/" in a path (RFC 6901)', () => {
    expect(refusal(() => parse('{"a/b":{"~1":[0,-0]}}')).path).toBe('/a~1b/~01/1')
  })
  it('knows every limit of the surrogates, in all pairs', () => {
    const units = ['d7ff', 'd800', 'dbff', 'dc00', 'dfff', 'e000']
    for (const first of units) {
      for (const second of units) {
        const high = first === 'd800' || first === 'dbff'
        const low = second === 'dc00' || second === 'dfff'
        const plain = [first, second].every((unit) => unit === 'd7ff' || unit === 'e000')
        const text = `"\\u${first}\\u${second}"`
        if ((high && low) || plain) expect(parse(text)).toBe(JSON.parse(text))
        else
          expect(
            refusalCode(() => parse(text)),
            text,
          ).toBe('json-surrogate')
      }
    }
  })
  it('counts bytes, not characters, and decodes the names of a path', () => {
    const error = refusal(() => parse('{"é€😀":{"\\u0062\\"":1.5}}'))
    expect([error.path, error.offset]).toEqual(['/é€😀/b"', 25])
  })
  it('finds a duplicate name through different escapes', () => {
    expect(refusalCode(() => parse('{"a":1,"\\u0061":2}'))).toBe('json-duplicate-name')
    expect(refusalCode(() => parse('{"😀":1,"\\ud83d\\ude00":2}'))).toBe('json-duplicate-name')
    expect(refusalCode(() => parse('{"b":1,"a":2,"b":3}'))).toBe('json-duplicate-name')
  })
})

describe('canonical form', () => {
  const cases: [what: string, text: string, path: string, offset: number][] = [
    ['white space before', ' 1', '', 0],
    ['white space after', '1\n', '', 1],
    ['white space in an empty array', '[ ]', '/0', 1],
    ['white space before a comma', '[1 ,2]', '/0', 2],
    ['white space after a comma', '[1, 2]', '/1', 3],
    ['white space before a colon', '{"a" :1}', '/a', 4],
    ['white space after a colon', '{"a": 1}', '/a', 5],
    ['white space before a brace', '{"a":1\t}', '/a', 6],
    ['an escaped slash', '"\\/"', '', 1],
    ['an escaped letter', '"\\u0061"', '', 1],
    ['an escaped letter beyond ASCII', '"\\u00e9"', '', 1],
    ['an escaped pair of surrogates', '["\\ud83d\\ude00"]', '/0', 2],
    ['a long escape of a quote', '"\\u0022"', '', 1],
    ['a long escape of a backslash', '"\\u005c"', '', 1],
    ['a long escape where there is a short one', '"\\u000a"', '', 1],
    ['capital hex digits', '"\\u001F"', '', 1],
    ['an escaped U+007F', '"\\u007f"', '', 1],
    ['names in another order', '{"b":1,"a":2}', '/a', 7],
    ['a name before its prefix', '{"ab":1,"a":2}', '/a', 8],
    ['integer-like names in numeric order', '{"2":1,"10":2}', '/10', 7],
    ['names in the order of UTF-8 bytes', '{"\uffff":1,"\u{10000}":2}', '/\u{10000}', 9],
    ['names in the order of their escapes', '{"\\u000b":1,"\\n":2}', '/\n', 12],
    ['a quote, escaped, after "]"', '{"]":1,"\\"":2}', '/"', 7],
    ['names of an inner object in another order', '[{"a":{"c":1,"b":2}}]', '/0/a/b', 13],
  ]
  it.each(cases)('refuses %s', (_, text, path, offset) => {
    const error = refusal(() => canonical(text))
    expect([error.code, error.path, error.offset]).toEqual(['json-not-canonical', path, offset])
    expect(() => parse(text)).not.toThrow()
  })

  it('orders names by UTF-16 code units: every pair, unescaped and escaped, of one to three bytes and above', () => {
    const names = [
      '',
      '\u0001',
      '\b',
      '\n',
      '\u000b',
      '\u001f',
      ' ',
      '"',
      '#',
      '1',
      '10',
      '2',
      '[',
      '\\',
      ']',
      'a',
      'a\n',
      'a"',
      'aa',
      'n',
      'u0001',
    ]
    names.push(
      '\u007f',
      '\u0080',
      '\u07ff',
      '\u0800',
      '\ud7ff',
      '\u{10000}',
      '\u{10000}a',
      '\u{10ffff}',
      '\ue000',
      '\ufeff',
      '\uffff',
    )
    for (const a of names) {
      for (const b of names) {
        const text = `{${JSON.stringify(a)}:1,${JSON.stringify(b)}:2}`
        const code = a === b ? 'json-duplicate-name' : a > b ? 'json-not-canonical' : undefined
        if (code === undefined) expect(canonical(text)).toEqual({ [a]: 1, [b]: 2 })
        else
          expect(
            refusalCode(() => canonical(text)),
            text,
          ).toBe(code)
      }
    }
  })

  it('compares names at every depth with their own neighbours alone', () => {
    expect(canonical('{"b":{"a":1,"c":{"a":1}},"c":[{"a":1},{"a":1}]}')).toBeDefined()
  })
})

describe('depth', () => {
  it('accepts 64 nested containers and refuses the 65th, wherever it stands', () => {
    expect(() => canonical(nested(64))).not.toThrow()
    expect(() => canonical(`[${nested(63)},${nested(63)}]`)).not.toThrow()
    expect(refusalCode(() => canonical(`[${nested(63)},${nested(64)}]`))).toBe('json-depth')
  })
  it('can be set', () => {
    expect(parse('1', { maxDepth: 0 })).toBe(1)
    expect(refusalCode(() => parse('[]', { maxDepth: 0 }))).toBe('json-depth')
    expect(() => parse(nested(512), { maxDepth: 512 })).not.toThrow()
    for (const maxDepth of [513, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusalCode(() => parse('1', { maxDepth }))).toBe('misuse')
    }
  })
  it('is safe at a hostile depth', () => {
    for (const opening of ['[', '{"a":', '[{"a":']) {
      expect(refusalCode(() => parse(opening.repeat(1_000_000)))).toBe('json-depth')
    }
  })
})

it('reads large hostile documents in linear time', () => {
  const many = 100_000
  const documents = [
    `[${'1,'.repeat(many)}1]`,
    `"${'\\n'.repeat(many)}"`,
    `{${Array.from({ length: many }, (_, i) => `"${'x'.repeat(10)}${i}":1`).join(',')}}`,
    `{${Array.from({ length: many }, (_, i) => `"\\n${String(i).padStart(6, '0')}":1`).join(',')}}`,
  ]
  const start = performance.now()
  for (const text of documents) parse(text)
  canonical(documents[3] as string)
  expect(performance.now() - start).toBeLessThan(5000)
})
