import type { CryptoProvider } from '../crypto/types.ts'
import { equalBytes } from '../encoding/bytes.ts'
import { algorithmTitle, digestBy, hashOf, type TimestampHash } from './rfc3161-algorithms.ts'
import { isRefusal, refused, type TimestampRefusal } from './rfc3161-reasons.ts'
import type { TimestampRequest } from './rfc3161-request.ts'
import { OID_TST_INFO, type TimestampToken } from './rfc3161-token.ts'
import type { TstInfo } from './rfc3161-tst-info.ts'
import type { Certificate } from './x509-certificate.ts'
import { authorityKey } from './x509-key.ts'
import { checkSignature, signatureScheme } from './x509-signature.ts'

/** The checks of a token for itself: what it states, what was signed, the signature. Undefined where all is well. */

const ACCEPTED = 'Accepted: SHA-256, SHA-384, SHA-512'

/** What the caller expects a token to state. */
export interface Expected {
  readonly message: Uint8Array
  readonly nonce?: bigint
  readonly policy?: string
}

/** The digest of the imprint, or why it is not accepted. */
export function imprintHash({ imprint }: TstInfo): TimestampHash | TimestampRefusal {
  const text = `The imprint is by ${algorithmTitle(imprint.algorithm.oid)}. ${ACCEPTED}.`
  return hashOf(imprint.algorithm) ?? refused('imprint-algorithm', 'TSTInfo.messageImprint', text)
}

export function infoProblem(
  info: TstInfo,
  hash: TimestampHash,
  { message, nonce, policy }: Expected,
  provider: CryptoProvider,
): TimestampRefusal | undefined {
  if (info.version !== 1) return refused('token-version', 'TSTInfo.version', `The token is of version ${info.version}.`)
  if (!equalBytes(digestBy(provider, hash, message), info.imprint.digest)) {
    return refused(
      'imprint-mismatch',
      'TSTInfo.messageImprint',
      'The token is over another message than the one given.',
    )
  }
  if (policy !== undefined && info.policy !== policy) return policyMismatch(info, policy)
  if (nonce !== undefined && info.nonce !== nonce) return nonceMismatch(info, nonce)
  const [critical] = info.criticalExtensions
  if (critical === undefined) return undefined
  return refused(
    'token-extension',
    'TSTInfo.extensions',
    `The token has the critical extension ${critical}, which is not understood.`,
  )
}

/** Whether the token answers a request that was kept (RFC 3161, section 2.4.2). */
export function requestProblem(info: TstInfo, request: TimestampRequest): TimestampRefusal | undefined {
  const { imprint, policy, nonce } = request
  if (imprint.algorithm.oid !== info.imprint.algorithm.oid || !equalBytes(imprint.digest, info.imprint.digest)) {
    return refused(
      'imprint-mismatch',
      'TSTInfo.messageImprint',
      'The token has another imprint than the request that was kept.',
    )
  }
  if (policy !== undefined && info.policy !== policy) return policyMismatch(info, policy)
  return nonce !== undefined && info.nonce !== nonce ? nonceMismatch(info, nonce) : undefined
}

/** Content type and message digest (RFC 5652, sections 5.4 and 5.6). */
export function attributesProblem(token: TimestampToken, provider: CryptoProvider): TimestampRefusal | undefined {
  const { digestAlgorithm, attributes } = token.signer
  const hash = hashOf(digestAlgorithm)
  if (hash === undefined) {
    const text = `The signed content is digested by ${algorithmTitle(digestAlgorithm.oid)}. ${ACCEPTED}.`
    return refused('digest-algorithm', 'SignerInfo.digestAlgorithm', text)
  }
  if (attributes.contentType !== OID_TST_INFO) {
    const text = 'The signed attributes do not say that the content is a TSTInfo.'
    return refused('attributes-form', 'SignerInfo.signedAttrs', text)
  }
  if (attributes.messageDigest === undefined) {
    return refused('attributes-form', 'SignerInfo.signedAttrs', 'The signed attributes have no message digest.')
  }
  if (equalBytes(digestBy(provider, hash, token.content), attributes.messageDigest)) return undefined
  const text =
    'The content of the token was altered after it was signed, or belongs to another signature: its digest differs.'
  return refused('altered', 'TSTInfo', text)
}

export async function tokenSignatureProblem(
  { signer }: TimestampToken,
  certificate: Certificate,
  provider: CryptoProvider,
): Promise<TimestampRefusal | undefined> {
  const place = 'SignerInfo.signature'
  const scheme = signatureScheme(signer.signatureAlgorithm, place, hashOf(signer.digestAlgorithm))
  if (isRefusal(scheme)) return scheme
  const key = authorityKey(certificate.spki, certificate.title)
  if (isRefusal(key)) return key
  const { signedBytes } = signer.attributes
  const outcome = await checkSignature(key, scheme, signedBytes, signer.signature, provider, place)
  if (outcome === 'verified') return undefined
  if (outcome !== 'failed') return outcome
  return refused('signature-invalid', place, `The signature does not verify under the key of ${certificate.title}.`)
}

function policyMismatch(info: TstInfo, policy: string): TimestampRefusal {
  return refused(
    'policy-mismatch',
    'TSTInfo.policy',
    `The token is under policy ${info.policy}, and ${policy} was asked for.`,
  )
}

function nonceMismatch(info: TstInfo, nonce: bigint): TimestampRefusal {
  const found = info.nonce === undefined ? 'no nonce' : `the nonce ${info.nonce}`
  return refused('nonce-mismatch', 'TSTInfo.nonce', `The token has ${found}, and that of the request is ${nonce}.`)
}
