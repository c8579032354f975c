/**
 * Why a time-stamp does not stand: every code with what it means. The codes are stable; the message beside a code names the case.
 * In alphabetical order.
 */
export const TIMESTAMP_REASONS = {
  altered: 'The signed content of the token is not what the authority signed: its digest differs from the signed one.',
  'attributes-form':
    'The signed attributes lack content type or message digest, have one twice, or are of another content.',
  'authority-name': 'The name of the authority in the token is not a name of the certificate that signed it.',
  'certificate-expired': 'A certificate of the chain had ended before the time in the token.',
  'certificate-extension':
    'A certificate of the chain has a critical extension that is not understood, or a constraint that is not checked.',
  'certificate-form': 'A certificate that is needed is not in the accepted form of X.509.',
  'certificate-not-authority': 'A certificate of the chain issued another one and was not entitled to issue any.',
  'certificate-not-yet-valid': 'A certificate of the chain began after the time in the token.',
  'certificate-path-length': 'A certificate of the chain limits how many may follow below it, and more do.',
  'certificate-signature': 'The signature on a certificate of the chain does not verify under the key of its issuer.',
  'chain-limit': 'Too many certificates would have to be tried to find a chain.',
  'chain-too-long': 'The chain would have more than 8 certificates, signer and root counted.',
  'chain-untrusted': 'No chain leads from the certificate of the signer to one of the roots given.',
  'digest-algorithm': 'The digest of the signed content is of an algorithm that is not accepted, such as SHA-1.',
  'imprint-algorithm': 'The digest of the message in the token is of an algorithm that is not accepted, such as SHA-1.',
  'imprint-mismatch': 'The token is about another message.',
  'key-unusable': 'A key is of an algorithm or a size that is not accepted, or its encoding is damaged.',
  'nonce-mismatch': 'The token does not carry the nonce of the request: it answers another one.',
  'platform-missing':
    'This runtime cannot check the signature (no crypto.subtle, or not this algorithm): nothing is known about the token.',
  'policy-mismatch': 'The token was issued under another policy than the one asked for.',
  'response-refused':
    'The response of the authority has no token: the request was refused; the message has the reason.',
  'signature-algorithm': 'A signature is of an algorithm that is not accepted, such as one over SHA-1.',
  'signature-invalid': 'The signature of the token does not verify under the key of the signer.',
  'signer-certificate-missing': 'The certificate that the token names as its signer is neither in it nor given.',
  'signing-certificate-mismatch':
    'The signed attribute ESSCertID or ESSCertIDv2 identifies another certificate than the signer or its chain.',
  'signing-certificate-missing':
    'No signed attribute ESSCertID or ESSCertIDv2 identifies the certificate of the signer.',
  'token-extension': 'The token has a critical extension; none is understood.',
  'token-form': 'The bytes are not a time-stamp token or response in the accepted DER form, or something follows them.',
  'token-limit': 'The token is larger, or has more parts, than is accepted.',
  'token-version': 'The token is of another version than 1 of RFC 3161.',
  'usage-key': 'The key usage of the certificate of the signer is not signing alone.',
  'usage-not-critical': 'The extended key usage timeStamping of the certificate of the signer is not critical.',
  'usage-not-sole': 'The certificate of the signer has other extended key usages beside timeStamping.',
  'usage-not-timestamping': 'The certificate of the signer, or of an authority above it, is not for time-stamping.',
} as const

export type TimestampReason = keyof typeof TIMESTAMP_REASONS

/** A token that does not stand. */
export interface TimestampRefusal {
  readonly ok: false
  readonly code: TimestampReason
  /** For people: what was found, and where useful what would be accepted. */
  readonly message: string
  /** The part of the token, or the certificate, in words. */
  readonly place: string
}

export function refused(code: TimestampReason, place: string, message: string): TimestampRefusal {
  return { ok: false, code, message, place }
}

/** True for a refusal among what the steps of a verification answer. */
export function isRefusal(found: unknown): found is TimestampRefusal {
  return typeof found === 'object' && found !== null && 'ok' in found && found.ok === false
}
