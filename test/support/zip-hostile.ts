import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive in which any field can lie. Absent fields are the true ones. */
export interface HostileEntry {
  name: string | Uint8Array
  data?: Uint8Array
  deflate?: boolean
  /** The bytes stored, where they are not `data` as `deflate` says. */
  packed?: Uint8Array
  /** Bytes before the local header. */
  before?: Uint8Array
  /** Bytes after the data, and after the descriptor if there is one. */
  after?: Uint8Array
  /** In both headers. */
  flags?: number
  method?: number
  size?: number
  packedSize?: number
  crc?: number
  attributes?: number
  extra?: Uint8Array
  /** Only in the one header. */
  local?: Partial<Fields>
  central?: Partial<Fields> & { offset?: number; comment?: Uint8Array; disk?: number }
  /** Sizes and CRC-32 after the data, and zeros before. */
  descriptor?: { signature?: boolean; wide?: boolean; crc?: number; packed?: number; size?: number }
}

interface Fields {
  name: string | Uint8Array
  flags: number
  method: number
  modified: number
  crc: number
  packedSize: number
  size: number
  extra: Uint8Array
}

export interface HostileEnd {
  entries?: number
  size?: number
  offset?: number
  comment?: Uint8Array
  disk?: number
  /** Bytes between the directory and the end. */
  before?: Uint8Array
  after?: Uint8Array
  /** A ZIP64 end record, true ones where not given; the end record then says 0xFFFF and 0xFFFFFFFF unless it is given otherwise. */
  zip64?: {
    entries?: number
    size?: number
    offset?: number
    recordSize?: number
    at?: number
    between?: Uint8Array
    disks?: number
  }
}

const bytes = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text
const none = new Uint8Array(0)

/** Builds an archive field by field; by default a plain and correct one. */
export function hostileZip(entries: readonly HostileEntry[], end: HostileEnd = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const central: Uint8Array[] = []
  let at = 0
  const put = (part: Uint8Array): void => {
    parts.push(part)
    at += part.length
  }
  for (const entry of entries) {
    put(entry.before ?? none)
    const data = entry.data ?? none
    const packed = entry.packed ?? (entry.deflate ? deflateRawSync(data) : data)
    const fields: Fields = {
      name: entry.name,
      flags: entry.flags ?? (entry.descriptor ? 8 : 0),
      method: entry.method ?? (entry.deflate ? 8 : 0),
      modified: 0x00210000,
      crc: entry.crc ?? crc32(data),
      packedSize: entry.packedSize ?? packed.length,
      size: entry.size ?? data.length,
      extra: entry.extra ?? none,
    }
    const offset = at
    const zeros = entry.descriptor ? { crc: 0, packedSize: 0, size: 0 } : {}
    put(localHeader({ ...fields, ...zeros, ...entry.local }))
    put(packed)
    if (entry.descriptor)
      put(descriptor({ crc: fields.crc, packed: fields.packedSize, size: fields.size, ...entry.descriptor }))
    put(entry.after ?? none)
    central.push(
      centralHeader({ ...fields, ...entry.central }, { offset, attributes: entry.attributes ?? 0, ...entry.central }),
    )
  }
  const from = at
  for (const record of central) put(record)
  const size = at - from
  put(end.before ?? none)
  if (end.zip64) {
    const { zip64 } = end
    const record = at
    put(end64({ entries: entries.length, size, offset: from, recordSize: 44, ...zip64 }))
    put(zip64.between ?? none)
    put(locator(zip64.at ?? record, zip64.disks ?? 1))
  }
  const wide = end.zip64 !== undefined
  put(
    endRecord({
      entries: end.entries ?? (wide ? 0xffff : entries.length),
      size: end.size ?? (wide ? 0xffffffff : size),
      offset: end.offset ?? (wide ? 0xffffffff : from),
      comment: end.comment ?? none,
      disk: end.disk ?? 0,
    }),
  )
  put(end.after ?? none)
  return new Uint8Array(Buffer.concat(parts))
}

function localHeader(f: Fields): Uint8Array {
  const name = bytes(f.name)
  const b = Buffer.alloc(30)
  b.writeUInt32LE(0x04034b50, 0)
  b.writeUInt16LE(20, 4)
  b.writeUInt16LE(f.flags, 6)
  b.writeUInt16LE(f.method, 8)
  b.writeUInt32LE(f.modified, 10)
  b.writeUInt32LE(f.crc, 14)
  b.writeUInt32LE(f.packedSize, 18)
  b.writeUInt32LE(f.size, 22)
  b.writeUInt16LE(name.length, 26)
  b.writeUInt16LE(f.extra.length, 28)
  return Buffer.concat([b, name, f.extra])
}

function centralHeader(
  f: Fields,
  more: { offset: number; attributes: number; comment?: Uint8Array; disk?: number },
): Uint8Array {
  const name = bytes(f.name)
  const comment = more.comment ?? none
  const b = Buffer.alloc(46)
  b.writeUInt32LE(0x02014b50, 0)
  b.writeUInt16LE((3 << 8) | 20, 4)
  b.writeUInt16LE(20, 6)
  b.writeUInt16LE(f.flags, 8)
  b.writeUInt16LE(f.method, 10)
  b.writeUInt32LE(f.modified, 12)
  b.writeUInt32LE(f.crc, 16)
  b.writeUInt32LE(f.packedSize, 20)
  b.writeUInt32LE(f.size, 24)
  b.writeUInt16LE(name.length, 28)
  b.writeUInt16LE(f.extra.length, 30)
  b.writeUInt16LE(comment.length, 32)
  b.writeUInt16LE(more.disk ?? 0, 34)
  b.writeUInt32LE(more.attributes >>> 0, 38)
  b.writeUInt32LE(more.offset, 42)
  return Buffer.concat([b, name, f.extra, comment])
}

function descriptor(d: { signature?: boolean; wide?: boolean; crc: number; packed: number; size: number }): Uint8Array {
  const sizes = [d.packed, d.size].map((size) => {
    const b = Buffer.alloc(d.wide ? 8 : 4)
    d.wide ? b.writeBigUInt64LE(BigInt(size)) : b.writeUInt32LE(size)
    return b
  })
  const crc = Buffer.alloc(4)
  crc.writeUInt32LE(d.crc)
  const signature = d.signature === false ? none : Uint8Array.of(0x50, 0x4b, 7, 8)
  return Buffer.concat([signature, crc, ...sizes])
}

function endRecord(e: {
  entries: number
  size: number
  offset: number
  comment: Uint8Array
  disk: number
}): Uint8Array {
  const b = Buffer.alloc(22)
  b.writeUInt32LE(0x06054b50, 0)
  b.writeUInt16LE(e.disk, 4)
  b.writeUInt16LE(e.disk, 6)
  b.writeUInt16LE(e.entries, 8)
  b.writeUInt16LE(e.entries, 10)
  b.writeUInt32LE(e.size, 12)
  b.writeUInt32LE(e.offset, 16)
  b.writeUInt16LE(e.comment.length, 20)
  return Buffer.concat([b, e.comment])
}

function end64(e: { entries: number; size: number; offset: number; recordSize: number }): Uint8Array {
  const b = Buffer.alloc(56)
  b.writeUInt32LE(0x06064b50, 0)
  b.writeBigUInt64LE(BigInt(e.recordSize), 4)
  b.writeUInt16LE(45, 12)
  b.writeUInt16LE(45, 14)
  b.writeBigUInt64LE(BigInt(e.entries), 24)
  b.writeBigUInt64LE(BigInt(e.entries), 32)
  b.writeBigUInt64LE(BigInt(e.size), 40)
  b.writeBigUInt64LE(BigInt(e.offset), 48)
  return b
}

function locator(at: number, disks: number): Uint8Array {
  const b = Buffer.alloc(20)
  b.writeUInt32LE(0x07064b50, 0)
  b.writeBigUInt64LE(BigInt(at), 8)
  b.writeUInt32LE(disks, 16)
  return b
}

/** A ZIP64 extra field with these numbers. */
export function zip64Field(...values: (number | bigint)[]): Uint8Array {
  const b = Buffer.alloc(4 + values.length * 8)
  b.writeUInt16LE(1, 0)
  b.writeUInt16LE(values.length * 8, 2)
  for (const [i, value] of values.entries()) b.writeBigUInt64LE(BigInt(value), 4 + i * 8)
  return b
}

/** An extra field with this id. */
export function extraField(id: number, content: Uint8Array): Uint8Array {
  const b = Buffer.alloc(4)
  b.writeUInt16LE(id, 0)
  b.writeUInt16LE(content.length, 2)
  return Buffer.concat([b, content])
}
