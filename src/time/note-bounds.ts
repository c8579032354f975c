import { QuorumCounter } from '../authority/quorum.ts'
import type { AuthorityPeriod } from '../authority/types.ts'

/** What independent time says of a checkpoint, in nanoseconds since 1970: that it was there before, and not yet there after. */
export interface Bounds {
  /** The checkpoint existed at this instant at the latest. */
  upper?: bigint
  /** Whoever saw what carries the time signed at this instant at the earliest. */
  lower?: bigint
}

const NANOS = 1_000_000_000n
/** 9999-12-31T23:59:59Z: a later time cannot be written in the record, and no cosigner that says it knows the time. */
const LAST_SECOND = 253_402_300_799n

export interface CosignedAt {
  /** Key id. */
  key: string
  /** POSIX seconds. */
  time: bigint
}

/**
 * The bounds of a cosigned note (format, section 7): from above the earliest T that a quorum says or precedes, from below the latest T that
 * a quorum says or exceeds. None without a quorum, nor where the authority asks for none.
 */
export function boundsOfNote(period: AuthorityPeriod, cosigners: readonly CosignedAt[]): Bounds {
  const ascending = cosigners.filter(({ time }) => time <= LAST_SECOND).sort((a, b) => Number(a.time - b.time))
  const upper = reach(period, ascending)
  if (upper === undefined) return {}
  const lower = reach(period, ascending.reverse()) as bigint
  return { upper: upper * NANOS, lower: lower * NANOS }
}

/** The time of the line with which the quorum is reached, in the order given. */
function reach(period: AuthorityPeriod, cosigners: readonly CosignedAt[]): bigint | undefined {
  const counter = new QuorumCounter(period)
  for (const { key, time } of cosigners) {
    counter.add(key)
    if (counter.quorum.state === 'met') return time
  }
  return undefined
}
