import { type PemBlock, readPem, writePem } from '../crypto/pem.ts'
import { writePkcs8 } from '../crypto/pkcs8.ts'
import { exportPrivateKey } from '../crypto/private-key.ts'
import { parsePublicKey } from '../crypto/public-key.ts'
import { heldPrivateKey } from '../crypto/signer.ts'
import type { PublicKey, Signer } from '../crypto/types.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { showName } from '../interop/file-name.ts'
import { pathBytes } from '../node/open-file.ts'
import { nodeSigner } from '../node/signer.ts'
import type { Io } from './command.ts'
import { passphrase } from './passphrase.ts'
import { readTextFile } from './text-file.ts'

const PUBLIC = 'PUBLIC KEY'
const PLAIN = 'PRIVATE KEY'
const ENCRYPTED = 'ENCRYPTED PRIVATE KEY'

/**
 * The signer of a private key's file (PEM, PKCS#8).
 * @param passphraseFile value of --passphrase-file; used where the key is encrypted
 * @throws FairtrailError, naming the file, where it cannot be read or is no private key, or the passphrase is missing or another one
 */
export async function loadSigner(path: string, passphraseFile: string | undefined, io: Io): Promise<Signer> {
  const pem = await readTextFile(path, io.cwd)
  const { label } = await inFile(path, () => readPem(pem, [PLAIN, ENCRYPTED]))
  return readSigner(path, pem, label, passphraseFile, io)
}

/**
 * The public key of a file that holds a public or a private key.
 * @throws FairtrailError as {@link loadSigner}
 */
export async function loadPublicKey(path: string, passphraseFile: string | undefined, io: Io): Promise<PublicKey> {
  const pem = await readTextFile(path, io.cwd)
  const { label, der }: PemBlock = await inFile(path, () => readPem(pem, [PUBLIC, PLAIN, ENCRYPTED]))
  if (label === PUBLIC) return inFile(path, () => parsePublicKey(der))
  return (await readSigner(path, pem, label, passphraseFile, io)).publicKey
}

/** PEM of a fresh key, encrypted; without a passphrase as it is. */
export async function privateKeyPem(signer: Signer, secretText: string | undefined): Promise<string> {
  if (secretText !== undefined) return exportPrivateKey(signer, secretText)
  const key = heldPrivateKey(signer)
  if (key === undefined) {
    throw new FairtrailError('private-key-not-exportable', 'The private key of this signer is not held here.')
  }
  return writePem(PLAIN, writePkcs8(key, signer.publicKey.raw))
}

async function readSigner(
  path: string,
  pem: string,
  label: string,
  passphraseFile: string | undefined,
  io: Io,
): Promise<Signer> {
  const secretText = label === ENCRYPTED ? await passphrase(path, passphraseFile, io) : undefined
  return inFile(path, () => nodeSigner(pem, secretText))
}

/** What the library refuses of a key has no name of a file: here it is put before the message. */
async function inFile<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (!isFairtrailError(cause)) throw cause
    const place = showName(pathBytes(path))
    throw new FairtrailError(cause.code, `${place}: ${cause.message}`, { place }, { cause })
  }
}
