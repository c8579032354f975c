import { createHash } from 'node:crypto'

/** RFC 6962, section 2.1, written as the RFC writes it: recursive, over lists of leaf hashes, with nothing shared with src/. */

export type Hash = (left: Uint8Array, right: Uint8Array) => Uint8Array

export const sha256Node: Hash = (left, right) =>
  createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest()

/** MTH(D[n]), n > 0. */
export function treeHash(leaves: readonly Uint8Array[], hash: Hash): Uint8Array {
  if (leaves.length === 1) return leaves[0] as Uint8Array
  const k = largestPowerBelow(leaves.length)
  return hash(treeHash(leaves.slice(0, k), hash), treeHash(leaves.slice(k), hash))
}

/** PATH(m, D[n]). */
export function auditPath(index: number, leaves: readonly Uint8Array[], hash: Hash): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = largestPowerBelow(leaves.length)
  return index < k
    ? [...auditPath(index, leaves.slice(0, k), hash), treeHash(leaves.slice(k), hash)]
    : [...auditPath(index - k, leaves.slice(k), hash), treeHash(leaves.slice(0, k), hash)]
}

/** PROOF(m, D[n]) is SUBPROOF(m, D[n], true), 0 < m < n. */
export function subproof(size: number, leaves: readonly Uint8Array[], whole: boolean, hash: Hash): Uint8Array[] {
  if (size === leaves.length) return whole ? [] : [treeHash(leaves, hash)]
  const k = largestPowerBelow(leaves.length)
  return size <= k
    ? [...subproof(size, leaves.slice(0, k), whole, hash), treeHash(leaves.slice(k), hash)]
    : [...subproof(size - k, leaves.slice(k), false, hash), treeHash(leaves.slice(0, k), hash)]
}

/** On which side the leaf stands at each step of its audit path, from the leaf up: what a proof says about index and size. */
export function auditShape(index: number, size: number): string {
  if (size === 1) return ''
  const k = largestPowerBelow(size)
  return index < k ? `${auditShape(index, k)}L` : `${auditShape(index - k, size - k)}R`
}

/** The same of a consistency proof; the first letter says whether it begins with the first root itself or with a hash of its own. */
export function subproofShape(size1: number, size2: number, whole = true): string {
  if (size1 === size2) return whole ? 'w' : 's'
  const k = largestPowerBelow(size2)
  return size1 <= k ? `${subproofShape(size1, k, whole)}L` : `${subproofShape(size1 - k, size2 - k, false)}R`
}

function largestPowerBelow(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/**
 * A stand-in for SHA-256 without collisions, for the exhaustive tests: each new input gets the next number. Input is what nodeHash gives,
 * 0x01 and two values of 32 bytes that begin with their numbers.
 */
export function countingHash(): { sha256: (bytes: Uint8Array) => Uint8Array; leaf: () => Uint8Array; node: Hash } {
  const known: Map<number, Uint8Array>[] = []
  let count = 0
  const next = () => {
    count++
    const value = new Uint8Array(32)
    value.set([count & 255, (count >> 8) & 255, (count >> 16) & 255])
    return value
  }
  const number = (bytes: Uint8Array, at: number) =>
    (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)
  const pair = (left: number, right: number) => {
    known[left] ??= new Map()
    let value = known[left].get(right)
    if (value === undefined) {
      value = next()
      known[left].set(right, value)
    }
    return value
  }
  return {
    sha256: (bytes) => pair(number(bytes, 1), number(bytes, 33)),
    node: (left, right) => pair(number(left, 0), number(right, 0)),
    leaf: next,
  }
}
