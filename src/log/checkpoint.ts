import { base64, unbase64 } from '../encoding/base64.ts'
import { hex, unhex } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { HASH_BYTES } from './merkle.ts'
import { checkNoteText } from './note-text.ts'

/** A tree head of a log: the three lines of C2SP tlog-checkpoint. */
export interface Checkpoint {
  /** Which log: for a case, `caseOrigin(caseId)`. */
  origin: string
  /** Number of leaves. */
  size: number
  /** RFC 6962 root, lowercase hex (in the note's text it is base64). */
  root: string
}

const SIZE = /^(0|[1-9][0-9]*)$/
const CASE_ID = /^[0-9a-f]{64}$/
const ROOT = CASE_ID

/**
 * The origin of a case's log.
 * @throws FairtrailError `misuse` for what is not 64 lowercase hex digits.
 */
export function caseOrigin(caseId: string): string {
  if (!CASE_ID.test(caseId)) throw new FairtrailError('misuse', 'A case id is 64 lowercase hex digits.')
  return `fairtrail/case/${caseId}`
}

/**
 * The text of a checkpoint, as it is signed.
 * @throws FairtrailError `misuse` for an origin that is empty or no single line, a size or a root that is none.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isSize(size)) throw new FairtrailError('misuse', `${size} is no size of a tree.`)
  if (!ROOT.test(root)) throw new FairtrailError('misuse', 'A root is 64 lowercase hex digits.')
  const text = `${origin}\n${size}\n${base64(unhex(root))}\n`
  try {
    parseCheckpoint(text)
  } catch (cause) {
    throw new FairtrailError('misuse', 'An origin is one line, without control characters.', {}, { cause })
  }
  return text
}

/**
 * Reads the text of a checkpoint: exactly three lines, each with its LF. Any origin is accepted here.
 * @throws FairtrailError `checkpoint-form`, `note-form` for characters that no note may have
 */
export function parseCheckpoint(text: string): Checkpoint {
  checkNoteText(text)
  const [origin, size, root, rest, ...more] = text.split('\n', 5)
  if (origin === undefined || size === undefined || root === undefined || rest !== '' || more.length > 0) {
    throw form('it has exactly three lines, each with a line feed')
  }
  if (origin === '') throw form('its first line, the origin, is empty')
  if (!SIZE.test(size) || !isSize(Number(size))) {
    throw form('its second line, the size, is a decimal number without leading zeros, at most 9007199254740991')
  }
  return { origin, size: Number(size), root: hex(readRoot(root)) }
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0
}

function readRoot(text: string): Uint8Array {
  try {
    const bytes = unbase64(text)
    if (bytes.length === HASH_BYTES) return bytes
  } catch {
    // Refused below, like a root of another length.
  }
  throw form('its third line, the root, is the standard base64 of 32 bytes')
}

function form(reason: string): FairtrailError {
  return new FairtrailError('checkpoint-form', `Not a checkpoint: ${reason}.`)
}
