import type { Json } from '../encoding/json.ts'
import type { IdentityReason } from './codes.ts'

export type IdentityResult = 'stands' | 'does-not-stand' | 'undetermined' | 'not-checked'

/** Does a signature stand: order, bounds, revocations and time together (format, section 6). */
export interface SignatureIdentity {
  /** Key id. */
  key: string
  /** The agent whose key it is. */
  agent?: string
  identity: IdentityResult
  reason: IdentityReason
  /** What the texts need: who enrolled the key and whether again, who revoked it, why and since when, bounds. */
  values?: Record<string, Json>
}

/** Does a statement stand, and does it move anything. */
export interface EntryIdentity {
  index: number
  /** In the order of the payload's signers. */
  signers: SignatureIdentity[]
  /** Of the statement as a whole: the weakest of the signatures that count. */
  identity: IdentityResult
  /**
   * False where the statement has no effect in any replay: each signature fails by order, or is of an ended key and does not stand; the
   * participants differ from the signers; an authority, key, agent or anchor event had no effect.
   */
  moves: boolean
  /** The independent times between which it was signed and logged, in nanoseconds since 1970; absent where there is none. */
  established: { after?: bigint; before?: bigint }
}
