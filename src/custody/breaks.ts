import type { Json } from '../encoding/json.ts'

/**
 * What can be wrong in a chain of custody. One fact has one code; docs/custody.md says what each means, what it does not mean, its benign
 * explanations, and which code is given where several would fit.
 */
export const BREAK_CODES = [
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
  'orphan-derivation',
  'seal-mismatch',
  'seal-found-damaged',
  'digest-mismatch',
  'contents-differ',
  'quantity-outside-uncertainty',
  'relabel-without-link',
  'item-introduced-twice',
  'item-in-two-logs',
  'not-located',
  'loan-overdue',
  'chronology-impossible',
] as const

export type BreakCode = (typeof BREAK_CODES)[number]

/** A place where the record of one item does not hold together. It says what the record shows, and nothing about anybody's intent. */
export interface Break {
  code: BreakCode
  item: string
  /** Instants as the statements have them; null where they have none. */
  from: string | null
  to: string | null
  /** Indexes, ascending: the statements that together show it. */
  entries: readonly number[]
  /** Agents concerned, sorted. */
  agents: readonly string[]
  /** Data for the texts; `reason` tells the cases of one code apart. */
  values: Readonly<Record<string, Json>>
  /** Indexes of the discrepancies that were recorded to explain it. */
  explainedBy: readonly number[]
}

/** Order of reports: by the first statement, then by the list of codes, then by the other statements. */
export function compareBreaks(a: Break, b: Break): number {
  return (
    (a.entries[0] ?? 0) - (b.entries[0] ?? 0) ||
    BREAK_CODES.indexOf(a.code) - BREAK_CODES.indexOf(b.code) ||
    (a.entries.at(-1) ?? 0) - (b.entries.at(-1) ?? 0)
  )
}
