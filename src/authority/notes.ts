import type { CryptoProvider } from '../crypto/types.ts'
import { isFairtrailError } from '../encoding/error.ts'
import type { ErrorCode } from '../encoding/error-codes.ts'
import { parseCheckpoint } from '../log/checkpoint.ts'
import { parseNote } from '../log/note.ts'
import { openLogCheckpoint } from '../log/open-checkpoint.ts'
import type { AuthorityFold } from './fold.ts'
import { NoteKeys } from './note-keys.ts'

/** A checkpoint of this case with the lines that verified. Whether the tree of the log has its root is not said here. */
export interface CaseNote {
  size: number
  /** Lowercase hex. */
  root: string
  /** The three lines. */
  text: string
  /** One for each line of a cosigner, present or former: key id, and POSIX seconds. */
  cosigners: readonly { key: string; time: bigint }[]
}

export type CaseNoteReading = CaseNote | { refused: ErrorCode | 'another-origin'; message: string }

/** Opens the checkpoints of a case, from wherever they come, under the keys that its record names for their size. */
export function caseNoteReader(
  fold: AuthorityFold,
  provider: CryptoProvider,
): (note: string) => Promise<CaseNoteReading> {
  const keys = fold.periods.length === 0 ? undefined : new NoteKeys(fold.periods)
  return async (note) => {
    try {
      const { origin, size } = parseCheckpoint(parseNote(note).text)
      if (keys === undefined)
        return { refused: 'note-unknown-keys', message: 'No authority is known: entry 0 cannot be read.' }
      if (origin !== keys.origin) {
        return { refused: 'another-origin', message: 'The checkpoint is of another log.' }
      }
      const period = fold.authorityAt(size)
      if (period === undefined) {
        return { refused: 'note-unknown-keys', message: 'No authority stands at size 0: nobody signs the empty log.' }
      }
      const { checkpoint, text, cosigners } = await openLogCheckpoint(note, keys.of(note, size, period), provider)
      const lines = cosigners.map(({ key, time }) => ({ key: key.publicKey.id, time }))
      return { size, root: checkpoint.root, text, cosigners: lines }
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      return { refused: error.code, message: error.message }
    }
  }
}
