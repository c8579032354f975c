import type { Step } from './event.ts'
import type { Custody, Handover, ItemState, Loan, Location, Quantity, Receipt, Seal } from './state.ts'
import { newItem } from './state.ts'

type Measured = Extract<Quantity, { measure: string }>

/** A handover with what the next receipt over it is compared with. */
export interface OpenHandover {
  readonly handover: Handover
  /** The last acceptance. */
  taken: Receipt | undefined
  /** Index of the refusal by which it is with the releaser again. */
  refused: number | undefined
}

/** An item while it is folded: its state, and what looks up quickly what the next event is compared with. */
export interface Work {
  readonly state: ItemState
  custody: Custody
  location: Location | undefined
  container: Work | undefined
  /** The container that it was last taken out of without an item.unpacked. */
  leftUnnoticed: Work | undefined
  /** Whether the record says of anything that it was put in here. */
  wasPacked: boolean
  /** By index of the release. */
  readonly handovers: Map<number, OpenHandover>
  /** The release under way that no receipt of the record answers for this item. */
  unanswered: Step | undefined
  /** By number, and by imprint. */
  readonly seals: Map<string, Seal>
  /** Neither opened nor found missing. */
  readonly sealsOn: Set<Seal>
  /** What each digest is compared with, by scope, algorithm and unreadable ranges: the first, and every value reported since. */
  readonly digests: Map<string, { index: number; values: Set<string> }>
  readonly balances: Map<Measured['measure'], { step: Step; quantity: Measured }>
  notes: { step: Step; counts: string } | undefined
  /** Values of features by scheme. */
  readonly features: Map<string, { step: Step; values: Set<string> }>
  readonly numbers: Set<string>
  /** Loans that nobody has back yet. */
  readonly openLoans: Set<Loan>
  /** The last event that was at one instant and at one place. */
  seen: Step | undefined
  /** Index of the last event that was reported as an act after the end. */
  reportedAfterEnd: number
  /** The first act on it, kept while nothing introduces it. */
  firstAct: Step | undefined
}

export function newWork(id: string): Work {
  return {
    state: newItem(id),
    custody: { state: 'none' },
    location: undefined,
    container: undefined,
    leftUnnoticed: undefined,
    wasPacked: false,
    handovers: new Map(),
    unanswered: undefined,
    seals: new Map(),
    sealsOn: new Set(),
    digests: new Map(),
    balances: new Map(),
    notes: undefined,
    features: new Map(),
    numbers: new Set(),
    openLoans: new Set(),
    seen: undefined,
    reportedAfterEnd: -1,
    firstAct: undefined,
  }
}
