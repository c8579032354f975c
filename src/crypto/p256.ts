import { hex } from '../encoding/bytes.ts'
import { P256_ORDER, p256DerSignature } from './p256-signature.ts'
import type { PublicKey } from './types.ts'

/** ECDSA over P-256 with SHA-256 (FIPS 186-5) in JavaScript; the library is loaded when a first key needs it. */

const FIELD = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/**
 * Why this key cannot be used; undefined for one that can. A point of the curve is enough: the group has prime order, and the identity has
 * no uncompressed form.
 */
export function p256KeyDefect(raw: Uint8Array): string | undefined {
  if (raw.length !== 65 || raw[0] !== 0x04) return 'the point is not uncompressed'
  const x = BigInt(`0x${hex(raw.subarray(1, 33))}`)
  const y = BigInt(`0x${hex(raw.subarray(33))}`)
  if (x >= FIELD || y >= FIELD) return 'a coordinate is not below the field prime'
  return (y * y - (x * x * x - 3n * x + B)) % FIELD === 0n ? undefined : 'the point is not on the curve'
}

/** Verifies r||s, whose form was checked before. */
export async function verifyP256(key: PublicKey, message: Uint8Array, raw: Uint8Array): Promise<boolean> {
  const { p256 } = await library()
  return p256.verify(raw, message, key.raw)
}

/** A strict DER signature with a low s, deterministic (RFC 6979). */
export async function signP256(scalar: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const { p256 } = await library()
  return p256DerSignature(p256.sign(message, scalar))
}

/** The uncompressed public point of a private scalar. */
export async function p256PublicKey(scalar: Uint8Array): Promise<Uint8Array> {
  const { p256 } = await library()
  return p256.getPublicKey(scalar, false)
}

/** True for 32 bytes that are a private scalar: big-endian, 1 to n - 1. */
export function isP256Scalar(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false
  const value = BigInt(`0x${hex(bytes)}`)
  return value > 0n && value < P256_ORDER
}

function library(): Promise<typeof import('@noble/curves/nist.js')> {
  return import('@noble/curves/nist.js')
}
