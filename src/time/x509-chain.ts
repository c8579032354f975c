import type { CryptoProvider } from '../crypto/types.ts'
import { equalBytes, hex } from '../encoding/bytes.ts'
import { formatInstant } from '../encoding/instant.ts'
import { isRefusal, refused, type TimestampReason, type TimestampRefusal } from './rfc3161-reasons.ts'
import { type Certificate, hasName } from './x509-certificate.ts'
import { authorityKey } from './x509-key.ts'
import { checkSignature, signatureScheme } from './x509-signature.ts'

/**
 * Chains of certificates from the signer of a time-stamp to a root that the caller gave (RFC 5280, section 6, without policies, name
 * constraints and revocation). Certificates are judged at the time in the token, never at the present.
 */

/** Signer and root counted. */
const MAX_CHAIN = 8
/** More are tried for no honest token: it bounds the work for a bag of look-alike certificates. */
const MAX_SIGNATURE_CHECKS = 64

export const OID_TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const OID_ANY_PURPOSE = '2.5.29.37.0'

export interface ChainSearch {
  /** What may stand between signer and root; nothing about it is relied on. */
  readonly intermediates: readonly Certificate[]
  readonly roots: readonly Certificate[]
  /** Nanoseconds since 1970. */
  readonly at: bigint
  readonly provider: CryptoProvider
}

/** The certificate that a search has come to, and how. */
interface Step {
  readonly certificate: Certificate
  readonly below: Step | undefined
  /** Certificates up to this one, signer counted. */
  readonly length: number
  /** Authorities up to this one that are not self-issued: what a path length counts (RFC 5280, section 4.2.1.9). */
  readonly authorities: number
}

/**
 * The shortest chain, signer first and root last, or the reason why there is none: of the attempts that failed, the one that came
 * farthest. A root stands by the caller's word: its own signature is not checked, its validity and its limits are.
 */
export async function findChain(signer: Certificate, search: ChainSearch): Promise<Certificate[] | TimestampRefusal> {
  const failed = certificateProblem(signer, search.at)
  if (failed !== undefined) return failed
  if (search.roots.some((root) => equalBytes(root.bytes, signer.bytes))) return [signer]

  const seen = new Set<Certificate>()
  let attempts: { length: number; why: TimestampRefusal } | undefined
  let checks = 0
  const queue: Step[] = [{ certificate: signer, below: undefined, length: 1, authorities: 0 }]
  // Breadth first, each certificate once: the work is bounded by their number, and the first chain found is the shortest.
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    for (const [issuer, isRoot] of issuersOf(step.certificate, search)) {
      // What signed itself leads nowhere.
      if (seen.has(issuer) || equalBytes(issuer.bytes, step.certificate.bytes)) continue
      const next = stepTo(issuer, step)
      let why = stepProblem(next, isRoot, search.at)
      if (why === undefined) {
        if (++checks > MAX_SIGNATURE_CHECKS) return tooMany()
        why = await signatureProblem(step.certificate, issuer, search.provider)
      }
      if (why === undefined) {
        if (isRoot) return chainOf(next)
        seen.add(issuer)
        queue.push(next)
      } else if (attempts === undefined || step.length > attempts.length) attempts = { length: step.length, why }
    }
    if (attempts === undefined || step.length > attempts.length) {
      attempts = { length: step.length, why: untrusted(step.certificate, search.roots.length) }
    }
  }
  return attempts?.why ?? untrusted(signer, search.roots.length)
}

/** Roots first. A key identifier that both name must agree; without it the name alone selects, and the signature decides. */
function* issuersOf(certificate: Certificate, { roots, intermediates }: ChainSearch): Iterable<[Certificate, boolean]> {
  for (const root of roots) if (mayIssue(root, certificate)) yield [root, true]
  for (const other of intermediates) if (mayIssue(other, certificate)) yield [other, false]
}

function mayIssue(issuer: Certificate, { issuer: name, authorityKeyId }: Certificate): boolean {
  if (!hasName(issuer.subject, name)) return false
  const { subjectKeyId } = issuer
  return authorityKeyId === undefined || subjectKeyId === undefined || equalBytes(authorityKeyId, subjectKeyId)
}

function stepTo(issuer: Certificate, below: Step): Step {
  const selfIssued = hasName(issuer.subject, issuer.issuer)
  return {
    certificate: issuer,
    below,
    length: below.length + 1,
    authorities: below.authorities + (selfIssued ? 0 : 1),
  }
}

function chainOf(last: Step): Certificate[] {
  const chain: Certificate[] = []
  for (let step: Step | undefined = last; step !== undefined; step = step.below) chain.unshift(step.certificate)
  return chain
}

/** What makes a certificate unfit wherever it stands in a chain. */
function certificateProblem(certificate: Certificate, at: bigint): TimestampRefusal | undefined {
  const { notBefore, notAfter, refused: extensions } = certificate
  if (at < notBefore)
    return problem(
      'certificate-not-yet-valid',
      certificate,
      `begins at ${formatInstant(notBefore)}, after the time in the token, ${formatInstant(at)}`,
    )
  if (at > notAfter)
    return problem(
      'certificate-expired',
      certificate,
      `ended at ${formatInstant(notAfter)}, before the time in the token, ${formatInstant(at)}`,
    )
  if (extensions.length > 0)
    return problem(
      'certificate-extension',
      certificate,
      `has extensions that are not understood: ${extensions.join(', ')}`,
    )
  return undefined
}

/** What makes an issuer unfit at its place in the chain. */
function stepProblem(step: Step, isRoot: boolean, at: bigint): TimestampRefusal | undefined {
  const { certificate: issuer, below, length } = step
  if (length > MAX_CHAIN) {
    return problem(
      'chain-too-long',
      issuer,
      `would be number ${length} of a chain of at most ${MAX_CHAIN} certificates`,
    )
  }
  const unfit = certificateProblem(issuer, at)
  if (unfit !== undefined) return unfit
  const { basic, keyUsage, extendedKeyUsage } = issuer
  // Roots from before extensions existed have none; that they issue is the caller's word.
  if (!(basic?.authority ?? (isRoot && issuer.isVersion1)))
    return problem('certificate-not-authority', issuer, 'is not an authority (basicConstraints)')
  if (keyUsage?.certifies === false)
    return problem('certificate-not-authority', issuer, 'may not issue certificates (keyUsage)')
  const purposes = extendedKeyUsage?.purposes
  if (
    purposes !== undefined &&
    !isRoot &&
    !purposes.includes(OID_TIME_STAMPING) &&
    !purposes.includes(OID_ANY_PURPOSE)
  ) {
    return problem('usage-not-timestamping', issuer, 'is limited to other uses than time-stamping (extKeyUsage)')
  }
  const limit = basic?.pathLength
  const beneath = below?.authorities ?? 0
  if (limit === undefined || beneath <= limit) return undefined
  return problem('certificate-path-length', issuer, `allows ${limit} authorities below it, and ${beneath} follow`)
}

async function signatureProblem(
  certificate: Certificate,
  issuer: Certificate,
  provider: CryptoProvider,
): Promise<TimestampRefusal | undefined> {
  const place = certificate.title
  const scheme = signatureScheme(certificate.signatureAlgorithm, place)
  if (isRefusal(scheme)) return scheme
  const key = authorityKey(issuer.spki, issuer.title)
  if (isRefusal(key)) return key
  const outcome = await checkSignature(key, scheme, certificate.signedBytes, certificate.signature, provider, place)
  if (outcome === 'verified') return undefined
  if (outcome !== 'failed') return outcome
  return problem('certificate-signature', certificate, `is not signed by the key of ${issuer.title}`)
}

function untrusted(certificate: Certificate, roots: number): TimestampRefusal {
  if (roots === 0) return refused('chain-untrusted', certificate.title, 'No root was given, so no authority is known.')
  const text = 'was issued by none of the roots given, nor by a certificate that came along'
  return problem('chain-untrusted', certificate, text)
}

function tooMany(): TimestampRefusal {
  const text = `More than ${MAX_SIGNATURE_CHECKS} signatures of certificates would have to be checked.`
  return refused('chain-limit', 'certificates', text)
}

function problem(code: TimestampReason, certificate: Certificate, what: string): TimestampRefusal {
  const { title } = certificate
  return refused(code, title, `The certificate of ${title} (serial number ${hex(certificate.serial)}) ${what}.`)
}
