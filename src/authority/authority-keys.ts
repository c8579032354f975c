import { parsePublicKey } from '../crypto/public-key.ts'
import type { PublicKey } from '../crypto/types.ts'
import { unbase64 } from '../encoding/base64.ts'
import type { Authority, AuthorityKey } from './types.ts'

/** Every key that an authority names, by key id (a key occurs once: the form of the event sees to it). */
export function authorityKeys({ roots, log, cosigners }: Authority): Map<string, AuthorityKey> {
  const keys = new Map<string, AuthorityKey>()
  const add = (spki: string, key: Omit<AuthorityKey, 'publicKey'>) => {
    const publicKey = parsePublicKey(unbase64(spki))
    keys.set(publicKey.id, { publicKey, ...key })
  }
  for (const { agent, keys: spkis } of roots.holders) for (const spki of spkis) add(spki, { use: 'root', agent })
  add(log.key, { use: 'log', agent: log.operator })
  for (const { organisation, name, key } of cosigners.members) add(key, { use: 'cosigner', agent: organisation, name })
  return keys
}

const ALLOWED: Readonly<Record<AuthorityKey['use'], readonly PublicKey['algorithm'][]>> = {
  root: ['ed25519', 'p256'],
  log: ['ed25519'],
  cosigner: ['ed25519'],
}

/** The id of the first key whose algorithm its use does not allow: roots Ed25519 or P-256, notes Ed25519. */
export function wrongAlgorithm(keys: ReadonlyMap<string, AuthorityKey>): string | undefined {
  for (const [id, { use, publicKey }] of keys) if (!ALLOWED[use].includes(publicKey.algorithm)) return id
  return undefined
}
