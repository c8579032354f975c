import { isStrictEd25519Signature } from './ed25519-strict.ts'
import { keyDefect } from './key-check.ts'
import { ML_DSA_65_SIGNATURE_BYTES } from './ml-dsa-65.ts'
import { p256RawSignature } from './p256-signature.ts'
import type { PublicKey, SignatureCheck } from './types.ts'

type Now<T> = T | Promise<T>

/** What a platform does once a key and the form of a signature have passed: the equation, and nothing of the policy. */
export interface SignatureBackend {
  ed25519(key: PublicKey, message: Uint8Array, signature: Uint8Array): Now<boolean>
  /** `raw` is r||s, 64 bytes. */
  p256(key: PublicKey, message: Uint8Array, raw: Uint8Array): Now<boolean>
  mlDsa65(key: PublicKey, message: Uint8Array, signature: Uint8Array): Now<SignatureCheck>
}

/**
 * The policy of the format, section 3, in one place for every provider: strict checks first, then the platform. Providers therefore agree
 * on every signature, hostile ones too.
 */
export function verifyStrictly(
  backend: SignatureBackend,
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Now<SignatureCheck> {
  if (key.algorithm === 'other') return 'not-checked'
  if (keyDefect(key) !== undefined) return 'failed'
  switch (key.algorithm) {
    case 'ed25519':
      return isStrictEd25519Signature(signature) ? outcome(backend.ed25519(key, message, signature)) : 'failed'
    case 'p256': {
      const raw = p256RawSignature(signature)
      return raw === undefined ? 'failed' : outcome(backend.p256(key, message, raw))
    }
    case 'ml-dsa-65':
      return signature.length === ML_DSA_65_SIGNATURE_BYTES ? backend.mlDsa65(key, message, signature) : 'failed'
  }
}

function outcome(valid: Now<boolean>): Now<SignatureCheck> {
  if (typeof valid === 'boolean') return valid ? 'verified' : 'failed'
  return valid.then((it) => (it ? 'verified' : 'failed'))
}
