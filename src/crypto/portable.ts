import { digestOf, portableHasher } from './digest.ts'
import { verifyEd25519 } from './ed25519.ts'
import { verifyMlDsa65 } from './ml-dsa-65.ts'
import { verifyP256 } from './p256.ts'
import type { CryptoProvider } from './types.ts'
import { type SignatureBackend, verifyStrictly } from './verify.ts'

/** The equations in JavaScript, which every runtime has. Ed25519 answers at once, the others load their library first. */
export const portableBackend: SignatureBackend = {
  ed25519: verifyEd25519,
  p256: verifyP256,
  mlDsa65: verifyMlDsa65,
}

/** The provider that needs nothing from the platform. */
export const portableProvider: CryptoProvider = {
  name: 'portable',
  sha256: (bytes) => digestOf('sha256', bytes),
  sha512: (bytes) => digestOf('sha512', bytes),
  hasher: portableHasher,
  verify: (key, message, signature) => verifyStrictly(portableBackend, key, message, signature),
}
