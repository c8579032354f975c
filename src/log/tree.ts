import { FairtrailError } from '../encoding/error.ts'
import { emptyRoot, HASH_BYTES, half, isOdd, nodeHash, type Sha256 } from './merkle.ts'

const FIRST_CAPACITY = 64

/**
 * The Merkle tree of a log that grows: every complete node is kept, 64 bytes a leaf in all, so that a root or a proof of any size up to the
 * present one takes O(log n) hashes.
 */
export class MerkleTree {
  readonly #levels: Level[] = [new Level()]
  readonly #sha256: Sha256 | undefined

  /** @param sha256 - a provider's own, where it is faster; by default the portable one. */
  constructor(sha256?: Sha256) {
    this.#sha256 = sha256
  }

  /** Number of leaves. */
  get size(): number {
    return this.#level(0).length
  }

  /**
   * Adds a leaf and answers its index.
   * @throws FairtrailError `misuse` for a hash that is not of 32 bytes.
   */
  append(leafHash: Uint8Array): number {
    if (leafHash.length !== HASH_BYTES) {
      throw new FairtrailError('misuse', `A leaf hash has ${HASH_BYTES} bytes; this one has ${leafHash.length}.`)
    }
    const index = this.size
    let node = leafHash
    this.#level(0).push(node)
    // Each odd position completes its parent.
    for (let depth = 0, position = index; isOdd(position); depth++, position = half(position)) {
      node = this.#hash(this.#level(depth).view(position - 1), node)
      this.#level(depth + 1).push(node)
    }
    return index
  }

  /**
   * The root over the first `size` leaves.
   * @throws FairtrailError `misuse` for a size that the tree has not reached.
   */
  root(size: number = this.size): Uint8Array {
    this.#checkSize(size)
    return size === 0 ? emptyRoot.slice() : this.#range(0, size)
  }

  /**
   * The audit path of a leaf in the tree of the first `size` leaves (RFC 6962, section 2.1.1).
   * @throws FairtrailError `misuse` for a size that the tree has not reached, or an index outside of it.
   */
  inclusionProof(index: number, size: number = this.size): Uint8Array[] {
    this.#checkSize(size)
    if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
      throw new FairtrailError('misuse', `There is no index ${index} in a tree of size ${size}.`)
    }
    return this.#path(0, index, size)
  }

  /**
   * The proof that the tree of `size2` leaves begins with that of `size1` (RFC 6962, section 2.1.2); empty where size1 is 0 or size2.
   * @throws FairtrailError `misuse` for sizes that the tree has not reached, or a first one that is larger than the second.
   */
  consistencyProof(size1: number, size2: number = this.size): Uint8Array[] {
    this.#checkSize(size2)
    this.#checkSize(size1)
    if (size1 > size2)
      throw new FairtrailError('misuse', `The first size, ${size1}, is larger than the second, ${size2}.`)
    if (size1 === 0 || size1 === size2) return []
    // Up to the largest complete node that ends where the first tree ends.
    let position = size1 - 1
    let depth = 0
    while (isOdd(position)) {
      position = half(position)
      depth++
    }
    const path = this.#path(depth, position, size2)
    return position === 0 ? path : [this.#level(depth).at(position), ...path]
  }

  /** The hashes beside the way from a complete node up to the root over the first `size` leaves. */
  #path(depth: number, position: number, size: number): Uint8Array[] {
    const hashes: Uint8Array[] = []
    for (let at = position, width = 2 ** depth; width < size; at = half(at), width *= 2) {
      const first = (isOdd(at) ? at - 1 : at + 1) * width
      if (first < size) hashes.push(this.#range(first, Math.min(width, size - first)))
    }
    return hashes
  }

  /** The root over `count` leaves from `first` on, which is a multiple of a power of two that is at least `count`. */
  #range(first: number, count: number): Uint8Array {
    let hash: Uint8Array | undefined
    for (let depth = 0, at = first, left = count; left > 0; depth++, at = half(at), left = half(left)) {
      if (!isOdd(left)) continue
      const level = this.#level(depth)
      const position = at + left - 1
      hash = hash === undefined ? level.at(position) : this.#hash(level.view(position), hash)
    }
    return hash as Uint8Array
  }

  #hash(left: Uint8Array, right: Uint8Array): Uint8Array {
    return nodeHash(left, right, this.#sha256)
  }

  #level(depth: number): Level {
    let level = this.#levels[depth]
    if (level === undefined) {
      level = new Level()
      this.#levels[depth] = level
    }
    return level
  }

  #checkSize(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size) {
      throw new FairtrailError('misuse', `There is no size ${size} in a tree of ${this.size} leaves.`)
    }
  }
}

/** The complete nodes of one height, side by side in one array that doubles as it fills. */
class Level {
  #bytes = new Uint8Array(FIRST_CAPACITY * HASH_BYTES)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(hash: Uint8Array): void {
    const end = this.#length * HASH_BYTES
    if (end === this.#bytes.length) {
      const larger = new Uint8Array(2 * end)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(hash, end)
    this.#length++
  }

  /** For hashing at once: it changes as the array is replaced. */
  view(position: number): Uint8Array {
    return this.#bytes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES)
  }

  /** A copy: what a caller does with a hash does not change the tree. */
  at(position: number): Uint8Array {
    return this.#bytes.slice(position * HASH_BYTES, (position + 1) * HASH_BYTES)
  }
}
