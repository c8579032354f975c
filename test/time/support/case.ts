import type { TimestampReason } from '../../../src/time/rfc3161-reasons.ts'
import {
  authorityExtensions,
  certificate,
  rootCertificate,
  signerCertificate,
  type TestCertificate,
} from './certificates.ts'
import { MESSAGE, type TokenOptions, token } from './tokens.ts'

/** One token, with what we and what `openssl ts -verify` should say of it. */
export interface TokenCase {
  readonly what: string
  readonly token: Uint8Array
  readonly message: Uint8Array
  readonly roots: readonly Uint8Array[]
  readonly untrusted: readonly Uint8Array[]
  readonly nonce?: bigint
  readonly policy?: string
  readonly request?: Uint8Array
  readonly expect: 'ok' | TimestampReason
  /** Why OpenSSL answers otherwise; absent where it agrees. */
  readonly openssl?: string
}

export type Extra = Partial<Omit<TokenCase, 'what' | 'token' | 'expect' | 'openssl'>>

export const root: TestCertificate = rootCertificate()
export const intermediate: TestCertificate = certificate({
  name: 'Test issuing authority',
  issuer: root,
  extensions: authorityExtensions(0),
})
export const signer: TestCertificate = signerCertificate(root)
/** A signer under the intermediate. */
export const below: TestCertificate = signerCertificate(intermediate, { name: 'Test TSA below' })
export const rsaRoot: TestCertificate = rootCertificate({ name: 'Test RSA root', scheme: 'rsa', hash: 'sha384' })
export const rsaSigner: TestCertificate = signerCertificate(rsaRoot, { scheme: 'rsa' })

/** A case over the usual message and root. */
export function at(
  what: string,
  expect: TokenCase['expect'],
  bytes: Uint8Array,
  extra: Extra = {},
  openssl?: string,
): TokenCase {
  const usual = { message: MESSAGE, roots: [root.der], untrusted: [] }
  return { what, token: bytes, expect, ...usual, ...extra, ...(openssl === undefined ? {} : { openssl }) }
}

/** A token of the usual signer. */
export function usual(options: Partial<TokenOptions> = {}): Uint8Array {
  return token({ signer, ...options })
}

/** A token of a signer under the usual root, whose certificate is made otherwise. */
export function signedAs(options: Parameters<typeof signerCertificate>[1]): Uint8Array {
  return token({ signer: signerCertificate(root, options) })
}

/** The same key and certificate, signing by RSASSA-PSS. */
export function asPss(signing: TestCertificate): TestCertificate {
  return { ...signing, key: { ...signing.key, scheme: 'rsa-pss' } }
}

/** A token whose chain has this many certificates, and its root. */
export function longChain(length: number): [Uint8Array, Extra] {
  const authorities = [rootCertificate({ name: 'Chain root' })]
  for (let i = 1; i < length - 1; i++) {
    const issuer = authorities.at(-1) as TestCertificate
    authorities.push(certificate({ name: `Chain ${i}`, issuer, extensions: authorityExtensions() }))
  }
  const last = signerCertificate(authorities.at(-1) as TestCertificate)
  const [top, ...rest] = authorities.map(({ der: bytes }) => bytes)
  return [token({ signer: last, certificates: [last.der, ...rest] }), { roots: [top as Uint8Array] }]
}
