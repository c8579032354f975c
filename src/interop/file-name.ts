import { base64 } from '../encoding/base64.ts'
import { escaped } from '../encoding/text.ts'

/**
 * A file's name in a record: text, or, where its bytes are not UTF-8, the bytes as standard base64 with the name of their
 * character encoding (`unknown` where nobody said which).
 */
export type FileName = string | { bytes: string; encoding: string }

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of valid UTF-8, else undefined. */
export function nameText(name: Uint8Array): string | undefined {
  try {
    return strict.decode(name)
  } catch {
    return undefined
  }
}

/** The name as a record carries it. */
export function fileName(name: Uint8Array): FileName {
  return nameText(name) ?? { bytes: base64(name), encoding: 'unknown' }
}

/**
 * The name for a person's eyes: {@link escaped}, and a byte that is not UTF-8 as `\xff`. For display only: it cannot be read back.
 */
export function showName(name: Uint8Array): string {
  const text = nameText(name)
  if (text !== undefined) return escaped(text)
  let shown = ''
  for (let at = 0; at < name.length; ) {
    const length = sequenceLength(name[at] as number)
    const piece = nameText(name.subarray(at, at + length))
    shown += piece === undefined ? `\\x${(name[at] as number).toString(16).padStart(2, '0')}` : escaped(piece)
    at += piece === undefined ? 1 : length
  }
  return shown
}

/** How many bytes of UTF-8 a lead byte announces; 1 for anything else, which then fails to decode alone. */
function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4
  if (lead >= 0xe0) return 3
  return lead >= 0xc0 ? 2 : 1
}
