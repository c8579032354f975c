import type { CryptoProvider } from '../crypto/types.ts'
import { equalBytes, hex } from '../encoding/bytes.ts'
import { algorithmTitle, digestBy, hashOf } from './rfc3161-algorithms.ts'
import type { CertificateId } from './rfc3161-attributes.ts'
import { isRefusal, refused, type TimestampRefusal } from './rfc3161-reasons.ts'
import type { SignerInfo } from './rfc3161-token.ts'
import { type Certificate, hasName } from './x509-certificate.ts'
import { OID_TIME_STAMPING } from './x509-chain.ts'

const PLACE = 'signing certificate'

/**
 * The certificate of the signer: of all that are at hand, the one that the token's identifier names and whose digest the signed attribute
 * holds; never the first in the bag. ESSCertID, which identifies by SHA-1, is accepted beside the identifier and the signature, as RFC 3161
 * has it; where both forms are present both must agree.
 */
export function findSigner(
  { id, attributes }: SignerInfo,
  certificates: readonly Certificate[],
  unreadable: readonly Error[],
  provider: CryptoProvider,
): Certificate | TimestampRefusal {
  const lists = [attributes.certificates1, attributes.certificates2].filter((list) => list !== undefined)
  const firsts: CertificateId[] = []
  for (const [first] of lists) {
    if (first === undefined) return missingAttribute()
    firsts.push(first)
  }
  if (firsts.length === 0) return missingAttribute()

  const named = certificates.filter((certificate) => isNamed(certificate, id))
  if (named.length === 0) {
    const which = 'subjectKeyId' in id ? `key identifier ${hex(id.subjectKeyId)}` : `serial number ${hex(id.serial)}`
    const text = `The token was signed under the certificate with ${which}, which is neither in it nor given`
    const [damage] = unreadable
    if (damage === undefined) return refused('signer-certificate-missing', PLACE, `${text}.`)
    return refused('certificate-form', PLACE, `${text}, unless it is one that cannot be read: ${damage.message}`)
  }
  for (const certificate of named) {
    const answers = firsts.map((first) =>
      identifies(first, first === attributes.certificates1?.[0], certificate, provider),
    )
    const refusal = answers.find(isRefusal)
    if (refusal !== undefined) return refusal
    if (answers.every((answer) => answer === true)) return certificate
  }
  return mismatch(`The signed attribute identifies another certificate than that of ${named[0]?.title}.`)
}

/** Where the attribute lists more than the signer, the authorities between signer and root must be among them (RFC 5035, section 5). */
export function chainProblem(
  { attributes }: SignerInfo,
  chain: readonly Certificate[],
  provider: CryptoProvider,
): TimestampRefusal | undefined {
  for (const list of [attributes.certificates1, attributes.certificates2]) {
    if (list === undefined || list.length < 2) continue
    for (const certificate of chain.slice(1, -1)) {
      const answers = list.map((id) => identifies(id, list === attributes.certificates1, certificate, provider))
      if (!answers.includes(true)) {
        return mismatch(`The signed attribute lists the chain, and not the certificate of ${certificate.title}.`)
      }
    }
  }
  return undefined
}

/** What the signer's certificate must allow, and nothing beside it (RFC 3161, section 2.3). */
export function usageProblem(signer: Certificate): TimestampRefusal | undefined {
  const { title, extendedKeyUsage, keyUsage } = signer
  if (!extendedKeyUsage?.purposes.includes(OID_TIME_STAMPING)) {
    return refused(
      'usage-not-timestamping',
      title,
      `The certificate of ${title} is not for time-stamping (extKeyUsage).`,
    )
  }
  if (extendedKeyUsage.purposes.length > 1) {
    return refused(
      'usage-not-sole',
      title,
      `The certificate of ${title} has other extended key usages beside timeStamping.`,
    )
  }
  if (!extendedKeyUsage.critical) {
    return refused(
      'usage-not-critical',
      title,
      `The extended key usage of the certificate of ${title} is not critical.`,
    )
  }
  if (keyUsage !== undefined && (!keyUsage.signs || keyUsage.other)) {
    const text = `The key usage of the certificate of ${title} is not digitalSignature, nonRepudiation, or both, alone.`
    return refused('usage-key', title, text)
  }
  return undefined
}

function isNamed(certificate: Certificate, id: SignerInfo['id']): boolean {
  if ('subjectKeyId' in id) {
    return certificate.subjectKeyId !== undefined && equalBytes(certificate.subjectKeyId, id.subjectKeyId)
  }
  return hasName(certificate.issuer, id.issuer) && equalBytes(certificate.serial, id.serial)
}

function identifies(
  { algorithm, digest, issuerSerial }: CertificateId,
  isSha1: boolean,
  certificate: Certificate,
  provider: CryptoProvider,
): boolean | TimestampRefusal {
  if (issuerSerial !== undefined) {
    const { issuer, serial } = issuerSerial
    if (!hasName(certificate.issuer, issuer) || !equalBytes(certificate.serial, serial)) return false
  }
  const hash = algorithm === undefined ? (isSha1 ? 'sha1' : 'sha256') : isSha1 ? undefined : hashOf(algorithm)
  if (hash === undefined) {
    const title = algorithm === undefined ? 'no digest' : algorithmTitle(algorithm.oid)
    return refused('digest-algorithm', PLACE, `The certificate is identified by ${title}, which is not accepted there.`)
  }
  return equalBytes(digestBy(provider, hash, certificate.bytes), digest)
}

function missingAttribute(): TimestampRefusal {
  const text = 'No signed attribute (ESSCertID or ESSCertIDv2) says under which certificate the token was signed.'
  return refused('signing-certificate-missing', PLACE, text)
}

function mismatch(text: string): TimestampRefusal {
  return refused('signing-certificate-mismatch', PLACE, text)
}
