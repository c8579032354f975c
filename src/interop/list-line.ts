import { DIGEST_BYTES } from '../crypto/digest.ts'
import type { DigestAlgorithm } from '../crypto/types.ts'

/** A digest of a whole file; `value` is lowercase hex. */
export interface FileDigest {
  algorithm: DigestAlgorithm
  value: string
}

/** A file that was hashed, for the writers of lists. */
export interface HashedFile {
  /** The name as it will stand in the list, in the file system's bytes. */
  name: Uint8Array
  /** Size in bytes. */
  bytes: number
  digests: readonly FileDigest[]
}

/** What one line of a list says. The name is its bytes, one character a byte. */
export interface ListLine {
  name: string
  digests: FileDigest[]
  bytes?: number
}

/** Reads one line without its end: what it says, why it cannot be read, or undefined for one that says nothing (a comment). */
export type LineReader = (line: string) => ListLine | string | undefined

/**
 * Bytes as text of one character a byte, and back: lists are searched with regular expressions, and their names may be bytes of
 * any encoding.
 */
export function latin1OfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

export function bytesOfLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** A digest in lowercase hex, or undefined where it is not hex of the algorithm's length. */
export function digestValue(algorithm: DigestAlgorithm, text: string): string | undefined {
  return text.length === 2 * DIGEST_BYTES[algorithm] && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : undefined
}

/** Why a name cannot be that of a file, if it cannot. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'the name of the file is missing'
  return name.includes('\0') ? 'the name has a zero byte, which no file name has' : undefined
}
