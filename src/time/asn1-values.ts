import { type DerElement, derInteger, derRefusal, TAG } from '../crypto/der.ts'
import { FairtrailError } from '../encoding/error.ts'
import { parseInstant } from '../encoding/instant.ts'

/** Values of ASN.1 that certificates and time-stamps have beyond what keys have. All refuse with `der-syntax`. */

const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18

const GENERALIZED = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/
const UTC = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/

/** Serial numbers and nonces: RFC 3161 asks for 160 bits, and the cost of a decimal form stays bounded. */
const MAX_IDENTIFIER_BYTES = 64

/** A BOOLEAN. FALSE where it is the default should be absent in DER; many issuers write it all the same, and it changes nothing. */
export function derBoolean(element: DerElement, what: string): boolean {
  const [value] = element.content
  if (element.tag !== TAG.boolean || element.content.length !== 1 || (value !== 0 && value !== 0xff)) {
    throw derRefusal(what, 'no BOOLEAN of 00 or ff', element.offset)
  }
  return value === 0xff
}

/** An INTEGER that identifies: a serial number, a nonce. */
export function derIdentifier(element: DerElement, what: string): bigint {
  if (element.content.length > MAX_IDENTIFIER_BYTES) {
    throw derRefusal(what, `an INTEGER of ${element.content.length} bytes`, element.offset)
  }
  return derInteger(element, what)
}

/**
 * GeneralizedTime as RFC 3161 section 2.4.2 and X.690 section 11.7 have it: `YYYYMMDDhhmmss[.f]Z`, the fraction without trailing zeros, at
 * most 9 digits of it. Nanoseconds since 1970, exact.
 */
export function derGeneralizedTime(element: DerElement, what: string): bigint {
  const found = element.tag === GENERALIZED_TIME ? GENERALIZED.exec(ascii(element.content)) : null
  if (found === null) throw derRefusal(what, 'no GeneralizedTime YYYYMMDDhhmmss[.f]Z', element.offset)
  const [, year, month, day, hour, minute, second, fraction = ''] = found
  return instantOf(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`, element, what)
}

/** Time of a certificate (RFC 5280, section 4.1.2.5): UTCTime from 1950 to 2049, or GeneralizedTime without a fraction. */
export function derCertificateTime(element: DerElement, what: string): bigint {
  if (element.tag === GENERALIZED_TIME && element.content.length === 15) return derGeneralizedTime(element, what)
  const found = element.tag === UTC_TIME ? UTC.exec(ascii(element.content)) : null
  if (found === null) throw derRefusal(what, 'no time YYMMDDhhmmssZ or YYYYMMDDhhmmssZ', element.offset)
  const [, year = '', month, day, hour, minute, second] = found
  const century = Number(year) >= 50 ? '19' : '20'
  return instantOf(`${century}${year}-${month}-${day}T${hour}:${minute}:${second}Z`, element, what)
}

function instantOf(text: string, element: DerElement, what: string): bigint {
  try {
    return parseInstant(text)
  } catch (error) {
    if (!(error instanceof FairtrailError)) throw error
    throw derRefusal(what, `a time that does not exist, or finer than nanoseconds: ${text}`, element.offset)
  }
}

function ascii(bytes: Uint8Array): string {
  return bytes.length > 64 ? '' : String.fromCharCode(...bytes)
}
