import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BREAK_CODES } from '../../src/custody/breaks.ts'
import type { CaseState } from '../../src/custody/case-state.ts'
import type { CustodyEvent } from '../../src/custody/event.ts'
import { breaksOf, itemReports } from '../../src/custody/item-report.ts'
import { precedes } from '../../src/custody/span.ts'
import type { ItemState } from '../../src/custody/state.ts'
import { type Interval, Timelines } from '../../src/custody/timeline.ts'
import { records } from './support/arbitrary.ts'
import { replayed } from './support/record.ts'

const check = (property: (events: readonly CustodyEvent[], state: CaseState) => void) =>
  fc.assert(
    fc.property(records, ({ events }) =>
      property(events, replayed(events, { loanLimit: { daysWithoutDue: 1, daysAfterDue: 1 } })),
    ),
    { numRuns: 400 },
  )

/** Codes that say of an item that it came into other hands than a handover brought it. */
const HANDS = new Set<string>([
  'act-before-collection',
  'overlap',
  'receipt-without-release',
  'item-introduced-twice',
  'item-in-two-logs',
  'chronology-impossible',
])

function forItems(state: CaseState, look: (item: ItemState, timeline: Interval[], timelines: Timelines) => void): void {
  const timelines = new Timelines(state)
  for (const item of state.items.values()) look(item, timelines.of(item.id), timelines)
}

describe('any well-formed events in any order', () => {
  it('are replayed, and give the same each time', () => {
    check((events, state) => {
      const again = replayed(events, { loanLimit: { daysWithoutDue: 1, daysAfterDue: 1 } })
      expect(JSON.stringify(itemReports(again))).toBe(JSON.stringify(itemReports(state)))
    })
  })

  it('are folded in an order that no certain time contradicts', () => {
    check((events, { steps }) => {
      expect(steps.map(({ index }) => index).sort((a, b) => a - b)).toEqual(events.map(({ index }) => index))
      for (const [at, step] of steps.entries()) {
        expect(step.position).toBe(at)
        for (const later of steps.slice(at + 1)) expect(precedes(later.span, step.span)).toBe(false)
      }
    })
  })

  it('stand on the timeline of each item that they name, once', () => {
    check((_events, state) => {
      forItems(state, ({ id, stays, throughContents }, timeline, timelines) => {
        const entries = timeline.flatMap((interval) => interval.entries)
        expect(entries).toEqual(timelines.entriesOf(id).map(({ index }) => index))
        expect(new Set(entries).size).toBe(entries.length)
        const own = state.indexes.byItem(id)
        expect(entries).toEqual(expect.arrayContaining([...own]))
        if (stays.length === 0) expect(entries).toHaveLength(new Set([...own, ...throughContents]).size)
      })
    })
  })

  it('end on the timeline as they end in the state', () => {
    check((_events, state) => {
      forItems(state, ({ stays, custody, locations }, timeline) => {
        if (stays.length > 0 || timeline.length === 0) return
        expect(timeline.at(-1)?.custody).toEqual(custody.at(-1)?.value ?? { state: 'none' })
        expect(timeline.at(-1)?.location).toEqual(locations.at(-1)?.value)
      })
    })
  })

  it('leave no moment out: each stretch begins where the one before it ends', () => {
    check((_events, state) => {
      forItems(state, (_item, timeline) => {
        for (const [at, interval] of timeline.entries()) {
          const next = timeline[at + 1]
          expect(interval.begins).toBe(interval.entries[0])
          expect(interval.ends).toBe(next ? next.begins : null)
          expect(interval.to).toBe(next ? next.from : state.end)
        }
      })
    })
  })

  it('never pass an item from hand to hand in silence', () => {
    check((_events, state) => {
      forItems(state, ({ id, stays }, timeline) => {
        for (const [at, { custody, begins }] of timeline.entries()) {
          const before = timeline[at - 1]?.custody
          if (custody.state !== 'held' || before?.state !== 'held') continue
          if (state.members.sameHands(before.custodian, custody.custodian, begins)) continue
          const said = breaksOf(state, id).filter(({ entries }) => entries.includes(begins))
          // A receipt can be read before its release where times leave no other order.
          const around = [id, ...stays.map(({ container }) => container)].flatMap((one) => state.items.get(one) ?? [])
          const released = around
            .flatMap(({ handovers }) => handovers)
            .some(({ release, receipts }) => release !== undefined && receipts.some(({ index }) => index === begins))
          expect(released || said.some(({ code }) => HANDS.has(code))).toBe(true)
        }
      })
    })
  })

  it('give breaks that name events of the record, in order', () => {
    check((events, { breaks }) => {
      const known = new Set(events.map(({ index }) => index))
      for (const { code, entries, agents } of breaks) {
        expect(BREAK_CODES).toContain(code)
        expect(entries.length).toBeGreaterThan(0)
        expect(entries.every((entry) => known.has(entry))).toBe(true)
        expect(entries).toEqual([...new Set(entries)].sort((a, b) => a - b))
        expect(agents).toEqual([...new Set(agents)].sort())
        if (code === 'gap') expect(entries).toHaveLength(2)
      }
    })
  })

  it('rest on events that may move custody', () => {
    check((events, { breaks }) => {
      const silent = new Set(events.filter(({ moves }) => !moves).map(({ index }) => index))
      for (const { code, entries, values } of breaks) {
        if (code === 'act-before-collection' && values.reason === 'introduced-without-effect') continue
        expect(entries.some((entry) => silent.has(entry))).toBe(false)
      }
    })
  })

  it('are seen up to a head as if nothing had followed', () => {
    fc.assert(
      fc.property(records, fc.nat({ max: 25 }), ({ events }, size) => {
        const cut = replayed(events, {}, { size })
        const short = replayed(events.filter(({ index }) => index < size))
        expect(JSON.stringify(itemReports(cut))).toBe(JSON.stringify(itemReports(short)))
      }),
      { numRuns: 200 },
    )
  })

  it('give every code of the list to some record', () => {
    const found = new Set<string>()
    const look = ({ events }: { events: readonly CustodyEvent[] }) => {
      for (const { code } of replayed(events, { loanLimit: { daysWithoutDue: 1 } }).breaks) found.add(code)
    }
    fc.assert(fc.property(records, look), { numRuns: 1500, seed: 3 })
    expect(BREAK_CODES.filter((code) => !found.has(code))).toEqual([])
  })
})
