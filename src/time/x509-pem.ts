import { unbase64 } from '../encoding/base64.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'

const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g
const BEGIN = '-----BEGIN CERTIFICATE-----'
const MAX_CHARACTERS = 4 * 1024 * 1024

/**
 * DER of every certificate in a PEM text (RFC 7468), as `openssl` writes it and `-CAfile` reads it; text between the blocks is passed over.
 * @throws FairtrailError `pem-syntax` for none, for a block that is cut off or not base64, and for a text over 4 MiB
 */
export function certificatesFromPem(text: string): Uint8Array[] {
  if (text.length > MAX_CHARACTERS) throw refusal(`the text has more than ${MAX_CHARACTERS} characters`)
  const found = [...text.matchAll(BLOCK)].map(([, body = '']) => decode(body.replace(/\s/g, '')))
  const begun = text.split(BEGIN).length - 1
  if (begun === 0) throw refusal('there is no block CERTIFICATE')
  if (begun !== found.length) throw refusal('a block CERTIFICATE does not end, or has characters outside base64')
  return found
}

function decode(body: string): Uint8Array {
  try {
    return unbase64(body)
  } catch (cause) {
    if (isFairtrailError(cause)) throw refusal('a block CERTIFICATE is not base64')
    throw cause
  }
}

function refusal(problem: string): FairtrailError {
  return new FairtrailError('pem-syntax', `Not accepted as PEM of certificates: ${problem}.`)
}
