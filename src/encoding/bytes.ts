import { FairtrailError } from './error.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const LONE_SURROGATE = /\p{Surrogate}/u
const HEX_DIGITS = encoder.encode('0123456789abcdef')

/**
 * The UTF-8 bytes of a text.
 * @throws FairtrailError `text-surrogate` for a lone surrogate, which has no UTF-8 form (an encoder would silently put
 * U+FFFD).
 */
export function utf8(text: string): Uint8Array {
  const lone = text.search(LONE_SURROGATE)
  if (lone !== -1) {
    throw new FairtrailError(
      'text-surrogate',
      `The text has a lone surrogate at its UTF-16 position ${lone}, which UTF-8 cannot write.`,
    )
  }
  return encoder.encode(text)
}

/**
 * The text of UTF-8 bytes; a byte order mark stays, as the character U+FEFF.
 * @throws FairtrailError `text-utf8` for bytes that are not UTF-8 (overlong forms and encoded surrogates are not).
 */
export function utf8Decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new FairtrailError('text-utf8', 'The bytes are not valid UTF-8.', {}, { cause })
  }
}

/** Lowercase hex. Through an array: a text made by joining is put together again wherever it is first compared. */
export function hex(bytes: Uint8Array): string {
  const digits = new Uint8Array(2 * bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    digits[2 * i] = HEX_DIGITS[byte >> 4] as number
    digits[2 * i + 1] = HEX_DIGITS[byte & 15] as number
  }
  return decoder.decode(digits)
}

/**
 * The bytes of lowercase hex.
 * @throws FairtrailError `hex-syntax` for uppercase letters, an odd number of digits or anything else.
 */
export function unhex(text: string): Uint8Array {
  if (text.length % 2 !== 0) {
    throw new FairtrailError('hex-syntax', `Hex has two digits a byte; here are ${text.length} characters.`)
  }
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    const high = nibble(text.charCodeAt(2 * i))
    const low = nibble(text.charCodeAt(2 * i + 1))
    if (high < 0 || low < 0) {
      throw new FairtrailError(
        'hex-syntax',
        `Hex has the characters 0-9 and a-f; another one stands at ${2 * i + (high < 0 ? 0 : 1)}.`,
      )
    }
    bytes[i] = high * 16 + low
  }
  return bytes
}

function nibble(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  if (code >= 0x61 && code <= 0x66) return code - 0x57
  return -1
}

/** One array with the parts one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** True for the same bytes. Not in constant time: nothing that it compares is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Lexicographic order of bytes, a prefix first: negative, 0 or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const common = Math.min(a.length, b.length)
  for (let i = 0; i < common; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/**
 * The order of the texts' UTF-8 bytes, without making them: negative, 0 or positive. It differs from `<` (UTF-16 code
 * units) where a character above U+FFFF meets one of U+E000 to U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  const common = Math.min(a.length, b.length)
  for (let i = 0; i < common; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above every other code unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
