/** A prefix code of DEFLATE (RFC 1951, section 3.2.2), looked up with the next bits of the stream. */
export interface CodeTable {
  /** By the next bits: symbol * 16 + length of its code; 0 where no code begins so. */
  readonly entries: Uint16Array
  readonly mask: number
}

/**
 * The code with these lengths by symbol (0: not used). Undefined where they make no code: more codes than fit, or, as zlib has it, fewer;
 * `sparse` allows no code at all or a single one of one bit.
 */
export function codeTable(lengths: Uint8Array, sparse: boolean): CodeTable | undefined {
  const counts = new Uint16Array(16)
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] as number) + 1
  let longest = 15
  while (longest > 0 && counts[longest] === 0) longest--
  const next = new Uint16Array(16)
  let free = 1
  for (let length = 1, code = 0; length <= longest; length++) {
    next[length] = code
    code = (code + (counts[length] as number)) << 1
    free = free * 2 - (counts[length] as number)
    if (free < 0) return undefined
  }
  if (free > 0 && !(sparse && longest <= 1)) return undefined
  const entries = new Uint16Array(1 << longest)
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    const code = next[length] as number
    next[length] = code + 1
    // The stream has the code's highest bit first, and every way to go on after it is the same symbol.
    for (let at = reverse(code, length); at < entries.length; at += 1 << length) entries[at] = (symbol << 4) | length
  }
  return { entries, mask: entries.length - 1 }
}

function reverse(code: number, length: number): number {
  let reversed = 0
  for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit)
  return reversed
}

function fixed(...runs: readonly (readonly [symbols: number, length: number])[]): CodeTable {
  return codeTable(
    Uint8Array.from(runs.flatMap(([symbols, length]) => Array<number>(symbols).fill(length))),
    false,
  ) as CodeTable
}

/** The codes of a block of type 1 (RFC 1951, section 3.2.6). */
export const FIXED_LITERALS = fixed([144, 8], [112, 9], [24, 7], [8, 8])
export const FIXED_DISTANCES = fixed([32, 5])
