import type { SignatureAlgorithm } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import { PAYLOAD_TYPE } from './envelope.ts'

/** Bytes of a signature as counted before anyone signs; a P-256 signature (DER) varies, and counts as the longest. */
export const SIGNATURE_BYTES: Readonly<Record<SignatureAlgorithm, number>> = {
  ed25519: 64,
  p256: 72,
  'ml-dsa-65': 3309,
}

const FRAME = `{"payload":"","payloadType":"${PAYLOAD_TYPE}","signatures":[]}`.length
const SIGNATURE_FRAME = `{"keyid":"${'0'.repeat(64)}","sig":""}`.length

/**
 * Bytes of an entry's envelope, from the bytes of its payload and of each signature to come ({@link SIGNATURE_BYTES}): so that nobody
 * signs what could not be appended. For P-256 the envelope may come out a few bytes smaller.
 * @throws FairtrailError `misuse` for a count that is not a safe integer of 0 or more.
 */
export function envelopeSize(payloadBytes: number, signatureBytes: readonly number[]): number {
  let size = FRAME + base64Length(payloadBytes)
  for (const bytes of signatureBytes) size += SIGNATURE_FRAME + base64Length(bytes)
  return size + Math.max(0, signatureBytes.length - 1)
}

function base64Length(bytes: number): number {
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new FairtrailError('misuse', `${bytes} is no number of bytes.`)
  return Math.ceil(bytes / 3) * 4
}
