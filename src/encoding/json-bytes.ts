/**
 * Bytes of the well-formed UTF-8 character of two to four bytes at `at` (Unicode Standard, table 3-7), 0 where there is
 * none. Overlong forms, surrogates and what lies beyond U+10FFFF are not well-formed.
 */
export function characterSize(bytes: Uint8Array, at: number): 0 | 2 | 3 | 4 {
  const lead = bytes[at] as number
  if (lead < 0xc2 || lead > 0xf4) return 0
  // The bytes that are allowed second keep out overlong forms, surrogates, and what lies beyond U+10FFFF.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (!within(bytes[at + 1], low, high)) return 0
  if (lead < 0xe0) return 2
  if (!within(bytes[at + 2], 0x80, 0xbf)) return 0
  if (lead < 0xf0) return 3
  return within(bytes[at + 3], 0x80, 0xbf) ? 4 : 0
}

/** False past the end of the bytes. */
function within(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high
}

/**
 * The order by UTF-16 code units of two texts given as well-formed UTF-8 in `bytes`, from `a` to `aEnd` and from `b` to
 * `bEnd`. It is the order of the bytes, but that characters above U+FFFF (lead bytes from 0xF0) come before U+E000 to
 * U+FFFF (0xEE and 0xEF).
 */
export function compareAsUtf16(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): number {
  const common = Math.min(aEnd - a, bEnd - b)
  for (let i = 0; i < common; i++) {
    const x = bytes[a + i] as number
    const y = bytes[b + i] as number
    if (x === y) continue
    return x >= 0xee && y >= 0xee && x >= 0xf0 !== y >= 0xf0 ? y - x : x - y
  }
  return aEnd - a - (bEnd - b)
}
