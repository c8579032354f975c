import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatFingerprint, parseFingerprint } from '../../src/encoding/fingerprint.ts'
import { refusal } from '../support/refusal.ts'

const ID = '3f2a91c0'.repeat(8)
const PRINTED = '3f2a 91c0 '.repeat(8).trimEnd()

describe('a fingerprint', () => {
  it('is printed in sixteen groups of four digits', () => {
    expect(formatFingerprint(ID)).toBe(PRINTED)
    expect(PRINTED.split(' ')).toHaveLength(16)
  })

  it.each([
    ['as it is printed', PRINTED],
    ['without spaces', ID],
    ['in capitals', PRINTED.toUpperCase()],
    ['with hyphens', PRINTED.replaceAll(' ', '-')],
    ['with both, and spaces around', `  ${PRINTED.replaceAll(' ', ' - ')} `],
    ['on two lines', `${PRINTED.slice(0, 39)}\r\n${PRINTED.slice(40)}\n`],
    ['with the spaces of a typesetter', PRINTED.replaceAll(' ', '\u00a0')],
  ])('is read %s', (_, text) => {
    expect(parseFingerprint(text)).toBe(ID)
  })

  it('is read from whatever groups, separators and case it is typed in', () => {
    const id = fc.stringMatching(/^[0-9a-f]{64}$/)
    fc.assert(
      fc.property(
        id,
        fc.array(fc.constantFrom('', '', ' ', '-'), { minLength: 64, maxLength: 64 }),
        (given, between) => {
          const typed = [...given].map((digit, i) => (i % 3 === 0 ? digit.toUpperCase() : digit) + between[i]).join('')
          expect(parseFingerprint(typed)).toBe(given)
          expect(parseFingerprint(formatFingerprint(given))).toBe(given)
        },
      ),
    )
  })

  it.each([
    ['nothing', '', '0 digits were given'],
    ['its beginning alone', '3f2a 91c0', '8 digits were given'],
    ['63 digits', ID.slice(1), '63 digits were given'],
    ['65 digits', `${ID}0`, '65 digits were given'],
    ['a prefix of hex', `0x${ID}`, '"x" is not one of them'],
    ['an O for a zero', `O${ID.slice(1)}`, '"O" is not one of them'],
    ['a Cyrillic letter that looks like c', `\u0441${ID.slice(1)}`, '"с" (U+0441) is not one of them'],
    ['a fullwidth digit', `\uff13${ID.slice(1)}`, '(U+FF13) is not one of them'],
    ['a colon between', ID.replace(/../g, '$&:'), '":" is not one of them'],
    ['a dash that is no hyphen', PRINTED.replaceAll(' ', '\u2013'), '(U+2013) is not one of them'],
    ['a letter with another small form', `\u0130${ID.slice(1)}`, '"\u0130" (U+0130) is not one of them'],
  ])('is not read from %s', (_, text, problem) => {
    const { code, message } = refusal(() => parseFingerprint(text))
    expect(code).toBe('fingerprint')
    expect(message).toContain(problem)
  })

  it('is named as it was typed, without what a terminal would obey, and not at any length', () => {
    expect(refusal(() => parseFingerprint('12 34')).message).toContain('"12 34"')
    expect(refusal(() => parseFingerprint('\u001b[2J')).message).toContain('"\\u{1b}[2J"')
    expect(refusal(() => parseFingerprint('f'.repeat(1_000_000))).message.length).toBeLessThan(300)
  })
})
