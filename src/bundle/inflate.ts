import { concat } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { type CodeTable, codeTable, FIXED_DISTANCES, FIXED_LITERALS } from './inflate-codes.ts'

const WINDOW = 32_768
const CHUNK = 65_536
const LONGEST_MATCH = 258
/** No header of a block is longer than this: 14 + 19 * 3 + 316 * 14 bits. */
const LONGEST_HEADER = 570

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/**
 * Unpacks raw DEFLATE (RFC 1951) at constant memory. What zlib refuses is refused, and so is a byte after the end of the stream, which
 * DecompressionStream ignores in some supported runtimes: hidden bytes have no place in a bundle.
 * @throws FairtrailError `bundle-damaged`
 */
export async function* inflate(
  packed: AsyncIterable<Uint8Array>,
  place: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = new Inflater(place)
  for await (const chunk of packed) {
    inflater.push(chunk)
    for (let out = inflater.pull(); out; out = inflater.pull()) yield out
  }
  inflater.end()
  for (let out = inflater.pull(); out; out = inflater.pull()) yield out
}

/** A push and pull machine: `pull` works until its output is full, or it needs input that has not been pushed yet. */
class Inflater {
  readonly #place: string
  #input: Uint8Array = new Uint8Array(0)
  #at = 0
  #ended = false
  /** Bits taken from the input and not used yet, the next one lowest. */
  #bits = 0
  #count = 0
  readonly #out = new Uint8Array(WINDOW + CHUNK + LONGEST_MATCH)
  #given = 0
  #to = 0
  #stage: 'header' | 'stored' | 'codes' | 'done' = 'header'
  #last = false
  #stored = 0
  #literals: CodeTable = FIXED_LITERALS
  #distances: CodeTable = FIXED_DISTANCES

  constructor(place: string) {
    this.#place = place
  }

  push(chunk: Uint8Array): void {
    this.#input = concat(this.#input.subarray(this.#at), chunk)
    this.#at = 0
    if (this.#stage === 'done') this.#checkEnd()
  }

  end(): void {
    this.#ended = true
  }

  pull(): Uint8Array | undefined {
    while (this.#to < WINDOW + CHUNK && this.#step());
    if (this.#to === this.#given) return undefined
    const chunk = this.#out.slice(this.#given, this.#to)
    if (this.#to >= WINDOW + CHUNK) {
      this.#out.copyWithin(0, this.#to - WINDOW, this.#to)
      this.#to = WINDOW
    }
    this.#given = this.#to
    return chunk
  }

  /** True where there may be more to do without further input. */
  #step(): boolean {
    const left = this.#input.length - this.#at
    if (this.#stage === 'done') return false
    if (this.#stage === 'header') {
      if (left < LONGEST_HEADER && !this.#ended) return false
      this.#header()
      return true
    }
    return this.#stage === 'stored' ? this.#copyStored() : this.#decode()
  }

  #header(): void {
    this.#last = this.#take(1) === 1
    const type = this.#take(2)
    if (type === 0) {
      this.#take(this.#count & 7)
      this.#stored = this.#take(16)
      if (this.#take(16) !== (this.#stored ^ 0xffff)) this.#fail('a stored block whose two lengths disagree')
      // Whole bytes that were taken ahead go back.
      this.#at -= this.#count >> 3
      this.#bits = this.#count = 0
      this.#stage = 'stored'
    } else if (type === 1) {
      this.#literals = FIXED_LITERALS
      this.#distances = FIXED_DISTANCES
      this.#stage = 'codes'
    } else if (type === 2) {
      this.#readCodes()
      this.#stage = 'codes'
    } else this.#fail('a block of unknown type')
  }

  #readCodes(): void {
    const literals = this.#take(5) + 257
    const distances = this.#take(5) + 1
    const given = this.#take(4) + 4
    if (literals > 286 || distances > 30) this.#fail('too many codes')
    const lengthsOfLengths = new Uint8Array(19)
    for (let i = 0; i < given; i++) lengthsOfLengths[CODE_LENGTH_ORDER[i] as number] = this.#take(3)
    const code = codeTable(lengthsOfLengths, false)
    if (!code) this.#fail('a code that is not complete')
    const lengths = new Uint8Array(literals + distances)
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.#symbol(code)
      if (symbol < 16) {
        lengths[i++] = symbol
        continue
      }
      if (symbol === 16 && i === 0) this.#fail('a repeated length without one before it')
      const value = symbol === 16 ? (lengths[i - 1] as number) : 0
      const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7)
      if (i + times > lengths.length) this.#fail('more code lengths than codes')
      lengths.fill(value, i, i + times)
      i += times
    }
    if (lengths[256] === 0) this.#fail('no code for the end of a block')
    this.#literals = codeTable(lengths.subarray(0, literals), true) ?? this.#fail('a code that is not complete')
    this.#distances = codeTable(lengths.subarray(literals), true) ?? this.#fail('a code that is not complete')
  }

  #copyStored(): boolean {
    const left = this.#input.length - this.#at
    const length = Math.min(this.#stored, left, this.#out.length - this.#to)
    this.#out.set(this.#input.subarray(this.#at, this.#at + length), this.#to)
    this.#at += length
    this.#to += length
    this.#stored -= length
    if (this.#stored === 0) {
      this.#endBlock()
      return true
    }
    if (length === left && this.#ended) this.#fail('the data ends too early')
    return length < left
  }

  /** Literals and matches, until the block ends, the output is full or the input runs low. */
  #decode(): boolean {
    const input = this.#input
    const out = this.#out
    const { entries: literals, mask: literalMask } = this.#literals
    const { entries: distances, mask: distanceMask } = this.#distances
    // A symbol with its match takes at most 48 bits, and 32 are taken ahead. At the end of the input zeros are read on; see below.
    const safe = this.#ended ? input.length + 8 : input.length - 12
    let at = this.#at
    let bits = this.#bits
    let count = this.#count
    let to = this.#to
    let ended = false
    while (at <= safe && to < WINDOW + CHUNK) {
      for (; count <= 24; count += 8) bits |= (input[at++] ?? 0) << count
      const entry = literals[bits & literalMask] as number
      if (entry === 0) this.#fail('a code that stands for nothing')
      bits >>>= entry & 15
      count -= entry & 15
      const symbol = entry >> 4
      if (symbol < 256) {
        out[to++] = symbol
        continue
      }
      if (symbol === 256) {
        ended = true
        break
      }
      if (symbol > 285) this.#fail('a length that does not exist')
      const lengthExtra = LENGTH_EXTRA[symbol - 257] as number
      let length = (LENGTH_BASE[symbol - 257] as number) + (bits & ((1 << lengthExtra) - 1))
      bits >>>= lengthExtra
      count -= lengthExtra
      for (; count <= 24; count += 8) bits |= (input[at++] ?? 0) << count
      const distanceEntry = distances[bits & distanceMask] as number
      const distanceSymbol = distanceEntry >> 4
      if (distanceEntry === 0 || distanceSymbol > 29) this.#fail('a distance that does not exist')
      bits >>>= distanceEntry & 15
      count -= distanceEntry & 15
      const distanceExtra = DISTANCE_EXTRA[distanceSymbol] as number
      for (; count <= 24; count += 8) bits |= (input[at++] ?? 0) << count
      const distance = (DISTANCE_BASE[distanceSymbol] as number) + (bits & ((1 << distanceExtra) - 1))
      bits >>>= distanceExtra
      count -= distanceExtra
      if (distance > to) this.#fail('a distance that leads before the start')
      for (let from = to - distance; length > 0; length--) out[to++] = out[from++] as number
    }
    // Whole bytes that were taken ahead go back.
    this.#at = at - (count >> 3)
    this.#count = count & 7
    this.#bits = bits & ((1 << this.#count) - 1)
    this.#to = to
    if (this.#at > input.length) this.#fail('the data ends too early')
    if (ended) this.#endBlock()
    return ended || (this.#ended && to < WINDOW + CHUNK)
  }

  #endBlock(): void {
    this.#stage = this.#last ? 'done' : 'header'
    if (this.#last) this.#checkEnd()
  }

  /** The stream is over: what is left, or taken ahead, belongs to nothing. */
  #checkEnd(): void {
    if (this.#at - (this.#count >> 3) < this.#input.length) this.#fail('bytes after the end of the compressed data')
  }

  #take(count: number): number {
    while (this.#count < count) {
      const byte = this.#input[this.#at++]
      if (byte === undefined) this.#fail('the data ends too early')
      this.#bits |= byte << this.#count
      this.#count += 8
    }
    const value = this.#bits & ((1 << count) - 1)
    this.#bits >>>= count
    this.#count -= count
    return value
  }

  #symbol(code: CodeTable): number {
    for (; this.#count <= 24 && this.#at < this.#input.length; this.#count += 8) {
      this.#bits |= (this.#input[this.#at++] as number) << this.#count
    }
    const entry = code.entries[this.#bits & code.mask] as number
    const length = entry & 15
    if (length === 0) this.#fail('a code that stands for nothing')
    if (length > this.#count) this.#fail('the data ends too early')
    this.#bits >>>= length
    this.#count -= length
    return entry >> 4
  }

  #fail(what: string): never {
    throw new FairtrailError('bundle-damaged', `${this.#place}: the compressed data cannot be unpacked: ${what}.`, {
      place: this.#place,
    })
  }
}
