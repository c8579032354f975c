import { compareBytes, hex, unhex } from '../encoding/bytes.ts'
import { derSequence, derUnsigned } from './der-writer.ts'

/** ECDSA signatures over P-256 in their two forms: strict DER, which a record carries, and r||s of 64 bytes, which most libraries take. */

/** The order n of the group. */
export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const ZERO = new Uint8Array(32)
const ORDER = unhex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
/** (n - 1) / 2, the largest s accepted: (r, n - s) verifies where (r, s) does, so one of the two must be refused. */
const HALF = unhex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8')

/**
 * r||s of a signature in the one accepted form: DER SEQUENCE of two INTEGERs in their shortest form, 1 <= r < n, 1 <= s <= n/2.
 * Undefined for everything else.
 */
export function p256RawSignature(signature: Uint8Array): Uint8Array | undefined {
  if (signature.length < 8 || signature.length > 72) return undefined
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2) return undefined
  const sAt = 4 + (signature[3] as number)
  const raw = new Uint8Array(64)
  if (!readScalar(signature, 2, sAt, raw, 0) || !readScalar(signature, sAt, signature.length, raw, 32)) return undefined
  const r = raw.subarray(0, 32)
  const s = raw.subarray(32)
  if (compareBytes(r, ZERO) === 0 || compareBytes(s, ZERO) === 0) return undefined
  return compareBytes(r, ORDER) < 0 && compareBytes(s, HALF) <= 0 ? raw : undefined
}

/** The accepted DER form of r||s as a library made it: s is replaced by n - s where it is above n/2. */
export function p256DerSignature(raw: Uint8Array): Uint8Array {
  const r = BigInt(`0x${hex(raw.subarray(0, 32))}`)
  const s = BigInt(`0x${hex(raw.subarray(32, 64))}`)
  return derSequence(derUnsigned(r), derUnsigned(2n * s > P256_ORDER ? P256_ORDER - s : s))
}

/** An INTEGER that fills bytes from..to exactly, written right-aligned into 32 bytes of `out`. */
function readScalar(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): boolean {
  const length = to - from - 2
  if (length < 1 || length > 33 || bytes[from] !== 0x02 || bytes[from + 1] !== length) return false
  const first = bytes[from + 2] as number
  if (first >= 0x80) return false
  if (first === 0 && length > 1 && (bytes[from + 3] as number) < 0x80) return false
  if (length === 33 && first !== 0) return false
  const digits = bytes.subarray(length === 33 ? from + 3 : from + 2, to)
  out.set(digits, at + 32 - digits.length)
  return true
}
