import { type DerElement, DerReader, derOid, derRefusal, TAG } from '../crypto/der.ts'
import { derNull, derObjectId, derSequence } from '../crypto/der-writer.ts'
import { digestOf } from '../crypto/digest.ts'
import type { CryptoProvider } from '../crypto/types.ts'

/** The digests that a signature or an imprint may rest on. */
export type TimestampHash = 'sha256' | 'sha384' | 'sha512'

const HASHES: readonly (readonly [TimestampHash, string])[] = [
  ['sha256', '2.16.840.1.101.3.4.2.1'],
  ['sha384', '2.16.840.1.101.3.4.2.2'],
  ['sha512', '2.16.840.1.101.3.4.2.3'],
]

/** Names for messages; an object identifier that is not here is shown as it is. */
const TITLES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.5': 'RSA with SHA-1',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.113549.1.1.11': 'RSA with SHA-256',
  '1.2.840.113549.1.1.12': 'RSA with SHA-384',
  '1.2.840.113549.1.1.13': 'RSA with SHA-512',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10045.2.1': 'ECDSA',
  '1.2.840.10045.4.1': 'ECDSA with SHA-1',
  '1.2.840.10045.4.3.2': 'ECDSA with SHA-256',
  '1.2.840.10045.4.3.3': 'ECDSA with SHA-384',
  '1.2.840.10045.4.3.4': 'ECDSA with SHA-512',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
}

/** An AlgorithmIdentifier (RFC 5280, section 4.1.1.2). */
export interface AlgorithmIdentifier {
  readonly oid: string
  /** Undefined where absent; `null` for the NULL that many algorithms carry instead. */
  readonly parameters: DerElement | null | undefined
  readonly bytes: Uint8Array
}

/** @throws FairtrailError `der-syntax` */
export function readAlgorithm(reader: DerReader, what: string): AlgorithmIdentifier {
  return algorithmIn(reader.read(TAG.sequence), what)
}

/** @throws FairtrailError `der-syntax` */
export function algorithmIn(element: DerElement, what: string): AlgorithmIdentifier {
  const inside = DerReader.inside(element, what)
  const oid = derOid(inside.read(TAG.oid), what)
  const parameters = inside.atEnd ? undefined : inside.readAny()
  inside.end()
  if (parameters?.tag !== TAG.null) return { oid, parameters, bytes: element.bytes }
  if (parameters.content.length > 0) throw derRefusal(what, 'a NULL with content', parameters.offset)
  return { oid, parameters: null, bytes: element.bytes }
}

/** The accepted digest that an identifier names, its parameters being NULL or absent; undefined for every other. */
export function hashOf({ oid, parameters }: AlgorithmIdentifier): TimestampHash | undefined {
  return parameters ? undefined : HASHES.find(([, known]) => known === oid)?.[0]
}

/** DER of the AlgorithmIdentifier of a digest. OpenSSL and most authorities write the NULL; RFC 5754 accepts both. */
export function hashIdentifier(hash: TimestampHash): Uint8Array {
  const [, oid] = HASHES.find(([name]) => name === hash) as readonly [TimestampHash, string]
  return derSequence(derObjectId(oid), derNull())
}

/** An algorithm by name where it has one here, for messages. */
export function algorithmTitle(oid: string): string {
  return TITLES[oid] ?? `algorithm ${oid}`
}

export function digestBy(provider: CryptoProvider, hash: TimestampHash | 'sha1', bytes: Uint8Array): Uint8Array {
  if (hash === 'sha256') return provider.sha256(bytes)
  if (hash === 'sha512') return provider.sha512(bytes)
  const hasher = provider.hasher(hash)
  if (hasher === undefined) return digestOf(hash, bytes)
  hasher.update(bytes)
  return hasher.digest()
}
