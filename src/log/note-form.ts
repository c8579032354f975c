import { base64, unbase64 } from '../encoding/base64.ts'
import { concat } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { isKeyName, type NoteKey } from './note-key.ts'
import { checkNoteText, noteForm } from './note-text.ts'

/** Signature lines of a note, at most. */
export const MAX_NOTE_LINES = 100

/** UTF-16 units of a note, at most: each known line costs a pass over the text. 100 lines of the largest known signatures fit. */
export const MAX_NOTE_LENGTH = 1_048_576

/** Em dash and space. */
const LINE_START = '\u2014 '
const HASH_BYTES = 4

/** A note taken apart, with nothing verified: its text is not to be used before `openNote` has accepted it. */
export interface Note {
  /** With its last LF, without the blank line. */
  text: string
  lines: NoteLine[]
}

/** `— <name> <base64 of hash and signature>` */
export interface NoteLine {
  name: string
  /** The first four bytes: which key of that name. */
  hash: Uint8Array
  /** What follows: for type 1 the signature, for type 4 a time and the signature. */
  signature: Uint8Array
}

/**
 * Takes a note apart at its last blank line (C2SP signed-note).
 * @throws FairtrailError `note-form`, `note-limit` for more than 100 signature lines or 1,048,576 characters
 */
export function parseNote(note: string): Note {
  if (note.length > MAX_NOTE_LENGTH) {
    throw new FairtrailError(
      'note-limit',
      `The note has ${note.length} characters; at most ${MAX_NOTE_LENGTH} are accepted.`,
    )
  }
  checkNoteText(note)
  const split = note.lastIndexOf('\n\n')
  if (split === -1) throw noteForm('no blank line stands between a text and its signature lines')
  return { text: note.slice(0, split + 1), lines: parseSignatureLines(note.slice(split + 2)) }
}

/**
 * Adds signature lines to a note, each ending with LF, as a cosigner answers them. A line that the note has already is not added again.
 * Nothing is verified.
 * @throws FairtrailError `note-form`, `note-limit`
 */
export function addSignatureLines(note: string, lines: string): string {
  parseNote(note)
  checkNoteText(lines)
  parseSignatureLines(lines)
  const present = new Set(note.slice(note.lastIndexOf('\n\n') + 2).split('\n'))
  let added = note
  for (const line of lines.split('\n')) {
    if (present.has(line)) continue
    present.add(line)
    added += `${line}\n`
  }
  parseNote(added)
  return added
}

/** A note from its text and signature lines. */
export function joinNote(text: string, lines: string): string {
  return `${text}\n${lines}`
}

/** A signature line, with its LF. */
export function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `${LINE_START}${key.name} ${base64(concat(key.hash, signature))}\n`
}

function parseSignatureLines(text: string): NoteLine[] {
  if (text === '') throw noteForm('there is no signature line after the blank line')
  // The last line ends with LF too, so the part after it is empty.
  const lines = text.split('\n', MAX_NOTE_LINES + 2)
  if (lines.length > MAX_NOTE_LINES + 1) {
    throw new FairtrailError('note-limit', `The note has more than ${MAX_NOTE_LINES} signature lines.`)
  }
  return lines.slice(0, -1).map((line, index) => parseSignatureLine(line, index + 1))
}

function parseSignatureLine(line: string, number: number): NoteLine {
  if (!line.startsWith(LINE_START))
    throw noteForm(`signature line ${number} does not begin with an em dash and a space`)
  const space = line.indexOf(' ', LINE_START.length)
  if (space === -1) throw noteForm(`signature line ${number} has no signature after the name`)
  const name = line.slice(LINE_START.length, space)
  if (!isKeyName(name)) throw noteForm(`the name in signature line ${number} is empty, or has white space or a plus`)
  const bytes = decode(line.slice(space + 1), number)
  if (bytes.length <= HASH_BYTES) throw noteForm(`signature line ${number} has no bytes after the key hash`)
  return { name, hash: bytes.slice(0, HASH_BYTES), signature: bytes.slice(HASH_BYTES) }
}

function decode(text: string, number: number): Uint8Array {
  try {
    return unbase64(text)
  } catch (cause) {
    throw new FairtrailError('note-form', `Not a signed note: signature line ${number} is not base64.`, {}, { cause })
  }
}
