import type { Break } from './breaks.ts'
import type { Members } from './custodian.ts'
import type { Step } from './event.ts'
import type { Indexes } from './indexes.ts'
import type { ItemState } from './state.ts'

/** What the record says after the events folded: the one state that custody reports and rules read. */
export interface CaseState {
  /** Every event in the order of the fold; `position` is its place here. */
  readonly steps: readonly Step[]
  /** Every item that an event names. */
  readonly items: ReadonlyMap<string, ItemState>
  /** The breaks of all items, by the first statement that shows them. */
  readonly breaks: readonly Break[]
  readonly indexes: Indexes
  readonly members: Members
  /** Where open intervals end: the instant of the last event that has one, as written. */
  readonly end: string | null
  /** The event at an index of the log. */
  at(index: number): Step | undefined
  /** The event with an id. */
  find(id: string): Step | undefined
}
