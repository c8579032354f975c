import { base64, unbase64 } from '../encoding/base64.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { parsePublicKey } from './public-key.ts'
import type { PublicKey } from './types.ts'

/** Textual encoding of keys (RFC 7468), as OpenSSL reads and writes it. */

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END ([A-Z0-9 ]{1,64})-----/g
const MAX_CHARACTERS = 65_536

export interface PemBlock {
  readonly label: string
  readonly der: Uint8Array
}

/** One block in lines of 64 characters. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = base64(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/**
 * The one block with one of the labels; text and blocks of other kinds around it are passed over, as OpenSSL does (`EC PARAMETERS`).
 * The message of an error never holds the text.
 *
 * @throws FairtrailError `pem-syntax` for none, several, or a block that is not base64
 */
export function readPem(text: string, labels: readonly string[]): PemBlock {
  if (text.length > MAX_CHARACTERS) throw refusal(`the text has more than ${MAX_CHARACTERS} characters`)
  const blocks = [...text.matchAll(BLOCK)]
  const found = blocks.filter(([, begin]) => labels.includes(begin as string))
  const [block] = found
  if (block === undefined || found.length > 1) {
    const seen = blocks.slice(0, 4).map(([, begin]) => begin)
    throw refusal(`expected one block of ${labels.join(' or ')}, found ${seen.join(', ') || 'none'}`)
  }
  const [, label = '', body = '', end] = block
  if (label !== end) throw refusal(`the block begins as ${label} and does not end so`)
  try {
    return { label, der: unbase64(body.replace(/[\r\n\t ]/g, '')) }
  } catch (cause) {
    if (isFairtrailError(cause)) throw refusal(`the block ${label} is not base64, or has headers`)
    throw cause
  }
}

/** `PUBLIC KEY`: what `openssl pkey -pubin` reads. */
export function publicKeyPem(key: PublicKey): string {
  return writePem('PUBLIC KEY', key.spki)
}

/** @throws FairtrailError `pem-syntax`, and those of `parsePublicKey` */
export function parsePublicKeyPem(text: string): PublicKey {
  return parsePublicKey(readPem(text, ['PUBLIC KEY']).der)
}

function refusal(problem: string): FairtrailError {
  return new FairtrailError('pem-syntax', `Not accepted as PEM: ${problem}.`)
}
