import type { PublicKey, SignatureCheck } from './types.ts'

/**
 * ML-DSA-65 (FIPS 204), pure, with the empty context, in JavaScript. The library is an optional peer dependency, @noble/post-quantum:
 * without it a platform that has no ML-DSA of its own answers `not-checked`, never `failed`.
 */

export const ML_DSA_65_KEY_BYTES = 1952
export const ML_DSA_65_SIGNATURE_BYTES = 3309

/** What is used of `ml_dsa65`. */
export interface MlDsa65Library {
  keygen(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array }
  sign(message: Uint8Array, secretKey: Uint8Array): Uint8Array
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean
}

let loaded: Promise<MlDsa65Library | undefined> | undefined

/** The library; undefined where it is not installed. */
export function mlDsa65Library(): Promise<MlDsa65Library | undefined> {
  loaded ??= import('@noble/post-quantum/ml-dsa.js').then(
    (module) => module.ml_dsa65,
    () => undefined,
  )
  return loaded
}

/** Verifies a signature whose length was checked before. */
export async function verifyMlDsa65(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<SignatureCheck> {
  const library = await mlDsa65Library()
  if (library === undefined) return 'not-checked'
  return library.verify(signature, message, key.raw) ? 'verified' : 'failed'
}
