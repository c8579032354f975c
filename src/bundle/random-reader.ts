import { FairtrailError } from '../encoding/error.ts'
import { readBlob } from './files.ts'

/** Bytes at any place of something large, such as a file. */
export interface RandomReader {
  readonly size: number
  /**
   * Exactly these bytes, in memory of their own.
   * @throws FairtrailError `bundle-unreadable`
   */
  read(at: number, length: number): Promise<Uint8Array>
  close?(): Promise<void>
}

export function blobReader(blob: Blob): RandomReader {
  return {
    size: blob.size,
    read: async (at, length) => {
      const bytes = await readBlob(blob, at, length, 'the archive')
      if (bytes.length !== length)
        throw new FairtrailError('bundle-unreadable', 'The archive is shorter than it was when it was opened.')
      return bytes
    },
  }
}

const CHUNK = 1 << 18

/** The bytes of a range, in chunks. */
export async function* readRange(
  reader: RandomReader,
  from: number,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < length; at += CHUNK) yield await reader.read(from + at, Math.min(CHUNK, length - at))
}

/** Answers many small reads at rising places from few large ones. */
export function readAhead(reader: RandomReader, ahead: number): (at: number, length: number) => Promise<Uint8Array> {
  let held = new Uint8Array(0) as Uint8Array
  let start = 0
  return async (at, length) => {
    if (at < start || at + length > start + held.length) {
      held = await reader.read(at, Math.min(Math.max(length, ahead), reader.size - at))
      start = at
    }
    return held.subarray(at - start, at - start + length)
  }
}
