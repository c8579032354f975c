import { equalBytes } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { isP256Scalar } from './p256.ts'
import { decryptPkcs8, encryptPkcs8, wrongPassphrase } from './pbes2.ts'
import { readPem, writePem } from './pem.ts'
import { readPkcs8, type StoredPrivateKey, writePkcs8 } from './pkcs8.ts'
import { heldPrivateKey, signerOf } from './signer.ts'
import type { Signer } from './types.ts'

const PLAIN = 'PRIVATE KEY'
const ENCRYPTED = 'ENCRYPTED PRIVATE KEY'

/** A passphrase, or how to ask for it: a function is called only where the key is encrypted. */
export type Passphrase = string | (() => Promise<string>)

/**
 * The signer's key as PEM, `ENCRYPTED PRIVATE KEY`: PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC, which OpenSSL reads.
 * @throws FairtrailError `private-key-not-exportable` for a signer whose key is elsewhere, `misuse` for an empty passphrase
 */
export async function exportPrivateKey(signer: Signer, passphrase: string): Promise<string> {
  const key = heldPrivateKey(signer)
  if (key === undefined) {
    throw new FairtrailError('private-key-not-exportable', 'The private key of this signer is not held here.')
  }
  if (passphrase === '')
    throw new FairtrailError('misuse', 'A private key is exported under a passphrase, not an empty one.')
  return writePem(ENCRYPTED, await encryptPkcs8(writePkcs8(key, signer.publicKey.raw), passphrase))
}

/**
 * The signer of a private key in PEM: PKCS#8, plain or encrypted, as this library and OpenSSL write it.
 * @throws FairtrailError `pem-syntax`, `private-key-syntax`, `private-key-unsupported`, `passphrase-needed`, `passphrase-wrong`,
 * `library-missing`, `webcrypto-missing`
 */
export async function importPrivateKey(pem: string, passphrase?: Passphrase): Promise<Signer> {
  const stored = await readPrivateKey(pem, passphrase)
  const signer = await signerOf(stored)
  checkClaim(stored, signer)
  return signer
}

/** The key of a PEM file, before anything is computed from it. */
export async function readPrivateKey(pem: string, passphrase?: Passphrase): Promise<StoredPrivateKey> {
  const { label, der } = readPem(pem, [PLAIN, ENCRYPTED])
  const stored = label === PLAIN ? readPkcs8(der) : await readEncrypted(der, passphrase)
  if (stored.algorithm === 'p256' && !isP256Scalar(stored.secret)) {
    throw new FairtrailError(
      'private-key-syntax',
      'The private key is no P-256 scalar: it must lie between 1 and n - 1.',
    )
  }
  return stored
}

/** A file in which a public key stands that is not the private key's own is damaged, or made to draw signatures under another name. */
export function checkClaim({ claimedPublic }: StoredPrivateKey, { publicKey }: Signer): void {
  if (claimedPublic !== undefined && !equalBytes(claimedPublic, publicKey.raw)) {
    throw new FairtrailError('private-key-syntax', 'The private key stands beside a public key that is not its own.')
  }
}

async function readEncrypted(der: Uint8Array, passphrase: Passphrase | undefined): Promise<StoredPrivateKey> {
  if (passphrase === undefined) {
    throw new FairtrailError('passphrase-needed', 'The private key is encrypted: give its passphrase.')
  }
  const plain = await decryptPkcs8(der, typeof passphrase === 'string' ? passphrase : await passphrase())
  try {
    return readPkcs8(plain)
  } catch (error) {
    if (error instanceof FairtrailError && error.code === 'private-key-syntax') throw wrongPassphrase()
    throw error
  }
}
