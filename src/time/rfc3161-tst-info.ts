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
import { derBoolean, derGeneralizedTime, derIdentifier } from './asn1-values.ts'
import { type AlgorithmIdentifier, readAlgorithm } from './rfc3161-algorithms.ts'
import { readExtension } from './x509-extensions.ts'

/** What an authority states (RFC 3161, section 2.4.2). Read, not checked. */
export interface TstInfo {
  readonly version: number
  readonly policy: string
  readonly imprint: Imprint
  readonly serial: bigint
  /** Nanoseconds since 1970. */
  readonly genTime: bigint
  /** Nanoseconds to either side of genTime; undefined where not stated. */
  readonly accuracy: bigint | undefined
  /** True: any two tokens of this authority are ordered by genTime, whatever the accuracy. */
  readonly ordering: boolean
  readonly nonce: bigint | undefined
  /** GeneralName of the authority. */
  readonly authorityName: DerElement | undefined
  readonly criticalExtensions: readonly string[]
}

/** MessageImprint: a digest and its algorithm. */
export interface Imprint {
  readonly algorithm: AlgorithmIdentifier
  readonly digest: Uint8Array
}

const WHAT = 'TSTInfo'
/** 68 years: more says nothing about a time. */
const MAX_SECONDS = 2 ** 31 - 1

/** @throws FairtrailError `der-syntax` */
export function readTstInfo(bytes: Uint8Array): TstInfo {
  const reader = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
  const info = {
    version: derSmallInteger(reader.read(TAG.integer), 255, WHAT),
    policy: derOid(reader.read(TAG.oid), WHAT),
    imprint: readImprint(reader),
    serial: derIdentifier(reader.read(TAG.integer), WHAT),
    genTime: derGeneralizedTime(reader.readAny(), 'TSTInfo.genTime'),
    accuracy: readAccuracy(reader.readOptional(TAG.sequence)),
    ordering: readOrdering(reader.readOptional(TAG.boolean)),
    nonce: readNonce(reader.readOptional(TAG.integer)),
    authorityName: readAuthorityName(reader.readOptional(contextTag(0, 'constructed'))),
    criticalExtensions: readCritical(reader.readOptional(contextTag(1, 'constructed'))),
  }
  reader.end()
  return info
}

/** @throws FairtrailError `der-syntax` */
export function readImprint(reader: DerReader): Imprint {
  const inside = DerReader.inside(reader.read(TAG.sequence), 'MessageImprint')
  const algorithm = readAlgorithm(inside, 'MessageImprint')
  const digest = inside.read(TAG.octetString).content
  inside.end()
  return { algorithm, digest }
}

/** Seconds, then millis and micros; a part that is absent is 0. RFC 3161 has 1 to 999 for the latter two; a 0 says nothing else than absence. */
function readAccuracy(element: DerElement | undefined): bigint | undefined {
  if (element === undefined) return undefined
  const what = 'TSTInfo.accuracy'
  const reader = DerReader.inside(element, what)
  const seconds = reader.readOptional(TAG.integer)
  const parts = [0, 1].map((number) => reader.readOptional(contextTag(number, 'primitive')))
  reader.end()
  const [millis = 0, micros = 0] = parts.map(
    (part) => part && derSmallInteger({ ...part, tag: TAG.integer }, 999, what),
  )
  const whole = seconds === undefined ? 0 : derSmallInteger(seconds, MAX_SECONDS, what)
  return BigInt(whole) * 1_000_000_000n + BigInt(millis * 1_000_000 + micros * 1000)
}

function readOrdering(element: DerElement | undefined): boolean {
  return element !== undefined && derBoolean(element, 'TSTInfo.ordering')
}

function readNonce(element: DerElement | undefined): bigint | undefined {
  return element && derIdentifier(element, 'TSTInfo.nonce')
}

function readAuthorityName(element: DerElement | undefined): DerElement | undefined {
  if (element === undefined) return undefined
  const reader = DerReader.inside(element, 'TSTInfo.tsa')
  const name = reader.readAny()
  reader.end()
  if ((name.tag & 0xc0) !== 0x80) throw derRefusal('TSTInfo.tsa', 'no GeneralName', name.offset)
  return name
}

function readCritical(element: DerElement | undefined): string[] {
  const critical: string[] = []
  if (element === undefined) return critical
  for (const reader = DerReader.inside(element, 'TSTInfo.extensions'); !reader.atEnd; ) {
    const extension = readExtension(reader)
    if (extension.critical) critical.push(extension.oid)
  }
  return critical
}
