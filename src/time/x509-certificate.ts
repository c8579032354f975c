import {
  contextTag,
  type DerElement,
  DerReader,
  derBits,
  derRefusal,
  derSmallInteger,
  readDer,
  TAG,
} from '../crypto/der.ts'
import { equalBytes, hex } from '../encoding/bytes.ts'
import { derCertificateTime, derIdentifier } from './asn1-values.ts'
import { type AlgorithmIdentifier, readAlgorithm } from './rfc3161-algorithms.ts'
import { type CertificateExtensions, NO_EXTENSIONS, readExtensions } from './x509-extensions.ts'
import { nameText } from './x509-name.ts'

/** A certificate of X.509, as far as the chain of a time-stamp needs it (RFC 5280, section 4.1). Nothing here says that it may be relied on. */
export interface Certificate extends CertificateExtensions {
  readonly bytes: Uint8Array
  /** The subject in words, or the serial number where the subject is empty. */
  readonly title: string
  /** Of the INTEGER, as it stands: what identifies together with the issuer. */
  readonly serial: Uint8Array
  /** DER of the Name: compared as bytes, as issuers copy it (RFC 5280, section 7.1 asks for no more). */
  readonly issuer: DerElement
  readonly subject: DerElement
  /** Both ends belong to it; nanoseconds since 1970. */
  readonly notBefore: bigint
  readonly notAfter: bigint
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /** What the issuer signed. */
  readonly signedBytes: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  /** The form before extensions existed, which old roots have. */
  readonly isVersion1: boolean
}

const WHAT = 'Certificate'

/** @throws FairtrailError `der-syntax` */
export function parseCertificate(bytes: Uint8Array): Certificate {
  const outer = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
  const tbs = outer.read(TAG.sequence)
  const signatureAlgorithm = readAlgorithm(outer, WHAT)
  const signature = derBits(outer.read(TAG.bitString), WHAT)
  outer.end()

  const reader = DerReader.inside(tbs, WHAT)
  const version = readVersion(reader)
  const serial = reader.read(TAG.integer)
  derIdentifier(serial, WHAT)
  const inner = readAlgorithm(reader, WHAT)
  if (!equalBytes(inner.bytes, signatureAlgorithm.bytes)) {
    throw derRefusal(WHAT, 'two different signature algorithms', tbs.offset)
  }
  const issuer = reader.read(TAG.sequence)
  const validity = DerReader.inside(reader.read(TAG.sequence), 'Validity')
  const notBefore = derCertificateTime(validity.readAny(), 'Validity')
  const notAfter = derCertificateTime(validity.readAny(), 'Validity')
  validity.end()
  const subject = reader.read(TAG.sequence)
  const spki = reader.read(TAG.sequence).bytes
  // The unique identifiers of issuer and subject, which no profile uses any more.
  reader.readOptional(contextTag(1, 'primitive'))
  reader.readOptional(contextTag(2, 'primitive'))
  const extensions = reader.readOptional(contextTag(3, 'constructed'))
  reader.end()
  return {
    bytes,
    title: nameText(subject) || `certificate with serial number ${hex(serial.content)}`,
    serial: serial.content,
    issuer,
    subject,
    notBefore,
    notAfter,
    spki,
    signedBytes: tbs.bytes,
    signatureAlgorithm,
    signature,
    isVersion1: version === 1,
    ...(extensions === undefined ? NO_EXTENSIONS : readExtensions(readDer(extensions.content, TAG.sequence, WHAT))),
  }
}

export function hasName(name: DerElement, other: DerElement): boolean {
  return equalBytes(name.bytes, other.bytes)
}

function readVersion(reader: DerReader): number {
  const explicit = reader.readOptional(contextTag(0, 'constructed'))
  if (explicit === undefined) return 1
  return derSmallInteger(readDer(explicit.content, TAG.integer, WHAT), 2, WHAT) + 1
}
