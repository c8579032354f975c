import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { der, derNull, derObjectId, derSequence, derUnsigned } from '../../../src/crypto/der-writer.ts'
import { hashIdentifier, type TimestampHash } from '../../../src/time/rfc3161-algorithms.ts'

/** Keys of test authorities, and signatures in every scheme: by node:crypto, so that what is verified was not made by what verifies. */

export type Scheme = 'rsa' | 'rsa-pss' | 'p256' | 'p384' | 'ed25519'

export interface TestKey {
  readonly scheme: Scheme
  readonly privateKey: KeyObject
  readonly spki: Uint8Array
}

export interface Signed {
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
}

export type AnyHash = TimestampHash | 'sha1'

const SALT = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 } as const
const RSA = { sha1: 5, sha256: 11, sha384: 12, sha512: 13 } as const
const ECDSA = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
} as const

export function makeKey(scheme: Scheme, rsaBits = 2048): TestKey {
  const { privateKey, publicKey } = pair(scheme, rsaBits)
  return { scheme, privateKey, spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) }
}

function pair(scheme: Scheme, modulusLength: number): { privateKey: KeyObject; publicKey: KeyObject } {
  if (scheme === 'ed25519') return generateKeyPairSync('ed25519')
  if (scheme === 'p256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (scheme === 'p384') return generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return generateKeyPairSync('rsa', { modulusLength })
}

/** The digest that goes with a key unless said: what authorities use, and SHA-512 where Ed25519 asks for it. */
export function usualHash(scheme: Scheme): TimestampHash {
  return scheme === 'ed25519' ? 'sha512' : scheme === 'p384' ? 'sha384' : 'sha256'
}

export function signBy({ scheme, privateKey }: TestKey, bytes: Uint8Array, hash: AnyHash = usualHash(scheme)): Signed {
  const algorithm = algorithmOf(scheme, hash)
  if (scheme === 'ed25519') return { algorithm, signature: sign(null, bytes, privateKey) }
  if (scheme !== 'rsa-pss') return { algorithm, signature: sign(hash, bytes, privateKey) }
  const options = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT[hash] }
  return { algorithm, signature: sign(hash, bytes, options) }
}

export function algorithmOf(scheme: Scheme, hash: AnyHash): Uint8Array {
  switch (scheme) {
    case 'ed25519':
      return derSequence(derObjectId('1.3.101.112'))
    case 'p256':
    case 'p384':
      return derSequence(derObjectId(ECDSA[hash]))
    case 'rsa':
      return derSequence(derObjectId(`1.2.840.113549.1.1.${RSA[hash]}`), derNull())
    case 'rsa-pss':
      return derSequence(derObjectId('1.2.840.113549.1.1.10'), pssParameters(hash))
  }
}

export function pssParameters(hash: AnyHash, maskHash: AnyHash = hash, salt: number = SALT[hash]): Uint8Array {
  const mask = derSequence(derObjectId('1.2.840.113549.1.1.8'), digestAlgorithm(maskHash))
  return derSequence(der(0xa0, digestAlgorithm(hash)), der(0xa1, mask), der(0xa2, derUnsigned(salt)))
}

export function digestAlgorithm(hash: AnyHash): Uint8Array {
  return hash === 'sha1' ? derSequence(derObjectId('1.3.14.3.2.26'), derNull()) : hashIdentifier(hash)
}
