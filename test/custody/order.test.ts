import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/custody/event.ts'
import { orderSteps, type Precedence } from '../../src/custody/order.ts'
import { precedes, spanOf } from '../../src/custody/span.ts'

const nanos = (text: string) => BigInt(Date.parse(text)) * 1_000_000n
const HOUR = 3_600_000_000_000n

function steps(spans: readonly (readonly [number, number])[]): Step[] {
  return spans.map(([lo, hi], index) => ({ index, position: -1, span: { lo: BigInt(lo), hi: BigInt(hi) } }) as Step)
}

/** The definition, read slowly: from the end, of those that no other remaining one certainly follows, the one with the fewest pending, then the largest index. */
function slowly(all: readonly Step[], precedences: readonly Precedence[]): number[] {
  const kept = precedences.filter(([a, b]) => a !== b && !precedes(b.span, a.span))
  const left = new Set(all)
  const order: number[] = []
  while (left.size > 0) {
    const timely = [...left].filter((step) => ![...left].some((other) => precedes(step.span, other.span)))
    const pending = (step: Step) => kept.filter(([first, then]) => first === step && left.has(then)).length
    const last = timely.reduce((a, b) => ((pending(a) - pending(b) || b.index - a.index) < 0 ? a : b))
    left.delete(last)
    order.unshift(last.index)
  }
  return order
}

const span = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 6 }))
  .map(([lo, more]) => [lo, lo + more] as const)
const cases = fc.array(span, { maxLength: 9 }).chain((spans) =>
  fc.record({
    spans: fc.constant(spans),
    pairs: fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 })), { maxLength: 8 }),
  }),
)

describe('the order of events', () => {
  it('is that of the slow reading', () => {
    fc.assert(
      fc.property(cases, ({ spans, pairs }) => {
        const all = steps(spans)
        const precedences = pairs.flatMap(([a, b]): Precedence[] => {
          const [first, then] = [all[a], all[b]]
          return first && then ? [[first, then]] : []
        })
        const ordered = orderSteps(all, precedences)
        expect(ordered.map(({ index }) => index)).toEqual(slowly(all, precedences))
        expect(ordered.map(({ position }) => position)).toEqual(ordered.map((_, at) => at))
      }),
      { numRuns: 2000 },
    )
  })

  it('is that of the log where all may be at one time, and that of time where all is certain', () => {
    const wide = steps([
      [0, 9],
      [0, 9],
      [3, 5],
    ])
    expect(orderSteps(wide, []).map(({ index }) => index)).toEqual([0, 1, 2])
    const certain = steps([
      [5, 5],
      [3, 3],
      [4, 4],
    ])
    expect(orderSteps(certain, []).map(({ index }) => index)).toEqual([1, 2, 0])
  })

  it('leaves an event of unknown time beside those that were recorded around it', () => {
    const some = steps([
      [10, 10],
      [20, 20],
      [0, 99],
      [5, 5],
    ])
    expect(orderSteps(some, []).map(({ index }) => index)).toEqual([3, 0, 1, 2])
  })
})

describe('the instants that a statement of time can mean', () => {
  it('of an instant: itself, to the nanosecond', () => {
    const at = nanos('2026-03-02T04:00:00Z') + 1n
    expect(spanOf({ at: '2026-03-02T10:00:00.000000001+06:00' })).toEqual({ lo: at, hi: at })
  })

  it('of an interval: from its earlier to its later end', () => {
    const both = { lo: nanos('2026-03-02T09:00:00Z'), hi: nanos('2026-03-02T10:00:00Z') }
    expect(spanOf({ from: '2026-03-02T09:00:00Z', to: '2026-03-02T10:00:00Z' })).toEqual(both)
    expect(spanOf({ from: '2026-03-02T10:00:00Z', to: '2026-03-02T09:00:00Z' })).toEqual(both)
  })

  it('of days and local times: wherever on earth they were meant', () => {
    const start = nanos('2026-03-02T00:00:00Z')
    expect(spanOf({ date: '2026-03-02' })).toEqual({ lo: start - 14n * HOUR, hi: start + 38n * HOUR - 1n })
    expect(spanOf({ dates: ['2026-03-02', '2026-03-03'] }).hi).toBe(start + 62n * HOUR - 1n)
    expect(spanOf({ local: '2026-03-02T00:00:00', zone: 'Asia/Bishkek' })).toEqual({
      lo: start - 14n * HOUR,
      hi: start + 14n * HOUR,
    })
  })

  it('of a clock that was off: as it stands, and corrected', () => {
    const at = nanos('2026-03-02T10:00:00Z')
    const by = (clock: object) => spanOf({ at: '2026-03-02T10:00:00Z', clock: { source: 'phone', ...clock } })
    expect(by({})).toEqual({ lo: at, hi: at })
    expect(by({ offset: '3600' })).toEqual({ lo: at - HOUR, hi: at })
    expect(by({ offset: '-3600', uncertainty: '1800' })).toEqual({ lo: at - HOUR / 2n, hi: at + HOUR + HOUR / 2n })
    expect(by({ offset: '0.0000000001' })).toEqual({ lo: at - 1n, hi: at })
  })

  it('of nothing stated: any', () => {
    const any = spanOf({ unknown: true })
    expect(spanOf(undefined)).toEqual(any)
    expect(precedes(any, spanOf({ at: '9999-12-31T23:59:59Z' }))).toBe(false)
    expect(precedes(spanOf({ at: '0001-01-01T00:00:00Z' }), any)).toBe(false)
  })
})
