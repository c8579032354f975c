import { type DerElement, DerReader, derRefusal, derSmallInteger, readDer, TAG } from '../crypto/der.ts'
import { utf8Decode } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { MAX_TOKEN_BYTES } from './rfc3161-token.ts'

/** The answer of an authority (RFC 3161, section 2.4.2). Read, not checked. */
export interface TimestampResponse {
  readonly status: TimestampStatus
  /** What the authority says about the status, in its own words; the texts are not signed. */
  readonly texts: readonly string[]
  /** Why it refused, in words of RFC 3161. */
  readonly failures: readonly string[]
  /** DER of the TimeStampToken: present exactly where the status is granted or granted-with-modifications. */
  readonly token: Uint8Array | undefined
}

export type TimestampStatus = (typeof STATUS)[number]

/** PKIStatus, by number. */
const STATUS = [
  'granted',
  'granted-with-modifications',
  'rejection',
  'waiting',
  'revocation-warning',
  'revocation-notification',
] as const

/** PKIFailureInfo, by bit. */
const FAILURES: Readonly<Record<number, string>> = {
  0: 'the digest algorithm is not known or not supported there (badAlg)',
  2: 'a request of this kind is not permitted or not supported there (badRequest)',
  5: 'the request has the wrong form (badDataFormat)',
  14: 'the source of time is not available (timeNotAvailable)',
  15: 'the policy asked for is not supported there (unacceptedPolicy)',
  16: 'an extension asked for is not supported there (unacceptedExtension)',
  17: 'additional information asked for is not understood or not available (addInfoNotAvailable)',
  25: 'a failure of the system there (systemFailure)',
}

const WHAT = 'TimeStampResp'
const MAX_TEXTS = 16
/** Beside the token: the status with its texts. */
const MAX_STATUS_BYTES = 4096
const UTF8_STRING = 0x0c

/** @throws FairtrailError `der-syntax`, `timestamp-limit` */
export function parseTimestampResponse(bytes: Uint8Array): TimestampResponse {
  if (bytes.length > MAX_TOKEN_BYTES + MAX_STATUS_BYTES) {
    const text = `A time-stamp response has at most ${MAX_TOKEN_BYTES + MAX_STATUS_BYTES} bytes; this one has ${bytes.length}.`
    throw new FairtrailError('timestamp-limit', text)
  }
  const reader = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
  const info = reader.read(TAG.sequence)
  const token = reader.readOptional(TAG.sequence)?.bytes
  reader.end()

  const inside = DerReader.inside(info, WHAT)
  const status = STATUS[derSmallInteger(inside.read(TAG.integer), STATUS.length - 1, WHAT)] as TimestampStatus
  const texts = readTexts(inside.readOptional(TAG.sequence))
  const failures = readFailures(inside.readOptional(TAG.bitString))
  inside.end()
  const granted = status === 'granted' || status === 'granted-with-modifications'
  if (granted !== (token !== undefined)) {
    throw derRefusal(WHAT, `status ${status} ${granted ? 'without' : 'with'} a token`, info.offset)
  }
  return { status, texts, failures, token }
}

/** True for what begins as a response, and not as a token, which begins with an object identifier. */
export function isResponse(bytes: Uint8Array): boolean {
  try {
    return DerReader.inside(new DerReader(bytes, WHAT).read(TAG.sequence), WHAT).nextTag === TAG.sequence
  } catch (error) {
    if (isFairtrailError(error)) return false
    throw error
  }
}

function readTexts(list: DerElement | undefined): string[] {
  const texts: string[] = []
  if (list === undefined) return texts
  for (const reader = DerReader.inside(list, 'PKIFreeText'); !reader.atEnd; ) {
    const text = reader.read(UTF8_STRING)
    if (texts.length === MAX_TEXTS) throw derRefusal('PKIFreeText', `more than ${MAX_TEXTS} texts`, text.offset)
    texts.push(utf8Decode(text.content))
  }
  return texts
}

function readFailures(bits: DerElement | undefined): string[] {
  if (bits === undefined) return []
  const [unused = 8, ...octets] = bits.content
  if (unused > 7 || octets.length > 8)
    throw derRefusal('PKIFailureInfo', 'no BIT STRING of at most 64 bits', bits.offset)
  const found: string[] = []
  for (let bit = 0; bit < 8 * octets.length; bit++) {
    if (((octets[bit >> 3] as number) & (0x80 >> (bit & 7))) === 0) continue
    found.push(FAILURES[bit] ?? `failure ${bit}, which RFC 3161 does not define`)
  }
  return found
}
