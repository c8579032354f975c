import { utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { randomBytes } from '../encoding/random.ts'
import { type DerElement, DerReader, derOid, derSmallInteger, readDer, TAG } from './der.ts'
import { derNull, derObjectId, derOctets, derSequence, derUnsigned } from './der-writer.ts'

/** Password-based encryption of a private key: PBES2 with PBKDF2 and AES-CBC (RFC 8018), in EncryptedPrivateKeyInfo (RFC 5958). */

const OID_PBES2 = '1.2.840.113549.1.5.13'
const OID_PBKDF2 = '1.2.840.113549.1.5.12'
const OID_HMAC_SHA256 = '1.2.840.113549.2.9'
const OID_AES256_CBC = '2.16.840.1.101.3.4.1.42'

const PRFS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  [OID_HMAC_SHA256]: 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
}
const CIPHER_BITS: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.2': 128,
  '2.16.840.1.101.3.4.1.22': 192,
  [OID_AES256_CBC]: 256,
}

/** OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023). */
export const PBKDF2_ITERATIONS = 600_000
/** A file that asks for more would only keep the reader busy: some seconds on a slow machine. */
const MAX_ITERATIONS = 10_000_000
const MAX_SALT_BYTES = 1024
const WHAT = 'The encrypted private key'

interface Parameters {
  readonly salt: Uint8Array
  readonly iterations: number
  readonly prf: string
  readonly keyBits: number
  readonly iv: Uint8Array
}

/** Encrypts PKCS#8 with AES-256-CBC under a passphrase; the text of the passphrase is taken as UTF-8. */
export async function encryptPkcs8(pkcs8: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const parameters = { salt, iv, iterations: PBKDF2_ITERATIONS, prf: 'SHA-256', keyBits: 256 }
  const key = await deriveKey(parameters, passphrase, 'encrypt')
  const encrypted = await subtle().encrypt({ name: 'AES-CBC', iv: own(iv) }, key, own(pkcs8))
  const kdf = derSequence(
    derObjectId(OID_PBKDF2),
    derSequence(derOctets(salt), derUnsigned(PBKDF2_ITERATIONS), derSequence(derObjectId(OID_HMAC_SHA256), derNull())),
  )
  const cipher = derSequence(derObjectId(OID_AES256_CBC), derOctets(iv))
  return derSequence(
    derSequence(derObjectId(OID_PBES2), derSequence(kdf, cipher)),
    derOctets(new Uint8Array(encrypted)),
  )
}

/**
 * Decrypts to PKCS#8. CBC has no integrity of its own: what comes out of a wrong passphrase is refused by its padding or by the reader
 * of PKCS#8, and both are `passphrase-wrong` for the caller.
 *
 * @throws FairtrailError `private-key-syntax`, `private-key-unsupported`, `passphrase-wrong`, `webcrypto-missing`
 */
export async function decryptPkcs8(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const { parameters, encrypted } = readEncrypted(bytes)
  const key = await deriveKey(parameters, passphrase, 'decrypt')
  try {
    const plain = await subtle().decrypt({ name: 'AES-CBC', iv: own(parameters.iv) }, key, own(encrypted))
    return new Uint8Array(plain)
  } catch {
    throw wrongPassphrase()
  }
}

export function wrongPassphrase(): FairtrailError {
  return new FairtrailError(
    'passphrase-wrong',
    'The private key cannot be decrypted: the passphrase is another one, or the file is damaged.',
  )
}

function readEncrypted(bytes: Uint8Array): { parameters: Parameters; encrypted: Uint8Array } {
  try {
    const outer = DerReader.inside(readDer(bytes, TAG.sequence, WHAT), WHAT)
    const scheme = algorithm(outer.read(TAG.sequence))
    const encrypted = outer.read(TAG.octetString).content
    outer.end()
    if (scheme.oid !== OID_PBES2) throw unsupported(`encryption scheme ${scheme.oid}`)
    const pbes2 = DerReader.inside(required(scheme.parameters, TAG.sequence), WHAT)
    const kdf = algorithm(pbes2.read(TAG.sequence))
    const cipher = algorithm(pbes2.read(TAG.sequence))
    pbes2.end()
    return { parameters: { ...readKdf(kdf), ...readCipher(cipher) }, encrypted }
  } catch (error) {
    if (!(error instanceof FairtrailError) || error.code !== 'der-syntax') throw error
    throw new FairtrailError('private-key-syntax', error.message)
  }
}

interface Algorithm {
  readonly oid: string
  readonly parameters: DerElement | undefined
}

function algorithm(element: DerElement): Algorithm {
  const reader = DerReader.inside(element, WHAT)
  const oid = derOid(reader.read(TAG.oid), WHAT)
  const parameters = reader.atEnd ? undefined : reader.readAny()
  reader.end()
  return { oid, parameters }
}

/** PBKDF2-params (RFC 8018, appendix A.2); the pseudorandom function is HMAC-SHA-1 where none is named. */
function readKdf({ oid, parameters }: Algorithm): { salt: Uint8Array; iterations: number; prf: string } {
  if (oid !== OID_PBKDF2) throw unsupported(`key derivation ${oid}`)
  const reader = DerReader.inside(required(parameters, TAG.sequence), WHAT)
  const salt = reader.read(TAG.octetString).content
  const iterations = derSmallInteger(reader.read(TAG.integer), 2 ** 31 - 1, WHAT)
  reader.readOptional(TAG.integer)
  const named = reader.readOptional(TAG.sequence)
  reader.end()
  if (iterations < 1 || iterations > MAX_ITERATIONS) {
    throw unsupported(`an iteration count of ${iterations}, outside 1 to ${MAX_ITERATIONS}`)
  }
  if (salt.length > MAX_SALT_BYTES) throw unsupported(`a salt of ${salt.length} bytes`)
  const prfOid = named === undefined ? '1.2.840.113549.2.7' : algorithm(named).oid
  const prf = PRFS[prfOid]
  if (prf === undefined) throw unsupported(`pseudorandom function ${prfOid}`)
  return { salt, iterations, prf }
}

function readCipher({ oid, parameters }: Algorithm): { keyBits: number; iv: Uint8Array } {
  const keyBits = CIPHER_BITS[oid]
  if (keyBits === undefined) throw unsupported(`cipher ${oid}`)
  const iv = required(parameters, TAG.octetString).content
  if (iv.length !== 16) throw unsupported(`an initialisation vector of ${iv.length} bytes`)
  return { keyBits, iv }
}

function required(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag)
    throw new FairtrailError('private-key-syntax', `${WHAT} lacks parameters of its encryption.`)
  return element
}

async function deriveKey(
  { salt, iterations, prf, keyBits }: Parameters,
  passphrase: string,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const base = await subtle().importKey('raw', own(utf8(passphrase)), 'PBKDF2', false, ['deriveKey'])
  const derivation = { name: 'PBKDF2', hash: prf, salt: own(salt), iterations }
  return subtle().deriveKey(derivation, base, { name: 'AES-CBC', length: keyBits }, false, [use])
}

function subtle(): SubtleCrypto {
  const found: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (found !== undefined) return found
  throw new FairtrailError(
    'webcrypto-missing',
    'Encrypted private keys need crypto.subtle, which this runtime does not have (a page must be a secure context).',
  )
}

function unsupported(what: string): FairtrailError {
  return new FairtrailError(
    'private-key-unsupported',
    `The private key uses ${what}; accepted is PBES2 with PBKDF2 (HMAC with SHA-1, SHA-256, SHA-384 or SHA-512) and AES-CBC, as made by "openssl pkcs8 -topk8 -v2 aes-256-cbc".`,
  )
}

/** A copy on memory of its own, the form that the platform takes. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
