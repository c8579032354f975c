import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hex, unhex } from '../../src/encoding/bytes.ts'
import { emptyRoot, leafHash, merkleRoot, nodeHash, verifyConsistency, verifyInclusion } from '../../src/log/merkle.ts'
import { MerkleTree } from '../../src/log/tree.ts'
import { auditPath, sha256Node, subproof, treeHash } from './support/rfc6962.ts'

const LARGEST = 130
const data = Array.from({ length: LARGEST }, (_, i) => Uint8Array.from({ length: i % 7 }, () => i))
const leaves = data.map((bytes) => leafHash(bytes))

/** Leaf data and roots that Certificate Transparency implementations share. */
const PUBLISHED_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const PUBLISHED_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('the Merkle tree hash', () => {
  it('gives the roots that certificate logs publish for their shared test leaves', () => {
    const tree = new MerkleTree()
    expect(hex(tree.root())).toBe(PUBLISHED_ROOTS[0])
    PUBLISHED_LEAVES.forEach((leaf, index) => {
      expect(tree.append(leafHash(unhex(leaf)))).toBe(index)
      expect(hex(tree.root())).toBe(PUBLISHED_ROOTS[index + 1])
    })
  })

  it('is SHA-256 of nothing for no leaves, with the prefixes 00 and 01 for leaves and nodes', () => {
    expect(hex(emptyRoot)).toBe(createHash('sha256').digest('hex'))
    expect(hex(leafHash(Uint8Array.of(7)))).toBe(createHash('sha256').update(Uint8Array.of(0, 7)).digest('hex'))
    const [a, b] = [leaves[0] as Uint8Array, leaves[1] as Uint8Array]
    expect(hex(nodeHash(a, b))).toBe(hex(sha256Node(a, b)))
    expect(hex(nodeHash(a, b))).not.toBe(hex(nodeHash(b, a)))
  })

  it('hashes a leaf of any length alone, whatever was hashed before', () => {
    for (const length of [70_000, 0, 65_535, 65_534, 65_536, 1, 2000]) {
      const data = new Uint8Array(length).fill(length)
      expect(hex(leafHash(data))).toBe(createHash('sha256').update(Uint8Array.of(0)).update(data).digest('hex'))
    }
  })

  it(`has the root of the RFC's recursive definition at every size from 1 to ${LARGEST}`, () => {
    for (let size = 1; size <= LARGEST; size++) {
      const some = leaves.slice(0, size)
      expect(hex(merkleRoot(some))).toBe(hex(treeHash(some, sha256Node)))
    }
    expect(hex(merkleRoot([]))).toBe(hex(emptyRoot))
  })
})

describe('MerkleTree', () => {
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.append(leaf)

  it('has the root of every size that it has passed, while it grows and afterwards', () => {
    const growing = new MerkleTree()
    for (let size = 0; size <= LARGEST; size++) {
      expect(growing.size).toBe(size)
      expect(hex(growing.root())).toBe(hex(merkleRoot(leaves.slice(0, size))))
      expect(hex(tree.root(size))).toBe(hex(growing.root()))
      if (size < LARGEST) growing.append(leaves[size] as Uint8Array)
    }
  })

  it('makes the proofs of the RFC for every index and size up to 40', () => {
    for (let size = 1; size <= 40; size++) {
      const some = leaves.slice(0, size)
      for (let i = 0; i < size; i++) {
        expect(tree.inclusionProof(i, size).map(hex)).toEqual(auditPath(i, some, sha256Node).map(hex))
        if (i > 0) expect(tree.consistencyProof(i, size).map(hex)).toEqual(subproof(i, some, true, sha256Node).map(hex))
      }
      expect(tree.consistencyProof(0, size)).toEqual([])
      expect(tree.consistencyProof(size, size)).toEqual([])
    }
  })

  it('takes the hash function that it is given', () => {
    let calls = 0
    const counted = new MerkleTree((bytes) => {
      calls++
      return createHash('sha256').update(bytes).digest()
    })
    for (const leaf of leaves.slice(0, 5)) counted.append(leaf)
    expect(hex(counted.root())).toBe(hex(merkleRoot(leaves.slice(0, 5))))
    expect(calls).toBe(4)
  })

  it('takes about log n hashes for a root or a proof', () => {
    let calls = 0
    const counted = new MerkleTree((bytes) => {
      calls++
      return createHash('sha256').update(bytes).digest()
    })
    for (let i = 0; i < 5000; i++) counted.append(leaves[i % LARGEST] as Uint8Array)
    calls = 0
    counted.root(4095)
    counted.inclusionProof(17, 4095)
    counted.consistencyProof(1023, 4095)
    expect(calls).toBeLessThan(3 * 13)
  })

  it('keeps its own hashes: what a caller does with an answer changes nothing', () => {
    const small = new MerkleTree()
    const leaf = leafHash(Uint8Array.of(1))
    small.append(leaf)
    small.append(leaf)
    const before = hex(small.root())
    leaf.fill(0)
    small.root().fill(0)
    small.root(1).fill(0)
    small.root(0).fill(0)
    for (const hash of small.inclusionProof(0)) hash.fill(0)
    expect(hex(small.root())).toBe(before)
    expect(hex(small.root(0))).toBe(hex(emptyRoot))
  })

  it.each([-1, 131, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('refuses the size %s', (size) => {
    expect(() => tree.root(size)).toThrow(expect.objectContaining({ code: 'misuse' }))
    expect(() => tree.inclusionProof(0, size)).toThrow(expect.objectContaining({ code: 'misuse' }))
    expect(() => tree.consistencyProof(size)).toThrow(expect.objectContaining({ code: 'misuse' }))
    expect(() => tree.consistencyProof(1, size)).toThrow(expect.objectContaining({ code: 'misuse' }))
  })

  it('refuses an index outside of the tree, sizes in the wrong order and a leaf hash of another length', () => {
    for (const index of [-1, 5, 0.5, Number.NaN]) {
      expect(() => tree.inclusionProof(index, 5)).toThrow(expect.objectContaining({ code: 'misuse' }))
    }
    expect(() => tree.consistencyProof(6, 5)).toThrow(expect.objectContaining({ code: 'misuse' }))
    expect(() => tree.append(new Uint8Array(31))).toThrow(expect.objectContaining({ code: 'misuse' }))
    expect(tree.size).toBe(LARGEST)
  })
})

describe('sizes beyond 32 bits', () => {
  // 2^33 + 1 leaves, of which the first 2^33 are one node whose hash is given: no such tree has to be built.
  const left = leaves[0] as Uint8Array
  const right = leaves[1] as Uint8Array
  const root = nodeHash(left, right)
  const size = 2 ** 33 + 1

  it('verifies the last leaf of 2^33 + 1, and refuses indexes and sizes that agree in their low 32 bits', () => {
    const claim = { leafHash: right, index: 2 ** 33, size, proof: [left], root }
    expect(verifyInclusion(claim)).toBe(true)
    expect(verifyInclusion({ ...claim, index: 0 })).toBe(false)
    expect(verifyInclusion({ ...claim, size: 1, index: 0 })).toBe(false)
    expect(verifyInclusion({ ...claim, index: 2 ** 32 })).toBe(false)
  })

  it('verifies that 2^33 + 1 leaves begin with 2^33, and not with 2^32 or 2', () => {
    const claim = { size1: 2 ** 33, root1: left, size2: size, root2: root, proof: [right] }
    expect(verifyConsistency(claim)).toBe(true)
    expect(verifyConsistency({ ...claim, size1: 2 ** 32 })).toBe(false)
    expect(verifyConsistency({ ...claim, size1: 2 })).toBe(false)
  })

  it('answers false for sizes and indexes that are no safe integers', () => {
    for (const bad of [2 ** 53, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(verifyInclusion({ leafHash: left, index: 0, size: bad, proof: [], root: left })).toBe(false)
      expect(verifyInclusion({ leafHash: left, index: bad, size: 1, proof: [], root: left })).toBe(false)
      expect(verifyConsistency({ size1: bad, root1: left, size2: bad, root2: left, proof: [] })).toBe(false)
      expect(verifyConsistency({ size1: 1, root1: left, size2: bad, root2: left, proof: [] })).toBe(false)
      expect(verifyConsistency({ size1: bad, root1: left, size2: 1, root2: left, proof: [] })).toBe(false)
    }
  })

  it('comes to an end at the largest sizes and at proofs of any length', () => {
    const proof = Array.from({ length: 100_000 }, () => left)
    const largest = Number.MAX_SAFE_INTEGER
    for (const length of [0, 1, 52, 53, 54, 63, 64, 100_000]) {
      const some = proof.slice(0, length)
      expect(verifyInclusion({ leafHash: left, index: largest - 1, size: largest, proof: some, root })).toBe(false)
      expect(verifyConsistency({ size1: largest - 1, root1: left, size2: largest, root2: root, proof: some })).toBe(
        false,
      )
    }
  })
})
