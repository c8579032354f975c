import type { SignatureCheck } from '../crypto/types.ts'
import { hex } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { PAYLOAD_TYPE, parseSigned } from '../envelope/envelope.ts'
import { type ReadPayload, readPayload } from './payload.ts'

/** What the bytes of a payload rule out: asked once, when they are read, so that nobody need look at every value for it. */
export interface RuledOut {
  /** No `$` in them: no withheld value. */
  withheld: boolean
  /** Printable ASCII and nothing escaped: so are its texts. */
  beyondAscii: boolean
}

/** What an entry's bytes say by themselves, before any key is known (conformance: `entry.check`). */
export type EntryForm = ReadPayload & {
  /** Event id: lowercase hex SHA-256 of the payload bytes. */
  id: string
  /** The bytes that every signer signed (DSSE pre-authentication encoding). */
  signed: Uint8Array
  /** One for each of the payload's signers, in their order. */
  signatures: readonly { key: string; sig: Uint8Array }[]
  rulesOut: RuledOut
}

/** A well-formed entry in its place: form, signers and signatures hold. */
export type Entry = ReadPayload & {
  index: number
  id: string
  /** `verified`, or `not-checked` for an algorithm that is carried unchecked. In the order of the payload's signers. */
  signatures: readonly { key: string; check: Exclude<SignatureCheck, 'failed'> }[]
  /** Absent: nothing is ruled out. */
  rulesOut?: RuledOut
}

/**
 * Reads an entry's envelope and payload in the strict form of the format, sections 1, 2 and 4.
 * @throws FairtrailError with the codes of `parseEnvelope`, `readPayload`, and `entry-signers` where signatures and signers differ.
 */
export function readEntry(bytes: Uint8Array, sha256: (bytes: Uint8Array) => Uint8Array): EntryForm {
  const envelope = parseSigned(bytes)
  if (envelope.payloadType !== PAYLOAD_TYPE) {
    throw new FairtrailError('entry-payload-type', `The payload type is not ${PAYLOAD_TYPE}.`, { path: '/payloadType' })
  }
  const read = readPayload(envelope.payload)
  const { signers } = read.payload
  if (signers.length !== envelope.signatures.length) {
    throw new FairtrailError(
      'entry-signers',
      `The payload names ${signers.length} signers; the envelope has ${envelope.signatures.length} signatures.`,
      { path: '/signatures' },
    )
  }
  const signatures = envelope.signatures.map(({ keyid, sig }, at) => {
    if (keyid !== signers[at]?.key) {
      throw new FairtrailError(
        'entry-signers',
        'The signature is not by the signer that the payload names at this place.',
        {
          path: `/signatures/${at}/keyid`,
        },
      )
    }
    return { key: keyid, sig }
  })
  const { payload, signed } = envelope
  return { ...read, id: hex(sha256(payload)), signed, signatures, rulesOut: ruledOut(payload) }
}

const DOLLAR = 0x24
const BACKSLASH = 0x5c

function ruledOut(payload: Uint8Array): RuledOut {
  let plain = 0
  while (plain < payload.length && standsForItself(payload[plain] as number)) plain++
  return { withheld: !payload.includes(DOLLAR), beyondAscii: plain === payload.length }
}

function standsForItself(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e && byte !== BACKSLASH
}
