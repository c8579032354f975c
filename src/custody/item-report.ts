import type { Json } from '../encoding/json.ts'
import { codeOf } from '../record/shapes/basic.ts'
import type { Break, BreakCode } from './breaks.ts'
import { compareBreaks } from './breaks.ts'
import type { CaseState } from './case-state.ts'
import { enclosuresOf, type Range } from './enclosures.ts'
import type { Step } from './event.ts'
import type { Custody, Location } from './state.ts'
import { type Interval, type SealOn, Timelines } from './timeline.ts'

/** One stretch of an item's custody, as reports have it. */
export interface IntervalReport {
  custodian?: string
  for?: string
  /** Whether somebody holds it, and if not, why. */
  state: Custody['state']
  /** A facility or a container by id, or one of the words desk, vehicle, scene. A place that has a name only is in the statement. */
  location?: string
  /** Numbers, or imprints, of the seals that are on. */
  seals: string[]
  from: string | null
  to: string | null
  entries: number[]
  identity: string
  cause?: string
}

export interface BreakReport {
  code: BreakCode
  from: string | null
  to: string | null
  entries: number[]
  agents: string[]
  /** `of`: the container around the item whose break it is. `explainedBy`: discrepancies that were recorded to explain it. */
  values: { [name: string]: Json }
}

export interface ItemReport {
  item: string
  /** The number in use; null where it has none. */
  exhibit: string | null
  timeline: IntervalReport[]
  breaks: BreakReport[]
}

/** Every item of the record, in the order of their ids. */
export function itemReports(state: CaseState): ItemReport[] {
  const timelines = new Timelines(state)
  return [...state.items.keys()].sort().map((item) => itemReport(state, item, timelines))
}

/** One item. An item that no event names has no timeline and no breaks. */
export function itemReport(state: CaseState, item: string, timelines: Timelines = new Timelines(state)): ItemReport {
  return {
    item,
    exhibit: state.items.get(item)?.exhibits.at(-1)?.number ?? null,
    timeline: timelines.of(item).map(intervalReport),
    breaks: breaksOf(state, item).map((one) => breakReport(one, item)),
  }
}

function intervalReport({ custody, location, seals, from, to, entries, identity, cause }: Interval): IntervalReport {
  const where = location && placeOf(location)
  return {
    ...(custody.state === 'held' && { custodian: custody.custodian.agent }),
    ...(custody.state === 'held' && custody.custodian.for !== undefined && { for: custody.custodian.for }),
    state: custody.state,
    ...(where !== undefined && { location: where }),
    seals: seals.filter(({ state }) => state !== 'missing').map(sealName),
    from,
    to,
    entries,
    identity,
    ...(cause && { cause }),
  }
}

const sealName = ({ number, imprint }: SealOn): string => number ?? imprint ?? ''

function placeOf(location: Location): string | undefined {
  if ('facility' in location) return location.facility
  if ('container' in location) return location.container
  return 'place' in location ? codeOf(location.place.place) : undefined
}

function breakReport(
  { code, item, from, to, entries, agents, values, explainedBy }: Break,
  reported: string,
): BreakReport {
  return {
    code,
    from,
    to,
    entries: [...entries],
    agents: [...agents],
    values: {
      ...values,
      ...(item !== reported && { of: item }),
      ...(explainedBy.length > 0 && { explainedBy: [...explainedBy] }),
    },
  }
}

/** Breaks of a container that concern what lies in it. What was counted, weighed or numbered on the outside does not. */
const FOLLOWING = new Set<BreakCode>([
  'gap',
  'overlap',
  'in-transit',
  'release-without-receipt',
  'receipt-without-release',
  'receipt-by-another-than-named',
  'release-by-one-who-does-not-hold',
  'place-conflict',
  'act-before-collection',
  'act-after-disposal-closing-or-export',
  'seal-mismatch',
  'seal-found-damaged',
  'item-introduced-twice',
  'item-in-two-logs',
  'not-located',
  'chronology-impossible',
])

/** The breaks of an item, and those of the containers around it from when it was packed until it was out. */
export function breaksOf(state: CaseState, id: string): Break[] {
  const item = state.items.get(id)
  if (!item) return []
  const found = new Set(item.breaks)
  for (const [container, ranges] of enclosuresOf(state, id)) {
    const breaks = (state.items.get(container)?.breaks ?? []).filter(({ code }) => FOLLOWING.has(code))
    if (breaks.length === 0) continue
    const stays = new Ranges(ranges)
    for (const one of breaks) {
      const positions = one.entries.map((entry) => (state.at(entry) as Step).position)
      // Beyond the event by which a stay began, and before the one by which it ended.
      if (stays.meet(Math.min(...positions), Math.max(...positions))) found.add(one)
    }
  }
  return [...found].sort(compareBreaks)
}

/** Ranges in which others are looked up. */
class Ranges {
  readonly #ranges: Range[]

  constructor(ranges: readonly Range[]) {
    let latest = 0
    const sorted = [...ranges].sort((a, b) => a.from - b.from)
    // Each with the latest end up to it, so that one look is enough.
    this.#ranges = sorted.map(({ from, until }) => {
      latest = Math.max(latest, until)
      return { from, until: latest }
    })
  }

  /** Whether one of them begins before `last` and ends after `first`. */
  meet(first: number, last: number): boolean {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ranges[middle] as Range).from < last) low = middle + 1
      else high = middle
    }
    return low > 0 && (this.#ranges[low - 1] as Range).until > first
  }
}
