import { Point } from '@noble/ed25519'

/**
 * Multiples of one point, so that a scalar multiplication is 52 additions and no doubling. One person signs many entries: with a table
 * for their key a portable verification takes a quarter of the time.
 */
export type PointTable = readonly (readonly Point[])[]

const WIDTH = 5
const HALF = 2 ** (WIDTH - 1)
/** 52 windows of 5 bits: the 253 bits of a scalar below L, and the last carry. */
const WINDOWS = 52

/** Row w holds 1 to 16 times 2^(5w) times the point. */
export function pointTable(point: Point): PointTable {
  const rows: Point[][] = []
  let base = point
  for (let window = 0; window < WINDOWS; window++) {
    const row = [base]
    let last = base
    for (let i = 1; i < HALF; i++) {
      last = last.add(base)
      row.push(last)
    }
    rows.push(row)
    base = last.double()
  }
  return rows
}

/** scalar times the table's point, for 0 <= scalar < L. Not in constant time: nothing here is secret. */
export function multiplyByTable(table: PointTable, scalar: bigint): Point {
  let sum = Point.ZERO
  let rest = scalar
  for (const row of table) {
    let digit = Number(rest & 31n)
    rest >>= 5n
    if (digit > HALF) {
      digit -= 2 * HALF
      rest += 1n
    }
    if (digit > 0) sum = sum.add(row[digit - 1] as Point)
    else if (digit < 0) sum = sum.subtract(row[-digit - 1] as Point)
  }
  return sum
}
