import {
  CENTRAL_HEADER,
  CENTRAL_SIZE,
  DESCRIPTOR,
  END,
  END_SIZE,
  END64,
  END64_LOCATOR,
  END64_SIZE,
  FLAG_UTF8,
  LOCAL_HEADER,
  LOCAL_SIZE,
  LOCATOR_SIZE,
  STORED,
  WIDE16,
  WIDE32,
  ZIP64_FIELD,
} from './zip-records.ts'

/** 1980-01-01 00:00, the earliest; the same for all, so that the same files make the same bytes. */
const MODIFIED = 0x00210000
const VERSION = 20
const VERSION_ZIP64 = 45
const MADE_ON_UNIX = 3 << 8
/** A regular file, read and written by its owner, read by all. */
const ATTRIBUTES = 0o100644 * 0x10000

/** An entry as it was written. */
export interface WrittenEntry {
  readonly flags: number
  readonly crc: number
  readonly size: number
  /** The local header has a ZIP64 field. */
  readonly wide: boolean
}

/** The flag that says that a name is UTF-8, where it is not ASCII. */
export const nameFlag = (name: Uint8Array): number => (name.some((byte) => byte > 0x7f) ? FLAG_UTF8 : 0)

/** What stands before the data; all three numbers 0 where a descriptor follows it. */
export function localHeader(name: Uint8Array, { flags, crc, size, wide }: WrittenEntry): Uint8Array {
  const bytes = new Uint8Array(LOCAL_SIZE + name.length + (wide ? 20 : 0))
  const v = new DataView(bytes.buffer)
  v.setUint32(0, LOCAL_HEADER, true)
  v.setUint16(4, wide ? VERSION_ZIP64 : VERSION, true)
  v.setUint16(6, flags, true)
  v.setUint16(8, STORED, true)
  v.setUint32(10, MODIFIED, true)
  v.setUint32(14, crc, true)
  v.setUint32(18, wide ? WIDE32 : size, true)
  v.setUint32(22, wide ? WIDE32 : size, true)
  v.setUint16(26, name.length, true)
  v.setUint16(28, wide ? 20 : 0, true)
  bytes.set(name, LOCAL_SIZE)
  if (wide) {
    // Both sizes are 0 here: they follow in the descriptor.
    v.setUint16(LOCAL_SIZE + name.length, ZIP64_FIELD, true)
    v.setUint16(LOCAL_SIZE + name.length + 2, 16, true)
  }
  return bytes
}

/** What stands after the data of an entry with a descriptor. */
export function descriptor(crc: number, size: number, wide: boolean): Uint8Array {
  const bytes = new Uint8Array(wide ? 24 : 16)
  const v = new DataView(bytes.buffer)
  v.setUint32(0, DESCRIPTOR, true)
  v.setUint32(4, crc, true)
  for (const at of wide ? [8, 16] : [8, 12]) wide ? v.setBigUint64(at, BigInt(size), true) : v.setUint32(at, size, true)
  return bytes
}

/** The record of the central directory. */
export function centralHeader(name: Uint8Array, { flags, crc, size, wide }: WrittenEntry, offset: number): Uint8Array {
  const far = [...(size >= WIDE32 ? [size, size] : []), ...(offset >= WIDE32 ? [offset] : [])]
  const extra = far.length > 0 ? 4 + far.length * 8 : 0
  const bytes = new Uint8Array(CENTRAL_SIZE + name.length + extra)
  const v = new DataView(bytes.buffer)
  v.setUint32(0, CENTRAL_HEADER, true)
  v.setUint16(4, MADE_ON_UNIX | VERSION_ZIP64, true)
  v.setUint16(6, wide || far.length > 0 ? VERSION_ZIP64 : VERSION, true)
  v.setUint16(8, flags, true)
  v.setUint16(10, STORED, true)
  v.setUint32(12, MODIFIED, true)
  v.setUint32(16, crc, true)
  v.setUint32(20, Math.min(size, WIDE32), true)
  v.setUint32(24, Math.min(size, WIDE32), true)
  v.setUint16(28, name.length, true)
  v.setUint16(30, extra, true)
  v.setUint32(38, ATTRIBUTES, true)
  v.setUint32(42, Math.min(offset, WIDE32), true)
  bytes.set(name, CENTRAL_SIZE)
  if (extra > 0) {
    const field = CENTRAL_SIZE + name.length
    v.setUint16(field, ZIP64_FIELD, true)
    v.setUint16(field + 2, far.length * 8, true)
    for (const [i, value] of far.entries()) v.setBigUint64(field + 4 + i * 8, BigInt(value), true)
  }
  return bytes
}

/** The end record; before it the ZIP64 ones where a number does not fit. */
export function endRecords(entries: number, from: number, to: number): Uint8Array {
  const wide = entries >= WIDE16 || to - from >= WIDE32 || from >= WIDE32
  const end = wide ? END64_SIZE + LOCATOR_SIZE : 0
  const bytes = new Uint8Array(end + END_SIZE)
  const v = new DataView(bytes.buffer)
  if (wide) {
    v.setUint32(0, END64, true)
    v.setBigUint64(4, BigInt(END64_SIZE - 12), true)
    v.setUint16(12, MADE_ON_UNIX | VERSION_ZIP64, true)
    v.setUint16(14, VERSION_ZIP64, true)
    v.setBigUint64(24, BigInt(entries), true)
    v.setBigUint64(32, BigInt(entries), true)
    v.setBigUint64(40, BigInt(to - from), true)
    v.setBigUint64(48, BigInt(from), true)
    v.setUint32(END64_SIZE, END64_LOCATOR, true)
    v.setBigUint64(END64_SIZE + 8, BigInt(to), true)
    v.setUint32(END64_SIZE + 16, 1, true)
  }
  v.setUint32(end, END, true)
  v.setUint16(end + 8, Math.min(entries, WIDE16), true)
  v.setUint16(end + 10, Math.min(entries, WIDE16), true)
  v.setUint32(end + 12, Math.min(to - from, WIDE32), true)
  v.setUint32(end + 16, Math.min(from, WIDE32), true)
  return bytes
}
