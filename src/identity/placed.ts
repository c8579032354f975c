import type { Interval } from '../time/intervals.ts'

/** Where an interval of established time lies. */
export type Placed = 'before' | 'after' | 'unknown'

/** Format, section 6: its end before the instant; its beginning at or after it; else nothing is said. */
export function placedAt(instant: bigint, { after, before }: Interval): Placed {
  if (before !== undefined && before < instant) return 'before'
  if (after !== undefined && after >= instant) return 'after'
  return 'unknown'
}

/** Whether an interval is inside bounds, outside of them, or neither for sure. Both ends of the bounds belong to them. */
export function within(
  from: bigint | undefined,
  until: bigint | undefined,
  { after, before }: Interval,
): 'inside' | 'disjoint' | 'unknown' {
  if (from !== undefined && before !== undefined && before < from) return 'disjoint'
  if (until !== undefined && after !== undefined && after > until) return 'disjoint'
  const begins = from === undefined || (after !== undefined && after >= from)
  const ends = until === undefined || (before !== undefined && before <= until)
  return begins && ends ? 'inside' : 'unknown'
}
