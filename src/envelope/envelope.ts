import { base64, decodedLength, unbase64, unbase64Into } from '../encoding/base64.ts'
import { utf8, utf8Decode } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { canonicalBytes, type Json, type JsonObject, parseJson } from '../encoding/json.ts'
import { pae } from './pae.ts'

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

/** An envelope as it was read, with the bytes that every signature of it signs (PAE). `payload` is a view of their end. */
export interface SignedEnvelope extends Envelope {
  signed: Uint8Array
}

export interface EnvelopeSignature {
  /** Key id: lowercase hex SHA-256 of the SubjectPublicKeyInfo. A hint: it decides nothing about trust. */
  keyid: string
  sig: Uint8Array
}

const KEY_ID = /^[0-9a-f]{64}$/

const BEFORE_PAYLOAD = utf8('{"payload":"')
const AFTER_PAYLOAD = `","payloadType":"${PAYLOAD_TYPE}","signatures":[`
const QUOTE = 0x22
const SPACE = 0x20
/** PAE of an entry as far as it is the same for all, up to the payload's length. */
const PAE_START = pae(PAYLOAD_TYPE, new Uint8Array(0)).subarray(0, -'0 '.length)
const decoder = new TextDecoder()
const SIGNATURE = /\{"keyid":"([0-9a-f]{64})","sig":"([A-Za-z0-9+/]*={0,2})"\}(,|\]\}$)/y

/**
 * Reads an envelope: canonical JSON (RFC 8785) of exactly `payload`, `payloadType` and `signatures` of exactly `keyid` and `sig`; standard
 * padded base64. Any payload type is accepted here.
 * @throws FairtrailError `envelope-limit`, `envelope-form`, `base64-syntax` with the path of the member, and the codes of `parseJson`.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const { payloadType, payload, signatures } = parseSigned(bytes)
  return { payloadType, payload, signatures }
}

/** Like {@link parseEnvelope}, with the bytes that were signed. */
export function parseSigned(bytes: Uint8Array): SignedEnvelope {
  if (bytes.length > MAX_ENVELOPE_BYTES) {
    throw new FairtrailError(
      'envelope-limit',
      `The envelope has ${bytes.length} bytes; at most ${MAX_ENVELOPE_BYTES} are accepted.`,
    )
  }
  const entry = scanEntry(bytes)
  if (entry !== undefined) return checkLimits(entry)
  // Bytes that are no text at all are refused as such, before JSON is looked for in them.
  utf8Decode(bytes)
  const envelope = checkLimits(readEnvelope(parseJson(bytes, { canonical: true })))
  return { ...envelope, signed: pae(envelope.payloadType, envelope.payload) }
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
 * The entry's own form, member by member: bytes of this shape are canonical JSON, so nothing more has to be compared. The payload is decoded
 * once, to where it is signed. Undefined for everything else, which the general reader then accepts or refuses with its reason.
 */
function scanEntry(bytes: Uint8Array): SignedEnvelope | undefined {
  const start = BEFORE_PAYLOAD.length
  for (let i = 0; i < start; i++) if (bytes[i] !== BEFORE_PAYLOAD[i]) return undefined
  const end = bytes.indexOf(QUOTE, start)
  if (end === -1 || (end - start) % 4 !== 0) return undefined
  const signatures = scanSignatures(bytes, end)
  if (signatures === undefined) return undefined
  const payloadBytes = decodedLength(bytes, start, end)
  const length = String(payloadBytes)
  const head = PAE_START.length + length.length + 1
  const signed = new Uint8Array(head + payloadBytes)
  signed.set(PAE_START)
  for (let i = 0; i < length.length; i++) signed[PAE_START.length + i] = length.charCodeAt(i)
  signed[head - 1] = SPACE
  if (!unbase64Into(bytes, start, end, signed, head)) return undefined
  return { payloadType: PAYLOAD_TYPE, payload: signed.subarray(head), signatures, signed }
}

/** What follows the payload of an entry, from its closing quote on. */
function scanSignatures(bytes: Uint8Array, start: number): EnvelopeSignature[] | undefined {
  const text = decoder.decode(bytes.subarray(start))
  if (!text.startsWith(AFTER_PAYLOAD)) return undefined
  const signatures: EnvelopeSignature[] = []
  SIGNATURE.lastIndex = AFTER_PAYLOAD.length
  for (let next = ','; next === ','; ) {
    const found = SIGNATURE.exec(text)
    if (found === null) return undefined
    next = found[3] as string
    // All of the text up to here is ASCII: its characters are the bytes.
    const end = start + SIGNATURE.lastIndex - next.length - '"}'.length
    const sig = decodeAt(bytes, end - (found[2] as string).length, end)
    if (sig === undefined) return undefined
    signatures.push({ keyid: found[1] as string, sig })
  }
  return signatures
}

/** The bytes of the base64 from `start` to `end`; undefined where that is not accepted. */
function decodeAt(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  if ((end - start) % 4 !== 0) return undefined
  const out = new Uint8Array(decodedLength(bytes, start, end))
  return unbase64Into(bytes, start, end, out, 0) ? out : undefined
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

function checkLimits<E extends Envelope>(envelope: E): E {
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
