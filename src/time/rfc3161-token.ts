import {
  contextTag,
  type DerElement,
  DerReader,
  derOid,
  derRefusal,
  derSmallInteger,
  readDer,
  TAG,
} from '../crypto/der.ts'
import { FairtrailError } from '../encoding/error.ts'
import { type AlgorithmIdentifier, readAlgorithm } from './rfc3161-algorithms.ts'
import { readSignedAttributes, type SignedAttributes } from './rfc3161-attributes.ts'
import { readTstInfo, type TstInfo } from './rfc3161-tst-info.ts'

/**
 * A time-stamp token (RFC 3161, section 2.4.2): CMS SignedData (RFC 5652, section 5) with exactly one signer around a TSTInfo. Read, not
 * checked: nothing in it may be relied on before `verifyTimestamp` has.
 */
export interface TimestampToken {
  /** DER of the ContentInfo: what a record and a bundle carry. */
  readonly bytes: Uint8Array
  readonly info: TstInfo
  /** DER of the TSTInfo, over which the message digest is. */
  readonly content: Uint8Array
  /** DER of each certificate that came along, in no order that means anything. */
  readonly certificates: readonly Uint8Array[]
  readonly signer: SignerInfo
}

export interface SignerInfo {
  readonly id: SignerId
  readonly digestAlgorithm: AlgorithmIdentifier
  readonly attributes: SignedAttributes
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
}

/** Which certificate signed: by issuer and serial number, or by its subjectKeyIdentifier. */
export type SignerId =
  | { readonly issuer: DerElement; readonly serial: Uint8Array }
  | { readonly subjectKeyId: Uint8Array }

const OID_SIGNED_DATA = '1.2.840.113549.1.7.2'
export const OID_TST_INFO = '1.2.840.113549.1.9.16.1.4'
const WHAT = 'SignedData'

/** Real tokens with a chain have 3 to 10 kB; eight RSA certificates fit. */
export const MAX_TOKEN_BYTES = 65_536
const MAX_CERTIFICATES = 32

/**
 * Reads a token. Versions 1 and 3 of SignedData are read: RFC 5652 asks for 3, and authorities in service write 1.
 * @throws FairtrailError `der-syntax`, `timestamp-limit`
 */
export function parseTimestampToken(bytes: Uint8Array): TimestampToken {
  if (bytes.length > MAX_TOKEN_BYTES) {
    throw limit(`A time-stamp token has at most ${MAX_TOKEN_BYTES} bytes; this one has ${bytes.length}.`)
  }
  const outer = DerReader.inside(readDer(bytes, TAG.sequence, 'ContentInfo'), 'ContentInfo')
  expectOid(outer, OID_SIGNED_DATA, 'ContentInfo')
  const wrapped = DerReader.inside(outer.read(contextTag(0, 'constructed')), 'ContentInfo')
  outer.end()
  const reader = DerReader.inside(wrapped.read(TAG.sequence), WHAT)
  wrapped.end()

  const version = reader.read(TAG.integer)
  const number = derSmallInteger(version, 255, 'SignedData.version')
  if (number !== 1 && number !== 3) throw derRefusal(WHAT, `version ${number}; 3 is read, and 1`, version.offset)
  const digestAlgorithms = readDigestAlgorithms(reader.read(TAG.set))
  const content = readContent(reader)
  const certificates = readCertificates(reader.readOptional(contextTag(0, 'constructed')))
  // Revocation lists that came along: not used, since only what the caller gives says anything about revocation.
  reader.readOptional(contextTag(1, 'constructed'))
  const signers = DerReader.inside(reader.read(TAG.set), 'SignerInfos')
  reader.end()
  const signer = readSigner(signers.read(TAG.sequence))
  signers.end()
  if (!digestAlgorithms.includes(signer.digestAlgorithm.oid)) {
    throw derRefusal(WHAT, 'the digest algorithm of the signer is not announced', version.offset)
  }
  return { bytes, info: readTstInfo(content), content, certificates, signer }
}

/** Those with NULL or no parameters: no digest has others. */
function readDigestAlgorithms(set: DerElement): string[] {
  const found: string[] = []
  for (const reader = DerReader.inside(set, WHAT); !reader.atEnd; ) {
    const { oid, parameters } = readAlgorithm(reader, WHAT)
    if (!parameters) found.push(oid)
  }
  return found
}

function readContent(reader: DerReader): Uint8Array {
  const what = 'EncapsulatedContentInfo'
  const inside = DerReader.inside(reader.read(TAG.sequence), what)
  expectOid(inside, OID_TST_INFO, what)
  const wrapped = inside.read(contextTag(0, 'constructed'))
  inside.end()
  return readDer(wrapped.content, TAG.octetString, what).content
}

/** Certificates of X.509; the other forms of CertificateChoices are passed over. */
function readCertificates(set: DerElement | undefined): Uint8Array[] {
  const found: Uint8Array[] = []
  if (set === undefined) return found
  for (const reader = DerReader.inside(set, 'CertificateSet'); !reader.atEnd; ) {
    const { tag, bytes } = reader.readAny()
    if (tag === TAG.sequence) found.push(bytes)
    if (found.length > MAX_CERTIFICATES) {
      throw limit(`A time-stamp token has at most ${MAX_CERTIFICATES} certificates; this one has more.`)
    }
  }
  return found
}

function readSigner(element: DerElement): SignerInfo {
  const what = 'SignerInfo'
  const reader = DerReader.inside(element, what)
  const version = reader.read(TAG.integer)
  const id = readSignerId(reader)
  const expected = 'subjectKeyId' in id ? 3 : 1
  if (derSmallInteger(version, 255, what) !== expected) {
    throw derRefusal(
      what,
      `a version other than ${expected}, which the form of the signer's identifier asks for`,
      version.offset,
    )
  }
  const digestAlgorithm = readAlgorithm(reader, what)
  const attributes = readSignedAttributes(reader.read(contextTag(0, 'constructed')))
  const signatureAlgorithm = readAlgorithm(reader, what)
  const signature = reader.read(TAG.octetString).content
  reader.readOptional(contextTag(1, 'constructed'))
  reader.end()
  return { id, digestAlgorithm, attributes, signatureAlgorithm, signature }
}

function readSignerId(reader: DerReader): SignerId {
  const subjectKeyId = reader.readOptional(contextTag(0, 'primitive'))
  if (subjectKeyId !== undefined) return { subjectKeyId: subjectKeyId.content }
  const inside = DerReader.inside(reader.read(TAG.sequence), 'IssuerAndSerialNumber')
  const issuer = inside.read(TAG.sequence)
  const serial = inside.read(TAG.integer).content
  inside.end()
  return { issuer, serial }
}

function expectOid(reader: DerReader, oid: string, what: string): void {
  const element = reader.read(TAG.oid)
  const found = derOid(element, what)
  if (found !== oid) throw derRefusal(what, `content type ${found} where ${oid} is expected`, element.offset)
}

function limit(message: string): FairtrailError {
  return new FairtrailError('timestamp-limit', message)
}
