import type { Store } from '../case/ports.ts'
import { NOTE_CHECKS, PERSISTENT_CHECKS } from './contract-kept.ts'
import type { ContractCheck } from './contract-kit.ts'
import { LOG_CHECKS } from './contract-log.ts'

/** The implementation under test. */
export interface StoreSubject {
  /** Opens the store of this name: a new, empty one the first time. Names are of the characters a-z, 0-9 and `-`. */
  open(name: string): Promise<Store>
  /** True if a store outlives its object: `open` with the same name gives the same entries, also while another object has it open. */
  persistent: boolean
}

/**
 * The contract of the `Store` port, as checks that any test runner can loop over.
 *
 * ```ts
 * for (const check of storeContract({ open: (name) => myStore(name), persistent: true })) it(check.name, check.run)
 * ```
 */
export function storeContract(subject: StoreSubject): ContractCheck[] {
  const checks = [...LOG_CHECKS, ...NOTE_CHECKS, ...(subject.persistent ? PERSISTENT_CHECKS : [])]
  let opened = 0
  return checks.map(([name, body]) => ({
    name,
    async run() {
      // A new name for each run, so that a check that runs again finds an empty store.
      const label = `store-contract-${opened++}`
      const store = await subject.open(label)
      try {
        await body(store, () => subject.open(label))
      } finally {
        await store.close()
      }
    },
  }))
}
