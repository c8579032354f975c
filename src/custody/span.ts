import { parseDecimal } from '../encoding/decimal.ts'
import { parseDate, parseInstant, parseLocal } from '../encoding/instant.ts'
import type { Occurred } from '../record/header.ts'

/** All instants that a statement about time can mean, in nanoseconds since 1970, both ends included. */
export interface Span {
  readonly lo: bigint
  readonly hi: bigint
}

const NANOS = 1_000_000_000n
const DAY = 86_400n * NANOS
/** The widest offset from UTC that the format accepts. */
const OFFSET = 14n * 3600n * NANOS
/** Beyond every instant of the years 0001 to 9999, with any clock error that a decimal can state. */
const FOREVER = 10n ** 60n

/** What can be any time. */
const ANY_TIME: Span = { lo: -FOREVER, hi: FOREVER }

/**
 * The instants that an `occurred` can mean. A time without offset (`date`, `dates`, `local`) is 14 hours wide to both sides; a stated error of the
 * clock widens it to the reading both as it stands and corrected, because statements do not say which of the two they give.
 */
export function spanOf(occurred: Occurred | undefined): Span {
  if (occurred === undefined || 'unknown' in occurred) return ANY_TIME
  const claimed = claimedSpan(occurred)
  return occurred.clock === undefined ? claimed : withClock(claimed, occurred.clock)
}

function claimedSpan(occurred: Exclude<Occurred, { unknown: true }>): Span {
  if ('at' in occurred) {
    const at = parseInstant(occurred.at)
    return { lo: at, hi: at }
  }
  if ('from' in occurred) return sorted(parseInstant(occurred.from), parseInstant(occurred.to))
  if ('date' in occurred) return dateSpan(occurred.date, occurred.date)
  if ('dates' in occurred) return dateSpan(...occurred.dates)
  const local = parseLocal(occurred.local)
  return { lo: local - OFFSET, hi: local + OFFSET }
}

/** The instants of the days from `first` to `last`, wherever on earth. */
export function dateSpan(first: string, last: string): Span {
  const { lo, hi } = sorted(parseDate(first), parseDate(last))
  return { lo: lo - OFFSET, hi: hi + DAY - 1n + OFFSET }
}

function withClock({ lo, hi }: Span, clock: { offset?: string; uncertainty?: string }): Span {
  const offset = clock.offset === undefined ? 0n : decimalNanos(clock.offset)
  const stated = clock.uncertainty === undefined ? 0n : decimalNanos(clock.uncertainty)
  const uncertainty = stated < 0n ? -stated : stated
  return {
    lo: (offset > 0n ? lo - offset : lo) - uncertainty,
    hi: (offset < 0n ? hi - offset : hi) + uncertainty,
  }
}

/** Decimal seconds in nanoseconds, away from zero where it has more than nine digits. */
function decimalNanos(text: string): bigint {
  const { coefficient, scale } = parseDecimal(text)
  const divisor = 10n ** BigInt(scale)
  const product = coefficient * NANOS
  const nanos = product / divisor
  if (product % divisor === 0n) return nanos
  return product < 0n ? nanos - 1n : nanos + 1n
}

const sorted = (a: bigint, b: bigint): Span => (a <= b ? { lo: a, hi: b } : { lo: b, hi: a })

/** True where the first certainly lies before the second. Not knowing it is not the opposite. */
export const precedes = (a: Span, b: Span): boolean => a.hi < b.lo

/** True where both are the same one instant. */
export const sameInstant = (a: Span, b: Span): boolean => a.lo === a.hi && b.lo === b.hi && a.lo === b.lo

/** The instant at which it began, as written; null where the statement has none. */
export function beginning(occurred: Occurred | undefined): string | null {
  if (occurred === undefined) return null
  return 'at' in occurred ? occurred.at : 'from' in occurred ? occurred.from : null
}

/** The instant at which it ended, as written; null where the statement has none. */
export function ending(occurred: Occurred | undefined): string | null {
  if (occurred === undefined) return null
  return 'at' in occurred ? occurred.at : 'to' in occurred ? occurred.to : null
}

/**
 * How long after the end of what happened it was recorded, in nanoseconds, at the least; 0 where that is not certain to be later. Undefined where
 * the statement leaves one of the two open.
 */
export function recordedLate(step: { span: Span; recorded: bigint | undefined }): bigint | undefined {
  if (step.recorded === undefined || step.span.hi === FOREVER) return undefined
  return step.recorded > step.span.hi ? step.recorded - step.span.hi : 0n
}
