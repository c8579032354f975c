/**
 * Replay: from events to the state of every item, in one fold (docs/custody.md).
 *
 * `apply` takes the events in the order of the log, and only gathers: indexes, ids, receipts by the release they answer, who is of which
 * organisation. `finish` folds them once, in the order in which they happened, and answers the state.
 *
 * The order of the fold. `occurred` is the claim, and decides where it is certain: a time with an offset is an instant; a date, or a time without
 * offset, is every instant it can mean anywhere on earth; a stated error of the clock widens it. Where two times overlap, an item's
 * introduction comes before its other events, a release before its receipts, and its end after them; else the index of the log decides. So an entry
 * that was recorded late stands where it happened, and no break rests on an order that nobody knows.
 *
 * Intervals end at the last event, or at the head asked for; nothing here knows what time it is.
 *
 * Custody, location, container and seals are derived here and stored nowhere. After a break the fold goes on from the later statement, so that one
 * fact is reported once.
 */
import { FairtrailError } from '../encoding/error.ts'
import { checkAct } from './acts.ts'
import { compareBreaks } from './breaks.ts'
import type { CaseState } from './case-state.ts'
import { closeItem, joinExplanations } from './closing.ts'
import type { MemberOf } from './custodian.ts'
import type { CustodyEvent, Step } from './event.ts'
import { Fold } from './fold.ts'
import { Gathered } from './gathered.ts'
import type { LoanLimit } from './loans.ts'
import { ending } from './span.ts'
import { handlerOf } from './table.ts'

export interface ReplayOptions {
  /** What the caller knows of membership beside agent.registered and key.enrolled. */
  memberOf?: MemberOf
  /** When a loan is overdue; without it no loan is. */
  loanLimit?: LoanLimit
}

/**
 * ```ts
 * const replay = new Replay()
 * for (const event of events) replay.apply(event)
 * const state = replay.finish()
 * ```
 */
export class Replay {
  readonly #options: ReplayOptions
  #gathered: Gathered
  /** The events gathered belong to a state that was answered: they are gathered anew before anything is added. */
  #answered = false

  constructor(options: ReplayOptions = {}) {
    this.#options = options
    this.#gathered = new Gathered(handlerOf, options.memberOf)
  }

  /**
   * Takes the next event of the log. Refused entries are left out; indexes grow.
   * @throws FairtrailError `misuse` where the index is not larger than the one before.
   */
  apply(event: CustodyEvent): void {
    const last = this.#gathered.steps.at(-1)
    if (!Number.isSafeInteger(event.index) || event.index < 0 || (last && event.index <= last.index)) {
      throw new FairtrailError('misuse', `Event ${event.index} does not follow ${last?.index ?? 'the beginning'}.`)
    }
    if (this.#answered) {
      this.#gathered = this.#gatherBelow(Number.POSITIVE_INFINITY)
      this.#answered = false
    }
    this.#gathered.add(event)
  }

  /** The state after all events applied, or after those below the size of a head. Can be asked again, also after further events. */
  finish(head?: { size: number }): CaseState {
    const last = this.#gathered.steps.at(-1)
    if (head && last && last.index >= head.size) return foldAll(this.#gatherBelow(head.size), this.#options)
    this.#answered = true
    return foldAll(this.#gathered, this.#options)
  }

  #gatherBelow(size: number): Gathered {
    const gathered = new Gathered(handlerOf, this.#options.memberOf)
    for (const { event } of this.#gathered.steps) {
      if (event.index >= size) break
      gathered.add(event)
    }
    return gathered
  }
}

function foldAll(gathered: Gathered, { loanLimit }: ReplayOptions): CaseState {
  const fold = new Fold(gathered)
  const steps = gathered.ordered()
  fold.end = endOf(steps)
  for (const step of steps) foldStep(fold, step)
  for (const id of gathered.indexes.items) fold.item(id)
  const last = steps.at(-1)
  if (last) for (const item of fold.items.values()) closeItem(fold, item, last, loanLimit)
  joinExplanations(fold)
  for (const { state } of fold.items.values()) state.breaks.sort(compareBreaks)
  return stateOf(fold, steps)
}

function foldStep(fold: Fold, step: Step): void {
  const { event } = step
  if (!event.moves) return
  if (!event.known) {
    notUnderstood(fold, step)
    return
  }
  const { details } = event.payload
  const handler = handlerOf(event)
  const acted = handler?.acts?.(details, event.payload) ?? []
  if (acted.length > 0) {
    const shows = handler?.shows?.(details) ?? true
    for (const id of new Set(acted)) checkAct(fold, step, fold.item(id), shows)
  }
  handler?.apply?.(fold, step, details)
}

/** A private type changes no result, and neither does a statement that does not stand (format, section 4). */
function notUnderstood(fold: Fold, { event, index, position }: Step): void {
  if (event.payload.type.startsWith('x.') || event.identity === 'does-not-stand') return
  for (const id of event.payload.items) fold.item(id).state.notUnderstood.push({ index, position })
}

function endOf(steps: readonly Step[]): string | null {
  for (let at = steps.length - 1; at >= 0; at--) {
    const instant = ending(steps[at]?.event.payload.occurred)
    if (instant !== null) return instant
  }
  return null
}

function stateOf(fold: Fold, steps: readonly Step[]): CaseState {
  const { gathered } = fold
  const items = new Map([...fold.items].map(([id, { state }]) => [id, state]))
  return {
    steps,
    items,
    breaks: [...items.values()].flatMap((item) => item.breaks).sort(compareBreaks),
    indexes: gathered.indexes,
    members: gathered.members,
    end: fold.end,
    at: (index) => gathered.at(index),
    find: (id) => gathered.byId(id),
  }
}
