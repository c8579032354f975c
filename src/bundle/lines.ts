import { concat } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { type BundleLimits, checkLimit } from './limits.ts'

const LF = 0x0a

export interface LinesOptions {
  /** Names the file in errors. */
  readonly path: string
  readonly limits: BundleLimits
  /** Which limit holds for the bytes of a line, its LF included. */
  readonly line: 'entryLine' | 'revealLine'
  /** Which limit holds for the number of lines; absent: none. */
  readonly count?: 'entries'
}

/**
 * The lines of a file, without their LF, split at 0x0A alone. Never holds more than a chunk and a line. A line is often a view into a
 * chunk; chunks are never reused.
 * @throws FairtrailError `bundle-limit` for a line, or a number of lines, over the limit; `lines-end` where the last line has no LF
 */
export async function* lines(
  chunks: AsyncIterable<Uint8Array>,
  options: LinesOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { path, limits, line, count } = options
  let number = 0
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const chunk of chunks) {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(LF, start)
      const part = chunk.subarray(start, end === -1 ? chunk.length : end)
      const length = heldBytes + part.length + 1
      if (length > limits[line]) checkLimit(limits, line, length, `${path}, line ${number + 1}`)
      if (end === -1) {
        if (part.length > 0) held.push(part)
        heldBytes += part.length
        break
      }
      number++
      if (count && number > limits[count]) checkLimit(limits, count, number, path)
      yield held.length > 0 ? concat(...held, part) : part
      if (held.length > 0) held = []
      heldBytes = 0
      start = end + 1
    }
  }
  if (heldBytes > 0) {
    throw new FairtrailError(
      'lines-end',
      `${path}: the last line, ${number + 1}, does not end with LF; the file may have been cut off.`,
      { place: path },
    )
  }
}
