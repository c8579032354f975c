import { getPublicKey, hashes, Point, sign } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { concat, equalBytes } from '../encoding/bytes.ts'
import { multiplyByTable, type PointTable, pointTable } from './ed25519-table.ts'
import type { PublicKey } from './types.ts'

/** Ed25519 (RFC 8032) in JavaScript: the arithmetic of @noble/ed25519 and the equation of the format. */

const ORDER = Point.CURVE().n

/** A table costs as much as three verifications without one, and about 200 kB. */
const USES_BEFORE_TABLE = 4
const MAX_TABLES = 32

interface PreparedKey {
  readonly negated: Point
  uses: number
}
const prepared = new WeakMap<PublicKey, PreparedKey>()
/** The keys used last, in that order: a log with many keys must not fill the memory. */
const tables = new Map<PublicKey, PointTable>()

/**
 * The cofactorless equation alone, R = [S]B - [k]A compared as bytes; the strict checks come before it. The library's own `verify` is
 * cofactored in both of its modes and would accept an R with torsion.
 */
export function verifyEd25519(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  const r = signature.subarray(0, 32)
  const s = littleEndian(signature.subarray(32))
  const k = littleEndian(sha512(concat(r, key.raw, message))) % ORDER
  const expected = Point.BASE.multiplyUnsafe(s).add(multiplyNegated(key, k))
  return equalBytes(expected.toBytes(), r)
}

/** The public key of a seed of 32 bytes (RFC 8032, section 5.1.5). */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  provideSha512()
  return getPublicKey(seed)
}

export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  provideSha512()
  return sign(message, seed)
}

/** [k](-A) */
function multiplyNegated(key: PublicKey, k: bigint): Point {
  const table = tables.get(key)
  if (table !== undefined) {
    tables.delete(key)
    tables.set(key, table)
    return multiplyByTable(table, k)
  }
  let entry = prepared.get(key)
  if (entry === undefined) {
    entry = { negated: Point.fromBytes(key.raw).negate(), uses: 0 }
    prepared.set(key, entry)
  }
  entry.uses++
  if (entry.uses < USES_BEFORE_TABLE) return entry.negated.multiplyUnsafe(k)
  entry.uses = 0
  const made = pointTable(entry.negated)
  tables.set(key, made)
  if (tables.size > MAX_TABLES) {
    const [oldest] = tables.keys()
    if (oldest !== undefined) tables.delete(oldest)
  }
  return multiplyByTable(made, k)
}

function littleEndian(bytes: Uint8Array): bigint {
  let digits = '0x'
  for (let i = bytes.length - 1; i >= 0; i--) digits += (bytes[i] as number).toString(16).padStart(2, '0')
  return BigInt(digits)
}

/** The library takes its SHA-512 from this slot; set on use, so that importing the module changes nothing. */
function provideSha512(): void {
  hashes.sha512 ??= sha512
}
