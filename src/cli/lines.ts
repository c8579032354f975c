import { concat } from '../encoding/bytes.ts'

const LF = 0x0a

/** Bytes of a line, at most: what a stream may make this program hold. */
const MAX_LINE_BYTES = 64 * 1024 * 1024

/**
 * The lines of a stream, without their LF, as they come in; the last one needs none. Undefined stands for a line of more than `most` bytes,
 * of which nothing is kept. Never holds more than a chunk and a line.
 */
export async function* lines(
  chunks: AsyncIterable<Uint8Array>,
  most: number = MAX_LINE_BYTES,
): AsyncGenerator<Uint8Array | undefined, void, undefined> {
  let held: Uint8Array[] = []
  let length = 0
  const take = (part: Uint8Array) => {
    length += part.length
    if (length > most) held = []
    else if (part.length > 0) held.push(part)
  }
  const line = () => {
    const whole = length > most ? undefined : held.length === 1 ? held[0] : concat(...held)
    held = []
    length = 0
    return whole
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      take(chunk.subarray(start, end))
      yield line()
      start = end + 1
    }
    take(chunk.subarray(start))
  }
  if (length > 0) yield line()
}
