import { createHash } from 'node:crypto'
import { TAG } from '../../../src/crypto/der.ts'
import { der, derObjectId, derOctets, derSequence, derUnsigned } from '../../../src/crypto/der-writer.ts'
import { compareBytes, concat, utf8 } from '../../../src/encoding/bytes.ts'
import type { TestCertificate } from './certificates.ts'
import { type AnyHash, digestAlgorithm, signBy, usualHash } from './keys.ts'

/** Time-stamp tokens, right and wrong in every way that is tested; `openssl ts -reply` makes only right ones, and none with Ed25519. */

export const MESSAGE: Uint8Array = utf8('fairtrail/case/0000\n7\nq83vEjRWeJA=\n')
export const POLICY = '1.3.6.1.4.1.55555.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const ATTRIBUTE = '1.2.840.113549.1.9'

export interface TokenOptions {
  readonly signer: TestCertificate
  readonly message?: Uint8Array
  readonly imprintHash?: AnyHash
  /** As it stands in the token. */
  readonly genTime?: string
  readonly policy?: string
  readonly version?: number
  readonly accuracy?: Uint8Array
  readonly ordering?: boolean
  readonly nonce?: bigint
  readonly authorityName?: Uint8Array
  readonly extensions?: readonly Uint8Array[]
  /** Of the content: replaces the one made of the options above. */
  readonly content?: Uint8Array
  readonly contentType?: string
  /** Digest and signature algorithm of the CMS signature. */
  readonly hash?: AnyHash
  readonly certificates?: readonly Uint8Array[]
  /** Certificates in the order in which the signing-certificate attribute lists them; empty: no such attribute. */
  readonly listed?: readonly TestCertificate[]
  /** 1: ESSCertID by SHA-1. 2: ESSCertIDv2. */
  readonly ess?: readonly (1 | 2)[]
  readonly essHash?: AnyHash
  readonly essSerial?: boolean
  readonly extraAttributes?: readonly Uint8Array[]
  readonly withoutDigest?: boolean
  readonly messageDigest?: Uint8Array
  readonly sorted?: boolean
  readonly byKeyId?: boolean
  readonly signersTimes?: number
  readonly unsigned?: Uint8Array
  readonly cmsVersion?: number
  readonly plainRsa?: boolean
  readonly algorithm?: Uint8Array
  readonly spoil?: (signature: Uint8Array) => Uint8Array
}

export function token(options: TokenOptions): Uint8Array {
  const content = options.content ?? tstInfo(options)
  const signerInfo = signerInfoOf(options, content)
  const { signer, hash = usualHash(signer.key.scheme), certificates = [signer.der], cmsVersion = 3 } = options
  const signedData = derSequence(
    derUnsigned(cmsVersion),
    der(TAG.set, digestAlgorithm(hash)),
    derSequence(derObjectId(TST_INFO), der(0xa0, derOctets(content))),
    ...(certificates.length === 0 ? [] : [der(0xa0, ...certificates)]),
    der(TAG.set, ...Array.from({ length: options.signersTimes ?? 1 }, () => signerInfo)),
  )
  return derSequence(derObjectId(SIGNED_DATA), der(0xa0, signedData))
}

export function tstInfo(options: Omit<TokenOptions, 'signer'>): Uint8Array {
  const { imprintHash = 'sha256', message = MESSAGE, genTime = '20260302141000Z', accuracy, nonce } = options
  const { ordering = false, authorityName, extensions, policy = POLICY, version = 1 } = options
  return derSequence(
    derUnsigned(version),
    derObjectId(policy),
    derSequence(digestAlgorithm(imprintHash), derOctets(digest(imprintHash, message))),
    derUnsigned(42),
    der(0x18, utf8(genTime)),
    ...(accuracy === undefined ? [] : [accuracy]),
    ...(ordering ? [der(TAG.boolean, Uint8Array.of(0xff))] : []),
    ...(nonce === undefined ? [] : [derUnsigned(nonce)]),
    ...(authorityName === undefined ? [] : [der(0xa0, authorityName)]),
    ...(extensions === undefined ? [] : [der(0xa1, ...extensions)]),
  )
}

export function accuracyOf(seconds?: number, millis?: number, micros?: number): Uint8Array {
  const part = (tag: number, value: number | undefined) =>
    value === undefined ? [] : [concat(Uint8Array.of(tag), derUnsigned(value).subarray(1))]
  return derSequence(...part(TAG.integer, seconds), ...part(0x80, millis), ...part(0x81, micros))
}

/** A response around a token. */
export function response(inner: Uint8Array): Uint8Array {
  return derSequence(derSequence(derUnsigned(0)), inner)
}

export function digest(hash: AnyHash, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash).update(bytes).digest())
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return derSequence(derObjectId(oid), der(TAG.set, ...values))
}

function signerInfoOf(options: TokenOptions, content: Uint8Array): Uint8Array {
  const { signer, hash = usualHash(signer.key.scheme), byKeyId = false, unsigned } = options
  const attributes = attributesOf(options, content, hash)
  const order = options.sorted === false ? attributes.toReversed() : attributes.toSorted(compareBytes)
  const made = signBy(signer.key, der(TAG.set, ...order), hash)
  const plain = derSequence(derObjectId('1.2.840.113549.1.1.1'), der(TAG.null))
  const issuerAndSerial = derSequence(signer.issuer, derUnsigned(signer.serial))
  return derSequence(
    derUnsigned(byKeyId ? 3 : 1),
    byKeyId ? der(0x80, digest('sha1', signer.key.spki)) : issuerAndSerial,
    digestAlgorithm(hash),
    der(0xa0, ...order),
    options.algorithm ?? (options.plainRsa ? plain : made.algorithm),
    derOctets((options.spoil ?? ((it) => it))(made.signature)),
    ...(unsigned === undefined ? [] : [der(0xa1, unsigned)]),
  )
}

function attributesOf(options: TokenOptions, content: Uint8Array, hash: AnyHash): Uint8Array[] {
  const { contentType = TST_INFO, listed = [options.signer], ess = [2], extraAttributes = [] } = options
  const { messageDigest = digest(hash, content), withoutDigest = false } = options
  return [
    attribute(`${ATTRIBUTE}.3`, derObjectId(contentType)),
    ...(withoutDigest ? [] : [attribute(`${ATTRIBUTE}.4`, derOctets(messageDigest))]),
    ...(listed.length === 0 ? [] : ess.map((form) => signingCertificate(form, listed, options))),
    ...extraAttributes,
  ]
}

function signingCertificate(form: 1 | 2, listed: readonly TestCertificate[], options: TokenOptions): Uint8Array {
  const { essHash, essSerial = false } = options
  const ids = listed.map(({ der: bytes, issuer, serial }) => {
    const issuerSerial = derSequence(derSequence(der(0xa4, issuer)), derUnsigned(serial))
    const hash = form === 1 ? 'sha1' : (essHash ?? 'sha256')
    return derSequence(
      ...(form === 2 && essHash !== undefined ? [digestAlgorithm(essHash)] : []),
      derOctets(digest(hash, bytes)),
      ...(essSerial ? [issuerSerial] : []),
    )
  })
  return attribute(`${ATTRIBUTE}.16.2.${form === 1 ? 12 : 47}`, derSequence(derSequence(...ids)))
}
