import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js'
import type { DigestAlgorithm, Hasher } from './types.ts'

/** What every digest function of the portable library has in common. */
interface DigestFunction {
  (bytes: Uint8Array): Uint8Array
  create(): { update(bytes: Uint8Array): unknown; digest(): Uint8Array }
}

const FUNCTIONS: Readonly<Record<DigestAlgorithm, DigestFunction>> = {
  sha256,
  sha384,
  sha512,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
  sha1,
  md5,
}

/** Length of each digest in bytes. */
export const DIGEST_BYTES: Readonly<Record<DigestAlgorithm, number>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
  sha1: 20,
  md5: 16,
}

/** Digests that others have made with an algorithm in which two contents with one digest can be built. */
export function isLegacyDigest(algorithm: DigestAlgorithm): boolean {
  return algorithm === 'md5' || algorithm === 'sha1'
}

/** The digest of bytes, by the portable library. A provider's own `sha256` and `sha512` are faster where there is one. */
export function digestOf(algorithm: DigestAlgorithm, bytes: Uint8Array): Uint8Array {
  return FUNCTIONS[algorithm](bytes)
}

/** An incremental digest by the portable library. */
export function portableHasher(algorithm: DigestAlgorithm): Hasher {
  const state = FUNCTIONS[algorithm].create()
  return {
    update(bytes) {
      state.update(bytes)
    },
    digest() {
      return state.digest()
    },
  }
}
