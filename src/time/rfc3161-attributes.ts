import { type DerElement, DerReader, derOid, derRefusal, readDer, TAG } from '../crypto/der.ts'
import { compareBytes, concat } from '../encoding/bytes.ts'
import { type AlgorithmIdentifier, algorithmIn } from './rfc3161-algorithms.ts'

/** The signed attributes of a time-stamp (RFC 5652, section 11; RFC 5035, sections 3 and 4). */
export interface SignedAttributes {
  /** What the signature is over: the attributes with the tag of a SET. */
  readonly signedBytes: Uint8Array
  /** Undefined where absent. */
  readonly contentType: string | undefined
  readonly messageDigest: Uint8Array | undefined
  /** ESSCertID, by SHA-1. */
  readonly certificates1: readonly CertificateId[] | undefined
  /** ESSCertIDv2. */
  readonly certificates2: readonly CertificateId[] | undefined
}

/** What identifies a certificate: the digest of the whole of it. */
export interface CertificateId {
  /** Undefined: the default, which is SHA-1 of ESSCertID and SHA-256 of ESSCertIDv2. */
  readonly algorithm: AlgorithmIdentifier | undefined
  readonly digest: Uint8Array
  /** Undefined where absent. */
  readonly issuerSerial: { readonly issuer: DerElement; readonly serial: Uint8Array } | undefined
}

const OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const
const KNOWN: ReadonlySet<string> = new Set(Object.values(OID))
const WHAT = 'SignedAttributes'
const MAX_ATTRIBUTES = 64
const MAX_IDS = 16
/** GeneralName `directoryName [4]`. */
const DIRECTORY_NAME = 0xa4

/**
 * Reads `[0] IMPLICIT SET OF Attribute`. The signature is over the DER of the set (RFC 5652, section 5.4), so the elements must stand in the
 * order of DER; then only the tag has to be put back.
 *
 * @throws FairtrailError `der-syntax`, also for an attribute of the four that comes twice or has several values
 */
export function readSignedAttributes(element: DerElement): SignedAttributes {
  const values = new Map<string, DerElement>()
  let previous: Uint8Array | undefined
  let count = 0
  for (const reader = DerReader.inside(element, WHAT); !reader.atEnd; ) {
    const attribute = reader.read(TAG.sequence)
    if (previous !== undefined && compareBytes(previous, attribute.bytes) >= 0) {
      throw derRefusal(WHAT, 'the attributes are not in the order of DER', attribute.offset)
    }
    previous = attribute.bytes
    if (++count > MAX_ATTRIBUTES) throw derRefusal(WHAT, `more than ${MAX_ATTRIBUTES} attributes`, attribute.offset)
    const inside = DerReader.inside(attribute, WHAT)
    const type = derOid(inside.read(TAG.oid), WHAT)
    const set = inside.read(TAG.set)
    inside.end()
    if (!KNOWN.has(type)) continue
    if (values.has(type)) throw derRefusal(WHAT, `attribute ${type} comes twice`, attribute.offset)
    values.set(type, onlyValue(set))
  }
  const contentType = values.get(OID.contentType)
  return {
    signedBytes: concat(Uint8Array.of(TAG.set), element.bytes.subarray(1)),
    contentType: contentType && derOid(contentType, WHAT),
    messageDigest: digestIn(values.get(OID.messageDigest)),
    certificates1: certificateIds(values.get(OID.signingCertificate)),
    certificates2: certificateIds(values.get(OID.signingCertificateV2)),
  }
}

function onlyValue(set: DerElement): DerElement {
  const reader = DerReader.inside(set, WHAT)
  const value = reader.readAny()
  reader.end()
  return value
}

function digestIn(value: DerElement | undefined): Uint8Array | undefined {
  return value && readDer(value.bytes, TAG.octetString, 'messageDigest').content
}

/** SigningCertificate and SigningCertificateV2; the policies that may follow say nothing that is checked here. */
function certificateIds(value: DerElement | undefined): CertificateId[] | undefined {
  if (value === undefined) return undefined
  const what = 'SigningCertificate'
  const outer = DerReader.inside(readDer(value.bytes, TAG.sequence, what), what)
  const list = outer.read(TAG.sequence)
  outer.readOptional(TAG.sequence)
  outer.end()
  const ids: CertificateId[] = []
  for (const reader = DerReader.inside(list, what); !reader.atEnd; ) {
    ids.push(certificateId(reader.read(TAG.sequence)))
    if (ids.length > MAX_IDS) throw derRefusal(what, `more than ${MAX_IDS} certificates`, list.offset)
  }
  return ids
}

function certificateId(element: DerElement): CertificateId {
  const what = 'ESSCertID'
  const reader = DerReader.inside(element, what)
  const algorithm = reader.readOptional(TAG.sequence)
  const digest = reader.read(TAG.octetString).content
  const issuerSerial = reader.readOptional(TAG.sequence)
  reader.end()
  return {
    algorithm: algorithm && algorithmIn(algorithm, what),
    digest,
    issuerSerial: issuerSerial && readIssuerSerial(issuerSerial),
  }
}

function readIssuerSerial(element: DerElement): { issuer: DerElement; serial: Uint8Array } {
  const what = 'ESSCertID.issuerSerial'
  const reader = DerReader.inside(element, what)
  const names = DerReader.inside(reader.read(TAG.sequence), what)
  const serial = reader.read(TAG.integer).content
  reader.end()
  const name = DerReader.inside(names.read(DIRECTORY_NAME), what)
  names.end()
  const issuer = name.read(TAG.sequence)
  name.end()
  return { issuer, serial }
}
