import { defaultProvider } from '../crypto/default-provider.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import { type RandomBytes, randomBytes } from '../encoding/random.ts'
import { type Clock, systemClock } from './clock.ts'
import type { LogKeyInput } from './log-signer.ts'
import type { Reveals, Store } from './ports.ts'

/** What a case works with; only the store has no default. */
export interface CaseOptions {
  store: Store
  /** The log's key. Without it events can be drafted and read, not appended. */
  log?: LogKeyInput | undefined
  /** Where the values behind withheld commitments are kept; the store's own place unless given. */
  reveals?: Reveals | undefined
  clock?: Clock | undefined
  random?: RandomBytes | undefined
  provider?: CryptoProvider | undefined
}

export interface Environment {
  store: Store
  reveals: Reveals | undefined
  clock: Clock
  random: RandomBytes
  provider: CryptoProvider
}

export async function environmentOf(options: CaseOptions): Promise<Environment> {
  const { store } = options
  return {
    store,
    reveals: options.reveals ?? store.reveals,
    clock: options.clock ?? systemClock,
    random: options.random ?? randomBytes,
    provider: options.provider ?? (await defaultProvider()),
  }
}
