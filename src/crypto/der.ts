import { FairtrailError } from '../encoding/error.ts'

/**
 * A strict reader of DER (X.690, section 10): definite lengths in their shortest form, low tag numbers, nothing left over. It reads one
 * level at a time and copies nothing, so that the work is linear in the bytes read and no length field reserves memory.
 */

/** Identifier octets, with the constructed bit where DER sets it. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const

/** The identifier octet of a context-specific tag, e.g. `contextTag(0, 'constructed')` for `[0] EXPLICIT`. */
export function contextTag(number: number, form: 'primitive' | 'constructed'): number {
  return 0x80 | (form === 'constructed' ? 0x20 : 0) | number
}

/** One element. The arrays are views of the input. */
export interface DerElement {
  /** The identifier octet. */
  readonly tag: number
  readonly content: Uint8Array
  /** Identifier, length and content. */
  readonly bytes: Uint8Array
  /** Of the content, from the start of the outermost input. */
  readonly offset: number
}

/** Three length octets: nothing that is read as DER comes near 16 MiB. */
const MAX_LENGTH_OCTETS = 3
/** Room for RSA of 16,384 bits; the cost of a decimal or hex form stays bounded. */
const MAX_INTEGER_BYTES = 2049
const MAX_OID_BYTES = 128

/**
 * The one element that the bytes are.
 * @throws FairtrailError `der-syntax`
 */
export function readDer(bytes: Uint8Array, tag: number, what: string): DerElement {
  const reader = new DerReader(bytes, what)
  const element = reader.read(tag)
  reader.end()
  return element
}

/** A cursor over the elements of one level. Every method throws FairtrailError `der-syntax` for what does not fit. */
export class DerReader {
  readonly #bytes: Uint8Array
  readonly #what: string
  readonly #base: number
  #at = 0

  /** @param what what is being read, for messages: "SubjectPublicKeyInfo". */
  constructor(bytes: Uint8Array, what: string, base = 0) {
    this.#bytes = bytes
    this.#what = what
    this.#base = base
  }

  /** A reader of what lies inside a constructed element. */
  static inside(element: DerElement, what: string): DerReader {
    return new DerReader(element.content, what, element.offset)
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** The identifier octet of the next element; undefined at the end. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#at]
  }

  /** The next element, which must have this identifier. */
  read(tag: number): DerElement {
    if (this.nextTag !== tag) {
      const found = this.nextTag === undefined ? 'the end' : `tag ${tagText(this.nextTag)}`
      throw this.#refusal(`tag ${tagText(tag)} expected, found ${found}`)
    }
    return this.readAny()
  }

  /** The next element if it has this identifier, else undefined, and the cursor stays. */
  readOptional(tag: number): DerElement | undefined {
    return this.nextTag === tag ? this.readAny() : undefined
  }

  /** The next element, whatever it is. */
  readAny(): DerElement {
    const start = this.#at
    const tag = this.#octet()
    if ((tag & 0x1f) === 0x1f) throw this.#refusal('a tag number above 30')
    const length = this.#length()
    const contentAt = this.#at
    if (length > this.#bytes.length - contentAt) {
      throw this.#refusal(`a length of ${length} where ${this.#bytes.length - contentAt} bytes are left`)
    }
    this.#at = contentAt + length
    return {
      tag,
      content: this.#bytes.subarray(contentAt, this.#at),
      bytes: this.#bytes.subarray(start, this.#at),
      offset: this.#base + contentAt,
    }
  }

  /** Refuses anything left over. */
  end(): void {
    if (!this.atEnd) throw this.#refusal(`${this.#bytes.length - this.#at} bytes left over`)
  }

  #length(): number {
    const first = this.#octet()
    if (first < 0x80) return first
    const octets = first & 0x7f
    if (octets === 0) throw this.#refusal('an indefinite length')
    if (octets > MAX_LENGTH_OCTETS)
      throw this.#refusal(`a length of ${octets} octets, at most ${MAX_LENGTH_OCTETS} are read`)
    let length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + this.#octet()
    if (length < 0x80 || length < 256 ** (octets - 1)) throw this.#refusal('a length not in its shortest form')
    return length
  }

  #octet(): number {
    const octet = this.#bytes[this.#at]
    if (octet === undefined) throw this.#refusal('the bytes end inside an element')
    this.#at++
    return octet
  }

  #refusal(problem: string): FairtrailError {
    return derRefusal(this.#what, problem, this.#base + this.#at)
  }
}

/** An INTEGER in its shortest form. */
export function derInteger(element: DerElement, what: string): bigint {
  const { content, offset } = element
  const [first, second] = content
  if (element.tag !== TAG.integer || first === undefined) throw derRefusal(what, 'no INTEGER', offset)
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw derRefusal(what, 'an INTEGER not in its shortest form', offset)
  }
  if (content.length > MAX_INTEGER_BYTES) throw derRefusal(what, `an INTEGER of ${content.length} bytes`, offset)
  let text = '0x'
  for (const byte of content) text += byte.toString(16).padStart(2, '0')
  const value = BigInt(text)
  return first >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value
}

/** A non-negative INTEGER that is at most `max`, as a number. */
export function derSmallInteger(element: DerElement, max: number, what: string): number {
  const value = derInteger(element, what)
  if (value < 0n || value > BigInt(max)) throw derRefusal(what, `an INTEGER outside 0 to ${max}`, element.offset)
  return Number(value)
}

/** An OBJECT IDENTIFIER in dotted form. */
export function derOid(element: DerElement, what: string): string {
  const { content, offset } = element
  if (element.tag !== TAG.oid || content.length === 0 || content.length > MAX_OID_BYTES) {
    throw derRefusal(what, 'no OBJECT IDENTIFIER of 1 to 128 bytes', offset)
  }
  const arcs: bigint[] = []
  let arc = 0n
  let fresh = true
  for (const byte of content) {
    if (fresh && byte === 0x80)
      throw derRefusal(what, 'an OBJECT IDENTIFIER with an arc not in its shortest form', offset)
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    fresh = byte < 0x80
    if (fresh) {
      arcs.push(arc)
      arc = 0n
    }
  }
  if (!fresh) throw derRefusal(what, 'an OBJECT IDENTIFIER that ends inside an arc', offset)
  const head = arcs[0] as bigint
  const root = head < 80n ? head / 40n : 2n
  return [root, head - root * 40n, ...arcs.slice(1)].join('.')
}

/** The bytes of a BIT STRING that has no unused bits. */
export function derBits(element: DerElement, what: string): Uint8Array {
  if (element.tag !== TAG.bitString || element.content[0] !== 0) {
    throw derRefusal(what, 'no BIT STRING of whole bytes', element.offset)
  }
  return element.content.subarray(1)
}

/** The one form of the refusal, for readers of a structure too. */
export function derRefusal(what: string, problem: string, offset: number): FairtrailError {
  return new FairtrailError('der-syntax', `${what} is not in the accepted DER form: ${problem} (at byte ${offset}).`, {
    offset,
  })
}

function tagText(tag: number): string {
  return `0x${tag.toString(16).padStart(2, '0')}`
}
