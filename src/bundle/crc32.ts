const TABLES = makeTables()

/** CRC-32 of ZIP (polynomial 0xEDB88320), continued from `crc`. Guards against accident only. Four bytes a step. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const [t0, t1, t2, t3] = TABLES
  let c = ~crc
  let i = 0
  for (const last = bytes.length - 3; i < last; i += 4) {
    c ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24)
    c =
      (t3[c & 0xff] as number) ^
      (t2[(c >>> 8) & 0xff] as number) ^
      (t1[(c >>> 16) & 0xff] as number) ^
      (t0[c >>> 24] as number)
  }
  for (; i < bytes.length; i++) c = (c >>> 8) ^ (t0[(c ^ (bytes[i] as number)) & 0xff] as number)
  return ~c >>> 0
}

/** Table k gives the effect of a byte that k more bytes follow. */
function makeTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const tables = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)] as const
  for (let byte = 0; byte < 256; byte++) {
    let c = byte
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    tables[0][byte] = c
  }
  for (let byte = 0; byte < 256; byte++) {
    let c = tables[0][byte] as number
    for (const table of tables.slice(1)) {
      c = (c >>> 8) ^ (tables[0][c & 0xff] as number)
      table[byte] = c
    }
  }
  return tables
}
