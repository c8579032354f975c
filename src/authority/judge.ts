import type { Entry } from '../record/entry.ts'
import type { Details, EventType } from '../record/vocabulary.ts'
import type { AgentRegister } from './agent-register.ts'
import type { KeyRing } from './key-ring.ts'
import type { AuthorityPeriod, EventReason, Judgement, Observation, SignatureOrder } from './types.ts'

/** What a judge of an event has before it: the record below the entry, and its signatures by order. */
export interface Case {
  entry: Entry
  ring: KeyRing
  agents: AgentRegister
  /** The authority in force. */
  period: AuthorityPeriod
  signatures: readonly SignatureOrder[]
  /** Those that count for authority and key events: `countedNow`. */
  counted: readonly SignatureOrder[]
  participantsMatch: boolean
}

/** What a judge answers; `commit` puts the effect into the record. */
export interface Judged {
  judgement: Judgement
  observations?: readonly Observation[]
  commit?: () => void
}

export const detailsOf = <T extends EventType>({ payload }: Entry): Details<T> => payload.details as Details<T>

export const effect = (unchecked: boolean): Judgement => ({ effect: true, unchecked })

export function noEffect(reason: EventReason, values?: Judgement['values']): Judgement {
  return values === undefined
    ? { effect: false, reason, unchecked: false }
    : { effect: false, reason, values, unchecked: false }
}

/** True where a signature that was relied on could not be checked here. */
export const isUnchecked = (relied: readonly { checked: boolean }[]): boolean => relied.some(({ checked }) => !checked)
