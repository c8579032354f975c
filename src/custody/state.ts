import type { IdentityResult } from '../identity/types.ts'
import type { Header } from '../record/header.ts'
import type { Details } from '../record/vocabulary.ts'
import type { Break } from './breaks.ts'
import type { Custodian } from './custodian.ts'

export type Description = Details<'item.derived'>['products'][number]['description']
export type Observation = Details<'item.observed'>['observation']
export type Quantity = NonNullable<Description['quantity']>
export type Digest = Details<'digest.measured'>['digest']
export type SealMark = { number?: string; imprint?: string }

/** In whose hands an item is. `by` is the event that says so, `identity` the result of its signers. */
export type Custody =
  /** Before it entered the record. */
  | { state: 'none' }
  | { state: 'held'; custodian: Custodian; by: number; identity: IdentityResult }
  /** Released and not received: nobody holds it. */
  | Transit<'in-transit'>
  /** Released, never received, and then met elsewhere. */
  | Transit<'elsewhere'>
  /** Released to another country's or case's record. */
  | Transit<'left'>
  /** A receipt answers that it was not there. */
  | { state: 'missing'; by: number; identity: IdentityResult }
  /** Destroyed, sold, consumed: it exists no more, or is no evidence any more. */
  | { state: 'ended'; by: number; identity: IdentityResult }

interface Transit<S extends string> {
  state: S
  from: Custodian
  to: Custodian
  /** Named on the release, and so no custodian. */
  carrier?: string
  /** Index of the release. */
  release: number
  by: number
  identity: IdentityResult
}

/** Where an item is, as far as events say so. Withheld names stay withheld. */
export type Location = (
  | { facility: string; shelf?: Details<'storage.moved'>['to']['shelf'] }
  | { place: Extract<Details<'storage.moved'>['to'], { place: unknown }> }
  | { site: Extract<NonNullable<Header['place']>, { name: unknown }> }
  | { container: string }
) & { by: number; identity: IdentityResult }

/** A value from a place in the fold on. */
export interface Dated<T> {
  position: number
  value: T
}

/** A stay in a container, from one place in the fold to another. */
export interface Stay {
  container: string
  packed: number
  from: number
  /** Absent while it lasts. `unpacked` is the event by which the item was out. */
  until?: number
  unpacked?: number
}

export interface Seal extends SealMark {
  kind?: string
  /** `opened` once it was opened on purpose; the other words are as it was last seen. */
  state: 'intact' | 'damaged' | 'missing' | 'other' | 'opened'
  /** What was recorded of it, in the order of the fold. */
  history: { index: number; position: number; state: Seal['state'] | 'applied' }[]
}

/** One side or both of a handover of one item. */
export interface Handover {
  release?: number
  receipts: Receipt[]
}

/** What one receipt says of one item. */
export interface Receipt {
  index: number
  result: 'accepted' | 'reserved' | 'refused' | 'not-present'
  custodian: Custodian
}

export interface Loan {
  release: number
  lender: Custodian
  dueBack?: string
  /** Index of the receipt by which it was back. */
  returned?: number
}

export interface DigestSeen {
  index: number
  digest: Digest
  purpose?: string
}

/** A making of items from items, or of data from a source. */
export interface Derivation {
  index: number
  sources: readonly string[]
  products: readonly string[]
  kind: string
  consumed?: boolean
  remainder?: Quantity
}

/** All that the record says of one item. Lists are in the order of the fold; numbers are indexes of events. */
export interface ItemState {
  readonly id: string
  /** The event by which it entered the record; absent where none did. */
  introduced?: number
  introductions: number[]
  descriptions: { index: number; description: Description }[]
  /** Exhibit numbers; the last one is in use, all stay legible. */
  exhibits: { index: number; number: string }[]
  custody: Dated<Custody>[]
  locations: Dated<Location | undefined>[]
  stays: Stay[]
  /** What is in it, where it is a container. */
  contents: Set<string>
  handovers: Handover[]
  seals: Seal[]
  digests: DigestSeen[]
  quantities: { index: number; quantity: Quantity }[]
  /** How it was made, where it was made from items. */
  origins: Derivation[]
  /** What was made from it. */
  derivations: Derivation[]
  /** Events that name only what is in it, and tell where the two are. */
  throughContents: number[]
  observations: number[]
  accesses: number[]
  examinations: number[]
  disposals: number[]
  loans: Loan[]
  discrepancies: number[]
  links: { index: number; case: string; there: string; custodyIn: 'here' | 'there' }[]
  /** Events of types that this version does not know: results that rest on a later state have this cause. */
  notUnderstood: { index: number; position: number }[]
  breaks: Break[]
}

export function newItem(id: string): ItemState {
  return {
    id,
    introductions: [],
    descriptions: [],
    exhibits: [],
    custody: [],
    locations: [],
    stays: [],
    contents: new Set(),
    handovers: [],
    seals: [],
    digests: [],
    quantities: [],
    origins: [],
    derivations: [],
    throughContents: [],
    observations: [],
    accesses: [],
    examinations: [],
    disposals: [],
    loans: [],
    discrepancies: [],
    links: [],
    notUnderstood: [],
    breaks: [],
  }
}
