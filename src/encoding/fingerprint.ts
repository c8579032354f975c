import { FairtrailError } from './error.ts'
import { quoted } from './text.ts'

const DIGITS = 64
const IGNORED = /[\s-]/g
const HEX = /^[0-9a-f]{64}$/
const NOT_HEX = /[^0-9a-f]/iu

/** A case id or key id as it is printed: sixteen groups of four hex digits, with a space between. */
export function formatFingerprint(id: string): string {
  return id.replace(/.{4}(?=.)/g, '$& ')
}

/**
 * An id of 64 lowercase hex digits as somebody typed or pasted it: white space, hyphens and case are ignored; no part of it is enough (format,
 * section 5).
 * @throws FairtrailError `fingerprint`, naming what was typed
 */
export function parseFingerprint(text: string): string {
  const digits = text.replace(IGNORED, '')
  const id = digits.toLowerCase()
  if (HEX.test(id)) return id
  const wrong = NOT_HEX.exec(digits)?.[0]
  const problem = wrong === undefined ? `${digits.length} digits were given` : `${named(wrong)} is not one of them`
  throw new FairtrailError(
    'fingerprint',
    `A fingerprint has ${DIGITS} digits 0-9 and a-f, usually in groups of four; ${problem}. This was given: ${quoted(text, 100)}`,
  )
}

/** With its number above ASCII: a Cyrillic letter can look like a digit of hex. */
function named(character: string): string {
  const code = character.codePointAt(0) as number
  return code < 0x80
    ? quoted(character)
    : `${quoted(character)} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`
}
