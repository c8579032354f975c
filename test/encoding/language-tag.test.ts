import { expect, it } from 'vitest'
import { isLanguageTag } from '../../src/encoding/text.ts'

it.each([
  // RFC 5646, appendix A
  'de',
  'fr',
  'ja',
  'i-enochian',
  'zh-Hant',
  'zh-Hans',
  'sr-Cyrl',
  'zh-cmn-Hans-CN',
  'cmn-Hans-CN',
  'zh-yue-HK',
  'sr-Latn-RS',
  'sl-rozaj',
  'sl-rozaj-biske',
  'sl-nedis',
  'de-CH-1901',
  'sl-IT-nedis',
  'hy-Latn-IT-arevela',
  'es-419',
  'de-CH-x-phonebk',
  'az-Arab-x-AZE-derbend',
  'x-whatever',
  'qaa-Qaaa-QM-x-southern',
  'en-US-u-islamcal',
  'zh-CN-a-myext-x-private',
  'en-a-myext-b-another',
  // and further
  'und',
  'ky',
  'KY-KG',
  'ru-t-ky',
  'en-GB-oed',
  'i-KLINGON',
  'sgn-BE-FR',
  'zh-min-nan',
  'art-lojban',
  'abcdefgh',
  'aaa-bbb-ccc-ddd',
  'en-0-ab',
  'x-a-b-c',
  // Well-formed though not valid: repeated variant, repeated singleton (section 2.2.9).
  'de-DE-1901-1901',
  'ar-a-aaa-b-bbb-a-ccc',
])('is well-formed: %s', (tag) => {
  expect(isLanguageTag(tag)).toBe(true)
})

it.each([
  ['nothing', ''],
  ['one letter', 'e'],
  ['one letter that is no private use', 'a-DE'],
  ['two regions (RFC 5646, appendix A)', 'de-419-DE'],
  ['nine letters', 'abcdefghi'],
  ['digits as language', '12'],
  ['four extended languages', 'aa-bbb-ccc-ddd-eee'],
  ['an extended language after four letters', 'aaaa-bbb'],
  ['a script after a region', 'de-DE-Latn'],
  ['a variant of four letters', 'de-DE-abcd'],
  ['an extension without subtags', 'en-a'],
  ['an extension followed by another at once', 'en-a-b-cc'],
  ['an extension with one letter', 'en-u-a'],
  ['private use without subtags', 'x'],
  ['private use without subtags, after a language', 'en-x'],
  ['nine letters in private use', 'x-abcdefghi'],
  ['an underscore', 'en_US'],
  ['a hyphen at the end', 'en-'],
  ['a hyphen at the start', '-en'],
  ['two hyphens', 'en--US'],
  ['a space', 'en US'],
  ['a line break', 'en\n'],
  ['letters beyond ASCII', 'рус'],
  ['the Kelvin sign, whose lowercase is k', '\u212ay'],
  ['the long s', '\u017fr'],
  ['an unknown tag of the old kind', 'i-unknown'],
])('is not: %s', (_, tag) => {
  expect(isLanguageTag(tag)).toBe(false)
})

it('answers in linear time on hostile tags', () => {
  const start = performance.now()
  for (const part of ['-abcde', '-a-bc', '-x-y', '-1abc', '-abc', '-']) isLanguageTag(`en${part.repeat(100_000)}!`)
  for (const part of ['-abcde', '-a-bc', '-1abc']) isLanguageTag(`en${part.repeat(100_000)}-`)
  expect(performance.now() - start).toBeLessThan(2000)
})
