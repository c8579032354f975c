import { describe, expect, it } from 'vitest'
import { compareBreaks } from '../../src/custody/breaks.ts'
import { itemReport } from '../../src/custody/item-report.ts'
import { timelineOf } from '../../src/custody/timeline.ts'
import { breaksIn, date, id, TestRecord } from './support/record.ts'

const NAMES = ['phone', 'card', 'bag', 'box']
const text = (words: string) => ({ lang: 'en', text: words })

function record(make: (r: TestRecord) => void) {
  const r = new TestRecord()
  r.collect(['phone', 'bag', 'box'], 'officer@police', { at: '2 10:00' })
  make(r)
  const state = r.replay()
  const hands = (item = 'phone') => {
    const custody = timelineOf(state, id(item)).at(-1)?.custody
    return custody?.state === 'held' ? custody.custodian.agent : custody?.state
  }
  return { state, breaks: breaksIn(state, NAMES), hands }
}

describe('receipts', () => {
  it('recorded twice leave custody where it went since', () => {
    const { breaks, hands } = record((r) => {
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
      const on = r.release('phone', 'clerk@lab', 'court', { at: '3 11:00' })
      r.receive(on, 'phone', 'judge@court', { occurred: { date: date(3) } })
      r.receive(out, 'phone', 'clerk@lab', { occurred: { date: date(3) } })
    })
    expect([breaks, hands()]).toEqual([[], id('judge')])
  })

  it('over the first of two releases show that nobody received over the second', () => {
    const { breaks, hands } = record((r) => {
      const first = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.release('phone', 'officer@police', 'court', { at: '2 12:00' })
      r.receive(first, 'phone', 'clerk@lab', { at: '2 13:00' })
    })
    expect(breaks).toEqual(['release-by-one-who-does-not-hold phone 1,2', 'release-without-receipt phone 2,3'])
    expect(hands()).toBe(id('clerk'))
  })

  it('over an older release, after the item was missing over a later one, close a gap', () => {
    const { breaks } = record((r) => {
      const first = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      const second = r.release('phone', 'officer@police', 'court', { at: '2 12:00' })
      r.receive(second, 'phone not-present', 'judge@court', { at: '2 13:00' })
      r.receive(first, 'phone', 'clerk@lab', { at: '2 14:00' })
    })
    expect(breaks).toEqual(['release-by-one-who-does-not-hold phone 1,2', 'not-located phone 2,3', 'gap phone 3,4'])
  })

  it('that are only about a release do not answer it', () => {
    const { breaks } = record((r) => {
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive('nobody said', 'phone refused', 'clerk@lab', { at: '2 12:00', refs: [['about', out]] })
    })
    expect(breaks).toEqual(['in-transit phone 1'])
  })

  it('that describe what they refuse leave it with nobody', () => {
    const { hands } = record((r) => {
      r.receive('brought', ['card refused', 'phone'], 'guard@police', { at: '2 12:00', introduces: ['card'] })
    })
    expect(hands('card')).toBe('none')
    expect(hands()).toBe(id('guard'))
  })

  it('place what they accept where they happened, and what lies in it with it', () => {
    const { state } = record((r) => {
      r.pack('bag', ['phone'], { at: '2 10:30' })
      const out = r.release(['bag', 'phone'], 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, ['bag', 'phone', 'box refused'], 'clerk@lab', {
        at: '2 12:00',
        place: { facility: id('reception') },
      })
    })
    const place = (item: string) => itemReport(state, id(item)).timeline.at(-1)?.location
    expect([place('bag'), place('phone'), place('box')]).toEqual([id('reception'), id('bag'), undefined])
  })

  it('name in a break those whom it concerns, persons and organisations', () => {
    const { state } = record((r) => {
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'stranger', { at: '2 12:00' })
    })
    expect(state.breaks[0]?.agents).toEqual([id('lab'), id('stranger')].sort())
    expect(state.breaks[0]?.values).toEqual({ named: id('lab'), receiver: id('stranger') })
  })
})

describe('containers that nobody is said to hold', () => {
  it('carry nothing; put into one that somebody holds, they bring what is in them into those hands', () => {
    const { breaks, hands } = record((r) => {
      r.collect('crate', 'guard@customs', { at: '2 10:00' })
      r.pack('sack', ['phone'], { at: '2 11:00' })
      r.pack('crate', ['sack'], { at: '2 12:00' })
    })
    expect(breaks).toContain('overlap phone 0,3')
    expect(hands()).toBe(id('guard'))
  })

  it('inside one another do so too', () => {
    const { breaks } = record((r) => {
      r.pack('sack', ['phone'], { at: '2 11:00' })
      r.pack('net', ['sack'], { at: '2 12:00' })
      r.receive('brought', 'net', 'guard@customs', { at: '2 13:00' })
    })
    expect(breaks).toContain('overlap phone 0,3')
  })

  it('and that the same office holds in the end are no break of what is in them', () => {
    const { breaks } = record((r) => {
      r.pack('sack', ['phone'], { at: '2 11:00' })
      r.receive('brought', 'sack', 'guard@police', { at: '2 13:00' })
    })
    expect(breaks.filter((line) => line.includes('phone'))).toEqual([])
  })
})

describe('places', () => {
  it('of what is stored in the building of its container leave it there', () => {
    const { state, breaks } = record((r) => {
      r.register('shelf', 'facility', 'vault')
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.store('bag', 'vault', { at: '2 12:00' })
      r.store('phone', 'shelf', { at: '2 13:00' })
    })
    expect(breaks).toEqual([])
    expect(itemReport(state, id('phone')).timeline.at(-1)?.location).toBe(id('bag'))
    expect(itemReport(state, id('bag')).timeline.at(-1)?.location).toBe(id('shelf'))
  })

  it('by coordinates are not compared with facilities, nor where they are withheld or without accuracy', () => {
    const point = (coordinates: object) => ({ place: { name: text('yard'), coordinates } })
    const { breaks } = record((r) => {
      const about = { at: '3 10:00' }
      r.access('phone', 'officer', { ...about, ...point({ lat: '42.1', lon: '74.1', accuracy: '5' }) })
      r.access('phone', 'officer', { ...about, place: { facility: id('vault') } })
      r.access('phone', 'officer', { ...about, ...point({ lat: '42.1', lon: '74.1', accuracy: '5' }) })
      r.access('phone', 'officer', { ...about, ...point({ $withheld: 'A'.repeat(43), class: 'privacy' }) })
      r.access('phone', 'officer', { ...about, ...point({ lat: '42.1', lon: '74.1', accuracy: '5' }) })
      r.access('phone', 'officer', { ...about, ...point({ lat: '43.1', lon: '75.1' }) })
    })
    expect(breaks).toEqual([])
  })
})

describe('what is said again', () => {
  it('of a number is no new number', () => {
    const { state } = record((r) => {
      r.collect('card', 'officer@police', { at: '2 10:00', description: { exhibit: '12' } })
      r.release('card', 'officer@police', 'foreign', { at: '3 10:00', purpose: 'export' })
      const about = { at: '8 10:00', introduces: ['card'], source: 'theirs', description: { exhibit: '12' } }
      r.receive('', 'card', 'officer@police', about)
    })
    expect(state.items.get(id('card'))?.exhibits).toEqual([{ index: 1, number: '12' }])
  })

  it('of a moment that begins where it ends is no contradiction', () => {
    const occurred = { from: '2026-03-02T09:00:00Z', to: '2026-03-02T09:00:00Z' }
    expect(record((r) => r.access('phone', 'officer', { occurred })).breaks).toEqual([])
  })

  it('after an event that is not understood carries its cause into the report', () => {
    const { state } = record((r) => r.add('item.teleported', {}, { items: ['phone'], at: '3 10:00' }))
    expect(itemReport(state, id('phone')).timeline.map(({ cause }) => cause)).toEqual([undefined, 'not-understood'])
    expect(itemReport(state, id('phone')).timeline[0]).not.toHaveProperty('cause')
  })

  it('of breaks is in the order of the events', () => {
    const one = (entry: number) => ({ code: 'gap', entries: [entry] }) as unknown as Parameters<typeof compareBreaks>[0]
    expect(compareBreaks(one(3), one(2))).toBeGreaterThan(0)
    expect(compareBreaks(one(2), one(3))).toBeLessThan(0)
    expect(compareBreaks(one(2), one(2))).toBe(0)
  })
})
