import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { publicKeyPem } from '../crypto/pem.ts'
import { formatFingerprint } from '../encoding/fingerprint.ts'
import { showName } from '../interop/file-name.ts'
import { createFile, refuseExisting } from '../node/new-file.ts'
import { pathBytes } from '../node/open-file.ts'
import { generateNodeSigner } from '../node/signer.ts'
import type { Io } from './command.ts'
import { privateKeyPem } from './key-file.ts'
import { ALGORITHM_NAMES } from './key-show.ts'
import { usage } from './options.ts'
import { newPassphrase } from './passphrase.ts'

export interface NewKeyOptions {
  /** As given on the command line. */
  algorithm?: string | undefined
  /** The private key is written as it is. */
  unprotected: boolean
  passphraseFile?: string | undefined
}

/**
 * Makes a key: the private one in a file of mode 0600, the public one beside it.
 * @throws FairtrailError `usage`, `file-exists`, `file-write-failed`, `passphrase-needed`; no file is then left
 */
export async function newKey(out: string, options: NewKeyOptions, io: Io): Promise<number> {
  const { algorithm = 'ed25519', unprotected, passphraseFile } = options
  if (algorithm !== 'ed25519' && algorithm !== 'p256') throw usage('--algorithm is ed25519 or p256.')
  if (unprotected && passphraseFile !== undefined) {
    throw usage('--no-passphrase and --passphrase-file exclude each other: leave out one of them.')
  }
  const privatePath = resolve(io.cwd, out)
  const publicPath = `${privatePath}.pub`
  refuseExisting(privatePath)
  refuseExisting(publicPath)
  const name = showName(pathBytes(out))
  const secretText = unprotected ? undefined : await newPassphrase(name, passphraseFile, io)
  const signer = await generateNodeSigner(algorithm)
  createFile(privatePath, await privateKeyPem(signer, secretText), 0o600)
  try {
    createFile(publicPath, publicKeyPem(signer.publicKey), 0o644)
  } catch (error) {
    rmSync(privatePath, { force: true })
    throw error
  }
  const state = unprotected ? 'not protected: whoever reads the file can sign' : 'encrypted under the passphrase'
  io.stdout(
    `private key: ${name} (${state})\n` +
      `public key:  ${name}.pub\n` +
      `algorithm:   ${ALGORITHM_NAMES[algorithm]}\n` +
      `key id:      ${formatFingerprint(signer.publicKey.id)}\n`,
  )
  return 0
}
