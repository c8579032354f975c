import type { Confirmations } from '../authority/confirm.ts'
import type { AuthorityFold } from '../authority/fold.ts'
import { quorumOf } from '../authority/quorum.ts'
import type { AuthorityPeriod, Observation } from '../authority/types.ts'
import type { TimeReason } from './codes.ts'
import { type Bounds, boundsOfNote } from './note-bounds.ts'
import type { FittingNote } from './read-notes.ts'

/** A time-stamp token that somebody else has verified, over the text of a checkpoint of this log. */
export interface TokenBound {
  /** Index of the time.anchored that carries it; absent for one that came otherwise. */
  anchor?: number
  /** Size of the checkpoint. */
  size: number
  /** genTime, in nanoseconds since 1970. */
  time: bigint
  /** In nanoseconds; absent where the token does not say, which is then said and taken as none. */
  accuracy?: bigint
}

/** Where a time comes from: a place in the lists of notes and tokens that were given. */
export type MarkSource = { note: number } | { token: number }

/** An independent time that is accepted. */
export interface Mark extends Bounds {
  source: MarkSource
  size: number
  /** Index of the anchor: only a time inside the log bounds from below. */
  anchor?: number
}

export interface MarksRead {
  marks: Mark[]
  observations: Observation[]
}

/** Years 0001 to 9999, which instants can be written in. */
const FIRST_INSTANT = -62_135_596_800_000_000_000n
const LAST_INSTANT = 253_402_300_799_999_999_999n

/**
 * The independent times that count (format, section 7): cosigned notes with the quorum of the authority at their size, where that is entry
 * 0's or a confirmed one, and tokens. Former cosigners' lines give no time.
 * @param notes - that fit the tree, of anchors with effect and from elsewhere.
 */
export function acceptedMarks(
  fold: AuthorityFold,
  confirmations: Confirmations,
  notes: readonly FittingNote[],
  tokens: readonly TokenBound[] = [],
): MarksRead {
  const confirmed = new Set(confirmations.changes.filter((change) => change.confirmed).map(({ event }) => event))
  const read: MarksRead = { marks: [], observations: [] }
  const anchored = new Set(notes.flatMap(({ source }) => source.anchor ?? []))
  const timed = new Set<number>()
  for (const [token, bound] of tokens.entries()) {
    const mark = markOfToken(token, bound, anchored)
    if (mark === undefined) continue
    read.marks.push(mark)
    if (bound.anchor === undefined) continue
    timed.add(bound.anchor)
    if (bound.accuracy === undefined) read.observations.push(noted(bound.anchor, 'noted', 'accuracy-not-stated'))
  }
  for (const [note, { size, cosigners, source }] of notes.entries()) {
    const period = fold.authorityAt(size)
    if (period === undefined) continue
    const at = source.anchor === undefined ? {} : { anchor: source.anchor }
    const isConfirmed = confirmed.has(period.event)
    const bounds = isConfirmed ? boundsOfNote(period, cosigners) : {}
    if (bounds.upper !== undefined) read.marks.push({ source: { note }, size, ...at, ...bounds })
    else if (source.anchor !== undefined && !timed.has(source.anchor)) {
      const reason = isConfirmed ? withoutBounds(period, cosigners) : 'authority-not-confirmed'
      read.observations.push(noted(source.anchor, 'undetermined', reason))
    }
  }
  return read
}

/** Why a note gives no time, though its authority is confirmed. */
function withoutBounds(period: AuthorityPeriod, cosigners: FittingNote['cosigners']): TimeReason {
  const ids = cosigners.map(({ key }) => key)
  switch (quorumOf(period, ids).state) {
    case 'none-asked':
      return 'quorum-none-asked'
    case 'not-met':
      return 'quorum-not-met'
    case 'met':
      return 'time-beyond-calendar'
  }
}

/** A token counts only where the note of its anchor fits the tree. */
function markOfToken(token: number, bound: TokenBound, anchored: ReadonlySet<number>): Mark | undefined {
  const { anchor, size, time, accuracy = 0n } = bound
  if (anchor !== undefined && !anchored.has(anchor)) return undefined
  const mark: Mark = { source: { token }, size, ...(anchor === undefined ? {} : { anchor }) }
  if (time + accuracy <= LAST_INSTANT) mark.upper = time + accuracy
  if (time - accuracy >= FIRST_INSTANT) mark.lower = time - accuracy
  return mark
}

const noted = (anchor: number, status: Observation['status'], reason: TimeReason): Observation => {
  return { code: 'anchor', about: 'statement', status, entries: [anchor], values: { reason } }
}
