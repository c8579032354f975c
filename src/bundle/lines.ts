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
  const splitter = new LineSplitter(options)
  for await (const chunk of chunks) yield* splitter.push(chunk)
  splitter.end()
}

/** What {@link lines} does, chunk by chunk: a log's lines need not be awaited one by one. */
export class LineSplitter {
  readonly #options: LinesOptions
  #number = 0
  #held: Uint8Array[] = []
  #heldBytes = 0

  constructor(options: LinesOptions) {
    this.#options = options
  }

  /** The lines that end in the chunk. */
  *push(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    const { path, limits, line, count } = this.#options
    let start = 0
    for (;;) {
      const end = chunk.indexOf(LF, start)
      const part = chunk.subarray(start, end === -1 ? chunk.length : end)
      const length = this.#heldBytes + part.length + 1
      if (length > limits[line]) checkLimit(limits, line, length, `${path}, line ${this.#number + 1}`)
      if (end === -1) {
        if (part.length > 0) this.#held.push(part)
        this.#heldBytes += part.length
        return
      }
      this.#number++
      if (count && this.#number > limits[count]) checkLimit(limits, count, this.#number, path)
      const held = this.#held
      if (held.length > 0) this.#held = []
      this.#heldBytes = 0
      start = end + 1
      yield held.length > 0 ? concat(...held, part) : part
    }
  }

  /** After the last chunk. */
  end(): void {
    if (this.#heldBytes === 0) return
    const { path } = this.#options
    throw new FairtrailError(
      'lines-end',
      `${path}: the last line, ${this.#number + 1}, does not end with LF; the file may have been cut off.`,
      { place: path },
    )
  }
}
