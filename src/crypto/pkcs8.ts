import { concat } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { contextTag, DerReader, derBits, derOid, derSmallInteger, readDer, TAG } from './der.ts'
import { der, derBitString, derObjectId, derOctets, derSequence, derUnsigned } from './der-writer.ts'
import type { SignatureAlgorithm } from './types.ts'

/** Private keys as OneAsymmetricKey (PKCS#8: RFC 5958), one form each on writing, what OpenSSL and Web Crypto make on reading. */

/** 32 bytes each: the Ed25519 seed (RFC 8032), the P-256 scalar, the ML-DSA-65 seed (FIPS 204). */
export interface PrivateKey {
  readonly algorithm: SignatureAlgorithm
  readonly secret: Uint8Array
}

/** A private key as a file holds it, with the public key that the file says it has. */
export interface StoredPrivateKey extends PrivateKey {
  readonly claimedPublic: Uint8Array | undefined
}

const OIDS: Readonly<Record<SignatureAlgorithm, string>> = {
  ed25519: '1.3.101.112',
  p256: '1.2.840.10045.2.1',
  'ml-dsa-65': '2.16.840.1.101.3.4.3.18',
}
const OID_P256 = '1.2.840.10045.3.1.7'
const WHAT = 'The private key'
const SECRET_BYTES = 32
const SEED = contextTag(0, 'primitive')

/** DER of a key; `publicRaw`, where given, is stored beside a P-256 scalar, as OpenSSL does. */
export function writePkcs8({ algorithm, secret }: PrivateKey, publicRaw?: Uint8Array): Uint8Array {
  const oid = derObjectId(OIDS[algorithm])
  switch (algorithm) {
    case 'ed25519': // RFC 8410, section 7
      return derSequence(derUnsigned(0), derSequence(oid), derOctets(derOctets(secret)))
    case 'p256': {
      // RFC 5915
      const point = publicRaw === undefined ? [] : [der(contextTag(1, 'constructed'), derBitString(publicRaw))]
      const ecPrivateKey = derSequence(derUnsigned(1), derOctets(secret), ...point)
      return derSequence(derUnsigned(0), derSequence(oid, derObjectId(OID_P256)), derOctets(ecPrivateKey))
    }
    case 'ml-dsa-65': // RFC 9881, section 6: the seed alone
      return derSequence(derUnsigned(0), derSequence(oid), derOctets(der(SEED, secret)))
  }
}

/**
 * Reads a key. Errors name what was wrong and never hold bytes of the key.
 * @throws FairtrailError `private-key-syntax`, `private-key-unsupported`
 */
export function readPkcs8(bytes: Uint8Array): StoredPrivateKey {
  try {
    return readOneAsymmetricKey(bytes)
  } catch (error) {
    if (!(error instanceof FairtrailError) || error.code !== 'der-syntax') throw error
    // Not the message of the reader: it names an octet, which may be one of the key.
    throw new FairtrailError('private-key-syntax', 'The private key is not PKCS#8 of the accepted form (RFC 5958).')
  }
}

function readOneAsymmetricKey(bytes: Uint8Array): StoredPrivateKey {
  const key = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
  derSmallInteger(key.read(TAG.integer), 1, WHAT)
  const identifier = DerReader.inside(key.read(TAG.sequence), WHAT)
  const oid = derOid(identifier.read(TAG.oid), WHAT)
  const parameters = identifier.atEnd ? undefined : identifier.readAny()
  identifier.end()
  const inner = key.read(TAG.octetString).content
  key.readOptional(contextTag(0, 'constructed'))
  const attached = key.readOptional(contextTag(1, 'primitive'))
  key.end()
  const outerPublic = attached === undefined ? undefined : wholeBytes(attached.content)
  if (oid === OIDS.ed25519 && parameters === undefined) {
    const secret = readDer(inner, TAG.octetString, WHAT).content
    return { algorithm: 'ed25519', secret: secretOf(secret), claimedPublic: outerPublic }
  }
  if (oid === OIDS.p256 && parameters?.tag === TAG.oid && derOid(parameters, WHAT) === OID_P256) {
    const { secret, claimedPublic } = readEcPrivateKey(inner)
    return { algorithm: 'p256', secret: secretOf(secret), claimedPublic: claimedPublic ?? outerPublic }
  }
  if (oid === OIDS['ml-dsa-65'] && parameters === undefined) {
    return { algorithm: 'ml-dsa-65', secret: secretOf(readMlDsaSeed(inner)), claimedPublic: outerPublic }
  }
  throw new FairtrailError(
    'private-key-unsupported',
    `A private key of algorithm ${oid} is not read; accepted are Ed25519, P-256 (named curve) and ML-DSA-65.`,
  )
}

/** ECPrivateKey (RFC 5915). */
function readEcPrivateKey(bytes: Uint8Array): { secret: Uint8Array; claimedPublic: Uint8Array | undefined } {
  const key = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
  derSmallInteger(key.read(TAG.integer), 1, WHAT)
  const secret = key.read(TAG.octetString).content
  key.readOptional(contextTag(0, 'constructed'))
  const point = key.readOptional(contextTag(1, 'constructed'))
  key.end()
  const claimedPublic = point === undefined ? undefined : derBits(readDer(point.content, TAG.bitString, WHAT), WHAT)
  return { secret, claimedPublic }
}

/** RFC 9881, section 6: the seed, or the seed beside the expanded key, which is then made anew. */
function readMlDsaSeed(bytes: Uint8Array): Uint8Array {
  const choice = new DerReader(bytes, WHAT)
  const seed = choice.readOptional(SEED)
  if (seed !== undefined) {
    choice.end()
    return seed.content
  }
  const both = choice.readOptional(TAG.sequence)
  if (both === undefined) {
    throw new FairtrailError(
      'private-key-unsupported',
      'An ML-DSA-65 private key is read from its seed; this has none.',
    )
  }
  choice.end()
  return DerReader.inside(both, WHAT).read(TAG.octetString).content
}

/** The content of an implicitly tagged BIT STRING. */
function wholeBytes(content: Uint8Array): Uint8Array {
  return derBits({ tag: TAG.bitString, content, bytes: content, offset: 0 }, WHAT)
}

function secretOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== SECRET_BYTES) {
    throw new FairtrailError('private-key-syntax', `The private key holds ${bytes.length} bytes, not ${SECRET_BYTES}.`)
  }
  return concat(bytes)
}
