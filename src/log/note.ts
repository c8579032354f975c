import type { CryptoProvider, Signer } from '../crypto/types.ts'
import { equalBytes, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { cosignedMessage, parseTimedSignature } from './cosignature.ts'
import { joinNote, type NoteLine, parseNote, signatureLine } from './note-form.ts'
import { type NoteKey, noteKey } from './note-key.ts'
import { checkNoteText } from './note-text.ts'

export { addSignatureLines, MAX_NOTE_LENGTH, MAX_NOTE_LINES, type Note, type NoteLine, parseNote } from './note-form.ts'
export { formatVkey, type NoteKey, type NoteKeyType, noteKey, parseVkey } from './note-key.ts'

/** A line that a known key has signed. */
export interface VerifiedLine {
  name: string
  key: NoteKey
  /** Of a cosignature (type 4): POSIX seconds, 0 to 2^63 - 1; of type 1 undefined. */
  time: bigint | undefined
}

export interface OpenedNote {
  /** With its last LF, without the blank line. */
  text: string
  /**
   * In the note's order. A key that signed twice stands here twice where the lines differ (two times of one cosigner): who counts, counts
   * keys.
   */
  verified: VerifiedLine[]
}

/**
 * Opens a signed note (C2SP signed-note). A line is by a known key where name and hash are those of a given one; lines of other keys are
 * ignored, and every line of a known key is verified, repeated ones too. Keys that share name and hash are each tried: the hash is short,
 * and can be made to collide.
 * @throws FairtrailError `note-form`, `note-limit`; `note-signature` where a known key's line does not verify; `note-unknown-keys` where no
 * line is by a known key.
 */
export async function openNote(note: string, keys: readonly NoteKey[], provider: CryptoProvider): Promise<OpenedNote> {
  const { text, lines } = parseNote(note)
  const verified: VerifiedLine[] = []
  const seen: NoteLine[] = []
  for (const line of lines) {
    const candidates = keys.filter((key) => key.name === line.name && equalBytes(key.hash, line.hash))
    if (candidates.length === 0) continue
    const found = await verifyLine(text, line, candidates, provider)
    if (found === undefined) {
      throw new FairtrailError('note-signature', `The line of ${line.name}, a known key, does not verify.`, {
        place: line.name,
      })
    }
    if (!seen.some((other) => isSameLine(other, line))) verified.push(found)
    seen.push(line)
  }
  if (verified.length === 0) throw new FairtrailError('note-unknown-keys', 'No line of the note is by a known key.')
  return { text, verified }
}

/**
 * Signs a text as a note with one line of type 1.
 * @throws FairtrailError `note-form` for a text that no note can have, `misuse` for a name or key that cannot sign notes.
 */
export async function signNote(text: string, name: string, signer: Signer): Promise<string> {
  checkNoteText(text)
  const key = noteKey(name, 0x01, signer.publicKey)
  return joinNote(text, signatureLine(key, await signer.sign(utf8(text))))
}

async function verifyLine(
  text: string,
  line: NoteLine,
  candidates: readonly NoteKey[],
  provider: CryptoProvider,
): Promise<VerifiedLine | undefined> {
  for (const key of candidates) {
    const timed = key.type === 0x04 ? parseTimedSignature(line.signature) : undefined
    if (key.type === 0x04 && timed === undefined) continue
    const message = timed === undefined ? utf8(text) : cosignedMessage(text, timed.time)
    const check = await provider.verify(key.publicKey, message, timed?.signature ?? line.signature)
    if (check === 'verified') return { name: key.name, key, time: timed?.time }
  }
  return undefined
}

function isSameLine(a: NoteLine, b: NoteLine): boolean {
  return a.name === b.name && equalBytes(a.hash, b.hash) && equalBytes(a.signature, b.signature)
}
