import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  absDecimal,
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  isDecimal,
  parseDecimal,
  subtractDecimals,
} from '../../src/encoding/decimal.ts'
import { refusal, refusalCode } from '../support/refusal.ts'

const decimal: fc.Arbitrary<Decimal> = fc.record({
  coefficient: fc.oneof(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })),
  scale: fc.nat(12),
})
/** All decimals at one scale: the model is plain integers. */
const at20 = (a: Decimal) => a.coefficient * 10n ** BigInt(20 - a.scale)

describe('parseDecimal', () => {
  it.each<[string, bigint, number]>([
    ['0', 0n, 0],
    ['-0', 0n, 0],
    ['-0.00', 0n, 2],
    ['0.0', 0n, 1],
    ['12', 12n, 0],
    ['12.50', 1250n, 2],
    ['-12.50', -1250n, 2],
    ['-0.05', -5n, 2],
    ['0.000000000000000000000000000000000001', 1n, 36],
    [`${'9'.repeat(40)}`, 10n ** 40n - 1n, 0],
    [`-${'9'.repeat(39)}`, -(10n ** 39n - 1n), 0],
  ])('%s', (text, coefficient, scale) => {
    expect(isDecimal(text)).toBe(true)
    expect(parseDecimal(text)).toEqual({ coefficient, scale })
  })

  it.each([
    '',
    '-',
    '.',
    '.5',
    '5.',
    '-.5',
    '01',
    '-01',
    '00',
    '+1',
    '1e2',
    '1E2',
    '1,5',
    '1_000',
    ' 1',
    '1 ',
    '1\n',
    '0x1',
    '1.2.3',
    '--1',
    '1.-2',
    '١',
    'NaN',
  ])('refuses %j', (text) => {
    expect(isDecimal(text)).toBe(false)
    expect(refusalCode(() => parseDecimal(text))).toBe('decimal-syntax')
  })

  it('accepts 40 characters and refuses 41, the sign and the point counted', () => {
    for (const text of ['1'.repeat(40), `-${'1'.repeat(39)}`, `-1.${'1'.repeat(37)}`]) {
      expect(isDecimal(text)).toBe(true)
      expect(refusalCode(() => parseDecimal(`${text}0`))).toBe('decimal-syntax')
    }
  })

  it('says what it saw, cut, and what is accepted', () => {
    const { message } = refusal(() => parseDecimal('1'.repeat(1e6)))
    expect(message).toContain('1000000 characters')
    expect(message).toContain('at most 40')
    expect(message.length).toBeLessThan(300)
  })

  it('agrees with the grammar on every text of up to five characters', () => {
    const grammar = /^-?(0|[1-9]\d*)(\.\d+)?$/
    const walk = (text: string) => {
      if (isDecimal(text) !== grammar.test(text)) throw new Error(text)
      // A minus before zero is the one thing that a decimal does not keep.
      if (isDecimal(text) && !/^-[0.]+$/.test(text)) expect(formatDecimal(parseDecimal(text))).toBe(text)
      if (text.length < 5) for (const next of '-.019') walk(text + next)
    }
    walk('')
  })
})

describe('exact arithmetic', () => {
  it('orders by value, not by scale', () => {
    const parse = parseDecimal
    expect(compareDecimals(parse('1.0'), parse('1.00'))).toBe(0)
    expect(compareDecimals(parse('-0'), parse('0.000'))).toBe(0)
    expect(compareDecimals(parse('0.1'), parse('0.09'))).toBe(1)
    expect(compareDecimals(parse('-0.1'), parse('-0.09'))).toBe(-1)
    expect(compareDecimals(parse('9007199254740993'), parse('9007199254740992.9'))).toBe(1)
  })

  it('adds without rounding: 0.1 + 0.2 is 0.3', () => {
    expect(formatDecimal(addDecimals(parseDecimal('0.1'), parseDecimal('0.2')))).toBe('0.3')
    expect(formatDecimal(addDecimals(parseDecimal('1.50'), parseDecimal('0.5')))).toBe('2.00')
    expect(addDecimals()).toEqual({ coefficient: 0n, scale: 0 })
  })

  it('agrees with integers', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(at20(addDecimals(a, b, c))).toBe(at20(a) + at20(b) + at20(c))
        expect(at20(subtractDecimals(a, b))).toBe(at20(a) - at20(b))
        expect(addDecimals(a, b, c).scale).toBe(Math.max(a.scale, b.scale, c.scale))
        expect(subtractDecimals(a, b).scale).toBe(Math.max(a.scale, b.scale))
        expect(compareDecimals(a, b)).toBe(at20(a) < at20(b) ? -1 : at20(a) > at20(b) ? 1 : 0)
        expect(at20(absDecimal(a))).toBe(at20(a) < 0n ? -at20(a) : at20(a))
        expect(absDecimal(a).scale).toBe(a.scale)
      }),
    )
  })

  it('writes every digit of the scale, and reads it back', () => {
    fc.assert(
      fc.property(decimal, (a) => {
        const text = formatDecimal(a)
        expect(text.split('.')[1]?.length ?? 0).toBe(a.scale)
        if (text.length <= 40) expect(parseDecimal(text)).toEqual(a)
      }),
    )
    expect(formatDecimal({ coefficient: -5n, scale: 3 })).toBe('-0.005')
    expect(formatDecimal({ coefficient: 0n, scale: 2 })).toBe('0.00')
  })
})
