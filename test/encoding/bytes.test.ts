import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareBytes,
  compareUtf8,
  concat,
  equalBytes,
  hex,
  unhex,
  utf8,
  utf8Decode,
} from '../../src/encoding/bytes.ts'
import { refusal, refusalCode } from '../support/refusal.ts'

const of = (...bytes: number[]) => Uint8Array.from(bytes)
const text = fc.string({ unit: 'binary' })
const bytes = fc.uint8Array({ maxLength: 40 })
const sign = Math.sign

describe('utf8', () => {
  it('writes one to four bytes a character', () => {
    expect(utf8('aé€😀')).toEqual(of(0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80))
    expect(utf8('')).toEqual(of())
  })
  it.each(['\ud800', 'a\udc00', '\udc00\ud800', '\ud83d\ud83d\ude00'])('refuses a lone surrogate (%j)', (lone) => {
    expect(refusalCode(() => utf8(lone))).toBe('text-surrogate')
  })
  it('says where the surrogate stands', () => {
    expect(refusal(() => utf8('ab\ud800')).message).toContain('position 2')
  })
  it('is undone by utf8Decode', () => {
    fc.assert(fc.property(text, (value) => utf8Decode(utf8(value)) === value))
  })
})

describe('utf8Decode', () => {
  it('keeps a byte order mark as a character', () => {
    expect(utf8Decode(of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa')
  })
  it.each([
    ['a lone continuation byte', of(0x80)],
    ['a character cut off', of(0xe2, 0x82)],
    ['an overlong form', of(0xc0, 0xaf)],
    ['an encoded surrogate', of(0xed, 0xa0, 0x80)],
    ['a code point beyond U+10FFFF', of(0xf4, 0x90, 0x80, 0x80)],
    ['the byte 0xFF', of(0xff)],
  ])('refuses %s', (_, invalid) => {
    expect(refusalCode(() => utf8Decode(invalid))).toBe('text-utf8')
  })
})

describe('hex', () => {
  it('is lowercase, two digits a byte', () => {
    expect(hex(of(0, 1, 0xab, 0xff))).toBe('0001abff')
    expect(hex(of())).toBe('')
  })
  it('is undone by unhex', () => {
    fc.assert(fc.property(bytes, (value) => equalBytes(unhex(hex(value)), value)))
  })
  it.each(['0', 'AB', '0g', 'g0', ' 0', '0x', '０１', '/0', ':0', '`0', '0@', '\u01300'])('refuses %j', (other) => {
    expect(refusalCode(() => unhex(other))).toBe('hex-syntax')
  })
  it('accepts nothing that it would write otherwise', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFg :'), maxLength: 8 }), (value) => {
        const accepted = /^([0-9a-f]{2})*$/.test(value)
        return accepted ? hex(unhex(value)) === value : refusalCode(() => unhex(value)) === 'hex-syntax'
      }),
    )
  })
})

describe('concat', () => {
  it('joins parts, also none and empty ones', () => {
    expect(concat()).toEqual(of())
    expect(concat(of(1), of(), of(2, 3))).toEqual(of(1, 2, 3))
  })
})

describe('equalBytes', () => {
  it('compares length and every byte', () => {
    expect(equalBytes(of(1, 2), of(1, 2))).toBe(true)
    expect(equalBytes(of(), of())).toBe(true)
    expect(equalBytes(of(1, 2), of(1, 3))).toBe(false)
    expect(equalBytes(of(0, 2), of(1, 2))).toBe(false)
    expect(equalBytes(of(1, 2), of(1, 2, 0))).toBe(false)
    expect(equalBytes(of(1, 2, 0), of(1, 2))).toBe(false)
  })
})

describe('compareBytes', () => {
  it('orders by the first byte that differs, unsigned, a prefix first', () => {
    const sorted = [of(), of(0), of(0, 0), of(0, 1), of(1), of(0x7f), of(0x80), of(0xff)]
    sorted.forEach((a, i) => {
      sorted.forEach((b, j) => {
        expect(sign(compareBytes(a, b))).toBe(sign(i - j))
      })
    })
  })
})

describe('compareUtf8', () => {
  it('puts characters above U+FFFF after U+E000 to U+FFFF, where UTF-16 has them before', () => {
    expect(sign(compareUtf8('\u{10000}', '\uffff'))).toBe(1)
    expect(sign(compareUtf8('\ue000', '\u{10ffff}'))).toBe(-1)
    expect('\u{10000}' < '\uffff').toBe(true)
    expect(sign(compareUtf8('\ud7ff', '\u{10000}'))).toBe(-1)
  })
  it('is the order of the UTF-8 bytes', () => {
    const near = fc.string({
      unit: fc.constantFrom(
        '',
        'a',
        'b',
        '\u007f',
        '\u0080',
        '\u07ff',
        '\u0800',
        '\ud7ff',
        '\ue000',
        '\uffff',
        '\u{10000}',
        '\u{10ffff}',
      ),
      maxLength: 4,
    })
    const check = (a: string, b: string) => sign(compareUtf8(a, b)) === sign(compareBytes(utf8(a), utf8(b)))
    fc.assert(fc.property(near, near, check), { numRuns: 3000 })
    fc.assert(fc.property(text, text, check))
  })
})
