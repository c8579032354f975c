import type { Details, EventType } from '../record/vocabulary.ts'
import type { CustodyPayload, Step } from './event.ts'
import type { Fold } from './fold.ts'
import type { Description } from './state.ts'

/** What one event type does to custody. A type that does nothing to it has an empty handler: its events stand on the timelines of their items. */
export interface Handler<T extends EventType> {
  /** Items that enter the record here. */
  introduces?(details: Details<T>): readonly { item: string; description: Description }[]
  /** Items that somebody had in hand or before the eyes, those that enter here left aside. */
  acts?(details: Details<T>, payload: CustodyPayload): readonly string[]
  /** Items that exist no more afterwards. */
  ends?(details: Details<T>, payload: CustodyPayload): readonly string[]
  /** Whether it shows where the items are. True unless said. */
  shows?(details: Details<T>): boolean
  apply?(fold: Fold, step: Step, details: Details<T>): void
}

/** A handler of whatever type: the table pairs types and handlers, so that the details fit. */
export interface AnyHandler {
  introduces?(details: object): readonly { item: string; description: Description }[]
  acts?(details: object, payload: CustodyPayload): readonly string[]
  ends?(details: object, payload: CustodyPayload): readonly string[]
  shows?(details: object): boolean
  apply?(fold: Fold, step: Step, details: object): void
}
