import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareInstants,
  formatInstant,
  isDate,
  isInstant,
  isLocal,
  parseDate,
  parseInstant,
  parseLocal,
} from '../../src/encoding/instant.ts'
import { refusal, refusalCode } from '../support/refusal.ts'
import { everyDay, pad } from './calendar-model.ts'

const SECOND = 1_000_000_000n
const DAY = 86_400n * SECOND

describe('parseInstant', () => {
  it.each<[string, bigint]>([
    ['1970-01-01T00:00:00Z', 0n],
    ['1970-01-01T00:00:00.000000001Z', 1n],
    ['1969-12-31T23:59:59.999999999Z', -1n],
    ['1970-01-01T06:00:00+06:00', 0n],
    ['1969-12-31T18:30:00-05:30', 0n],
    ['1970-01-01T00:00:00+00:00', 0n],
    ['1970-01-01T14:00:00+14:00', 0n],
    ['1969-12-31T10:00:00-14:00', 0n],
    ['1970-01-01T00:00:00.5Z', 500_000_000n],
    ['1970-01-01T00:00:00.50Z', 500_000_000n],
    ['2026-03-02T14:10:00+06:00', 1_772_439_000n * SECOND],
    ['2000-02-29T00:00:00Z', 951_782_400n * SECOND],
    ['0001-01-01T00:00:00Z', -62_135_596_800n * SECOND],
    ['0001-01-01T00:00:00+14:00', (-62_135_596_800n - 50_400n) * SECOND],
    ['9999-12-31T23:59:59.999999999Z', 253_402_300_800n * SECOND - 1n],
    ['2016-12-31T23:59:60Z', 1_483_228_800n * SECOND],
    ['2016-12-31T23:59:60.25Z', 1_483_228_800n * SECOND + 250_000_000n],
    ['2026-03-02T14:09:60+06:00', 1_772_439_000n * SECOND],
    ['9999-12-31T23:59:60Z', 253_402_300_800n * SECOND],
  ])('%s', (text, nanos) => {
    expect(isInstant(text)).toBe(true)
    expect(parseInstant(text)).toBe(nanos)
  })

  it.each([
    '',
    'Z',
    '2026-03-02',
    '2026-03-02T14:10:00',
    '2026-03-02T14:10Z',
    '2026-03-02T14Z',
    '2026-03-02t14:10:00Z',
    '2026-03-02T14:10:00z',
    '2026-03-02 14:10:00Z',
    '2026-03-02T14:10:00ZZ',
    ' 2026-03-02T14:10:00Z',
    '2026-03-02T14:10:00Z\n',
    '2026-03-02T14:10:00.Z',
    '2026-03-02T14:10:00,5Z',
    '2026-03-02T14:10:00.0000000001Z',
    '2026-03-02T14:10:00.1.1Z',
    '2026-03-02T14:10:00.-1Z',
    '2026-03-02T14:10:00+06',
    '2026-03-02T14:10:00+0600',
    '2026-03-02T14:10:00+6:00',
    '2026-03-02T14:10:00+06:0',
    '2026-03-02T14:10:00+06:00:00',
    '2026-03-02T14:10:00 06:00',
    '2026-03-02T14:10:00\u221206:00',
    '2026-03-02T14:10:00.5+06:00Z',
    '20260302T141000Z',
    '2026-3-2T14:10:00Z',
    '26-03-02T14:10:00Z',
    '+2026-03-02T14:10:00Z',
    '-2026-03-02T14:10:00Z',
    '12026-03-02T14:10:00Z',
    '2026/03/02T14:10:00Z',
    '2026-03-02T14.10.00Z',
    '2026-W10-1T14:10:00Z',
    '２０２６-03-02T14:10:00Z',
    '2026-03-02T1 :10:00Z',
    '+06:00',
    'T+06:00',
  ])('refuses the form of %j', (text) => {
    expect(isInstant(text)).toBe(false)
    expect(refusalCode(() => parseInstant(text))).toBe('instant-syntax')
  })

  it.each([
    '0000-01-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2024-02-30T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00-00:00',
    '2026-01-01T00:00:00+14:01',
    '2026-01-01T00:00:00-14:01',
    '2026-01-01T00:00:00+15:00',
    '2026-01-01T00:00:00+06:60',
    '2026-01-01T00:00:00+13:60',
  ])('refuses %s, a part of which does not exist', (text) => {
    expect(isInstant(text)).toBe(false)
    expect(refusalCode(() => parseInstant(text))).toBe('instant-range')
  })

  it('says in its message what was wrong and what is accepted, and shows hostile text escaped', () => {
    const { message } = refusal(() => parseInstant('2026-02-30T00:00:00Z\u202e'))
    expect(message).toContain('"2026-02-30T00:00:00Z\\u{202e}"')
    expect(message).toContain('YYYY-MM-DDThh:mm:ss')
    expect(refusal(() => parseInstant('9'.repeat(1e6))).message.length).toBeLessThan(400)
  })

  it('accepts exactly the grammar: every text made of one by changing one character', () => {
    const grammar = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
    const characters = [...'0159-+:.TtZz /', '']
    for (const text of ['2024-02-28T12:30:45.125+06:30', '2023-11-30T00:00:00Z', '1999-12-31T23:59:59-00:30']) {
      for (let at = 0; at < text.length; at++) {
        for (const character of characters) {
          const changed = text.slice(0, at) + character + text.slice(at + 1)
          if (isInstant(changed)) expect(changed).toMatch(grammar)
          else if (grammar.test(changed))
            expect(
              refusalCode(() => parseInstant(changed)),
              changed,
            ).toBe('instant-range')
          else
            expect(
              refusalCode(() => parseInstant(changed)),
              changed,
            ).toBe('instant-syntax')
        }
      }
    }
  })
})

describe('against a calendar that counts every day', () => {
  it('dates and their distance, every day of the years 0001 to 9999', () => {
    for (const { text, days } of everyDay()) {
      if (parseDate(text) !== BigInt(days) * DAY) throw new Error(text)
    }
  })

  it('formatted and read again: the first and last days of every month', () => {
    for (const { text, day, days } of everyDay()) {
      if (day > 1 && day < 28) continue
      if (formatInstant(BigInt(days) * DAY) !== `${text}T00:00:00Z`) throw new Error(text)
      if (parseInstant(`${text}T23:59:59Z`) !== BigInt(days + 1) * DAY - SECOND) throw new Error(text)
    }
  })

  it('days that do not exist: every day 00 to 32 of months 00 to 13 in 400 years', () => {
    const real = new Set<string>()
    for (const { text, year } of everyDay()) if (year >= 1800 && year < 2200) real.add(text)
    for (let year = 1800; year < 2200; year++) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${pad(month, 2)}-${pad(day, 2)}`
          if (isDate(text) !== real.has(text)) throw new Error(text)
        }
      }
    }
  })
})

describe('compareInstants', () => {
  it.each<[string, number, string]>([
    ['2026-03-02T14:10:00+06:00', 0, '2026-03-02T08:10:00Z'],
    ['2026-03-02T14:10:00.1Z', 0, '2026-03-02T14:10:00.100000000Z'],
    ['2026-03-02T14:10:00.123456788Z', -1, '2026-03-02T14:10:00.123456789Z'],
    ['9999-12-31T23:59:59.999999998Z', -1, '9999-12-31T23:59:59.999999999Z'],
    ['2026-03-02T14:10:00+06:00', -1, '2026-03-02T14:10:00Z'],
    ['2016-12-31T23:59:60Z', 0, '2017-01-01T00:00:00Z'],
    ['2016-12-31T23:59:60Z', 1, '2016-12-31T23:59:59.999999999Z'],
    ['0001-01-01T00:00:00+14:00', -1, '0001-01-01T00:00:00Z'],
  ])('%s against %s: %i', (a, order, b) => {
    expect(Math.sign(compareInstants(a, b))).toBe(order)
    expect(Math.sign(compareInstants(b, a))).toBe(order === 0 ? 0 : -order)
  })

  it('refuses what is no instant, on either side', () => {
    expect(refusalCode(() => compareInstants('2026-03-02', '2026-03-02T00:00:00Z'))).toBe('instant-syntax')
    expect(refusalCode(() => compareInstants('2026-03-02T00:00:00Z', '2026-03-02T25:00:00Z'))).toBe('instant-range')
  })

  const nanos = fc.bigInt({ min: -62_135_596_800n * SECOND, max: 253_402_300_800n * SECOND - 1n })

  it('is the order of the nanoseconds, which formatInstant and parseInstant keep', () => {
    fc.assert(
      fc.property(nanos, fc.bigInt({ min: -3n, max: 3n }), (a, near) => {
        const b = a + near
        if (b < -62_135_596_800n * SECOND || b >= 253_402_300_800n * SECOND) return
        expect(parseInstant(formatInstant(a))).toBe(a)
        expect(Math.sign(compareInstants(formatInstant(a), formatInstant(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })

  it('agrees with the runtime on milliseconds, whatever the offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -62_000_000_000_000, max: 253_000_000_000_000 }),
        fc.integer({ min: -840, max: 840 }),
        (ms, offset) => {
          const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1)
          const sign = offset < 0 ? '-' : '+'
          const away = Math.abs(offset)
          const text = `${local}${sign}${pad(Math.floor(away / 60), 2)}:${pad(away % 60, 2)}`
          expect(parseInstant(text)).toBe(BigInt(ms) * 1_000_000n)
        },
      ),
    )
  })
})

describe('formatInstant', () => {
  it.each<[bigint, string]>([
    [0n, '1970-01-01T00:00:00Z'],
    [-1n, '1969-12-31T23:59:59.999999999Z'],
    [100_000_000n, '1970-01-01T00:00:00.1Z'],
    [1_000n, '1970-01-01T00:00:00.000001Z'],
    [1_772_439_000n * SECOND, '2026-03-02T08:10:00Z'],
  ])('%i', (value, text) => {
    expect(formatInstant(value)).toBe(text)
  })
  it.each([-62_135_596_800n * SECOND - 1n, 253_402_300_800n * SECOND, 10n ** 30n, -(10n ** 400n)])(
    'refuses what is outside the years 0001 to 9999 of UTC',
    (value) => {
      expect(refusalCode(() => formatInstant(value))).toBe('instant-range')
    },
  )
})

describe('local times and dates', () => {
  it('reads a local time as if it were UTC', () => {
    expect(parseLocal('2026-03-02T14:10:00.5')).toBe(parseInstant('2026-03-02T14:10:00.5Z'))
    expect(parseLocal('2016-12-31T23:59:60')).toBe(parseInstant('2017-01-01T00:00:00Z'))
    expect(isLocal('2026-03-02T14:10:00')).toBe(true)
  })
  it.each([
    '2026-03-02T14:10:00Z',
    '2026-03-02T14:10:00+06:00',
    '2026-03-02',
    '2026-03-02T14:10',
    '2026-03-02T14:10:00.',
    '',
  ])('refuses the local time %j', (text) => {
    expect(isLocal(text)).toBe(false)
    expect(refusalCode(() => parseLocal(text))).toBe('instant-syntax')
  })
  it.each(['2026-02-29T00:00:00', '2026-01-01T24:00:00'])('refuses %s, which does not exist', (text) => {
    expect(isLocal(text)).toBe(false)
    expect(refusalCode(() => parseLocal(text))).toBe('instant-range')
  })
  it('reads a date as its beginning', () => {
    expect(parseDate('2026-03-02')).toBe(parseInstant('2026-03-02T00:00:00Z'))
    expect(isDate('0001-01-01')).toBe(true)
  })
  it.each(['2026-3-2', '20260302', '2026-03-02Z', '2026-03', '2026-03-0a', '2026.03.02', '', '2026-03-02T00:00:00Z'])(
    'refuses the date %j',
    (text) => {
      expect(isDate(text)).toBe(false)
      expect(refusalCode(() => parseDate(text))).toBe('instant-syntax')
    },
  )
  it.each(['2026-02-29', '0000-01-01', '2026-13-01'])('refuses %s, which does not exist', (text) => {
    expect(isDate(text)).toBe(false)
    expect(refusalCode(() => parseDate(text))).toBe('instant-range')
  })
})
