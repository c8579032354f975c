import { sha256 } from '@noble/hashes/sha2.js'
import { concat, equalBytes, hex, unhex } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { DerReader, derBits, derOid, readDer, TAG } from './der.ts'
import type { PublicKey, SignatureAlgorithm } from './types.ts'

/** The one accepted SubjectPublicKeyInfo of an algorithm: these bytes, then a key of this length. */
interface KeyForm {
  readonly title: string
  readonly prefix: Uint8Array
  readonly rawBytes: number
  /** The key's own first byte, where it is fixed: 04 says that the point is uncompressed. */
  readonly first?: number
}

const FORMS: Readonly<Record<SignatureAlgorithm, KeyForm>> = {
  // RFC 8410, section 4: id-Ed25519, parameters absent.
  ed25519: { title: 'Ed25519', prefix: unhex('302a300506032b6570032100'), rawBytes: 32 },
  // RFC 5480, section 2: id-ecPublicKey with the named curve secp256r1.
  p256: {
    title: 'P-256',
    prefix: unhex('3059301306072a8648ce3d020106082a8648ce3d030107034200'),
    rawBytes: 65,
    first: 0x04,
  },
  // RFC 9881, section 4: id-ml-dsa-65, parameters absent.
  'ml-dsa-65': {
    title: 'ML-DSA-65',
    prefix: unhex('308207b2300b0609608648016503040312038207a100'),
    rawBytes: 1952,
  },
}
const ALGORITHMS = Object.keys(FORMS) as SignatureAlgorithm[]

const OID_ED25519 = '1.3.101.112'
const OID_ML_DSA_65 = '2.16.840.1.101.3.4.3.18'
const OID_EC_PUBLIC_KEY = '1.2.840.10045.2.1'
const NAMED_CURVE_P256 = unhex('06082a8648ce3d030107')

/** True for an algorithm whose signatures are checked. */
export function isSignatureAlgorithm(name: string): name is SignatureAlgorithm {
  return Object.hasOwn(FORMS, name)
}

/**
 * Reads a DER SubjectPublicKeyInfo. A key of an algorithm that is checked has one accepted encoding (Ed25519 44 bytes; P-256 with a named
 * curve and an uncompressed point, 91; ML-DSA-65 1974), so that one key has one key id. Any other AlgorithmIdentifier in a well-formed
 * SubjectPublicKeyInfo gives algorithm `other`. Whether signatures by the key can be relied on is another question: `checkPublicKey`.
 *
 * @throws FairtrailError `key-encoding` for another encoding of such a key, `der-syntax` for what is no SubjectPublicKeyInfo
 */
export function parsePublicKey(spki: Uint8Array): PublicKey {
  for (const algorithm of ALGORITHMS) {
    const { prefix, rawBytes, first } = FORMS[algorithm]
    if (spki.length !== prefix.length + rawBytes || !equalBytes(spki.subarray(0, prefix.length), prefix)) continue
    if (first === undefined || spki[prefix.length] === first) return publicKey(algorithm, spki, prefix.length)
  }
  const what = 'SubjectPublicKeyInfo'
  const outer = DerReader.inside(readDer(spki, TAG.sequence, what), what)
  const algorithmIdentifier = DerReader.inside(outer.read(TAG.sequence), 'AlgorithmIdentifier')
  const bits = outer.read(TAG.bitString)
  outer.end()
  derBits(bits, what)
  const oid = derOid(algorithmIdentifier.read(TAG.oid), 'AlgorithmIdentifier')
  const parameters = algorithmIdentifier.atEnd ? undefined : algorithmIdentifier.readAny().bytes
  algorithmIdentifier.end()
  const known = algorithmOf(oid, parameters)
  if (known !== undefined)
    throw encodingRefusal(known, `this one has ${spki.length} bytes: ${hex(spki.subarray(0, 32))}...`)
  return publicKey('other', spki, bits.offset + 1)
}

/**
 * The key of an algorithm from its bytes alone: Ed25519 32, P-256 the uncompressed point of 65, ML-DSA-65 1952.
 * @throws FairtrailError `key-encoding`
 */
export function publicKeyFromRaw(algorithm: SignatureAlgorithm, raw: Uint8Array): PublicKey {
  const { prefix, rawBytes, first } = FORMS[algorithm]
  if (raw.length !== rawBytes)
    throw encodingRefusal(algorithm, `the key given has ${raw.length} bytes, not ${rawBytes}`)
  if (first !== undefined && raw[0] !== first) throw encodingRefusal(algorithm, 'the point given is not uncompressed')
  return publicKey(algorithm, concat(prefix, raw), prefix.length)
}

/** Key id: lowercase hex SHA-256 of the SubjectPublicKeyInfo. */
export function keyIdOf(spki: Uint8Array): string {
  return hex(sha256(spki))
}

function publicKey(algorithm: PublicKey['algorithm'], bytes: Uint8Array, rawAt: number): PublicKey {
  const spki = bytes.slice()
  return Object.freeze({ algorithm, spki, raw: spki.subarray(rawAt), id: keyIdOf(spki) })
}

/** By algorithm identifier, not by the whole: an Ed25519 key in another encoding is not "another algorithm". */
function algorithmOf(oid: string, parameters: Uint8Array | undefined): SignatureAlgorithm | undefined {
  if (oid === OID_ED25519) return 'ed25519'
  if (oid === OID_ML_DSA_65) return 'ml-dsa-65'
  if (oid === OID_EC_PUBLIC_KEY && parameters !== undefined && equalBytes(parameters, NAMED_CURVE_P256)) return 'p256'
  return undefined
}

function encodingRefusal(algorithm: SignatureAlgorithm, found: string): FairtrailError {
  const { title, prefix, rawBytes, first } = FORMS[algorithm]
  const start = hex(prefix) + (first === undefined ? '' : first.toString(16).padStart(2, '0'))
  return new FairtrailError(
    'key-encoding',
    `An ${title} key has one accepted encoding, ${prefix.length + rawBytes} bytes of SubjectPublicKeyInfo that begin ${start}; ${found}.`,
  )
}
