import { contextTag, DerReader, derOid, derRefusal, derSmallInteger, readDer, TAG } from '../crypto/der.ts'
import { der, derObjectId, derOctets, derSequence, derUnsigned } from '../crypto/der-writer.ts'
import { DIGEST_BYTES, digestOf } from '../crypto/digest.ts'
import { FairtrailError } from '../encoding/error.ts'
import { randomBytes } from '../encoding/random.ts'
import { derBoolean, derIdentifier } from './asn1-values.ts'
import { hashIdentifier, type TimestampHash } from './rfc3161-algorithms.ts'
import { type Imprint, readImprint } from './rfc3161-tst-info.ts'

export interface TimestampRequestOptions {
  /** The digest of the message; `sha256` unless said. */
  readonly hash?: TimestampHash
  /** Ties the response to this request. Random unless given; null for none. Not negative, at most 64 bytes. */
  readonly nonce?: bigint | null
  /** Asks for the certificate of the signer in the token, without which nobody can check it later; true unless said. */
  readonly certReq?: boolean
  /** Object identifier, dotted, of the policy asked for. */
  readonly policy?: string
}

/** What a request asks for (RFC 3161, section 2.4.1). */
export interface TimestampRequest {
  readonly imprint: Imprint
  readonly policy: string | undefined
  readonly nonce: bigint | undefined
  readonly certReq: boolean
}

const WHAT = 'TimeStampReq'
const MAX_REQUEST_BYTES = 4096
const NONCE_BYTES = 8
const MAX_NONCE = 1n << 511n
const DOTTED = /^[0-2](\.(0|[1-9]\d{0,30})){1,30}$/

/**
 * DER of a request for a time-stamp over a message; for a checkpoint, over its note's text (three lines with their LF). Keep the request: it
 * shows that the response answers it. `{ digest }` in place of the message has the digest that `hash` names.
 *
 * @throws FairtrailError `misuse` for a digest of another length, a nonce out of range, a policy that is no object identifier
 */
export function timestampRequest(
  message: Uint8Array | { readonly digest: Uint8Array },
  options: TimestampRequestOptions = {},
): Uint8Array {
  const { hash = 'sha256', certReq = true, policy, nonce = freshNonce() } = options
  const digest = message instanceof Uint8Array ? digestOf(hash, message) : message.digest
  if (digest.length !== DIGEST_BYTES[hash]) {
    throw misuse(`A ${hash} digest has ${DIGEST_BYTES[hash]} bytes, not ${digest.length}`)
  }
  if (policy !== undefined && !isObjectIdentifier(policy)) throw misuse(`The policy ${policy} is no object identifier`)
  if (nonce !== null && (nonce < 0n || nonce >= MAX_NONCE)) throw misuse('A nonce is at least 0 and below 2^511')
  return derSequence(
    derUnsigned(1),
    derSequence(hashIdentifier(hash), derOctets(digest)),
    ...(policy === undefined ? [] : [derObjectId(policy)]),
    ...(nonce === null ? [] : [derUnsigned(nonce)]),
    ...(certReq ? [der(TAG.boolean, Uint8Array.of(0xff))] : []),
  )
}

/**
 * Reads a request of any client; extensions are passed over.
 * @throws FairtrailError `der-syntax`, `timestamp-limit`
 */
export function parseTimestampRequest(bytes: Uint8Array): TimestampRequest {
  if (bytes.length > MAX_REQUEST_BYTES) {
    const text = `A time-stamp request has at most ${MAX_REQUEST_BYTES} bytes; this one has ${bytes.length}.`
    throw new FairtrailError('timestamp-limit', text)
  }
  const reader = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
  const version = reader.read(TAG.integer)
  if (derSmallInteger(version, 255, WHAT) !== 1) throw derRefusal(WHAT, 'a version other than 1', version.offset)
  const imprint = readImprint(reader)
  const policy = reader.readOptional(TAG.oid)
  const nonce = reader.readOptional(TAG.integer)
  const certReq = reader.readOptional(TAG.boolean)
  reader.readOptional(contextTag(0, 'constructed'))
  reader.end()
  return {
    imprint,
    policy: policy && derOid(policy, WHAT),
    nonce: nonce && derIdentifier(nonce, WHAT),
    certReq: certReq !== undefined && derBoolean(certReq, WHAT),
  }
}

function isObjectIdentifier(text: string): boolean {
  const [root, second = '40'] = text.split('.')
  return DOTTED.test(text) && (root === '2' || Number(second) < 40)
}

/** 64 bits, the form in which every authority takes it. */
function freshNonce(): bigint {
  return randomBytes(NONCE_BYTES).reduce((value, byte) => value * 256n + BigInt(byte), 0n)
}

function misuse(problem: string): FairtrailError {
  return new FairtrailError('misuse', `${problem}.`)
}
