import type { IdentityResult } from '../identity/types.ts'
import type { Header } from '../record/header.ts'
import type { Rel } from '../record/rel.ts'
import type { Span } from './span.ts'

/**
 * The statement of an event. Only what replay reads is required, so that records without a log, rows of a table that nobody signed, work too: a
 * header member that they do not have is absent. The members that are there have the form of the record's schemas.
 */
export type CustodyPayload = Partial<Omit<Header, 'items' | 'refs'>> & {
  type: string
  tv?: number
  items: readonly string[]
  refs: readonly { rel: Rel; event: string; case?: string }[]
  details: object
}

/** An event as replay takes it: the statement, and what identity says of it. */
export interface CustodyEvent {
  /** Position in the log, or in the input of records without a log. */
  index: number
  /** Event id, or the record's own id: what refs name. */
  id: string
  /** False where this version does not know the type or its version. */
  known: boolean
  payload: CustodyPayload
  /** Whether it may move custody (format, section 6). One that may not is on the timeline and has no other effect. */
  moves: boolean
  identity: IdentityResult
  /** Agents of its signers; empty where nobody signed. */
  agents: readonly string[]
}

/** An event in its place in the fold. */
export interface Step {
  readonly event: CustodyEvent
  readonly index: number
  /** Place in the order of the fold, from 0. Other than the index where an event happened earlier than it was recorded. */
  position: number
  /** When it happened, as claimed. */
  readonly span: Span
  /** `recorded.at` in nanoseconds. */
  readonly recorded: bigint | undefined
}
