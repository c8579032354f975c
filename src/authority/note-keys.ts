import { hex } from '../encoding/bytes.ts'
import { caseOrigin } from '../log/checkpoint.ts'
import { type NoteKey, noteKey, parseNote } from '../log/note.ts'
import type { AuthorityPeriod } from './types.ts'

interface Known {
  noteKey: NoteKey
  /** Index of the event that first named the cosigner. */
  from: number
}

/**
 * Which keys of a case may stand under a checkpoint (format, section 5): the log's of the authority after the first `size` entries, and its
 * cosigners' with those of every authority before it, which confirm changes.
 */
export class NoteKeys {
  /** The only origin of a checkpoint of this case. */
  readonly origin: string
  readonly #cosigners = new Map<string, Known[]>()

  /** @param periods - of the fold; there is at least the one of entry 0. */
  constructor(periods: readonly AuthorityPeriod[]) {
    const [opening] = periods
    this.origin = caseOrigin(opening?.event ?? '')
    for (const { keys, index } of periods) {
      for (const { use, name, publicKey } of keys.values()) {
        if (use !== 'cosigner' || name === undefined || publicKey.algorithm !== 'ed25519') continue
        const key = noteKey(name, 0x04, publicKey)
        const line = lineName(key)
        const known = this.#cosigners.get(line) ?? []
        if (!known.some((one) => one.noteKey.publicKey.id === publicKey.id)) known.push({ noteKey: key, from: index })
        this.#cosigners.set(line, known)
      }
    }
  }

  /**
   * The keys that may have signed a note of this size: the log's, and those cosigners' of whom it has a line.
   * @throws FairtrailError `note-form`, `note-limit`
   */
  of(note: string, size: number, period: AuthorityPeriod): NoteKey[] {
    const found: NoteKey[] = []
    for (const { use, publicKey } of period.keys.values()) {
      if (use === 'log' && publicKey.algorithm === 'ed25519') found.push(noteKey(this.origin, 0x01, publicKey))
    }
    const lines = new Set(parseNote(note).lines.map(lineName))
    for (const line of lines) {
      for (const { noteKey, from } of this.#cosigners.get(line) ?? []) if (from < size) found.push(noteKey)
    }
    return found
  }
}

const lineName = ({ name, hash }: { name: string; hash: Uint8Array }) => `${name} ${hex(hash)}`
