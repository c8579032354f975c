import { keyDefect } from '../crypto/key-check.ts'
import { publicKeyPem } from '../crypto/pem.ts'
import type { PublicKey } from '../crypto/types.ts'
import { formatFingerprint } from '../encoding/fingerprint.ts'
import type { Io } from './command.ts'
import { loadPublicKey } from './key-file.ts'

export const ALGORITHM_NAMES: Readonly<Record<PublicKey['algorithm'], string>> = {
  ed25519: 'Ed25519',
  p256: 'ECDSA P-256 with SHA-256',
  'ml-dsa-65': 'ML-DSA-65',
  other: 'another one, whose signatures are kept and not checked',
}

/**
 * Prints a key's id, algorithm and public key.
 * @returns 1 for a key by which no signature can be relied on
 */
export async function showKey(path: string, passphraseFile: string | undefined, io: Io): Promise<number> {
  const key = await loadPublicKey(path, passphraseFile, io)
  io.stdout(
    `key id:     ${formatFingerprint(key.id)}\nalgorithm:  ${ALGORITHM_NAMES[key.algorithm]}\n${publicKeyPem(key)}`,
  )
  const defect = keyDefect(key)
  if (defect === undefined) return 0
  io.stderr(`Signatures by this key cannot be relied on: ${defect}.\n`)
  return 1
}
