import { type DerElement, DerReader, derOid, derRefusal, derSmallInteger, readDer, TAG } from '../crypto/der.ts'
import { derBoolean } from './asn1-values.ts'

/** The extensions of a certificate that the chain of a time-stamp depends on (RFC 5280, section 4.2). */
export interface CertificateExtensions {
  /** basicConstraints; undefined where absent. */
  readonly basic: { readonly authority: boolean; readonly pathLength: number | undefined } | undefined
  /** keyUsage; undefined where absent. */
  readonly keyUsage: KeyUsage | undefined
  /** extKeyUsage; undefined where absent. */
  readonly extendedKeyUsage: { readonly critical: boolean; readonly purposes: readonly string[] } | undefined
  readonly subjectKeyId: Uint8Array | undefined
  readonly authorityKeyId: Uint8Array | undefined
  /** DER of the GeneralNames of subjectAltName. */
  readonly alternativeNames: readonly Uint8Array[]
  /** Object identifiers of critical extensions that are not understood, and of constraints that are not checked, critical or not. */
  readonly refused: readonly string[]
}

export interface KeyUsage {
  /** digitalSignature or nonRepudiation. */
  readonly signs: boolean
  readonly certifies: boolean
  /** A use other than digitalSignature and nonRepudiation. */
  readonly other: boolean
}

const OID = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  // Understood as far as it goes: no policy is asked of a chain, so every one is accepted.
  certificatePolicies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const
const UNDERSTOOD: ReadonlySet<string> = new Set(Object.values(OID))

const MAX_EXTENSIONS = 64
const MAX_PATH_LENGTH = 255
const DIGITAL_SIGNATURE_AND_NON_REPUDIATION = 0xc0
const KEY_CERT_SIGN = 0x04

export const NO_EXTENSIONS: CertificateExtensions = {
  basic: undefined,
  keyUsage: undefined,
  extendedKeyUsage: undefined,
  subjectKeyId: undefined,
  authorityKeyId: undefined,
  alternativeNames: [],
  refused: [],
}

/** @throws FairtrailError `der-syntax`, also for an extension that comes twice */
export function readExtensions(list: DerElement): CertificateExtensions {
  const found = new Map<string, { critical: boolean; value: DerElement }>()
  for (const reader = DerReader.inside(list, 'Extensions'); !reader.atEnd; ) {
    const extension = readExtension(reader)
    if (found.has(extension.oid)) {
      throw derRefusal('Extensions', `extension ${extension.oid} comes twice`, extension.value.offset)
    }
    found.set(extension.oid, extension)
    if (found.size > MAX_EXTENSIONS) throw derRefusal('Extensions', `more than ${MAX_EXTENSIONS}`, list.offset)
  }
  const refused = [...found].filter(
    ([oid, { critical }]) => oid === OID.nameConstraints || (critical && !UNDERSTOOD.has(oid)),
  )
  const extended = found.get(OID.extendedKeyUsage)
  return {
    basic: optional(found.get(OID.basicConstraints)?.value, basicConstraints),
    keyUsage: optional(found.get(OID.keyUsage)?.value, keyUsage),
    extendedKeyUsage: extended && { critical: extended.critical, purposes: purposes(extended.value) },
    subjectKeyId: optional(found.get(OID.subjectKeyId)?.value, subjectKeyId),
    authorityKeyId: optional(found.get(OID.authorityKeyId)?.value, authorityKeyId),
    alternativeNames: optional(found.get(OID.subjectAltName)?.value, generalNames) ?? [],
    refused: refused.map(([oid]) => oid),
  }
}

/** One Extension: its identifier, whether it is critical, and the OCTET STRING with its value. */
export function readExtension(reader: DerReader): { oid: string; critical: boolean; value: DerElement } {
  const inside = DerReader.inside(reader.read(TAG.sequence), 'Extension')
  const oid = derOid(inside.read(TAG.oid), 'Extension')
  const flag = inside.readOptional(TAG.boolean)
  const value = inside.read(TAG.octetString)
  inside.end()
  return { oid, critical: flag !== undefined && derBoolean(flag, 'Extension'), value }
}

function basicConstraints(value: DerElement): CertificateExtensions['basic'] {
  const what = 'basicConstraints'
  const reader = sequenceIn(value, what)
  const flag = reader.readOptional(TAG.boolean)
  const length = reader.readOptional(TAG.integer)
  reader.end()
  return {
    authority: flag !== undefined && derBoolean(flag, what),
    pathLength: length && derSmallInteger(length, MAX_PATH_LENGTH, what),
  }
}

/** A named bit list: bit 0 is the highest of the first byte. */
function keyUsage(value: DerElement): KeyUsage {
  const [unused = 8, first = 0, ...rest] = readDer(value.content, TAG.bitString, 'keyUsage').content
  if (unused > 7) throw derRefusal('keyUsage', 'no BIT STRING', value.offset)
  return {
    signs: (first & DIGITAL_SIGNATURE_AND_NON_REPUDIATION) !== 0,
    certifies: (first & KEY_CERT_SIGN) !== 0,
    other: (first & ~DIGITAL_SIGNATURE_AND_NON_REPUDIATION) !== 0 || rest.some((byte) => byte !== 0),
  }
}

function purposes(value: DerElement): string[] {
  const reader = sequenceIn(value, 'extKeyUsage')
  const found: string[] = []
  do found.push(derOid(reader.read(TAG.oid), 'extKeyUsage'))
  while (!reader.atEnd && found.length < MAX_EXTENSIONS)
  reader.end()
  return found
}

function subjectKeyId(value: DerElement): Uint8Array {
  return readDer(value.content, TAG.octetString, 'subjectKeyIdentifier').content
}

/** The keyIdentifier alone; issuer and serial number are a hint that name and signature make needless. */
function authorityKeyId(value: DerElement): Uint8Array | undefined {
  return sequenceIn(value, 'authorityKeyIdentifier').readOptional(0x80)?.content
}

function generalNames(value: DerElement): Uint8Array[] {
  const names: Uint8Array[] = []
  for (const reader = sequenceIn(value, 'subjectAltName'); !reader.atEnd; ) names.push(reader.readAny().bytes)
  return names
}

function sequenceIn(value: DerElement, what: string): DerReader {
  return DerReader.inside(readDer(value.content, TAG.sequence, what), what)
}

function optional<T>(value: DerElement | undefined, read: (value: DerElement) => T): T | undefined {
  return value && read(value)
}
