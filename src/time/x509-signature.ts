import { DerReader, derInteger, readDer, TAG } from '../crypto/der.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import { unhex } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { type AlgorithmIdentifier, algorithmTitle, type TimestampHash } from './rfc3161-algorithms.ts'
import { refused, type TimestampRefusal } from './rfc3161-reasons.ts'
import { type AuthorityKey, OID_ED25519, OID_PSS, OID_RSA, pssParameters } from './x509-key.ts'

/** How a signature was made, from its AlgorithmIdentifier. */
export type SignatureScheme =
  | { readonly kind: 'rsa'; readonly hash: TimestampHash }
  | { readonly kind: 'pss'; readonly hash: TimestampHash; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly hash: TimestampHash }
  | { readonly kind: 'ed25519' }

const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'sha512' },
}

const HASH_NAMES = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const
const SCALAR_BYTES = { 'P-256': 32, 'P-384': 48 } as const

/**
 * The scheme of an AlgorithmIdentifier, or why it is not accepted. `hash` is the digest that CMS names beside it: plain `rsaEncryption`, which
 * many authorities write, takes it; a scheme with a digest of its own must have the same one.
 */
export function signatureScheme(
  algorithm: AlgorithmIdentifier,
  place: string,
  hash?: TimestampHash,
): SignatureScheme | TimestampRefusal {
  const scheme = schemeOf(algorithm, hash)
  if (scheme === undefined) {
    const accepted = 'Accepted: RSA (PKCS #1 v1.5 or PSS) and ECDSA with SHA-256, SHA-384 or SHA-512, and Ed25519'
    const found = `The signature is by ${algorithmTitle(algorithm.oid)}, or with parameters, that are not accepted.`
    return refused('signature-algorithm', place, `${found} ${accepted}.`)
  }
  // RFC 8419, section 3.1: with signed attributes Ed25519 goes with SHA-512.
  const own = scheme.kind === 'ed25519' ? 'sha512' : scheme.hash
  if (hash !== undefined && own !== hash) {
    const text = `The signature is over ${HASH_NAMES[own]} and the digest beside it is ${HASH_NAMES[hash]}.`
    return refused('signature-algorithm', place, text)
  }
  return scheme
}

function schemeOf(algorithm: AlgorithmIdentifier, hash: TimestampHash | undefined): SignatureScheme | undefined {
  const { oid, parameters } = algorithm
  if (oid === OID_PSS) {
    const pss = pssParameters(algorithm)
    return pss && { kind: 'pss', ...pss }
  }
  if (parameters) return undefined
  if (oid === OID_ED25519) return parameters === undefined ? { kind: 'ed25519' } : undefined
  if (oid === OID_RSA) return hash && { kind: 'rsa', hash }
  return SCHEMES[oid]
}

/** What a signature check found: the signature verifies, does not, or cannot be checked for the reason given. */
export type SignatureOutcome = 'verified' | 'failed' | TimestampRefusal

/**
 * Verifies one signature. RSA and ECDSA go to the platform (Web Crypto, which every runtime has; a page needs a secure context); Ed25519 to
 * the provider, with its strict checks. A high s of ECDSA is accepted: authorities do not bring it to its low form.
 */
export async function checkSignature(
  key: AuthorityKey,
  scheme: SignatureScheme,
  signedBytes: Uint8Array,
  signature: Uint8Array,
  provider: CryptoProvider,
  place: string,
): Promise<SignatureOutcome> {
  if (key.kind === 'ed25519') {
    if (scheme.kind !== 'ed25519') return mismatch(key, place)
    return (await provider.verify(key.key, signedBytes, signature)) === 'verified' ? 'verified' : 'failed'
  }
  if (key.kind === 'ec') {
    if (scheme.kind !== 'ecdsa') return mismatch(key, place)
    const raw = rawEcdsa(signature, SCALAR_BYTES[key.curve])
    if (raw === undefined) return 'failed'
    const use = { name: 'ECDSA', namedCurve: key.curve, hash: HASH_NAMES[scheme.hash] }
    return platformCheck(key.spki, use, signedBytes, raw, place)
  }
  if (scheme.kind === 'rsa' && key.pss === undefined) {
    const use = { name: 'RSASSA-PKCS1-v1_5', hash: HASH_NAMES[scheme.hash] }
    return platformCheck(key.spki, use, signedBytes, signature, place)
  }
  if (scheme.kind !== 'pss') return mismatch(key, place)
  const bound = key.pss?.parameters
  if (bound !== undefined && (bound.hash !== scheme.hash || scheme.saltLength < bound.saltLength))
    return mismatch(key, place)
  const use = { name: 'RSA-PSS', hash: HASH_NAMES[scheme.hash], saltLength: scheme.saltLength }
  return platformCheck(key.spki, use, signedBytes, signature, place)
}

type PlatformUse = RsaHashedImportParams & EcKeyImportParams & RsaPssParams & EcdsaParams

async function platformCheck(
  spki: Uint8Array,
  use: Partial<PlatformUse> & { name: string },
  signedBytes: Uint8Array,
  signature: Uint8Array,
  place: string,
): Promise<SignatureOutcome> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (subtle === undefined) {
    return refused(
      'platform-missing',
      place,
      'This runtime has no crypto.subtle; a page has it in a secure context alone.',
    )
  }
  let handle: CryptoKey
  try {
    handle = await subtle.importKey('spki', bufferSource(spki), use, true, ['verify'])
  } catch (error) {
    if (error instanceof Error && error.name === 'DataError') {
      return refused('key-unusable', place, 'The key cannot be used: the platform finds its encoding damaged.')
    }
    return refused('platform-missing', place, `This runtime does not take a key for ${use.name}.`)
  }
  try {
    const valid = await subtle.verify(use as PlatformUse, handle, bufferSource(signature), bufferSource(signedBytes))
    return valid ? 'verified' : 'failed'
  } catch {
    return refused('platform-missing', place, `This runtime could not check a signature by ${use.name}.`)
  }
}

function mismatch(key: AuthorityKey, place: string): TimestampRefusal {
  const text = `The signature is of another algorithm, or has other parameters, than the key allows (${key.kind}).`
  return refused('signature-algorithm', place, text)
}

/** r||s of a DER signature (RFC 3279, section 2.2.3); undefined for what is none, or has a part that is not positive or too long. */
function rawEcdsa(signature: Uint8Array, scalarBytes: number): Uint8Array | undefined {
  try {
    const reader = DerReader.inside(readDer(signature, TAG.sequence, 'ECDSA-Sig-Value'), 'ECDSA-Sig-Value')
    const scalars = [reader.read(TAG.integer), reader.read(TAG.integer)].map((it) => derInteger(it, 'ECDSA-Sig-Value'))
    reader.end()
    if (scalars.some((it) => it <= 0n || it >> BigInt(8 * scalarBytes) !== 0n)) return undefined
    return unhex(scalars.map((it) => it.toString(16).padStart(2 * scalarBytes, '0')).join(''))
  } catch (error) {
    if (error instanceof FairtrailError) return undefined
    throw error
  }
}

/** The platform takes no view of shared memory. */
function bufferSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}
