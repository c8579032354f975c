import {
  contextTag,
  type DerElement,
  DerReader,
  derBits,
  derInteger,
  derOid,
  derSmallInteger,
  readDer,
  TAG,
} from '../crypto/der.ts'
import { derBitString, derNull, derObjectId, derSequence } from '../crypto/der-writer.ts'
import { publicKeyFromRaw } from '../crypto/public-key.ts'
import type { PublicKey } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import {
  type AlgorithmIdentifier,
  algorithmTitle,
  hashOf,
  readAlgorithm,
  type TimestampHash,
} from './rfc3161-algorithms.ts'
import { refused, type TimestampRefusal } from './rfc3161-reasons.ts'

/** Keys of authorities: RSA of 2,048 to 8,192 bits, P-256, P-384, Ed25519. */
export type AuthorityKey =
  | { readonly kind: 'rsa'; readonly spki: Uint8Array; readonly pss: PssRestriction | undefined }
  | { readonly kind: 'ec'; readonly spki: Uint8Array; readonly curve: 'P-256' | 'P-384' }
  | { readonly kind: 'ed25519'; readonly key: PublicKey }

/** A key that signs by RSASSA-PSS alone (RFC 4055, section 3.1); `parameters` are the only ones it may use. */
export interface PssRestriction {
  readonly parameters: PssParameters | undefined
}

export interface PssParameters {
  readonly hash: TimestampHash
  readonly saltLength: number
}

export const OID_RSA = '1.2.840.113549.1.1.1'
export const OID_PSS = '1.2.840.113549.1.1.10'
export const OID_ED25519 = '1.3.101.112'
const OID_EC = '1.2.840.10045.2.1'
const OID_MGF1 = '1.2.840.113549.1.1.8'
const CURVES: Readonly<Record<string, { curve: 'P-256' | 'P-384'; pointBytes: number }>> = {
  '1.2.840.10045.3.1.7': { curve: 'P-256', pointBytes: 65 },
  '1.3.132.0.34': { curve: 'P-384', pointBytes: 97 },
}
const MIN_RSA_BITS = 2048
const MAX_RSA_BITS = 8192
/** Larger exponents serve nobody and cost a verifier time. */
const MAX_RSA_EXPONENT = 2n ** 33n
const MAX_SALT = 512

/** The key of a SubjectPublicKeyInfo, or why it is not accepted. `place` names the certificate it is of. */
export function authorityKey(spki: Uint8Array, place: string): AuthorityKey | TimestampRefusal {
  const unusable = (problem: string) => refused('key-unusable', place, `The key cannot be used: ${problem}.`)
  try {
    const reader = DerReader.inside(readDer(spki, TAG.sequence, 'SubjectPublicKeyInfo'), 'SubjectPublicKeyInfo')
    const algorithm = readAlgorithm(reader, 'SubjectPublicKeyInfo')
    const bits = derBits(reader.read(TAG.bitString), 'SubjectPublicKeyInfo')
    reader.end()
    switch (algorithm.oid) {
      case OID_RSA:
      case OID_PSS:
        return (
          rsaKey(algorithm, bits) ?? unusable('RSA keys have 2,048 to 8,192 bits and an odd exponent from 3 to 2^33')
        )
      case OID_EC:
        return (
          ecKey(algorithm, bits, spki) ??
          unusable('of elliptic curves, P-256 and P-384 are accepted, as uncompressed points')
        )
      case OID_ED25519:
        if (algorithm.parameters !== undefined || bits.length !== 32) return unusable('no Ed25519 key of 32 bytes')
        return { kind: 'ed25519', key: publicKeyFromRaw('ed25519', bits) }
      default:
        return unusable(`${algorithmTitle(algorithm.oid)} is not among RSA, P-256, P-384 and Ed25519`)
    }
  } catch (error) {
    if (error instanceof FairtrailError) return unusable(error.message.replace(/\.$/, ''))
    throw error
  }
}

/** Parameters of RSASSA-PSS (RFC 4055, section 3.1); undefined for those not accepted: damaged, SHA-1, which is the default, or a second hash in MGF1. */
export function pssParameters({ parameters }: AlgorithmIdentifier): PssParameters | undefined {
  if (!parameters || parameters.tag !== TAG.sequence) return undefined
  try {
    return readPssParameters(parameters)
  } catch (error) {
    if (error instanceof FairtrailError) return undefined
    throw error
  }
}

function readPssParameters(parameters: DerElement): PssParameters | undefined {
  const what = 'RSASSA-PSS-params'
  const reader = DerReader.inside(parameters, what)
  const hash = explicit(reader, 0)
  const mask = explicit(reader, 1)
  const salt = explicit(reader, 2)
  const trailer = explicit(reader, 3)
  reader.end()
  if (hash === undefined || mask === undefined || salt === undefined) return undefined
  if (trailer !== undefined && derSmallInteger(readDer(trailer, TAG.integer, what), 1, what) !== 1) return undefined
  const name = hashOf(readAlgorithm(new DerReader(hash, what), what))
  const maskAlgorithm = readAlgorithm(new DerReader(mask, what), what)
  if (name === undefined || maskAlgorithm.oid !== OID_MGF1 || !maskAlgorithm.parameters) return undefined
  const maskHash = hashOf(readAlgorithm(new DerReader(maskAlgorithm.parameters.bytes, what), what))
  if (maskHash !== name) return undefined
  return { hash: name, saltLength: derSmallInteger(readDer(salt, TAG.integer, what), MAX_SALT, what) }
}

function explicit(reader: DerReader, number: number): Uint8Array | undefined {
  return reader.readOptional(contextTag(number, 'constructed'))?.content
}

function rsaKey(algorithm: AlgorithmIdentifier, bits: Uint8Array): AuthorityKey | undefined {
  const reader = DerReader.inside(readDer(bits, TAG.sequence, 'RSAPublicKey'), 'RSAPublicKey')
  const modulus = derInteger(reader.read(TAG.integer), 'RSAPublicKey')
  const exponent = derInteger(reader.read(TAG.integer), 'RSAPublicKey')
  reader.end()
  const size = modulus > 0n ? modulus.toString(2).length : 0
  if (size < MIN_RSA_BITS || size > MAX_RSA_BITS) return undefined
  if (exponent < 3n || exponent > MAX_RSA_EXPONENT || exponent % 2n === 0n) return undefined
  // Web Crypto takes RSA keys under the plain identifier alone.
  const spki = derSequence(derSequence(derObjectId(OID_RSA), derNull()), derBitString(bits))
  if (algorithm.oid === OID_RSA) return algorithm.parameters ? undefined : { kind: 'rsa', spki, pss: undefined }
  const parameters = pssParameters(algorithm)
  if (algorithm.parameters && parameters === undefined) return undefined
  return { kind: 'rsa', spki, pss: { parameters } }
}

function ecKey({ parameters }: AlgorithmIdentifier, point: Uint8Array, spki: Uint8Array): AuthorityKey | undefined {
  if (!parameters || parameters.tag !== TAG.oid) return undefined
  const known = CURVES[derOid(parameters, 'named curve')]
  if (known === undefined || point.length !== known.pointBytes || point[0] !== 0x04) return undefined
  return { kind: 'ec', spki, curve: known.curve }
}
