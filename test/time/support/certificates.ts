import { createHash } from 'node:crypto'
import { TAG } from '../../../src/crypto/der.ts'
import { der, derBitString, derObjectId, derOctets, derSequence, derUnsigned } from '../../../src/crypto/der-writer.ts'
import { utf8 } from '../../../src/encoding/bytes.ts'
import { type AnyHash, makeKey, type Scheme, signBy, type TestKey } from './keys.ts'

/** Certificates of test authorities, right and wrong in every way that is tested. */

export interface TestCertificate {
  readonly name: string
  readonly subject: Uint8Array
  readonly serial: number
  readonly der: Uint8Array
  readonly key: TestKey
  /** The name of whoever issued it. */
  readonly issuer: Uint8Array
}

export interface CertificateOptions {
  readonly name: string
  readonly key?: TestKey
  readonly scheme?: Scheme
  readonly issuer?: TestCertificate
  readonly hash?: AnyHash
  /** YYYYMMDDhhmmssZ. */
  readonly from?: string
  readonly to?: string
  readonly serial?: number
  readonly extensions?: readonly Uint8Array[]
  readonly version1?: boolean
  /** False: without key identifiers of subject and issuer. */
  readonly identified?: boolean
}

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3'

let serials = 1000

export function certificate(options: CertificateOptions): TestCertificate {
  const { name, scheme = 'p256', key = makeKey(scheme), serial = serials++, extensions = [], issuer } = options
  const { from = '20200101000000Z', to = '20400101000000Z', version1 = false, identified = true } = options
  const subject = nameOf(name)
  const signer = issuer?.key ?? key
  const issuerName = issuer?.subject ?? subject
  const { algorithm } = signBy(signer, utf8('which algorithm'), options.hash)
  const identifiers = [
    skiExtension(keyIdentifier(key)),
    extension('2.5.29.35', derSequence(der(0x80, keyIdentifier(signer)))),
  ]
  const tbs = derSequence(
    ...(version1 ? [] : [der(0xa0, derUnsigned(2))]),
    derUnsigned(serial),
    algorithm,
    issuerName,
    derSequence(timeOf(from), timeOf(to)),
    subject,
    key.spki,
    ...(version1 ? [] : [der(0xa3, derSequence(...extensions, ...(identified ? identifiers : [])))]),
  )
  const { signature } = signBy(signer, tbs, options.hash)
  return {
    name,
    subject,
    serial,
    der: derSequence(tbs, algorithm, derBitString(signature)),
    key,
    issuer: issuerName,
  }
}

export function rootCertificate(options: Partial<CertificateOptions> = {}): TestCertificate {
  return certificate({ name: 'Test root', extensions: authorityExtensions(), ...options })
}

/** The certificate of a time-stamp authority; `extensions` replaces the usual ones. */
export function signerCertificate(issuer: TestCertificate, options: Partial<CertificateOptions> = {}): TestCertificate {
  return certificate({ name: 'Test TSA', issuer, extensions: signerExtensions(), ...options })
}

export function authorityExtensions(pathLength?: number): Uint8Array[] {
  return [basicConstraints(true, pathLength), keyUsage(0x06, 1)]
}

export function signerExtensions(): Uint8Array[] {
  return [basicConstraints(false), keyUsage(0xc0, 6), extendedKeyUsage([TIME_STAMPING])]
}

export function basicConstraints(authority: boolean, pathLength?: number): Uint8Array {
  const flag = authority ? [der(TAG.boolean, Uint8Array.of(0xff))] : []
  return extension(
    '2.5.29.19',
    derSequence(...flag, ...(pathLength === undefined ? [] : [derUnsigned(pathLength)])),
    true,
  )
}

export function keyUsage(bits: number, unused: number): Uint8Array {
  return extension('2.5.29.15', der(TAG.bitString, Uint8Array.of(unused, bits)), true)
}

export function extendedKeyUsage(purposes: readonly string[], critical = true): Uint8Array {
  return extension('2.5.29.37', derSequence(...purposes.map(derObjectId)), critical)
}

export function extension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  const flag = critical ? [der(TAG.boolean, Uint8Array.of(0xff))] : []
  return derSequence(derObjectId(oid), ...flag, derOctets(value))
}

export function nameOf(commonName: string, stringTag = 0x0c): Uint8Array {
  const attribute = derSequence(derObjectId('2.5.4.3'), der(stringTag, utf8(commonName)))
  const country = derSequence(derObjectId('2.5.4.6'), der(0x13, utf8('KG')))
  return derSequence(der(TAG.set, country), der(TAG.set, attribute))
}

export function keyIdentifier({ spki }: TestKey): Uint8Array {
  return new Uint8Array(createHash('sha1').update(spki).digest())
}

export function pem(...certificates: readonly TestCertificate[]): string {
  const block = (bytes: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`
  return certificates.map(({ der: bytes }) => block(bytes)).join('')
}

function skiExtension(id: Uint8Array): Uint8Array {
  return extension('2.5.29.14', derOctets(id))
}

/** UTCTime until 2049, as RFC 5280 wants it. */
function timeOf(text: string): Uint8Array {
  return Number(text.slice(0, 4)) < 2050 ? der(0x17, utf8(text.slice(2))) : der(0x18, utf8(text))
}
