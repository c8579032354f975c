import { Point } from '@noble/ed25519'
import { equalBytes, unhex } from '../encoding/bytes.ts'

/**
 * What an Ed25519 key and signature must satisfy before any library is asked (format, section 3). Libraries differ in exactly these
 * cases; with them refused first, what remains is the cofactorless equation [S]B = R + [k]A over points of prime order, on which all
 * agree.
 */

/** The group order L, little-endian. */
const ORDER = unhex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')

/** The form of a signature: 64 bytes, S < L, R canonically encoded and not the identity. No curve arithmetic. */
export function isStrictEd25519Signature(signature: Uint8Array): boolean {
  return signature.length === 64 && isBelowOrder(signature, 32) && isCanonicalPoint(signature) && !isIdentity(signature)
}

/**
 * Why no signature by this key can be relied on; undefined for a key that can be used. Costs a scalar multiplication: once per key.
 * A key of small order accepts signatures that no one made; one with torsion lets verifiers disagree about the same signature.
 */
export function ed25519KeyDefect(raw: Uint8Array): string | undefined {
  if (raw.length !== 32) return `an Ed25519 key has 32 bytes, not ${raw.length}`
  if (!isCanonicalPoint(raw)) return 'the point is not canonically encoded'
  const point = decodePoint(raw)
  if (point === undefined) return 'the bytes are no point of the curve'
  if (!equalBytes(point.toBytes(), raw)) return 'the point is not canonically encoded'
  if (point.isSmallOrder()) return 'the point has small order'
  if (!point.isTorsionFree()) return 'the point is not in the subgroup of prime order'
  return undefined
}

/**
 * The first 32 bytes as an encoded point (RFC 8032, section 5.1.2): y below p, and no sign on a point whose x is 0, of which there are
 * two, y = 1 and y = p - 1.
 */
function isCanonicalPoint(bytes: Uint8Array): boolean {
  const top = bytes[31] as number
  const low = bytes[0] as number
  if ((top & 0x7f) === 0x7f && isFilled(bytes, 0xff)) return low < 0xec || (low === 0xec && top === 0x7f)
  return !(top === 0x80 && low === 1 && isFilled(bytes, 0))
}

function isIdentity(bytes: Uint8Array): boolean {
  return bytes[0] === 1 && bytes[31] === 0 && isFilled(bytes, 0)
}

/** Bytes 1 to 30, those between the lowest and the highest. */
function isFilled(bytes: Uint8Array, value: number): boolean {
  for (let i = 1; i < 31; i++) if (bytes[i] !== value) return false
  return true
}

function isBelowOrder(bytes: Uint8Array, at: number): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (bytes[at + i] as number) - (ORDER[i] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}

function decodePoint(raw: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(raw)
  } catch {
    return undefined
  }
}
