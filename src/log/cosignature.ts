import type { Signer } from '../crypto/types.ts'
import { concat, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { signatureLine } from './note-form.ts'
import { noteKey } from './note-key.ts'

/**
 * C2SP tlog-cosignature, version 1: a statement that, at a time, this was the largest tree of the log that the cosigner had seen, and that it
 * continued all smaller ones. In a note it is a line of type 4: time (8 bytes, big-endian), Ed25519 signature (64 bytes).
 */

const TIME_BYTES = 8
const SIGNATURE_BYTES = 64
const MAX_TIME = 2n ** 63n - 1n

export interface TimedSignature {
  /** POSIX seconds, 0 to 2^63 - 1. */
  time: bigint
  signature: Uint8Array
}

/** What the cosigner's key signs. */
export function cosignedMessage(text: string, time: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`)
}

/** Takes the signature of a type 4 line apart; undefined for another length, or a time beyond 2^63 - 1. */
export function parseTimedSignature(bytes: Uint8Array): TimedSignature | undefined {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined
  const time = new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0)
  return time > MAX_TIME ? undefined : { time, signature: bytes.slice(TIME_BYTES) }
}

/**
 * Cosigns the text of a checkpoint: the signature line, with its LF, for `addSignatureLines`. Whether the tree continues what the cosigner
 * saw before is for the caller to have checked.
 * @param timeSeconds - POSIX seconds, 0 to 2^63 - 1.
 * @throws FairtrailError `checkpoint-form`; `misuse` for a time, name or key that cannot cosign.
 */
export async function cosignCheckpoint(
  text: string,
  name: string,
  signer: Signer,
  timeSeconds: number | bigint,
): Promise<string> {
  parseCheckpoint(text)
  const key = noteKey(name, 0x04, signer.publicKey)
  const time = posixSeconds(timeSeconds)
  const stamp = new Uint8Array(TIME_BYTES)
  new DataView(stamp.buffer).setBigUint64(0, time)
  return signatureLine(key, concat(stamp, await signer.sign(cosignedMessage(text, time))))
}

function posixSeconds(value: number | bigint): bigint {
  const time = typeof value === 'bigint' || Number.isSafeInteger(value) ? BigInt(value) : -1n
  if (time < 0n || time > MAX_TIME)
    throw new FairtrailError('misuse', `${value} is no time in whole seconds since 1970.`)
  return time
}
