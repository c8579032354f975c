import { equalBytes } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { ed25519KeyDefect } from './ed25519-strict.ts'
import { ML_DSA_65_KEY_BYTES } from './ml-dsa-65.ts'
import { p256KeyDefect } from './p256.ts'
import { keyIdOf, publicKeyFromRaw } from './public-key.ts'
import type { PublicKey } from './types.ts'

/** One check for each key object: of Ed25519 it costs as much as a verification. */
const checked = new WeakMap<PublicKey, string | null>()

/**
 * Refuses a key by which no signature can be relied on: Ed25519 of small order or with torsion, not canonical or not on the curve; P-256
 * not on the curve. A key `other` is not looked into. Verification does this by itself, once for each key.
 *
 * @throws FairtrailError `key-unusable`
 */
export function checkPublicKey(key: PublicKey): void {
  const defect = keyDefect(key)
  if (defect !== undefined) {
    throw new FairtrailError('key-unusable', `The ${key.algorithm} key ${key.id} cannot be used: ${defect}.`)
  }
}

/** Why a key cannot be used, in words; undefined for one that can. */
export function keyDefect(key: PublicKey): string | undefined {
  let defect = checked.get(key)
  if (defect === undefined) {
    defect = findDefect(key) ?? null
    checked.set(key, defect)
  }
  return defect ?? undefined
}

function findDefect(key: PublicKey): string | undefined {
  const { algorithm, raw, spki, id } = key
  // Decisions are taken by id and signatures checked by raw or spki: a hand-made object must not bring them apart.
  if (id !== keyIdOf(spki)) return 'its id is not the SHA-256 of its SubjectPublicKeyInfo'
  if (algorithm === 'other') return undefined
  const defect = algorithmDefect(algorithm, raw)
  if (defect !== undefined) return defect
  return equalBytes(publicKeyFromRaw(algorithm, raw).spki, spki) ? undefined : 'its two encodings are not of one key'
}

function algorithmDefect(algorithm: 'ed25519' | 'p256' | 'ml-dsa-65', raw: Uint8Array): string | undefined {
  if (algorithm === 'ed25519') return ed25519KeyDefect(raw)
  if (algorithm === 'p256') return p256KeyDefect(raw)
  // Every string of this length is an encoding of a key (FIPS 204, algorithm 23).
  return raw.length === ML_DSA_65_KEY_BYTES ? undefined : `an ML-DSA-65 key has ${ML_DSA_65_KEY_BYTES} bytes`
}
