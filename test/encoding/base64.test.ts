import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64, base64url, decodedLength, unbase64, unbase64Into, unbase64url } from '../../src/encoding/base64.ts'
import { utf8 } from '../../src/encoding/bytes.ts'
import { refusal, refusalCode } from '../support/refusal.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

describe('standard base64', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('agrees with RFC 4648, section 10, on %j', (plain, encoded) => {
    expect(base64(utf8(plain))).toBe(encoded)
    expect(unbase64(encoded)).toEqual(utf8(plain))
  })

  it('agrees with another implementation, both ways', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const expected = Buffer.from(value).toString('base64')
        expect(base64(value)).toBe(expected)
        expect(unbase64(expected)).toEqual(value)
      }),
    )
  })

  it('agrees with it on 32,768 bytes', () => {
    const value = Uint8Array.from({ length: 32_768 }, (_, i) => (i * 7919) >> 3)
    expect(base64(value)).toBe(Buffer.from(value).toString('base64'))
    expect(unbase64(base64(value))).toEqual(value)
  })

  it.each([
    ['no padding', 'Zg'],
    ['half the padding', 'Zg='],
    ['too much padding', 'Zm8=='],
    ['padding alone', '===='],
    ['three characters of padding', 'Z==='],
    ['padding after a full group', 'Zm9v===='],
    ['padding inside', 'Zg==Zg=='],
    ['padding before a digit', 'Zm=v'],
    ['unused bits set, one byte', 'Zh=='],
    ['unused bits set, two bytes', 'Zm9='],
    ['the URL-safe alphabet', '-_-_'],
    ['a line break', 'Zm9v\nZm9'],
    ['a line break at the end', 'Zm9vYmE=\n'],
    ['spaces', 'Zm 9'],
    ['a NUL', 'Zm9\0'],
    ['a letter beyond ASCII whose low byte is a digit', 'Zm9\u0141'],
    ['such a letter in the last group', 'Zm\u0141='],
    ['a character beyond U+FFFF', 'Zm\u{1d400}'],
    ['a lone surrogate', 'Zm9\ud841'],
  ])('refuses %s', (_, text) => {
    expect(refusalCode(() => unbase64(text))).toBe('base64-syntax')
  })

  it('says which character is wrong', () => {
    expect(refusal(() => unbase64('Zm9vY*Fy')).place).toBe('character 5')
    expect(refusal(() => unbase64('Zm9vY*==')).place).toBe('character 5')
    expect(refusal(() => unbase64url('Zm9vY')).place).toBe('character 4')
  })
})

describe('base64url', () => {
  it('uses - and _ and no padding', () => {
    expect(base64url(Uint8Array.of(0xfb, 0xff, 0xfe, 0xff))).toBe('-__-_w')
    expect(unbase64url('-__-_w')).toEqual(Uint8Array.of(0xfb, 0xff, 0xfe, 0xff))
    expect(unbase64url('')).toEqual(new Uint8Array(0))
  })

  it('agrees with another implementation, both ways', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const expected = Buffer.from(value).toString('base64url')
        expect(base64url(value)).toBe(expected)
        expect(unbase64url(expected)).toEqual(value)
      }),
    )
  })

  it.each([
    ['padding', 'Zg=='],
    ['a last group of one character', 'Zm9vY'],
    ['one character', 'A'],
    ['the standard alphabet', '+/+/'],
    ['unused bits set, one byte', 'Zh'],
    ['unused bits set, two bytes', 'Zm9'.replace('9', '-')],
    ['white space', 'Zm9v '],
  ])('refuses %s', (_, text) => {
    expect(refusalCode(() => unbase64url(text))).toBe('base64-syntax')
  })
})

it('accepts exactly one text for each array of bytes: all of up to three characters', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const accepted = new Set<string>()
  const texts = [...alphabet].flatMap((a) => [
    a,
    ...[...alphabet].flatMap((b) => [a + b, ...[...alphabet].map((c) => a + b + c)]),
  ])
  for (const text of texts) {
    try {
      const value = unbase64url(text)
      expect(base64url(value)).toBe(text)
      accepted.add(text)
    } catch {
      expect(Buffer.from(Buffer.from(text, 'base64url')).toString('base64url')).not.toBe(text)
    }
  }
  expect(accepted.size).toBe(256 + 65_536)
})

it('never takes two texts for the same bytes, whatever is changed in one', () => {
  const character = fc.constantFrom(...'ABCXYZabcxyz0189+/-_= \n', '\u0141', '\uffff')
  fc.assert(
    fc.property(bytes, fc.nat(), character, (value, place, other) => {
      const text = base64(value)
      const at = text.length === 0 ? 0 : place % text.length
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      if (changed === text) return
      try {
        expect(base64(unbase64(changed))).toBe(changed)
      } catch (error) {
        expect(error).toHaveProperty('code', 'base64-syntax')
      }
    }),
    { numRuns: 3000 },
  )
})

it('decoding in place accepts, and gives, exactly what decoding a text does', () => {
  const fragment = fc.constantFrom('A', 'B', 'Q', 'g', '/', '+', '=', '-', '_', ' ', '\n', '"', '\x7f', 'é')
  const texts = fc.oneof(
    bytes.map(base64),
    fc.array(fragment, { maxLength: 9 }).map((parts) => parts.join('')),
    fc.tuple(bytes.map(base64), fc.nat(), fragment).map(([text, place, other]) => {
      const at = text.length === 0 ? 0 : place % text.length
      return text.slice(0, at) + other + text.slice(at + 1)
    }),
  )
  fc.assert(
    fc.property(texts, fc.nat({ max: 5 }), (text, margin) => {
      const digits = new Uint8Array([...new Uint8Array(margin).fill(61), ...utf8(text), ...new Uint8Array(3).fill(65)])
      const end = margin + utf8(text).length
      let expected: Uint8Array | undefined
      try {
        expected = unbase64(text)
      } catch {
        expected = undefined
      }
      const length = (end - margin) % 4 === 0 ? decodedLength(digits, margin, end) : 0
      const out = new Uint8Array(margin + length + 1).fill(9)
      const taken = unbase64Into(digits, margin, end, out, margin)
      expect(taken).toBe(expected !== undefined)
      if (expected === undefined) return
      expect(out.subarray(margin, margin + length)).toEqual(expected)
      expect([...out.subarray(0, margin), out.at(-1)]).toEqual([...new Uint8Array(margin).fill(9), 9])
    }),
    { numRuns: 3000 },
  )
})
