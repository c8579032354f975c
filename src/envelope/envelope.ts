import { base64, unbase64 } from '../encoding/base64.ts'
import { utf8Decode } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { canonicalBytes, type Json, type JsonObject, parseJson } from '../encoding/json.ts'

/** The payload type of every entry. */
export const PAYLOAD_TYPE = 'application/vnd.fairtrail.event.v1+json'

/** Bytes of a whole envelope, at most. */
export const MAX_ENVELOPE_BYTES = 65_535
/** Bytes of a payload, at most. */
export const MAX_PAYLOAD_BYTES = 32_768
/** Signatures of an envelope: at least one, at most this many. */
export const MAX_SIGNATURES = 16

/** A DSSE 1.0.2 envelope in the strict form of the format, section 2. */
export interface Envelope {
  payloadType: string
  payload: Uint8Array
  signatures: EnvelopeSignature[]
}

export interface EnvelopeSignature {
  /** Key id: lowercase hex SHA-256 of the SubjectPublicKeyInfo. A hint: it decides nothing about trust. */
  keyid: string
  sig: Uint8Array
}

const KEY_ID = /^[0-9a-f]{64}$/

const BEFORE_PAYLOAD = '{"payload":"'
const AFTER_PAYLOAD = `","payloadType":"${PAYLOAD_TYPE}","signatures":[`
const SIGNATURE = /\{"keyid":"([0-9a-f]{64})","sig":"([A-Za-z0-9+/]*={0,2})"\}(,|\]\}$)/y

/**
 * Reads an envelope: canonical JSON (RFC 8785) of exactly `payload`, `payloadType` and `signatures` of exactly `keyid` and `sig`; standard
 * padded base64. Any payload type is accepted here.
 * @throws FairtrailError `envelope-limit`, `envelope-form`, `base64-syntax` with the path of the member, and the codes of `parseJson`.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > MAX_ENVELOPE_BYTES) {
    throw new FairtrailError(
      'envelope-limit',
      `The envelope has ${bytes.length} bytes; at most ${MAX_ENVELOPE_BYTES} are accepted.`,
    )
  }
  return checkLimits(scanEntry(utf8Decode(bytes)) ?? readEnvelope(parseJson(bytes, { canonical: true })))
}

/**
 * The bytes of an envelope, as they are stored and hashed.
 * @throws FairtrailError `envelope-limit`, or `envelope-form` for a key id that is not one.
 */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  checkLimits(envelope)
  const signatures = envelope.signatures.map(({ keyid, sig }, index) => {
    if (!KEY_ID.test(keyid)) throw notKeyId(index)
    return { keyid, sig: base64(sig) }
  })
  const bytes = canonicalBytes({ payload: base64(envelope.payload), payloadType: envelope.payloadType, signatures })
  if (bytes.length > MAX_ENVELOPE_BYTES) {
    throw new FairtrailError(
      'envelope-limit',
      `The envelope would have ${bytes.length} bytes; at most ${MAX_ENVELOPE_BYTES} are accepted.`,
    )
  }
  return bytes
}

/**
 * The entry's own form, member by member: a text of this shape is canonical, so nothing more has to be compared. Undefined for everything
 * else, which the general reader then accepts or refuses with its reason.
 */
function scanEntry(text: string): Envelope | undefined {
  if (!text.startsWith(BEFORE_PAYLOAD)) return undefined
  const payloadEnd = text.indexOf('"', BEFORE_PAYLOAD.length)
  if (payloadEnd === -1 || !text.startsWith(AFTER_PAYLOAD, payloadEnd)) return undefined
  const signatures: EnvelopeSignature[] = []
  SIGNATURE.lastIndex = payloadEnd + AFTER_PAYLOAD.length
  for (let end = ','; end === ','; ) {
    const found = SIGNATURE.exec(text)
    if (found === null) return undefined
    signatures.push({
      keyid: found[1] as string,
      sig: decode(found[2] as string, `/signatures/${signatures.length}/sig`),
    })
    end = found[3] as string
  }
  return {
    payloadType: PAYLOAD_TYPE,
    payload: decode(text.slice(BEFORE_PAYLOAD.length, payloadEnd), '/payload'),
    signatures,
  }
}

function readEnvelope(value: Json): Envelope {
  const envelope = readMembers(value, ['payload', 'payloadType', 'signatures'], '')
  const list = envelope.signatures
  if (!Array.isArray(list)) throw form('The signatures are not a list.', '/signatures')
  return {
    payloadType: readString(envelope, 'payloadType', ''),
    payload: decode(readString(envelope, 'payload', ''), '/payload'),
    signatures: list.map((item, index) => {
      const path = `/signatures/${index}`
      const signature = readMembers(item, ['keyid', 'sig'], path)
      const keyid = readString(signature, 'keyid', path)
      if (!KEY_ID.test(keyid)) throw notKeyId(index)
      return { keyid, sig: decode(readString(signature, 'sig', path), `${path}/sig`) }
    }),
  }
}

function readMembers(value: Json, names: readonly string[], path: string): JsonObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const found = isObject ? Object.keys(value) : []
  if (!isObject || found.length !== names.length || !names.every((name) => Object.hasOwn(value, name))) {
    throw form(`${path === '' ? 'The envelope' : 'A signature'} is an object of exactly ${names.join(', ')}.`, path)
  }
  return value
}

function readString(object: JsonObject, name: string, path: string): string {
  const value = object[name]
  if (typeof value !== 'string') throw form(`${name} is not a string.`, `${path}/${name}`)
  return value
}

function decode(text: string, path: string): Uint8Array {
  try {
    return unbase64(text)
  } catch (cause) {
    const reason = cause instanceof FairtrailError ? ` ${cause.message}` : ''
    throw new FairtrailError(
      'base64-syntax',
      `The member ${path} is not standard padded base64.${reason}`,
      { path },
      { cause },
    )
  }
}

function checkLimits(envelope: Envelope): Envelope {
  const { payload, signatures } = envelope
  if (payload.length > MAX_PAYLOAD_BYTES) {
    const message = `The payload has ${payload.length} bytes; at most ${MAX_PAYLOAD_BYTES} are accepted.`
    throw new FairtrailError('envelope-limit', message, { path: '/payload' })
  }
  if (signatures.length < 1 || signatures.length > MAX_SIGNATURES) {
    const message = `The envelope has ${signatures.length} signatures; 1 to ${MAX_SIGNATURES} are accepted.`
    throw new FairtrailError('envelope-limit', message, { path: '/signatures' })
  }
  return envelope
}

function notKeyId(index: number): FairtrailError {
  return form('A key id is 64 lowercase hex digits.', `/signatures/${index}/keyid`)
}

function form(message: string, path: string): FairtrailError {
  return new FairtrailError('envelope-form', message, { path })
}
