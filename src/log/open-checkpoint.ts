import type { CryptoProvider } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { type NoteKey, openNote } from './note.ts'

/** What a cosigner stated about a checkpoint. */
export interface Cosignature {
  name: string
  /** POSIX seconds, 0 to 2^63 - 1. */
  time: bigint
  key: NoteKey
}

export interface OpenedCheckpoint {
  checkpoint: Checkpoint
  /** The three lines: what was signed. */
  text: string
  /** Of the known cosigners, in the note's order; one cosigner may stand here with several times. */
  cosigners: Cosignature[]
  /** True where the log's own line stands: its name the origin, type 1, by a known key. */
  byLog: boolean
}

/**
 * Opens a checkpoint by the keys known: the log's (type 1) and cosigners' (type 4). Whether the log's own line is needed is the caller's
 * question: see {@link openLogCheckpoint}.
 * @throws FairtrailError the codes of `openNote`, and `checkpoint-form`
 */
export async function openCheckpoint(
  note: string,
  keys: readonly NoteKey[],
  provider: CryptoProvider,
): Promise<OpenedCheckpoint> {
  const { text, verified } = await openNote(note, keys, provider)
  const checkpoint = parseCheckpoint(text)
  const cosigners: Cosignature[] = []
  for (const { name, time, key } of verified) if (time !== undefined) cosigners.push({ name, time, key })
  const byLog = verified.some(({ key }) => key.type === 0x01 && key.name === checkpoint.origin)
  return { checkpoint, text, cosigners, byLog }
}

/**
 * Opens a checkpoint that its own log has signed, as the format, section 5 asks of every checkpoint of a case.
 * @throws FairtrailError as {@link openCheckpoint}, and `checkpoint-unsigned` where the log's line is not among the verified ones.
 */
export async function openLogCheckpoint(
  note: string,
  keys: readonly NoteKey[],
  provider: CryptoProvider,
): Promise<OpenedCheckpoint> {
  const opened = await openCheckpoint(note, keys, provider)
  if (!opened.byLog) {
    throw new FairtrailError(
      'checkpoint-unsigned',
      `The checkpoint has no line of its own log, ${opened.checkpoint.origin}, by a known key.`,
    )
  }
  return opened
}
