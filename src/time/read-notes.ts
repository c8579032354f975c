import type { AuthorityFold } from '../authority/fold.ts'
import { type CaseNote, type CaseNoteReading, caseNoteReader } from '../authority/notes.ts'
import type { Observation } from '../authority/types.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import type { ErrorCode } from '../encoding/error-codes.ts'
import type { Json } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import type { Details } from '../record/vocabulary.ts'
import type { TimeReason } from './codes.ts'

/** The tree of the log, as the reader of its entries has it. */
export interface LogTree {
  /** Number of entries, refused ones included. */
  readonly size: number
  /** True where `root` (lowercase hex) is this log's root at `size`. */
  holds(size: number, root: string): boolean
}

/** A checkpoint and where it was found. */
export interface NoteSource {
  /** A signed note. */
  note: string
  /** Index of the time.anchored that carries it; absent for one that came otherwise (a log proof, the bundle's checkpoint). */
  anchor?: number
  /** The caller's own name for it, given back. */
  place?: string
}

/** A checkpoint of this case that fits its tree. */
export interface FittingNote extends CaseNote {
  source: NoteSource
}

export interface RefusedNote {
  source: NoteSource
  /** Listed in codes.ts, or the code of the error that refuses the note. */
  reason: TimeReason | ErrorCode
  size?: number
}

export interface NotesRead {
  notes: FittingNote[]
  refused: RefusedNote[]
  /** Of the anchors; what is wrong with another note is for its reader to say. */
  observations: Observation[]
}

/** Notes opened at once. */
const IN_FLIGHT = 64

/** The notes of the anchors that had effect. */
export function anchorNotes(entries: readonly (Entry | undefined)[], fold: AuthorityFold): NoteSource[] {
  return entries.flatMap((entry) => {
    if (entry?.payload.type !== 'time.anchored' || fold.orders[entry.index]?.judgement?.effect !== true) return []
    return [{ note: (entry.payload.details as Details<'time.anchored'>).note, anchor: entry.index }]
  })
}

/**
 * Opens checkpoints and holds them to the tree (format, sections 5 and 7). An anchor whose note does not fit gives no time and fails its
 * statement; a note under the log's key with another root fails the log.
 */
export async function readNotes(
  sources: readonly NoteSource[],
  fold: AuthorityFold,
  tree: LogTree,
  provider: CryptoProvider,
): Promise<NotesRead> {
  const open = caseNoteReader(fold, provider)
  const read: NotesRead = { notes: [], refused: [], observations: [] }
  for (let at = 0; at < sources.length; at += IN_FLIGHT) {
    const batch = sources.slice(at, at + IN_FLIGHT)
    const opened = await Promise.all(batch.map(({ note }) => open(note)))
    for (const [i, source] of batch.entries()) take(read, source, opened[i] as CaseNoteReading, tree)
  }
  return read
}

function take(read: NotesRead, source: NoteSource, opened: CaseNoteReading, tree: LogTree): void {
  const reason = 'refused' in opened ? opened.refused : misfit(source, opened, tree)
  if (reason === undefined) {
    read.notes.push({ ...(opened as CaseNote), source })
    return
  }
  const size = 'refused' in opened ? {} : { size: opened.size }
  read.refused.push({ source, reason, ...size })
  if (source.anchor === undefined) return
  const values = { reason, ...size } satisfies Record<string, Json>
  const failed = { code: 'anchor', status: 'failed', entries: [source.anchor], values } as const
  read.observations.push({ ...failed, entries: [source.anchor], about: 'statement' })
  if (reason === 'another-root' || reason === 'beyond-anchor') {
    read.observations.push({ ...failed, entries: [source.anchor], about: 'log' })
  }
}

function misfit({ anchor }: NoteSource, { size, root }: CaseNote, tree: LogTree): TimeReason | undefined {
  if (anchor !== undefined && size > anchor) return 'beyond-anchor'
  if (size > tree.size) return 'beyond-log'
  return tree.holds(size, root) ? undefined : 'another-root'
}
