import { defaultProvider } from '../crypto/default-provider.ts'
import { keyIdOf } from '../crypto/public-key.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { TimestampHash } from './rfc3161-algorithms.ts'
import { attributesProblem, imprintHash, infoProblem, requestProblem, tokenSignatureProblem } from './rfc3161-checks.ts'
import { isRefusal, refused, type TimestampRefusal } from './rfc3161-reasons.ts'
import { parseTimestampRequest, type TimestampRequest } from './rfc3161-request.ts'
import { isResponse, parseTimestampResponse } from './rfc3161-response.ts'
import { chainProblem, findSigner, usageProblem } from './rfc3161-signer.ts'
import { parseTimestampToken, type TimestampToken } from './rfc3161-token.ts'
import { type Certificate, parseCertificate } from './x509-certificate.ts'
import { findChain } from './x509-chain.ts'
import { isNameOf } from './x509-name.ts'

export interface TimestampQuestion {
  /** DER of a TimeStampToken, or of a whole response. */
  readonly token: Uint8Array
  /** Exactly the bytes that the time-stamp should be over. */
  readonly message: Uint8Array
  /** DER of the certificates that the caller relies on. Any certificate can be one: of a root, of an authority below it, of the signer itself. */
  readonly roots: readonly Uint8Array[]
  /** DER of certificates that a chain may need and the token lacks; nothing about them is relied on. */
  readonly untrusted?: readonly Uint8Array[]
  /** The nonce of the request, which the token must then carry. */
  readonly nonce?: bigint
  /** Object identifier, dotted, of the one policy accepted. */
  readonly policy?: string
  /** DER of the request, where it was kept: the imprint, nonce and policy that it asks for must be those of the token. */
  readonly request?: Uint8Array
  readonly provider?: CryptoProvider
}

/** Who signed: names are for people, keys decide. */
export interface TimestampParty {
  /** Of the certificate, in the manner of RFC 4514. */
  readonly subject: string
  /** Lowercase hex SHA-256 of the SubjectPublicKeyInfo. */
  readonly keyId: string
}

/** A time-stamp that stands: an authority that the caller relies on says that the message existed at genTime. */
export interface Timestamp {
  readonly ok: true
  /** Nanoseconds since 1970, exact. */
  readonly genTime: bigint
  /** Nanoseconds to either side; absent where the authority does not state it. */
  readonly accuracy?: bigint
  readonly authority: TimestampParty
  /** The certificate of the caller to which the chain leads; the authority itself where it was given. */
  readonly root: TimestampParty
  /** Of the token, unique for its authority. */
  readonly serial: bigint
  readonly policy: string
  readonly ordering: boolean
  readonly hash: TimestampHash
  readonly nonce?: bigint
}

export type TimestampResult = Timestamp | TimestampRefusal

/**
 * Verifies a time-stamp (RFC 3161, with RFC 5816) at the time it states: imprint, nonce, policy; the one signer by identifier and
 * ESSCertID(v2); signed attributes and signature; sole and critical usage timeStamping; the chain to a root of the caller.
 *
 * It never throws for what a token holds, reads no clock and reaches no network. Not checked: whether a certificate was revoked (nothing
 * here has a list), and whether the clock of the authority was right.
 *
 * @throws FairtrailError `misuse` for a root or a request that cannot be read
 */
export async function verifyTimestamp(question: TimestampQuestion): Promise<TimestampResult> {
  const roots = question.roots.map(readRoot)
  const request = question.request === undefined ? undefined : readRequest(question.request)
  const provider = question.provider ?? (await defaultProvider())
  try {
    const token = readToken(question.token)
    return isRefusal(token) ? token : await verifyToken(token, question, roots, request, provider)
  } catch (error) {
    if (!(error instanceof FairtrailError)) throw error
    const code = error.code === 'timestamp-limit' ? 'token-limit' : 'token-form'
    return refused(code, error.offset === undefined ? 'token' : `token, byte ${error.offset}`, error.message)
  }
}

async function verifyToken(
  token: TimestampToken,
  question: TimestampQuestion,
  roots: readonly Certificate[],
  request: TimestampRequest | undefined,
  provider: CryptoProvider,
): Promise<TimestampResult> {
  const { info, signer } = token
  const hash = imprintHash(info)
  if (isRefusal(hash)) return hash
  const wrong =
    infoProblem(info, hash, question, provider) ??
    (request && requestProblem(info, request)) ??
    attributesProblem(token, provider)
  if (wrong !== undefined) return wrong

  const bag = readBag([...token.certificates, ...(question.untrusted ?? [])])
  const certificate = findSigner(signer, [...bag.certificates, ...roots], bag.unreadable, provider)
  if (isRefusal(certificate)) return certificate
  if (info.authorityName !== undefined && !isNameOf(info.authorityName, certificate)) {
    const text = `The token names another authority than its certificate, ${certificate.title}.`
    return refused('authority-name', 'TSTInfo.tsa', text)
  }
  const unsigned = (await tokenSignatureProblem(token, certificate, provider)) ?? usageProblem(certificate)
  if (unsigned !== undefined) return unsigned
  const chain = await findChain(certificate, { intermediates: bag.certificates, roots, at: info.genTime, provider })
  if (isRefusal(chain)) return chain
  return chainProblem(signer, chain, provider) ?? stands(token, hash, chain)
}

function stands({ info }: TimestampToken, hash: TimestampHash, chain: readonly Certificate[]): Timestamp {
  const { genTime, accuracy, serial, policy, ordering, nonce } = info
  return {
    ok: true,
    genTime,
    ...(accuracy === undefined ? {} : { accuracy }),
    authority: partyOf(chain[0] as Certificate),
    root: partyOf(chain.at(-1) as Certificate),
    serial,
    policy,
    ordering,
    hash,
    ...(nonce === undefined ? {} : { nonce }),
  }
}

function partyOf({ title, spki }: Certificate): TimestampParty {
  return { subject: title, keyId: keyIdOf(spki) }
}

function readToken(bytes: Uint8Array): TimestampToken | TimestampRefusal {
  if (!isResponse(bytes)) return parseTimestampToken(bytes)
  const { status, texts, failures, token } = parseTimestampResponse(bytes)
  if (token !== undefined) return parseTimestampToken(token)
  const reasons = [...failures, ...texts.map((text) => JSON.stringify(text))]
  const because = reasons.length === 0 ? 'it gives no reason' : reasons.join('; ')
  return refused('response-refused', 'PKIStatusInfo', `The authority answered "${status}": ${because}.`)
}

/** Certificates that came along or were given without being relied on. One that cannot be read does no harm unless it is needed. */
function readBag(list: readonly Uint8Array[]): { certificates: Certificate[]; unreadable: readonly FairtrailError[] } {
  const certificates: Certificate[] = []
  const unreadable: FairtrailError[] = []
  for (const bytes of list) {
    try {
      certificates.push(parseCertificate(bytes))
    } catch (error) {
      if (!(error instanceof FairtrailError)) throw error
      unreadable.push(error)
    }
  }
  return { certificates, unreadable }
}

function readRoot(bytes: Uint8Array, index: number): Certificate {
  try {
    return parseCertificate(bytes)
  } catch (cause) {
    if (!(cause instanceof FairtrailError)) throw cause
    throw new FairtrailError('misuse', `Root ${index} is no certificate in DER: ${cause.message}`, {}, { cause })
  }
}

function readRequest(bytes: Uint8Array): TimestampRequest {
  try {
    return parseTimestampRequest(bytes)
  } catch (cause) {
    if (!(cause instanceof FairtrailError)) throw cause
    throw new FairtrailError('misuse', `The request cannot be read: ${cause.message}`, {}, { cause })
  }
}
