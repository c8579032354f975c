import { type EventType, isEventType } from '../record/vocabulary.ts'
import type { CustodyEvent } from './event.ts'
import type { AnyHandler, Handler } from './handler.ts'
import { discrepancy, disposed, linked } from './moves/ended.ts'
import { collected } from './moves/enter.ts'
import { accessed, examined, measured, observed, opened, relabelled, sealed, stored } from './moves/handled.ts'
import { acquired, derived } from './moves/made.ts'
import { packed, unpacked } from './moves/packed.ts'
import { received } from './moves/received.ts'
import { released } from './moves/released.ts'

/** For types that say nothing about where an item is or who holds it. They stand on the timelines of the items they name, and in the indexes. */
const shown = {}

/** What each event type does to custody. */
const HANDLERS: { readonly [T in EventType]: Handler<T> } = {
  'case.opened': shown,
  'case.authority-changed': shown,
  'case.linked': linked,
  'case.closed': shown,
  'key.enrolled': shown,
  'key.revoked': shown,
  'agent.registered': shown,
  'agent.appointed': shown,
  'act.recorded': shown,
  'item.collected': collected,
  'item.acquired': acquired,
  'item.derived': derived,
  'item.packed': packed,
  'item.unpacked': unpacked,
  'item.relabelled': relabelled,
  'item.observed': observed,
  'item.accessed': accessed,
  'item.disposed': disposed,
  'seal.applied': sealed,
  'seal.opened': opened,
  'digest.measured': measured,
  'custody.released': released,
  'custody.received': received,
  'storage.moved': stored,
  'examination.started': examined,
  'examination.concluded': shown,
  'review.made': shown,
  'application.filed': shown,
  'decision.made': shown,
  'proceeding.recorded': shown,
  'allegation.raised': shown,
  'notice.given': shown,
  'disclosure.made': shown,
  'acknowledgement.signed': shown,
  'defence-access.recorded': shown,
  'translation.made': shown,
  'discrepancy.recorded': discrepancy,
  'correction.made': shown,
  'paper.transcribed': shown,
  'assessment.recorded': shown,
  'time.anchored': shown,
  'event.withheld': shown,
}

/** The handler of an event; undefined where its type or type version is not known. */
export function handlerOf({ known, payload: { type } }: CustodyEvent): AnyHandler | undefined {
  return known && isEventType(type) ? HANDLERS[type] : undefined
}
