import { FairtrailError } from './error.ts'

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const PAD = 0x3d
const NOT_A_DIGIT = 0xff

const ascii = new TextDecoder()
const standardCodes = digitCodes(STANDARD)
const urlSafeCodes = digitCodes(URL_SAFE)
const standardValues = digitValues(STANDARD)
const urlSafeValues = digitValues(URL_SAFE)

/** Standard base64 with padding (RFC 4648, section 4). */
export function base64(bytes: Uint8Array): string {
  return encode(bytes, standardCodes, true)
}

/**
 * The bytes of standard base64, in its one accepted form: padded, no white space, unused bits zero (RFC 4648, sections
 * 3.5 and 4).
 * @throws FairtrailError `base64-syntax`
 */
export function unbase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) {
    throw refusal('standard base64 with padding has a multiple of four characters', text.length)
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return decode(text, text.length - padding, standardValues)
}

/**
 * Decodes standard base64 that stands as ASCII in `source` from `start` to `end`, into `out` from `at` on, which has room for
 * {@link decodedLength}. False for what {@link unbase64} refuses; then `out` holds nothing of use. For the one long text of every entry:
 * no text is made of it, and its bytes land where they are needed.
 */
export function unbase64Into(source: Uint8Array, start: number, end: number, out: Uint8Array, at: number): boolean {
  if ((end - start) % 4 !== 0) return false
  const padding = paddingOf(source, start, end)
  const whole = padding === 0 ? end : end - 4
  let seen = 0
  let o = at
  for (let i = start; i < whole; i += 4) {
    const a = standardValues[source[i] as number] as number
    const b = standardValues[source[i + 1] as number] as number
    const c = standardValues[source[i + 2] as number] as number
    const d = standardValues[source[i + 3] as number] as number
    seen |= a | b | c | d
    out[o] = (a << 2) | (b >> 4)
    out[o + 1] = (b << 4) | (c >> 2)
    out[o + 2] = (c << 6) | d
    o += 3
  }
  if (padding > 0) {
    const a = standardValues[source[whole] as number] as number
    const b = standardValues[source[whole + 1] as number] as number
    const c = padding === 1 ? (standardValues[source[whole + 2] as number] as number) : 0
    seen |= a | b | c
    out[o] = (a << 2) | (b >> 4)
    if (padding === 1) out[o + 1] = (b << 4) | (c >> 2)
    if ((padding === 1 ? c & 0x03 : b & 0x0f) !== 0) return false
  }
  return seen <= 63
}

/** Bytes that base64 from `start` to `end` stands for, where it is well-formed. */
export function decodedLength(source: Uint8Array, start: number, end: number): number {
  return ((end - start) / 4) * 3 - paddingOf(source, start, end)
}

function paddingOf(source: Uint8Array, start: number, end: number): 0 | 1 | 2 {
  if (end - start < 4 || source[end - 1] !== PAD) return 0
  return source[end - 2] === PAD ? 2 : 1
}

/** Base64 with the URL-safe alphabet, without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  return encode(bytes, urlSafeCodes, false)
}

/**
 * The bytes of unpadded base64url, in its one accepted form: no padding, no white space, unused bits zero.
 * @throws FairtrailError `base64-syntax`
 */
export function unbase64url(text: string): Uint8Array {
  return decode(text, text.length, urlSafeValues)
}

function digitCodes(alphabet: string): Uint8Array {
  return Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0))
}

function digitValues(alphabet: string): Uint8Array {
  const table = new Uint8Array(256).fill(NOT_A_DIGIT)
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i
  return table
}

function encode(bytes: Uint8Array, alphabet: Uint8Array, padded: boolean): string {
  const rest = bytes.length % 3
  const whole = bytes.length - rest
  const tail = rest === 0 ? 0 : rest + 1
  const out = new Uint8Array((whole / 3) * 4 + (padded && tail > 0 ? 4 : tail))
  let o = 0
  for (let i = 0; i < whole; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number)
    out[o++] = alphabet[group >> 18] as number
    out[o++] = alphabet[(group >> 12) & 63] as number
    out[o++] = alphabet[(group >> 6) & 63] as number
    out[o++] = alphabet[group & 63] as number
  }
  if (rest > 0) {
    const group = ((bytes[whole] as number) << 16) | (rest === 2 ? (bytes[whole + 1] as number) << 8 : 0)
    out[o++] = alphabet[group >> 18] as number
    out[o++] = alphabet[(group >> 12) & 63] as number
    if (rest === 2) out[o++] = alphabet[(group >> 6) & 63] as number
    while (o < out.length) out[o++] = PAD
  }
  return ascii.decode(out)
}

function decode(text: string, digits: number, table: Uint8Array): Uint8Array {
  const rest = digits % 4
  if (rest === 1) throw refusal('a last group of one character stands for no byte', digits - 1)
  const whole = digits - rest
  const out = new Uint8Array((whole / 4) * 3 + (rest === 0 ? 0 : rest - 1))
  // All values and codes are joined and looked at once, at the end: twice as fast as looking at each.
  let seen = 0
  let codes = 0
  let o = 0
  for (let i = 0; i < whole; i += 4) {
    const w = text.charCodeAt(i)
    const x = text.charCodeAt(i + 1)
    const y = text.charCodeAt(i + 2)
    const z = text.charCodeAt(i + 3)
    const a = table[w & 0xff] as number
    const b = table[x & 0xff] as number
    const c = table[y & 0xff] as number
    const d = table[z & 0xff] as number
    seen |= a | b | c | d
    codes |= w | x | y | z
    out[o++] = (a << 2) | (b >> 4)
    out[o++] = (b << 4) | (c >> 2)
    out[o++] = (c << 6) | d
  }
  let unused = 0
  if (rest > 0) {
    const a = valueAt(text, whole, table)
    const b = valueAt(text, whole + 1, table)
    const c = rest === 3 ? valueAt(text, whole + 2, table) : 0
    seen |= a | b | c
    out[o++] = (a << 2) | (b >> 4)
    if (rest === 3) out[o] = (b << 4) | (c >> 2)
    unused = rest === 3 ? c & 0x03 : b & 0x0f
  }
  if (seen > 63 || codes > 0x7f) {
    let at = 0
    while (valueAt(text, at, table) !== NOT_A_DIGIT) at++
    throw refusal('a character is not of the alphabet (no white space, padding only where it belongs)', at)
  }
  if (unused !== 0) throw refusal('the unused bits of the last character must be zero', digits - 1)
  return out
}

function valueAt(text: string, at: number, table: Uint8Array): number {
  const code = text.charCodeAt(at)
  return code <= 0x7f ? (table[code] as number) : NOT_A_DIGIT
}

function refusal(what: string, at: number): FairtrailError {
  return new FairtrailError('base64-syntax', `Not accepted as base64: ${what} (at character ${at}).`, {
    place: `character ${at}`,
  })
}
