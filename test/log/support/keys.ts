import { sha256 } from '@noble/hashes/sha2.js'
import { ed25519PublicKey, signEd25519 } from '../../../src/crypto/ed25519.ts'
import { publicKeyFromRaw } from '../../../src/crypto/public-key.ts'
import type { Signer } from '../../../src/crypto/types.ts'
import { utf8 } from '../../../src/encoding/bytes.ts'

/** A signer whose seed is the SHA-256 of a label: the same in every run. */
export function testSigner(label: string): Signer {
  return seedSigner(sha256(utf8(label)))
}

export function seedSigner(seed: Uint8Array): Signer {
  return {
    publicKey: publicKeyFromRaw('ed25519', ed25519PublicKey(seed)),
    sign: async (message) => signEd25519(seed, message),
  }
}
