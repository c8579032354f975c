import { describe, expect, it } from 'vitest'
import {
  type ConsistencyClaim,
  emptyRoot,
  type InclusionClaim,
  verifyConsistency,
  verifyInclusion,
} from '../../src/log/merkle.ts'
import { MerkleTree } from '../../src/log/tree.ts'
import { auditPath, auditShape, countingHash, subproof, subproofShape } from './support/rfc6962.ts'

/**
 * Every proof of every small tree, and everything that is one step away from it. The hash is a counter, which has no collisions and costs
 * almost nothing; that SHA-256 is applied rightly is shown elsewhere.
 */
const LARGEST = 130
/** Where the work grows with the cube of the size. */
const SOME = 70
const { sha256, leaf, node } = countingHash()
const leaves = Array.from({ length: LARGEST }, leaf)
const foreign = leaf()
const tree = new MerkleTree(sha256)
for (const hash of leaves) tree.append(hash)
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => tree.root(size))

const includes = (claim: InclusionClaim) => verifyInclusion(claim, sha256)
const continues = (claim: ConsistencyClaim) => verifyConsistency(claim, sha256)

/** Each proof with one hash replaced, dropped, doubled or exchanged with the next, and with one more at an end. */
function* damaged(proof: readonly Uint8Array[]): Generator<Uint8Array[]> {
  for (let i = 0; i < proof.length; i++) {
    const hash = proof[i] as Uint8Array
    yield proof.with(i, foreign)
    yield proof.with(i, hash.subarray(1))
    yield proof.toSpliced(i, 1)
    yield proof.toSpliced(i, 0, hash)
    if (i + 1 < proof.length) yield proof.toSpliced(i, 2, proof[i + 1] as Uint8Array, hash)
  }
  yield [...proof, foreign]
  yield [foreign, ...proof]
}

/** Collected instead of asserted one by one: millions of assertions would take longer than the work. */
function failures(run: (report: (what: string) => void) => void): string[] {
  const found: string[] = []
  run((what) => found.length < 10 && found.push(what))
  return found
}

describe(`inclusion proofs of all trees up to ${LARGEST} leaves`, () => {
  it('verify for every index, equal the RFC, and do not verify once anything in them is changed', () => {
    const wrong = failures((report) => {
      for (let size = 1; size <= LARGEST; size++) {
        const some = leaves.slice(0, size)
        for (let index = 0; index < size; index++) {
          const proof = tree.inclusionProof(index, size)
          const claim = { leafHash: leaves[index] as Uint8Array, index, size, proof, root: roots[size] as Uint8Array }
          if (!includes(claim)) report(`true ${index} ${size}`)
          const path = auditPath(index, some, node)
          if (
            path.length !== proof.length ||
            path.some((hash, i) => Buffer.compare(hash, proof[i] as Uint8Array) !== 0)
          ) {
            report(`path ${index} ${size}`)
          }
          for (const other of damaged(proof))
            if (includes({ ...claim, proof: other })) report(`damaged ${index} ${size}`)
          if (includes({ ...claim, leafHash: foreign })) report(`leaf ${index} ${size}`)
          if (includes({ ...claim, root: foreign })) report(`root ${index} ${size}`)
        }
      }
    })
    expect(wrong).toEqual([])
  })

  it('do not verify for any other index, nor for another size unless the way up is the same (the root binds the size)', () => {
    const shapes = Array.from({ length: LARGEST + 1 }, (_, size) =>
      Array.from({ length: size }, (_, index) => auditShape(index, size)),
    )
    const wrong = failures((report) => {
      for (let size = 1; size <= LARGEST; size++) {
        for (let index = 0; index < size; index++) {
          const proof = tree.inclusionProof(index, size)
          const claim = { leafHash: leaves[index] as Uint8Array, index, size, proof, root: roots[size] as Uint8Array }
          for (let other = 0; other <= LARGEST; other++) {
            if (other !== index && includes({ ...claim, index: other }))
              report(`index ${other} for ${index} of ${size}`)
            const sameWay = shapes[other]?.[index] === shapes[size]?.[index]
            if (includes({ ...claim, size: other }) !== sameWay) report(`size ${other} for ${index} of ${size}`)
          }
        }
      }
    })
    expect(wrong).toEqual([])
  })

  it('do not verify for the root of another size', () => {
    const wrong = failures((report) => {
      for (let size = 1; size <= SOME; size++) {
        for (let index = 0; index < size; index++) {
          const proof = tree.inclusionProof(index, size)
          for (let other = 0; other <= SOME; other++) {
            const claim = {
              leafHash: leaves[index] as Uint8Array,
              index,
              size,
              proof,
              root: roots[other] as Uint8Array,
            }
            if (other !== size && includes(claim)) report(`root ${other} for ${index} of ${size}`)
          }
        }
      }
    })
    expect(wrong).toEqual([])
  })
})

describe(`consistency proofs of all trees up to ${LARGEST} leaves`, () => {
  const claimOf = (size1: number, size2: number): ConsistencyClaim => ({
    size1,
    root1: roots[size1] as Uint8Array,
    size2,
    root2: roots[size2] as Uint8Array,
    proof: tree.consistencyProof(size1, size2),
  })

  it('verify for every two sizes, equal the RFC, and do not verify once anything in them is changed', () => {
    const wrong = failures((report) => {
      for (let size2 = 2; size2 <= LARGEST; size2++) {
        const some = leaves.slice(0, size2)
        for (let size1 = 1; size1 < size2; size1++) {
          const claim = claimOf(size1, size2)
          const { proof } = claim
          if (!continues(claim)) report(`true ${size1} ${size2}`)
          const path = subproof(size1, some, true, node)
          if (
            path.length !== proof.length ||
            path.some((hash, i) => Buffer.compare(hash, proof[i] as Uint8Array) !== 0)
          ) {
            report(`path ${size1} ${size2}`)
          }
          for (const other of damaged(proof))
            if (continues({ ...claim, proof: other })) report(`damaged ${size1} ${size2}`)
          if (continues({ ...claim, root1: foreign })) report(`root1 ${size1} ${size2}`)
          if (continues({ ...claim, root2: foreign })) report(`root2 ${size1} ${size2}`)
          if (continues({ ...claim, root1: claim.root2, root2: claim.root1 })) report(`exchanged ${size1} ${size2}`)
          if (continues({ ...claim, size1: size2, size2: size1 })) report(`backwards ${size1} ${size2}`)
        }
      }
    })
    expect(wrong).toEqual([])
  })

  it('do not verify for other sizes, unless the way up is the same (the roots bind the sizes)', () => {
    const shapes = Array.from({ length: SOME + 1 }, (_, size2) =>
      Array.from({ length: size2 }, (_, size1) => (size1 === 0 ? '' : subproofShape(size1, size2))),
    )
    const wrong = failures((report) => {
      for (let size2 = 2; size2 <= SOME; size2++) {
        for (let size1 = 1; size1 < size2; size1++) {
          const claim = claimOf(size1, size2)
          const shape = shapes[size2]?.[size1]
          for (let other = 0; other <= SOME; other++) {
            if (continues({ ...claim, size1: other }) !== (shapes[size2]?.[other] === shape))
              report(`first ${other} for ${size1} ${size2}`)
            if (continues({ ...claim, size2: other }) !== (shapes[other]?.[size1] === shape))
              report(`second ${other} for ${size1} ${size2}`)
          }
        }
      }
    })
    expect(wrong).toEqual([])
  })

  it('for equal sizes need equal roots and no hash', () => {
    for (let size = 1; size <= LARGEST; size++) {
      const claim = {
        size1: size,
        root1: roots[size] as Uint8Array,
        size2: size,
        root2: roots[size] as Uint8Array,
        proof: [],
      }
      expect(continues(claim)).toBe(true)
      expect(continues({ ...claim, root2: foreign })).toBe(false)
      expect(continues({ ...claim, proof: [foreign] })).toBe(false)
    }
  })

  it('from the empty tree need its one root and no hash', () => {
    for (let size = 0; size <= LARGEST; size++) {
      const claim = { size1: 0, root1: emptyRoot, size2: size, root2: roots[size] as Uint8Array, proof: [] }
      expect(continues(claim)).toBe(true)
      expect(continues({ ...claim, root1: foreign })).toBe(false)
      expect(continues({ ...claim, proof: [foreign] })).toBe(false)
    }
    expect(continues({ size1: 0, root1: foreign, size2: 0, root2: foreign, proof: [] })).toBe(false)
    expect(continues({ size1: 0, root1: emptyRoot, size2: 0, root2: foreign, proof: [] })).toBe(false)
  })
})
