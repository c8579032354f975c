import { Point } from '@noble/ed25519'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiplyByTable, pointTable } from '../../src/crypto/ed25519-table.ts'

const L = Point.CURVE().n

describe('a table of multiples', () => {
  const point = Point.BASE.multiply(123_456_789n)
  const table = pointTable(point)

  it('multiplies as the library does', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: L - 1n }), (scalar) =>
        multiplyByTable(table, scalar).equals(point.multiplyUnsafe(scalar)),
      ),
      { numRuns: 60 },
    )
  })

  it('multiplies by the scalars at which digits carry', () => {
    const edges = [0n, 1n, 15n, 16n, 17n, 31n, 32n, 33n, 16n * 32n + 16n, L - 1n, L - 2n, (L - 1n) / 2n]
    for (let window = 1n; window < 50n; window++) edges.push(2n ** (5n * window) - 1n, 2n ** (5n * window) + 16n)
    for (const scalar of edges) {
      expect(multiplyByTable(table, scalar).equals(point.multiplyUnsafe(scalar)), `${scalar}`).toBe(true)
    }
  })
})
