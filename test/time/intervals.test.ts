import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradictions } from '../../src/time/contradictions.ts'
import { TimeLine } from '../../src/time/intervals.ts'
import type { Mark } from '../../src/time/marks.ts'

const above = (size: number, upper: bigint): Mark => ({ source: { note: 0 }, size, upper })
const anchor = (at: number, size: number, lower: bigint, upper: bigint): Mark => ({
  source: { note: at },
  size,
  anchor: at,
  lower,
  upper,
})

describe('the interval of an entry', () => {
  it('ends at the earliest upper bound of a size above its index', () => {
    const time = new TimeLine(5, [above(3, 50n), above(5, 40n), above(2, 30n)])
    expect([0, 1, 2, 3, 4].map((i) => time.of(i, i).before)).toEqual([30n, 30n, 40n, 40n, 40n])
  })

  it('begins at the latest lower bound of the anchors below the size that its signers saw', () => {
    const time = new TimeLine(6, [anchor(1, 1, 10n, 10n), anchor(4, 4, 5n, 60n)])
    expect([0, 1, 2, 3, 5].map((after) => time.of(5, after).after)).toEqual([undefined, undefined, 10n, 10n, 10n])
  })

  it('has no end where no independent time came after, and no beginning for who saw no anchor', () => {
    const time = new TimeLine(3, [anchor(1, 1, 10n, 10n)])
    expect(time.of(2, 1)).toEqual({})
    expect(time.of(0, 0)).toEqual({ before: 10n })
    expect(new TimeLine(2, []).of(1, 1)).toEqual({})
    expect(new TimeLine(0, []).stretches()).toEqual([])
  })

  it('is not begun by a note that came from outside the log', () => {
    expect(new TimeLine(3, [{ ...above(1, 10n), lower: 10n }]).of(2, 2)).toEqual({})
  })

  it('takes nothing from a head beyond the entry itself', () => {
    const time = new TimeLine(6, [anchor(4, 4, 50n, 50n)])
    expect(time.of(3, 6)).toEqual({ before: 50n })
  })

  it('is unknown at both ends where the bounds contradict each other, and names the marks', () => {
    const marks = [anchor(1, 1, 100n, 100n), above(4, 50n)]
    const time = new TimeLine(4, marks)
    expect(time.of(3, 3)).toEqual({ contradiction: { after: marks[0], before: marks[1] } })
    expect(time.of(3, 1)).toEqual({ before: 50n })
    const one = new TimeLine(4, [anchor(1, 1, 50n, 50n), above(4, 50n)])
    expect(one.of(3, 3)).toEqual({ after: 50n, before: 50n })
  })

  it('is that of a slow reading, for any marks', () => {
    const mark = fc.record({
      size: fc.nat(9),
      anchor: fc.option(fc.nat(9), { nil: undefined }),
      upper: fc.option(fc.bigInt(0n, 20n), { nil: undefined }),
      lower: fc.option(fc.bigInt(0n, 20n), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(mark, { maxLength: 8 }), (size, given) => {
        const marks = given.map((one, note) => ({ ...one, source: { note } })) as Mark[]
        const time = new TimeLine(size, marks)
        for (let index = 0; index < size; index++) {
          for (let after = 0; after <= index; after++) {
            const uppers = marks.filter((one) => one.size > index).flatMap(({ upper }) => upper ?? [])
            const lowers = marks
              .filter((one) => one.anchor !== undefined && one.anchor < after)
              .flatMap(({ lower }) => lower ?? [])
            const before = uppers.sort((x, y) => Number(x - y))[0]
            const since = lowers.sort((x, y) => Number(y - x))[0]
            const answer = time.of(index, after)
            if (before !== undefined && since !== undefined && before < since) {
              expect(answer.contradiction?.after.lower).toBe(since)
              expect(answer.contradiction?.before.upper).toBe(before)
              expect(answer.before ?? answer.after).toBeUndefined()
            } else expect([answer.after, answer.before]).toEqual([since, before])
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('stretches of the log', () => {
  it('say until when the entries before a size could have been rewritten, and where no anchor is', () => {
    const time = new TimeLine(7, [anchor(1, 1, 10n, 11n), anchor(4, 4, 20n, 21n)])
    expect(time.stretches()).toEqual([
      { from: 0, to: 1, before: 11n },
      { from: 1, to: 2, before: 21n },
      { from: 2, to: 4, after: 10n, before: 21n },
      { from: 4, to: 5, after: 10n },
      { from: 5, to: 7, after: 20n },
    ])
    expect(time.anchors()).toEqual([1, 4])
    expect(new TimeLine(3, []).stretches()).toEqual([{ from: 0, to: 3 }])
  })
})

describe('independent times that contradict each other', () => {
  it('are one failed check for each two of them, with all its entries', () => {
    const marks = [anchor(1, 1, 100_000_000_000n, 100_000_000_000n), above(5, 50_000_000_000n)]
    const time = new TimeLine(5, marks)
    const intervals = [2, 3, 4].map((index) => [index, time.of(index, index)] as const)
    expect(contradictions(time, intervals)).toEqual([
      {
        code: 'time-contradiction',
        about: 'time',
        status: 'failed',
        entries: [1, 2, 3, 4],
        values: {
          reason: 'signed-after-is-later-than-logged-before',
          after: { note: 1, size: 1, anchor: 1, time: '1970-01-01T00:01:40Z' },
          before: { note: 0, size: 5, time: '1970-01-01T00:00:50Z' },
        },
      },
    ])
  })

  it('are none where all agree', () => {
    const time = new TimeLine(3, [anchor(1, 1, 10n, 10n), above(3, 50n)])
    expect(contradictions(time, [[2, time.of(2, 2)]])).toEqual([])
  })
})
