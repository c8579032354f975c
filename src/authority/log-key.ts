import type { PublicKey } from '../crypto/types.ts'
import type { AuthorityPeriod } from './types.ts'

/** The log's key that an authority names. */
export function logKeyOf(period: AuthorityPeriod | undefined): PublicKey | undefined {
  for (const { use, publicKey } of period?.keys.values() ?? []) if (use === 'log') return publicKey
  return undefined
}
