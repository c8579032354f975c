import { fileURLToPath } from 'node:url'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '../../src/encoding/base64.ts'
import { concat, utf8 } from '../../src/encoding/bytes.ts'
import { auditPath, sha256Node, subproof, treeHash } from '../log/support/rfc6962.ts'
import { type Vector, writeVectors } from './vector.ts'

/**
 * Makes test/vectors/log.jsonl: requests `merkle.root`, `merkle.inclusion` and `merkle.consistency`. Roots and proofs come from the recursive
 * definitions of RFC 6962, not from src/log. Run: `node test/vectors/make-log.ts`.
 */
export const logVectors: string = fileURLToPath(new URL('./log.jsonl', import.meta.url))

const data = Array.from({ length: 70 }, (_, i) => utf8(i === 0 ? '' : `leaf ${i}`))
const leaves = data.map((bytes) => sha256(concat(Uint8Array.of(0), bytes)))
const EMPTY_ROOT = sha256(new Uint8Array(0))
const FOREIGN = sha256(utf8('foreign'))
const ONE_MORE_THAN_SAFE = '9007199254740992'

const rootOf = (size: number) => (size === 0 ? EMPTY_ROOT : treeHash(leaves.slice(0, size), sha256Node))
const pathOf = (index: number, size: number) => auditPath(index, leaves.slice(0, size), sha256Node)
const proofOf = (size1: number, size2: number) => subproof(size1, leaves.slice(0, size2), true, sha256Node)

export function makeLogVectors(): Vector[] {
  return [...roots(), ...inclusions(), ...consistencies()]
}

function roots(): Vector[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 70].map((size) => ({
    id: `root-${size}`,
    op: 'merkle.root',
    in: { leaves: data.slice(0, size).map(base64) },
    expect: { ok: true, out: { root: base64(rootOf(size)) } },
    why: size === 0 ? 'the empty tree has the root SHA-256 of nothing' : `the root over ${size} leaves`,
  }))
}

interface Inclusion {
  leafHash: Uint8Array
  index: string
  size: string
  proof: Uint8Array[]
  root: Uint8Array
}

function inclusions(): Vector[] {
  const of = (index: number, size: number): Inclusion => ({
    leafHash: leaves[index] as Uint8Array,
    index: String(index),
    size: String(size),
    proof: pathOf(index, size),
    root: rootOf(size),
  })
  const vectors: Vector[] = []
  const add = (ok: boolean, why: string, { leafHash, index, size, proof, root }: Inclusion) => {
    const request = { leafHash: base64(leafHash), index, size, proof: proof.map(base64), root: base64(root) }
    vectors.push({ id: `inclusion-${vectors.length + 1}`, op: 'merkle.inclusion', in: request, expect: { ok }, why })
  }

  for (const size of [1, 2, 3, 5, 7, 8, 13, 64, 70]) {
    for (const index of new Set([0, 1, size >> 1, size - 2, size - 1].filter((i) => i >= 0 && i < size))) {
      add(true, `leaf ${index} of ${size}`, of(index, size))
    }
  }
  const good = of(5, 13)
  good.proof.forEach((hash, i) => {
    add(false, `hash ${i} replaced`, { ...good, proof: good.proof.with(i, FOREIGN) })
    add(false, `hash ${i} dropped`, { ...good, proof: good.proof.toSpliced(i, 1) })
    add(false, `hash ${i} doubled`, { ...good, proof: good.proof.toSpliced(i, 0, hash) })
    add(false, `hash ${i} of 31 bytes`, { ...good, proof: good.proof.with(i, hash.slice(1)) })
  })
  add(false, 'hashes in reverse', { ...good, proof: good.proof.toReversed() })
  add(false, 'one hash more', { ...good, proof: [...good.proof, FOREIGN] })
  add(false, 'no hashes', { ...good, proof: [] })
  add(false, 'another leaf', { ...good, leafHash: FOREIGN })
  add(false, 'another root', { ...good, root: rootOf(12) })
  add(false, 'a leaf hash of 33 bytes', { ...good, leafHash: concat(good.leafHash, Uint8Array.of(0)) })
  for (const index of [0, 4, 6, 12]) add(false, `index ${index} for 5`, { ...good, index: String(index) })
  add(true, 'the way up is the same for size 12: the root binds the size, not the proof', { ...good, size: '12' })
  for (const size of [5, 6, 8, 17, 29]) add(false, `size ${size} for 13`, { ...good, size: String(size) })
  add(false, 'an index that is the size', { ...of(12, 13), index: '13' })
  add(false, 'an index beyond the size', { ...of(0, 1), index: '1' })
  add(false, 'a tree without leaves', { ...of(0, 1), size: '0', root: EMPTY_ROOT })
  add(false, 'an index that 32 bits would cut to the right one', { ...good, index: String(2 ** 32 + 5) })
  add(false, 'a size that 32 bits would cut to the right one', { ...good, size: String(2 ** 32 + 13) })
  add(false, 'a size that is no safe integer', { ...of(0, 1), size: ONE_MORE_THAN_SAFE })
  add(false, 'an index that is no safe integer', { ...of(0, 1), index: ONE_MORE_THAN_SAFE })
  add(false, 'a negative index', { ...of(0, 1), index: '-1' })
  add(false, 'an inner node offered as a leaf of a smaller tree', {
    ...of(0, 2),
    leafHash: treeHash(leaves.slice(0, 2), sha256Node),
    index: '0',
    size: '4',
    proof: [treeHash(leaves.slice(2, 4), sha256Node)],
    root: rootOf(4),
  })
  const [left, right] = [leaves[0] as Uint8Array, leaves[1] as Uint8Array]
  const wide = {
    leafHash: right,
    index: String(2 ** 33),
    size: String(2 ** 33 + 1),
    proof: [left],
    root: sha256Node(left, right),
  }
  add(true, 'the last leaf of 2^33 + 1, beside a node of 2^33', wide)
  add(false, 'the same with index 0', { ...wide, index: '0' })
  return vectors
}

interface Consistency {
  size1: string
  root1: Uint8Array
  size2: string
  root2: Uint8Array
  proof: Uint8Array[]
}

function consistencies(): Vector[] {
  const of = (size1: number, size2: number): Consistency => ({
    size1: String(size1),
    root1: rootOf(size1),
    size2: String(size2),
    root2: rootOf(size2),
    proof: size1 === 0 || size1 === size2 ? [] : proofOf(size1, size2),
  })
  const vectors: Vector[] = []
  const add = (ok: boolean, why: string, { size1, root1, size2, root2, proof }: Consistency) => {
    const request = { size1, root1: base64(root1), size2, root2: base64(root2), proof: proof.map(base64) }
    vectors.push({
      id: `consistency-${vectors.length + 1}`,
      op: 'merkle.consistency',
      in: request,
      expect: { ok },
      why,
    })
  }

  for (const [size1, size2] of [
    [1, 2],
    [1, 3],
    [2, 3],
    [3, 4],
    [3, 7],
    [4, 7],
    [6, 7],
    [6, 8],
    [8, 13],
    [7, 64],
    [64, 70],
    [65, 70],
    [69, 70],
  ] as const) {
    add(true, `${size2} leaves begin with ${size1}`, of(size1, size2))
  }
  for (const size of [1, 7, 8]) add(true, `a tree of ${size} continues itself`, of(size, size))
  add(false, 'equal sizes with a hash', { ...of(7, 7), proof: [FOREIGN] })
  add(false, 'equal sizes with other roots', { ...of(7, 7), root2: FOREIGN })
  for (const size of [0, 1, 9]) add(true, `a tree of ${size} continues the empty one`, of(0, size))
  add(false, 'the empty tree with a hash', { ...of(0, 9), proof: [FOREIGN] })
  add(false, 'the empty tree with another root', { ...of(0, 9), root1: FOREIGN })
  add(false, 'two empty trees with another root', { ...of(0, 0), root1: FOREIGN, root2: FOREIGN })

  const good = of(6, 13)
  good.proof.forEach((hash, i) => {
    add(false, `hash ${i} replaced`, { ...good, proof: good.proof.with(i, FOREIGN) })
    add(false, `hash ${i} dropped`, { ...good, proof: good.proof.toSpliced(i, 1) })
    add(false, `hash ${i} doubled`, { ...good, proof: good.proof.toSpliced(i, 0, hash) })
    add(false, `hash ${i} of 33 bytes`, { ...good, proof: good.proof.with(i, concat(hash, Uint8Array.of(0))) })
  })
  add(false, 'one hash more', { ...good, proof: [...good.proof, FOREIGN] })
  add(false, 'no hashes', { ...good, proof: [] })
  add(false, 'no hashes for a first tree of a power of two', { ...of(8, 13), proof: [] })
  add(false, 'the first root as first hash, which RFC 6962 leaves out for a power of two', {
    ...of(8, 13),
    proof: [rootOf(8), ...of(8, 13).proof],
  })
  add(false, 'another first root', { ...good, root1: rootOf(5) })
  add(false, 'another second root', { ...good, root2: rootOf(12) })
  add(false, 'another first size', { ...good, size1: '5' })
  add(false, 'another second size', { ...good, size2: '17' })
  add(false, 'sizes in the wrong order', { ...good, size1: '13', size2: '6', root1: good.root2, root2: good.root1 })
  add(false, 'the roots exchanged', { ...good, root1: good.root2, root2: good.root1 })
  add(false, 'a size that 32 bits would cut to the right one', { ...good, size2: String(2 ** 32 + 13) })
  add(false, 'sizes that are no safe integers', { ...of(1, 1), size1: ONE_MORE_THAN_SAFE, size2: ONE_MORE_THAN_SAFE })
  add(false, 'a negative size', { ...of(0, 1), size1: '-1' })
  return vectors
}

if (import.meta.main) writeVectors(logVectors, makeLogVectors())
