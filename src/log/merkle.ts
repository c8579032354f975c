import { sha256 as portableSha256 } from '@noble/hashes/sha2.js'
import { concat, equalBytes } from '../encoding/bytes.ts'

/**
 * The Merkle tree of RFC 6962, section 2.1: index arithmetic and hashes, apart from where they are stored. Sizes and indexes are safe
 * integers, checked before they are used and halved by division: JavaScript's bit operators would cut them to 32 bits.
 */

/** SHA-256 of bytes; a provider's own, where it is faster. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Bytes of a hash. */
export const HASH_BYTES = 32

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = portableSha256(new Uint8Array(0))

const LEAF_PREFIX = 0x00
const NODE_PREFIX = 0x01

/**
 * What is hashed is put together in these, again and again: the digest is made at once, and nothing else sees them. An entry is never
 * longer; what is gets an array of its own.
 */
const leaf = new Uint8Array(1 + 65_535)
const node = new Uint8Array(1 + 2 * HASH_BYTES)
leaf[0] = LEAF_PREFIX
node[0] = NODE_PREFIX

/** Hashes of a proof, at most: no tree of a safe integer's size needs more. */
export const MAX_PROOF_HASHES = 63

/** SHA-256(0x00 || data). */
export function leafHash(data: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  if (data.length >= leaf.length) return sha256(concat(Uint8Array.of(LEAF_PREFIX), data))
  leaf.set(data, 1)
  return sha256(leaf.subarray(0, 1 + data.length))
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  node.set(left, 1)
  node.set(right, 1 + HASH_BYTES)
  return sha256(node)
}

/** The root over leaf hashes, all in memory; MerkleTree is for a log that grows. */
export function merkleRoot(leafHashes: readonly Uint8Array[], sha256: Sha256 = portableSha256): Uint8Array {
  if (leafHashes.length === 0) return emptyRoot.slice()
  let nodes = leafHashes
  while (nodes.length > 1) {
    const parents: Uint8Array[] = []
    for (let i = 0; i + 1 < nodes.length; i += 2) {
      parents.push(nodeHash(nodes[i] as Uint8Array, nodes[i + 1] as Uint8Array, sha256))
    }
    // A last node without a neighbour moves up as it is: the same as the RFC's split at the largest power of two.
    if (nodes.length % 2 === 1) parents.push(nodes[nodes.length - 1] as Uint8Array)
    nodes = parents
  }
  return (nodes[0] as Uint8Array).slice()
}

export interface InclusionClaim {
  leafHash: Uint8Array
  index: number
  size: number
  /** From the leaf's sibling to the root's child. */
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** True where the leaf stands at the index in the tree of that size and root (RFC 9162, section 2.1.3.2). False for anything else. */
export function verifyInclusion(claim: InclusionClaim, sha256: Sha256 = portableSha256): boolean {
  const { index, size, proof, root } = claim
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (!isProof(proof) || !isHash(claim.leafHash) || !isHash(root)) return false
  let at = index
  let last = size - 1
  let hash = claim.leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash, sha256)
      // A right edge without neighbour has no sibling until the level where it is a right child.
      while (!isOdd(at) && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && equalBytes(hash, root)
}

export interface ConsistencyClaim {
  size1: number
  root1: Uint8Array
  size2: number
  root2: Uint8Array
  proof: readonly Uint8Array[]
}

/**
 * True where the tree of size2 begins with the tree of size1 (RFC 9162, section 2.1.4.2). Equal sizes need equal roots and an empty proof;
 * the empty tree is the beginning of every tree, with an empty proof (C2SP tlog-witness), and has one root only. False for anything else.
 */
export function verifyConsistency(claim: ConsistencyClaim, sha256: Sha256 = portableSha256): boolean {
  const { size1, root1, size2, root2, proof } = claim
  if (!isCount(size1) || !isCount(size2) || size1 > size2) return false
  if (!isProof(proof) || !isHash(root1) || !isHash(root2)) return false
  if (size1 === size2)
    return proof.length === 0 && equalBytes(root1, root2) && (size1 > 0 || equalBytes(root1, emptyRoot))
  if (size1 === 0) return proof.length === 0 && equalBytes(root1, emptyRoot)

  let at = size1 - 1
  let last = size2 - 1
  while (isOdd(at)) {
    at = half(at)
    last = half(last)
  }
  // A first tree whose size is a power of two is a node of the second one, and the proof leaves it out.
  const seed = at === 0 ? root1 : proof[0]
  if (seed === undefined) return false
  let hash1 = seed
  let hash2 = seed
  for (let i = at === 0 ? 0 : 1; i < proof.length; i++) {
    const sibling = proof[i] as Uint8Array
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash1 = nodeHash(sibling, hash1, sha256)
      hash2 = nodeHash(sibling, hash2, sha256)
      while (!isOdd(at) && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      hash2 = nodeHash(hash2, sibling, sha256)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && equalBytes(hash1, root1) && equalBytes(hash2, root2)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isProof(proof: readonly Uint8Array[]): boolean {
  return proof.length <= MAX_PROOF_HASHES && proof.every(isHash)
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES
}

/** True for an odd count. */
export function isOdd(count: number): boolean {
  return count % 2 === 1
}

/** The count without its lowest binary digit. */
export function half(count: number): number {
  return Math.floor(count / 2)
}
