import { FairtrailError } from './error.ts'
import type { ErrorCode } from './error-codes.ts'
import { characterSize, compareAsUtf16 } from './json-bytes.ts'
import { pointer } from './json-pointer.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const END = -1
const NO_NAME = -1

/** 1 for the bytes that stand for themselves in a string and need no look at their neighbours. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
)
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads JSON bytes from end to end and refuses what the accepted subset excludes; makes no value. What it accepts is a
 * document of RFC 8259 in valid UTF-8, with unique names, safe integers, and nothing else, so that any conforming
 * parser gives the same value for it.
 *
 * With `canonical`, it also refuses every document that is not its own RFC 8785 form, in the same pass.
 */
export class Scanner {
  readonly #bytes: Uint8Array
  readonly #canonical: boolean
  readonly #maxDepth: number
  #depth = 0
  /**
   * For each open container: where the current member's name starts (the quote), `NO_NAME` between members; in an
   * array, the element's index.
   */
  readonly #steps: number[] = []
  /** For each open container: true for an array. */
  readonly #arrays: boolean[] = []
  /** Whether the string read last has an escape. */
  #escaped = false

  constructor(bytes: Uint8Array, canonical: boolean, maxDepth: number) {
    this.#bytes = bytes
    this.#canonical = canonical
    this.#maxDepth = maxDepth
  }

  /** @throws FairtrailError with one of the `json-*` codes, the path and the byte offset. */
  scan(): void {
    const bytes = this.#bytes
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      this.#fail('json-bom', 'it begins with a byte order mark', 0)
    }
    const end = this.#space(this.#value(this.#space(0)))
    if (end < bytes.length) this.#fail('json-trailing', 'something follows the end of the document', end)
  }

  #byte(at: number): number {
    return at < this.#bytes.length ? (this.#bytes[at] as number) : END
  }

  /** The offset of the next byte that is not white space. */
  #space(at: number): number {
    let i = at
    let byte = this.#byte(i)
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      if (this.#canonical) this.#fail('json-not-canonical', 'the canonical form has no white space', i)
      byte = this.#byte(++i)
    }
    return i
  }

  /** Reads one value and answers the offset after it. Recursion ends at the greatest depth. */
  #value(at: number): number {
    const byte = this.#byte(at)
    if (byte === QUOTE) return this.#string(at)
    if (byte === OPEN_OBJECT) return this.#object(at)
    if (byte === OPEN_ARRAY) return this.#array(at)
    if (byte === MINUS || (byte >= 0x30 && byte <= 0x39)) return this.#number(at)
    if (byte === 0x74) return this.#word(at, 'true')
    if (byte === 0x66) return this.#word(at, 'false')
    if (byte === 0x6e) return this.#word(at, 'null')
    return this.#unexpected('a value', at)
  }

  #open(at: number, array: boolean): void {
    if (this.#depth >= this.#maxDepth) {
      this.#fail('json-depth', `more than ${this.#maxDepth} nested containers`, at)
    }
    this.#steps[this.#depth] = array ? 0 : NO_NAME
    this.#arrays[this.#depth] = array
    this.#depth++
  }

  #array(at: number): number {
    this.#open(at, true)
    const frame = this.#depth - 1
    let i = this.#space(at + 1)
    if (this.#byte(i) !== CLOSE_ARRAY) {
      for (;;) {
        i = this.#space(this.#value(i))
        const byte = this.#byte(i)
        if (byte === CLOSE_ARRAY) break
        if (byte !== COMMA) this.#unexpected('"," or "]"', i)
        this.#steps[frame] = (this.#steps[frame] as number) + 1
        i = this.#space(i + 1)
      }
    }
    this.#depth--
    return i + 1
  }

  #object(at: number): number {
    this.#open(at, false)
    const frame = this.#depth - 1
    const names = this.#canonical ? undefined : new Set<string>()
    let previous = NO_NAME
    let previousEnd = NO_NAME
    let previousEscaped = false
    let i = this.#space(at + 1)
    if (this.#byte(i) !== CLOSE_OBJECT) {
      for (;;) {
        if (this.#byte(i) !== QUOTE) this.#unexpected('a member name in double quotes', i)
        const name = i
        const nameEnd = this.#string(name)
        this.#steps[frame] = name
        if (names !== undefined) this.#unseen(names, name)
        else if (previous !== NO_NAME)
          this.#ascending(previous, previousEnd, name, nameEnd, previousEscaped || this.#escaped)
        previous = name
        previousEnd = nameEnd
        previousEscaped = this.#escaped
        i = this.#space(nameEnd)
        if (this.#byte(i) !== COLON) this.#unexpected('":"', i)
        i = this.#space(this.#value(this.#space(i + 1)))
        this.#steps[frame] = NO_NAME
        const byte = this.#byte(i)
        if (byte === CLOSE_OBJECT) break
        if (byte !== COMMA) this.#unexpected('"," or "}"', i)
        i = this.#space(i + 1)
      }
    }
    this.#depth--
    return i + 1
  }

  #unseen(names: Set<string>, at: number): void {
    const name = this.#text(at)
    if (names.has(name)) this.#fail('json-duplicate-name', 'an object has two members of the same name', at)
    names.add(name)
  }

  /** Holds two neighbouring names to the order of RFC 8785, section 3.2.3: by UTF-16 code units. */
  #ascending(a: number, aEnd: number, b: number, bEnd: number, escaped: boolean): void {
    const order = escaped
      ? compareUnits(this.#text(a), this.#text(b))
      : compareAsUtf16(this.#bytes, a + 1, aEnd - 1, b + 1, bEnd - 1)
    if (order === 0) this.#fail('json-duplicate-name', 'an object has two members of the same name', b)
    if (order > 0)
      this.#fail('json-not-canonical', 'the members are not in the order of their names (by UTF-16 code units)', b)
  }

  /** The text of a string that was read and accepted, from its opening quote. */
  #text(at: number): string {
    let end = at + 1
    while (this.#bytes[end] !== QUOTE) end += this.#bytes[end] === BACKSLASH ? 2 : 1
    return JSON.parse(decoder.decode(this.#bytes.subarray(at, end + 1)))
  }

  /** Reads a string from its opening quote. */
  #string(at: number): number {
    const bytes = this.#bytes
    const length = bytes.length
    this.#escaped = false
    let i = at + 1
    for (;;) {
      while (i < length && PLAIN[bytes[i] as number] === 1) i++
      if (i >= length) this.#fail('json-syntax', 'a string has no end', at)
      const byte = bytes[i] as number
      if (byte === QUOTE) return i + 1
      if (byte === BACKSLASH) {
        this.#escaped = true
        i = this.#escape(i)
      } else if (byte >= 0x80) {
        const size = characterSize(bytes, i)
        if (size === 0) this.#fail('json-utf8', 'a string is not valid UTF-8', i)
        i += size
      } else if (byte === 0) this.#fail('json-nul', 'a string has the character U+0000', i)
      else this.#fail('json-syntax', 'a string has a control character that is not escaped', i)
    }
  }

  #escape(at: number): number {
    switch (this.#byte(at + 1)) {
      case QUOTE:
      case BACKSLASH:
      case 0x62: // b
      case 0x66: // f
      case 0x6e: // n
      case 0x72: // r
      case 0x74: // t
        return at + 2
      case 0x2f: // /
        if (this.#canonical) this.#fail('json-not-canonical', 'the canonical form does not escape "/"', at)
        return at + 2
      case 0x75: // u
        return this.#unicodeEscape(at)
      default:
        return this.#fail('json-syntax', 'a string has an escape that JSON does not know', at)
    }
  }

  #unicodeEscape(at: number): number {
    const unit = this.#unit(at)
    if (unit === 0) this.#fail('json-nul', 'a string has the character U+0000', at)
    let end = at + 6
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const paired = unit < 0xdc00 && this.#byte(end) === BACKSLASH && this.#byte(end + 1) === 0x75
      const low = paired ? this.#unit(end) : 0
      if (low < 0xdc00 || low > 0xdfff) this.#fail('json-surrogate', 'a string has a lone surrogate', at)
      end += 6
    }
    if (this.#canonical && !this.#minimal(unit, at)) {
      this.#fail('json-not-canonical', 'the canonical form escapes this character otherwise, or not at all', at)
    }
    return end
  }

  /** RFC 8785, section 3.2.2.2: `\u00xx`, in lowercase, for the control characters that have no short escape. */
  #minimal(unit: number, at: number): boolean {
    const short = (unit >= 0x08 && unit <= 0x0a) || unit === 0x0c || unit === 0x0d
    const digit = this.#byte(at + 5)
    return unit < 0x20 && !short && !(digit >= 0x41 && digit <= 0x46)
  }

  /** The code unit of the `\uXXXX` at `at`. */
  #unit(at: number): number {
    let unit = 0
    for (let i = at + 2; i < at + 6; i++) {
      const digit = hexDigit(this.#byte(i))
      if (digit < 0) this.#fail('json-syntax', 'a "\\u" is not followed by four hex digits', at)
      unit = unit * 16 + digit
    }
    return unit
  }

  #number(at: number): number {
    const negative = this.#byte(at) === MINUS
    const first = negative ? at + 1 : at
    let i = first
    let value = 0
    let byte = this.#byte(i)
    while (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + (byte - 0x30)
      byte = this.#byte(++i)
    }
    if (i === first) this.#unexpected('a digit', i)
    if (byte === 0x2e || byte === 0x65 || byte === 0x45) {
      this.#fail('json-number', 'a number has a fraction or an exponent; only integers are accepted', at)
    }
    if (this.#byte(first) === 0x30 && i > first + 1) this.#fail('json-syntax', 'a number has leading zeros', at)
    if (negative && value === 0) this.#fail('json-number', 'a number is -0', at)
    if (value > Number.MAX_SAFE_INTEGER) {
      this.#fail('json-number-range', 'a number is beyond 9007199254740991, the greatest safe integer', at)
    }
    return i
  }

  #word(at: number, word: string): number {
    for (let i = 0; i < word.length; i++) {
      if (this.#byte(at + i) !== word.charCodeAt(i)) this.#unexpected('a value', at)
    }
    return at + word.length
  }

  #unexpected(wanted: string, at: number): never {
    const byte = this.#byte(at)
    if (byte === END) return this.#fail('json-syntax', `${wanted} is expected, and it ends`, at)
    if (byte >= 0x80 && characterSize(this.#bytes, at) === 0)
      return this.#fail('json-utf8', 'it is not valid UTF-8', at)
    const found =
      byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16).padStart(2, '0')}`
    return this.#fail('json-syntax', `${wanted} is expected, not ${found}`, at)
  }

  #fail(code: ErrorCode, what: string, offset: number): never {
    const steps: (string | number)[] = []
    for (let i = 0; i < this.#depth; i++) {
      const step = this.#steps[i] as number
      if (this.#arrays[i]) steps.push(step)
      else if (step !== NO_NAME) steps.push(this.#text(step))
    }
    throw new FairtrailError(code, `Not accepted as JSON: ${what} (byte ${offset}).`, { path: pointer(steps), offset })
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37
  return -1
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
