import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deceptions, escaped, quoted } from '../../src/encoding/text.ts'

describe('deceptions', () => {
  it.each<[string, string]>([
    ['ASCII', 'Black phone, IMEI 490154203237518'],
    ['Russian', 'Мобильный телефон чёрного цвета'],
    ['Kyrgyz', 'Эскертүү жок, Өмүрбек уулу Чыңгыз'],
    ['Cyrillic with digits and punctuation', 'ОсОО «Альфа» № 12-А'],
    ['German', 'Müller-Lüdenscheidt'],
    ['Vietnamese, composed', 'Nguyễn Thị Hương'],
    ['Arabic', 'محمد علي'],
    ['Hebrew', 'דוד לוי'],
    ['Devanagari with marks', 'प्रेमचंद'],
    ['Japanese: Han, Hiragana and Katakana', '東京タワーのひかり'],
    ['Korean: Hangul and Han', '김金철수'],
    ['Chinese: Han and Bopomofo', '中文ㄅㄆㄇ'],
    ['nothing', ''],
    ['digits alone', '12 345'],
  ])('%s has none', (_, text) => {
    expect(deceptions(text, 'text')).toEqual([])
    expect(deceptions(text, 'name')).toEqual([])
  })

  it.each([
    ['a decomposed letter', 'cafe\u0301', 'not-nfc', 3],
    ['the Angstrom sign', 'a \u212b', 'not-nfc', 2],
    ['marks in another order', 'a\u0315\u0300', 'not-nfc', 0],
    ['decomposed Hangul', '\u1100\u1161', 'not-nfc', 0],
    ['right-to-left override', 'invoice\u202egnp.exe', 'bidi-control', 7],
    ['an isolate', '\u2066a\u2069', 'bidi-control', 0],
    ['the Arabic letter mark', 'a\u061c', 'bidi-control', 1],
    ['a right-to-left mark', 'a\u200f', 'bidi-control', 1],
    ['a zero-width space', 'pay\u200bpal', 'zero-width', 3],
    ['a zero-width joiner', 'a\u200db', 'zero-width', 1],
    ['a zero-width non-joiner', 'a\u200cb', 'zero-width', 1],
    ['a word joiner', 'a\u2060b', 'zero-width', 1],
    ['a byte order mark', '\ufeffa', 'zero-width', 0],
    ['a soft hyphen', 'pay\u00adpal', 'zero-width', 3],
    ['a Hangul filler', '\u3164', 'zero-width', 0],
    ['a variation selector', 'a\ufe0f', 'zero-width', 1],
    ['a tag character', '😀\u{e0061}', 'zero-width', 2],
    ['an interlinear annotation', 'a\ufff9b', 'zero-width', 1],
  ])('%s', (_, text, code, offset) => {
    expect(deceptions(text, 'text')).toEqual([{ code, offset }])
    expect(deceptions(text, 'name')).toContainEqual({ code, offset })
  })

  it.each([
    ['a Cyrillic letter in a Latin name', 'pаypal', 1],
    ['a Latin letter in a Cyrillic name', 'Ивaнов', 2],
    ['a Greek letter in a Latin name', 'Αdam', 1],
    ['after digits and punctuation', '12. Иван (Ivan)', 10],
    ['Katakana in a Latin name', 'Nikonカ', 5],
    ['Hiragana and Hangul', 'ひ한', 1],
    ['Han, Hangul, then Katakana', '金한カ', 2],
    ['Han, Katakana, then Bopomofo', '金カㄅ', 2],
    ['a letter above U+FFFF of another script', 'a\u{10400}', 1],
  ])('mixed scripts in a name: %s', (_, text, offset) => {
    expect(deceptions(text, 'name')).toEqual([{ code: 'mixed-scripts', offset }])
    expect(deceptions(text, 'text')).toEqual([])
  })

  it('names each kind once, at its first place', () => {
    expect(deceptions('e\u0301\u202e\u200b\u200b\u202cЖ', 'name')).toEqual([
      { code: 'not-nfc', offset: 0 },
      { code: 'bidi-control', offset: 2 },
      { code: 'zero-width', offset: 3 },
      { code: 'mixed-scripts', offset: 6 },
    ])
  })

  it('takes the marks of a name for the script of its letters', () => {
    expect(deceptions('м\u0301', 'name')).toEqual([])
  })
})

describe('escaped', () => {
  it.each([
    ['plain text', 'Телефон «А», 東京 😀', 'Телефон «А», 東京 😀'],
    ['controls', 'a\0\t\n\u007f\u0085b', 'a\\u{0}\\u{9}\\u{a}\\u{7f}\\u{85}b'],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['bidi controls', 'a\u202eb\u2069', 'a\\u{202e}b\\u{2069}'],
    ['zero-width characters', '\ufeffa\u200b\u{e0061}', '\\u{feff}a\\u{200b}\\u{e0061}'],
    ['a decomposed letter: its mark', 'cafe\u0301 é', 'cafe\\u{301} é'],
    ['a character that NFC replaces', '\u212b', '\\u{212b}'],
    ['decomposed Hangul', '\u1100\u1161 한', '\\u{1100}\\u{1161} 한'],
    ['letters that join without being marks', '\u{16d67}\u{16d67}', '\\u{16d67}\\u{16d67}'],
    ['lone surrogates', 'a\ud800', 'a\\u{d800}'],
    ['what looks like an escape', '\\u{202e}', '\\u{5c}u{202e}'],
    ['other backslashes', 'C:\\users\\x', 'C:\\users\\x'],
  ])('%s', (_, text, shown) => {
    expect(escaped(text)).toBe(shown)
  })

  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        'a',
        'e',
        '\u0301',
        '\u0315',
        '\u0338',
        '=',
        '\u200d',
        '\u202e',
        '\n',
        '\\',
        'u',
        '{',
        '}',
        '\u1100',
        '\u1161',
        '\u11a8',
        '\u212b',
        '\u{16d67}',
        '\ud800',
        'é',
        'Ж',
        '\u09c7',
        '\u09be',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  })

  it('leaves nothing that deceives, is in NFC, and never shows two texts alike', () => {
    const shown = new Map<string, string>()
    fc.assert(
      fc.property(hostile, (text) => {
        const out = escaped(text)
        expect(out.normalize('NFC')).toBe(out)
        expect(deceptions(out, 'text')).toEqual([])
        expect(out).not.toMatch(/[\p{Cc}\p{Surrogate}]/u)
        expect(
          out.replace(/\\u\{([0-9a-f]+)\}/g, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16))),
        ).toBe(text)
        expect(shown.get(out) ?? text).toBe(text)
        shown.set(out, text)
      }),
      { numRuns: 5000 },
    )
  })

  it('changes nothing where there is nothing to show', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcЖчёü 12.,«»東한') }), (text) => escaped(text) === text),
    )
  })
})

describe('quoted', () => {
  it('puts the escaped text in quotes, and cuts a long one', () => {
    expect(quoted('a\u202e')).toBe('"a\\u{202e}"')
    expect(quoted('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`)
    expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}" (cut; 61 characters)`)
    expect(quoted('abc', 2)).toBe('"ab" (cut; 3 characters)')
  })
})
