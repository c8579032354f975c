import { equalBytes } from '../encoding/bytes.ts'
import type { FormProblemCode } from './form-problems.ts'

// Record signatures and sizes: PKWARE APPNOTE 6.3.10, section 4.3.
export const LOCAL_HEADER = 0x04034b50
export const CENTRAL_HEADER = 0x02014b50
export const DESCRIPTOR = 0x08074b50
export const END = 0x06054b50
export const END64 = 0x06064b50
export const END64_LOCATOR = 0x07064b50
export const LOCAL_SIZE = 30
export const CENTRAL_SIZE = 46
export const END_SIZE = 22
export const END64_SIZE = 56
export const LOCATOR_SIZE = 20

/** In a field of 32 or 16 bits: the value stands in a ZIP64 field. */
export const WIDE32 = 0xffffffff
export const WIDE16 = 0xffff

export const FLAG_DESCRIPTOR = 1 << 3
export const FLAG_UTF8 = 1 << 11
/** Encrypted; strongly encrypted; masked headers. */
const FLAGS_ENCRYPTED = (1 << 0) | (1 << 6) | (1 << 13)
/** How hard the packer tried (bits 1 and 2), descriptor, UTF-8: nothing in them changes how an entry is read. */
const FLAGS_KNOWN = (1 << 1) | (1 << 2) | FLAG_DESCRIPTOR | FLAG_UTF8

export const STORED = 0
export const DEFLATED = 8

export const ZIP64_FIELD = 0x0001
/** Extra fields that only tell times and owners: NTFS, extended timestamp, Info-ZIP UNIX in three generations. */
const HARMLESS_FIELDS: ReadonlySet<number> = new Set([0x000a, 0x5455, 0x5855, 0x7855, 0x7875])

/** With nothing in it: how jar marks the first entry of its archives. */
const JAR_FIELD = 0xcafe

function isHarmless(id: number, length: number): boolean {
  return id === ZIP64_FIELD || HARMLESS_FIELDS.has(id) || (id === JAR_FIELD && length === 0)
}

/** What the central directory and the header before the data both say. */
export interface ZipHeader {
  readonly name: Uint8Array
  readonly flags: number
  readonly method: number
  /** DOS time and date. */
  readonly modified: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Bytes of the whole header. */
  readonly length: number
  readonly problems: readonly FormProblemCode[]
}

export interface CentralHeader extends ZipHeader {
  readonly attributes: number
  readonly offset: number
}

/** A view of exactly these bytes. */
export const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Bytes of a central record whose first 46 are given; undefined where they are none. */
export function centralLength(fixed: Uint8Array): number | undefined {
  const v = view(fixed)
  if (v.getUint32(0, true) !== CENTRAL_HEADER) return undefined
  return CENTRAL_SIZE + v.getUint16(28, true) + v.getUint16(30, true) + v.getUint16(32, true)
}

/** A whole record of the central directory. */
export function parseCentral(bytes: Uint8Array): CentralHeader {
  const v = view(bytes)
  const nameEnd = CENTRAL_SIZE + v.getUint16(28, true)
  const extraEnd = nameEnd + v.getUint16(30, true)
  const problems = new Set<FormProblemCode>()
  const extra = extraFields(bytes.subarray(nameEnd, extraEnd), problems)
  const wide = [v.getUint32(24, true), v.getUint32(20, true), v.getUint32(42, true)] as const
  const [size, packed, offset] = wideValues(wide, extra.get(ZIP64_FIELD), problems) as [number, number, number]
  const flags = v.getUint16(8, true)
  const method = v.getUint16(10, true)
  if (flags & FLAGS_ENCRYPTED) problems.add('zip-encrypted')
  if (flags & ~(FLAGS_KNOWN | FLAGS_ENCRYPTED)) problems.add('zip-flags')
  if (method !== STORED && method !== DEFLATED) problems.add('zip-compression')
  if (method === STORED && packed !== size) problems.add('zip-headers-differ')
  if (v.getUint16(32, true) > 0) problems.add('zip-comment')
  if (v.getUint16(34, true) !== 0) problems.add('zip-headers-differ')
  return {
    name: bytes.slice(CENTRAL_SIZE, nameEnd),
    flags,
    method,
    modified: v.getUint32(12, true),
    crc: v.getUint32(16, true),
    packed,
    size,
    attributes: v.getUint32(38, true),
    offset,
    length: bytes.length,
    problems: [...problems],
  }
}

/** Bytes of the local header whose first 30 are given; undefined where they are none. */
export function localLength(fixed: Uint8Array): number | undefined {
  const v = view(fixed)
  if (v.getUint32(0, true) !== LOCAL_HEADER) return undefined
  return LOCAL_SIZE + v.getUint16(26, true) + v.getUint16(28, true)
}

/** A whole local header. */
export function parseLocal(bytes: Uint8Array): ZipHeader {
  const v = view(bytes)
  const nameEnd = LOCAL_SIZE + v.getUint16(26, true)
  const problems = new Set<FormProblemCode>()
  const extra = extraFields(bytes.subarray(nameEnd), problems)
  const [size, packed] = wideValues(
    [v.getUint32(22, true), v.getUint32(18, true)],
    extra.get(ZIP64_FIELD),
    problems,
  ) as [number, number]
  return {
    name: bytes.subarray(LOCAL_SIZE, nameEnd),
    flags: v.getUint16(6, true),
    method: v.getUint16(8, true),
    modified: v.getUint32(10, true),
    crc: v.getUint32(14, true),
    packed,
    size,
    length: bytes.length,
    problems: [...problems],
  }
}

/**
 * Names of the fields in which the two headers of an entry disagree. Where a data descriptor follows, CRC-32 and sizes may each be 0 in the
 * local one: writers differ in what they know before they write.
 */
export function headerDifferences(central: ZipHeader, local: ZipHeader): string[] {
  const same = (['flags', 'method', 'modified'] as const).filter((field) => central[field] !== local[field])
  const later = (central.flags & FLAG_DESCRIPTOR) !== 0
  const known = (['crc', 'packed', 'size'] as const).filter(
    (field) => central[field] !== local[field] && !(later && local[field] === 0),
  )
  return [...(equalBytes(central.name, local.name) ? [] : ['name']), ...same, ...known]
}

/** True for bytes between an entry's data and the next header that are its data descriptor, with or without signature, 32 or 64 bits. */
export function isDescriptor(bytes: Uint8Array, entry: ZipHeader): boolean {
  const v = view(bytes)
  const signed = bytes.length === 16 || bytes.length === 24
  if (signed && v.getUint32(0, true) !== DESCRIPTOR) return false
  const at = signed ? 4 : 0
  const wide = bytes.length >= 20
  const number = (place: number): number => (wide ? safe64(v, place) : v.getUint32(place, true))
  return (
    v.getUint32(at, true) === entry.crc &&
    number(at + 4) === entry.packed &&
    number(at + (wide ? 12 : 8)) === entry.size
  )
}

/** Lengths that a data descriptor can have. */
export const DESCRIPTOR_SIZES: ReadonlySet<number> = new Set([12, 16, 20, 24])

/** A number of 64 bits; NaN, equal to nothing, where it is not a safe integer. */
export function safe64(v: DataView, at: number): number {
  const value = v.getBigUint64(at, true)
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : Number.NaN
}

/** The extra fields by id. A field twice, one cut off, or one that is not known to be harmless is a problem. */
function extraFields(bytes: Uint8Array, problems: Set<FormProblemCode>): ReadonlyMap<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>()
  const v = view(bytes)
  for (let at = 0; at < bytes.length; ) {
    const id = at + 4 <= bytes.length ? v.getUint16(at, true) : -1
    const end = id === -1 ? Number.POSITIVE_INFINITY : at + 4 + v.getUint16(at + 2, true)
    if (end > bytes.length || fields.has(id) || !isHarmless(id, end - at - 4)) problems.add('zip-extra-field')
    if (end > bytes.length) break
    fields.set(id, bytes.subarray(at + 4, end))
    at = end
  }
  return fields
}

/** The values, those of 0xFFFFFFFF replaced by the ones of the ZIP64 field, which holds exactly them, in this order. */
function wideValues(
  values: readonly number[],
  field: Uint8Array | undefined,
  problems: Set<FormProblemCode>,
): number[] {
  const places = values.filter((value) => value === WIDE32).length
  if ((field?.length ?? 0) !== places * 8 || (field && places === 0)) {
    problems.add('zip-zip64')
    return [...values]
  }
  if (!field) return [...values]
  const v = view(field)
  let at = 0
  return values.map((value) => {
    if (value !== WIDE32) return value
    const wide = safe64(v, at)
    at += 8
    if (Number.isNaN(wide)) problems.add('zip-zip64')
    return Number.isNaN(wide) ? value : wide
  })
}
