import type { IdentityResult } from '../identity/types.ts'
import type { CaseState } from './case-state.ts'
import { enclosuresOf } from './enclosures.ts'
import type { Step } from './event.ts'
import { NESTING } from './fold.ts'
import { beginning } from './span.ts'
import type { Custody, Dated, ItemState, Location, Seal, SealMark, Stay } from './state.ts'

/** A seal that is on, as it was last seen. */
export type SealOn = SealMark & { state: Exclude<Seal['state'], 'opened'> }

/** A stretch in which hands, place and seals stay the same. */
export interface Interval {
  custody: Custody
  location?: Location
  seals: SealOn[]
  /** Instants as written; null where the event has none. */
  from: string | null
  /** The beginning of the next stretch; of the last one, the last event of the record. */
  to: string | null
  /** Index of the event with which it begins. */
  begins: number
  /** Index of the event with which the next one begins; null for the last one. */
  ends: number | null
  /** Events in the order in which they happened, those of containers around the item included. */
  entries: number[]
  /** Of the event that the custody rests on; before the item is in anybody's hands, of the first event. */
  identity: IdentityResult
  /** From an event on that this version does not understand, nothing is certain. */
  cause?: 'not-understood'
}

/**
 * The timelines of items. What an item does inside a container is read off the container, so that the fold need not write it down for each of its
 * contents; sorted lists are kept between calls.
 */
export class Timelines {
  readonly #state: CaseState
  readonly #steps = new Map<string, Step[]>()

  constructor(state: CaseState) {
    this.#state = state
  }

  /** An empty list for an item that no event names. */
  of(id: string): Interval[] {
    const item = this.#state.items.get(id)
    if (!item) return []
    const intervals: Interval[] = []
    const seals = new SealsOverTime(item.seals)
    let before: Snapshot | undefined
    for (const step of this.entriesOf(id)) {
      const now = this.#snapshot(item, step.position, seals.at(step.position))
      const current = intervals.at(-1)
      if (current && before && alike(before, now)) current.entries.push(step.index)
      else {
        if (current) {
          current.to = beginning(step.event.payload.occurred)
          current.ends = step.index
        }
        intervals.push(this.#interval(step, now))
      }
      before = now
    }
    return intervals
  }

  /** The item's events, and those of containers while it was in them, in the order of the fold. */
  entriesOf(id: string): Step[] {
    const found = new Set<Step>()
    for (const [one, ranges] of enclosuresOf(this.#state, id)) {
      const steps = this.#ownSteps(one)
      for (const { from, until } of ranges) {
        for (let at = countUpTo(steps, from - 1); at < steps.length; at++) {
          const step = steps[at] as Step
          if (step.position > until) break
          found.add(step)
        }
      }
    }
    return [...found].sort((a, b) => a.position - b.position)
  }

  #ownSteps(id: string): Step[] {
    let steps = this.#steps.get(id)
    if (!steps) {
      const through = this.#state.items.get(id)?.throughContents ?? []
      const indexes = new Set([...this.#state.indexes.byItem(id), ...through])
      steps = [...indexes].map((index) => this.#state.at(index) as Step)
      steps.sort((a, b) => a.position - b.position)
      this.#steps.set(id, steps)
    }
    return steps
  }

  #snapshot(item: ItemState, position: number, seals: SealOn[]): Snapshot {
    const outer = this.#outermost(item, position)
    const stay = stayAt(item, position)
    return {
      custody: valueAt(outer.custody, position) ?? NONE,
      location: stay ? stay : valueAt(item.locations, position),
      seals,
      understood: (item.notUnderstood[0]?.position ?? Number.POSITIVE_INFINITY) > position,
    }
  }

  /** The container whose custody is the item's, as in the fold. */
  #outermost(item: ItemState, position: number): ItemState {
    let at = item
    for (let depth = 0; depth < NESTING; depth++) {
      const stay = stayAt(at, position)
      const container = stay && this.#state.items.get(stay.container)
      if (!container) break
      const unknown = (valueAt(container.custody, position) ?? NONE).state === 'none'
      if (unknown && !stayAt(container, position)) break
      at = container
    }
    return at
  }

  #interval(step: Step, { custody, location, seals, understood }: Snapshot): Interval {
    const shown = location && 'packed' in location ? this.#contained(location) : location
    const identity = custody.state === 'none' ? step.event.identity : custody.identity
    return {
      custody,
      ...(shown && { location: shown }),
      seals,
      from: beginning(step.event.payload.occurred),
      to: this.#state.end,
      begins: step.index,
      ends: null,
      entries: [step.index],
      identity,
      ...(!understood && { cause: 'not-understood' as const }),
    }
  }

  #contained({ container, packed }: Stay): Location {
    const { identity } = (this.#state.at(packed) as Step).event
    return { container, by: packed, identity }
  }
}

/** The timeline of one item. For many items, keep a {@link Timelines}. */
export const timelineOf = (state: CaseState, item: string): Interval[] => new Timelines(state).of(item)

interface Snapshot {
  custody: Custody
  location: Location | Stay | undefined
  seals: SealOn[]
  understood: boolean
}

const NONE: Custody = { state: 'none' }

/** What a snapshot holds is made once by an event, and so is the same object while it lasts. */
function alike(a: Snapshot, b: Snapshot): boolean {
  return a.custody === b.custody && a.location === b.location && a.seals === b.seals && a.understood === b.understood
}

/** The seals that are on an item, as the fold goes on: the same list while nothing changes. */
class SealsOverTime {
  readonly #changes: { position: number; seal: Seal; state: Seal['state'] }[]
  readonly #on = new Map<Seal, SealOn>()
  #next = 0
  #list: SealOn[] = []

  constructor(seals: readonly Seal[]) {
    this.#changes = seals.flatMap((seal) =>
      seal.history.map(({ position, state }) => ({ position, seal, state: state === 'applied' ? 'intact' : state })),
    )
    this.#changes.sort((a, b) => a.position - b.position)
  }

  /** Positions are asked for in ascending order. */
  at(position: number): SealOn[] {
    let changed = false
    for (
      let change = this.#changes[this.#next];
      change && change.position <= position;
      change = this.#changes[++this.#next]
    ) {
      const { seal, state } = change
      if (this.#on.get(seal)?.state === state || (state === 'opened' && !this.#on.has(seal))) continue
      changed = true
      if (state === 'opened') this.#on.delete(seal)
      else this.#on.set(seal, { ...markOf(seal), state })
    }
    if (changed) this.#list = [...this.#on.values()]
    return this.#list
  }
}

function markOf({ number, imprint }: Seal): SealMark {
  return { ...(number !== undefined && { number }), ...(imprint !== undefined && { imprint }) }
}

/** The stay in a container at a place in the fold; at the place where it ends the item is out. */
function stayAt({ stays }: ItemState, position: number): Stay | undefined {
  let low = 0
  let high = stays.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stays[middle] as Stay).from <= position) low = middle + 1
    else high = middle
  }
  const stay = stays[low - 1]
  return stay && (stay.until === undefined || position < stay.until) ? stay : undefined
}

function valueAt<T>(values: readonly Dated<T>[], position: number): T | undefined {
  return values[countUpTo(values, position) - 1]?.value
}

/** How many of an ascending list stand at or before a place. */
function countUpTo(list: readonly { position: number }[], position: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as { position: number }).position <= position) low = middle + 1
    else high = middle
  }
  return low
}
