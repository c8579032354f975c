import { describe, expect, it } from 'vitest'
import { readingOf } from '../../src/custody/corrections.ts'
import type { CustodyEvent } from '../../src/custody/event.ts'
import { breaksOf, itemReport, itemReports } from '../../src/custody/item-report.ts'
import { Replay } from '../../src/custody/replay.ts'
import { recordedLate } from '../../src/custody/span.ts'
import { timelineOf } from '../../src/custody/timeline.ts'
import { refusalCode } from '../support/refusal.ts'
import { breaksIn, date, id, replayed, TestRecord } from './support/record.ts'

const text = (words: string) => ({ lang: 'en', text: words })
const hands = (record: TestRecord, item = 'phone') =>
  itemReport(record.replay(), id(item)).timeline.map(({ custodian, state, entries }) => [custodian ?? state, entries])

describe('the order of the fold', () => {
  it('puts a handover that was recorded late where it happened', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    r.access('phone', 'expert', { at: '9 10:00' })
    const out = r.release('phone', 'officer', 'lab', { at: '3 10:00' })
    r.receive(out, 'phone', 'lab', { at: '3 11:00' })
    expect(r.replay().breaks).toEqual([])
    expect(hands(r)).toEqual([
      [id('officer'), [0]],
      ['in-transit', [2]],
      [id('lab'), [3, 1]],
    ])
  })

  it('joins a receipt with a release that was logged after it', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    const out = r.release('phone', 'officer', 'lab', { occurred: { date: date(3) } })
    r.receive(out, 'phone', 'lab', { occurred: { date: date(3) } })
    const [collected, release, receipt] = r.events as [CustodyEvent, CustodyEvent, CustodyEvent]
    const state = replayed([collected, { ...receipt, index: 1 }, { ...release, index: 2 }])
    expect(state.breaks).toEqual([])
    expect(state.steps.map(({ index }) => index)).toEqual([0, 2, 1])
    expect(timelineOf(state, id('phone')).at(-1)?.custody).toMatchObject({
      state: 'held',
      custodian: { agent: id('lab') },
    })
  })

  it('goes by the log where no time decides: dates of one day, local times, nothing stated', () => {
    for (const occurred of [
      { date: date(3) },
      { dates: [date(2), date(4)] },
      { local: '2026-03-03T10:00:00' },
      { unknown: true },
    ]) {
      const r = new TestRecord()
      r.collect('phone', 'officer', { at: '3 00:00' })
      const out = r.release('phone', 'officer', 'lab', { occurred })
      r.receive(out, 'phone', 'lab', { occurred })
      r.store('phone', 'vault', { occurred })
      expect(r.replay().breaks.filter(({ code }) => code !== 'chronology-impossible')).toEqual([])
      expect(hands(r).map(([who]) => who)).toEqual([id('officer'), 'in-transit', id('lab'), id('lab')])
    }
  })

  it('goes by dates that lie far enough apart', () => {
    const r = new TestRecord()
    const out = { occurred: { date: date(20) } }
    r.collect('phone', 'officer', { occurred: { date: date(2) } })
    r.access('phone', 'expert', out)
    r.store('phone', 'vault', { occurred: { date: date(10) } })
    expect(r.replay().steps.map(({ index }) => index)).toEqual([0, 2, 1])
  })

  it('says how late each event was recorded, at the least', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00', recorded: '2 10:30' })
    r.access('phone', 'officer', { occurred: { date: date(3) }, recorded: '3 12:00' })
    r.access('phone', 'officer', {})
    r.access('phone', 'officer', { occurred: { date: date(3) }, recorded: '5 15:00' })
    const hour = 3_600_000_000_000n
    // The third of March ends, in the last place on earth, at 14:00 UTC of the fourth: 20:00 here.
    expect(r.replay().steps.map((step) => recordedLate(step))).toEqual([hour / 2n, 0n, undefined, 19n * hour + 1n])
  })
})

describe('heads', () => {
  const r = new TestRecord()
  r.collect('phone', 'officer', { at: '2 10:00' })
  const out = r.release('phone', 'officer', 'lab', { at: '3 10:00' })
  r.receive(out, 'phone', 'lab', { at: '4 10:00' })

  it('ends open intervals at the last event, or at the head asked for', () => {
    const end = (size?: number) => {
      const state = r.replay({}, size === undefined ? undefined : { size })
      return [
        state.end?.slice(8, 10),
        timelineOf(state, id('phone')).at(-1)?.to?.slice(8, 10),
        state.breaks.map(({ code }) => code),
      ]
    }
    expect(end()).toEqual(['04', '04', []])
    expect(end(3)).toEqual(['04', '04', []])
    expect(end(2)).toEqual(['03', '03', ['in-transit']])
    expect(end(1)).toEqual(['02', '02', []])
    expect(end(0)).toEqual([undefined, undefined, []])
  })

  it('answers again after further events, and leaves the earlier answer as it was', () => {
    const replay = new Replay()
    for (const event of r.events.slice(0, 2)) replay.apply(event)
    const before = replay.finish()
    const reports = itemReports(before)
    replay.apply(r.events[2] as CustodyEvent)
    expect(replay.finish().breaks).toEqual([])
    expect(before.breaks.map(({ code }) => code)).toEqual(['in-transit'])
    expect(itemReports(before)).toEqual(reports)
    expect(before.indexes.byItem(id('phone'))).toEqual([0, 1])
  })

  it('refuses events that do not follow', () => {
    const replay = new Replay()
    replay.apply(r.events[1] as CustodyEvent)
    expect(refusalCode(() => replay.apply(r.events[1] as CustodyEvent))).toBe('misuse')
    expect(refusalCode(() => replay.apply({ ...(r.events[2] as CustodyEvent), index: 1.5 }))).toBe('misuse')
  })

  it('answers for an empty log, and for an item that no event names', () => {
    const state = new Replay().finish()
    expect(state).toMatchObject({ steps: [], breaks: [], end: null })
    expect(itemReport(state, id('phone'))).toEqual({ item: id('phone'), exhibit: null, timeline: [], breaks: [] })
    expect(readingOf(state, 0)).toBeUndefined()
  })
})

describe('signatures', () => {
  it('shows an event that may not move custody, and nothing of it takes effect', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    r.seal('phone', 'A-1', { at: '2 10:30', moves: false })
    r.receive('brought', 'phone', 'stranger', { at: '2 11:00', moves: false, identity: 'does-not-stand' })
    r.dispose(['phone'], 'destroyed', { at: '2 12:00', moves: false })
    expect(r.replay().breaks).toEqual([])
    expect(hands(r)).toEqual([[id('officer'), [0, 1, 2, 3]]])
  })

  it('gives each interval the identity of the event that its custody rests on', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00', identity: 'undetermined' })
    r.store('phone', 'vault', { at: '2 11:00' })
    const out = r.release('phone', 'officer', 'lab', { at: '2 12:00', identity: 'does-not-stand' })
    r.receive(out, 'phone', 'lab', { at: '2 13:00', identity: 'not-checked' })
    expect(timelineOf(r.replay(), id('phone')).map(({ identity }) => identity)).toEqual([
      'undetermined',
      'undetermined',
      'does-not-stand',
      'not-checked',
    ])
  })
})

describe('types that are not known', () => {
  const make = (type: string, identity: CustodyEvent['identity'] = 'stands') => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    r.add(type, { anything: 1 }, { at: '3 10:00', items: ['phone'], identity })
    r.store('phone', 'vault', { at: '4 10:00' })
    return timelineOf(r.replay(), id('phone')).map(({ entries, cause }) => [entries, cause])
  }

  it('stand on the timeline, and leave nothing certain after them', () => {
    expect(make('item.teleported')).toEqual([
      [[0], undefined],
      [[1], 'not-understood'],
      [[2], 'not-understood'],
    ])
  })

  it('change nothing where they are private, or do not stand', () => {
    for (const shown of [make('x.example.note'), make('item.teleported', 'does-not-stand')]) {
      expect(shown).toEqual([
        [[0, 1], undefined],
        [[2], undefined],
      ])
    }
  })
})

describe('containers', () => {
  it('are followed inside each other, and their breaks are told of what is in them', () => {
    const r = new TestRecord()
    r.collect(['phone', 'bag', 'box'], 'officer@police', { at: '2 10:00' })
    r.pack('bag', ['phone'], { at: '2 11:00' })
    r.pack('box', ['bag'], { at: '2 12:00' })
    r.release('box', 'officer@police', 'lab', { at: '3 10:00' })
    const state = r.replay()
    expect(breaksIn(state, ['box'])).toEqual(['in-transit box 3'])
    expect(breaksOf(state, id('phone')).map(({ code, item }) => [code, item])).toEqual([['in-transit', id('box')]])
    expect(hands(r).at(-1)).toEqual(['in-transit', [3]])
    expect(itemReport(state, id('phone')).breaks[0]?.values).toEqual({ purpose: 'laboratory', of: id('box') })
    expect(itemReport(state, id('box')).breaks[0]?.values).toEqual({ purpose: 'laboratory' })
    expect(breaksOf(state, id('other'))).toEqual([])
  })

  it('are left behind where what is in them is released alone; an unpacking recorded later is the same fact', () => {
    const r = new TestRecord()
    r.collect(['phone', 'bag'], 'officer@police', { at: '2 10:00' })
    r.pack('bag', ['phone'], { at: '2 11:00' })
    const out = r.release('phone', 'officer@police', 'lab', { at: '3 10:00' })
    r.receive(out, 'phone', 'lab', { at: '3 11:00' })
    r.unpack('bag', ['phone'], { at: '4 11:00' })
    const state = r.replay()
    expect(state.breaks).toEqual([])
    expect(timelineOf(state, id('bag')).at(-1)?.custody).toMatchObject({
      state: 'held',
      custodian: { agent: id('officer') },
    })
    expect(state.items.get(id('bag'))?.contents.size).toBe(0)
  })

  it('lose what a receipt finds missing in them; whoever finds it closes a gap', () => {
    const r = new TestRecord()
    r.collect(['phone', 'bag'], 'officer@police', { at: '2 10:00' })
    r.pack('bag', ['phone'], { at: '2 11:00' })
    const out = r.release('bag', 'officer@police', 'lab', { at: '3 10:00' })
    r.receive(out, ['bag', 'phone not-present'], 'lab', { at: '3 11:00' })
    r.pack('bag', ['phone'], { at: '4 11:00' })
    expect(breaksIn(r.replay(), ['phone', 'bag'])).toEqual(['contents-differ bag 1,3', 'gap phone 3,4'])
  })

  it('end with what is in them', () => {
    const r = new TestRecord()
    r.collect(['drugs', 'bag'], 'officer@police', { at: '2 10:00' })
    r.pack('bag', ['drugs'], { at: '2 11:00' })
    r.dispose(['bag'], 'destroyed', { at: '3 10:00' })
    r.access('drugs', 'officer', { at: '4 10:00' })
    expect(breaksIn(r.replay(), ['drugs'])).toEqual(['act-after-disposal-closing-or-export drugs 2,3'])
  })
})

describe('what the record says about itself', () => {
  it('keeps the original, and lays the corrected reading beside it', () => {
    const r = new TestRecord()
    const collected = r.collect('phone', 'officer', { at: '2 10:00', description: { exhibit: '12' } })
    const correct = (by: string, corrected: string) =>
      r.add(
        'correction.made',
        { path: '/details/goods/0/description/exhibit', shown: '12', corrected, reason: text('misread') },
        { at: '3 10:00', by, refs: [['corrects', collected]], items: ['phone'] },
      )
    correct('officer', '13')
    correct('expert', '99')
    const state = r.replay()
    const reading = readingOf(state, 0)
    expect(reading?.original).toBe(collected.payload)
    expect(reading?.corrected).toMatchObject({ details: { goods: [{ description: { exhibit: '13' } }] } })
    expect(reading?.corrections.map(({ index, dispute }) => [index, dispute])).toEqual([
      [1, false],
      [2, true],
    ])
    expect(itemReport(state, id('phone')).exhibit).toBe('12')
  })

  it('says where a signer declared an event void, and goes by it all the same', () => {
    const r = new TestRecord()
    const collected = r.collect('phone', 'officer', { at: '2 10:00' })
    const details = { voidForThisCase: true, reason: text('another case') }
    r.add('correction.made', details, {
      at: '3 10:00',
      by: 'officer',
      refs: [['corrects', collected]],
      items: ['phone'],
    })
    const state = r.replay()
    expect(readingOf(state, 0)).toMatchObject({ void: true })
    expect(readingOf(state, 0)).not.toHaveProperty('corrected')
    expect(hands(r)).toEqual([[id('officer'), [0, 1]]])
  })

  it('marks the break that a discrepancy explains; the break stays', () => {
    const r = new TestRecord()
    r.collect(['phone', 'card'], 'officer', { at: '2 10:00' })
    const out = r.release(['phone', 'card'], 'officer', 'lab', { at: '3 10:00' })
    r.discrepancy(['phone'], { at: '5 10:00', refs: [['explains', out]] })
    r.discrepancy(['card'], { at: '5 10:00', refs: [['explains', out]], moves: false })
    const state = r.replay()
    expect(state.breaks.map(({ item, explainedBy }) => [item === id('phone'), explainedBy])).toEqual(
      expect.arrayContaining([
        [true, [2]],
        [false, []],
      ]),
    )
    expect(itemReport(state, id('phone')).breaks[0]?.values).toMatchObject({ explainedBy: [2] })
    expect(state.items.get(id('phone'))?.discrepancies).toEqual([2])
  })
})

describe('membership', () => {
  const received = (options = {}, prepare: (r: TestRecord) => void = () => {}) => {
    const r = new TestRecord()
    prepare(r)
    r.collect('phone', 'officer', { at: '2 10:00' })
    const out = r.release('phone', 'officer', 'ministry', { at: '2 11:00' })
    r.receive(out, 'phone', 'clerk', { at: '2 12:00' })
    return r.replay(options).breaks.map(({ code }) => code)
  }
  const unit =
    (about = {}) =>
    (r: TestRecord) => {
      r.register('clerk', 'person', 'department', about)
      r.register('department', 'unit', 'ministry', about)
    }

  it('is what agent.registered says, through units, wherever in the log it stands', () => {
    expect(received()).toEqual(['receipt-by-another-than-named'])
    expect(received({}, unit())).toEqual([])
    expect(received({}, unit({ moves: false }))).toEqual(['receipt-by-another-than-named'])
  })

  it('is what the caller knows', () => {
    const memberOf = (agent: string, organisation: string, index: number) =>
      agent === id('clerk') && organisation === id('ministry') && index === 2
    expect(received({ memberOf })).toEqual([])
  })

  it('is not followed in a circle', () => {
    const circle = (r: TestRecord) => {
      r.register('clerk', 'person', 'department')
      r.register('department', 'unit', 'clerk')
    }
    expect(received({}, circle)).toEqual(['receipt-by-another-than-named'])
  })
})

describe('records without a log', () => {
  it('are replayed with what they have: no header but items, refs and details', () => {
    const rows: [string, object, string[], CustodyEvent['payload']['refs']][] = [
      [
        'item.collected',
        { goods: [{ item: 'P', description: { kind: 'physical' } }], custodian: { agent: 'A' } },
        ['P'],
        [],
      ],
      [
        'custody.released',
        { from: { agent: 'A' }, to: { agent: 'B' }, purpose: 'laboratory', goods: [{ item: 'P' }] },
        ['P'],
        [],
      ],
      [
        'custody.received',
        { custodian: { agent: 'B' }, goods: [{ item: 'P', result: 'accepted' }] },
        ['P'],
        [{ rel: 'release', event: 'row 2' }],
      ],
    ]
    const state = replayed(
      rows.map(([type, details, items, refs], index) => ({
        index,
        id: `row ${index + 1}`,
        known: true,
        payload: { type, items, refs, details },
        moves: true,
        identity: 'not-checked',
        agents: [],
      })),
    )
    expect(itemReport(state, 'P')).toEqual({
      item: 'P',
      exhibit: null,
      timeline: [
        { custodian: 'A', state: 'held', seals: [], from: null, to: null, entries: [0], identity: 'not-checked' },
        { state: 'in-transit', seals: [], from: null, to: null, entries: [1], identity: 'not-checked' },
        { custodian: 'B', state: 'held', seals: [], from: null, to: null, entries: [2], identity: 'not-checked' },
      ],
      breaks: [],
    })
  })
})

describe('indexes', () => {
  it('find events by item, agent, act, type and reference, each once', () => {
    const r = new TestRecord()
    r.register('clerk', 'person', 'lab')
    r.collect(['phone', 'bag'], 'officer@police', { at: '2 10:00', act: 'search' })
    const out = r.release('phone', 'officer@police', 'lab', {
      at: '2 11:00',
      carrier: 'courier',
      by: ['officer', 'guard'],
    })
    r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00', place: { facility: id('vault') } })
    r.add('item.teleported', { by: id('clerk') }, { items: ['phone'], by: 'expert' })
    const { indexes } = r.replay()
    expect(indexes.byItem(id('phone'))).toEqual([1, 2, 3, 4])
    expect(indexes.byItem(id('bag'))).toEqual([1])
    expect(indexes.byAgent(id('officer'))).toEqual([0, 1, 2])
    expect(indexes.byAgent(id('lab'))).toEqual([0, 2, 3])
    expect(indexes.byAgent(id('clerk'))).toEqual([0, 3])
    expect(indexes.byAgent(id('courier'))).toEqual([2])
    expect(indexes.byAgent(id('guard'))).toEqual([2])
    expect(indexes.byAgent(id('vault'))).toEqual([3])
    expect(indexes.byAgent(id('nobody'))).toEqual([])
    expect(indexes.byAct(id('search'))).toEqual([1])
    expect(indexes.byType('custody.released')).toEqual([2])
    expect(indexes.byRef('release', out.id)).toEqual([3])
    expect(indexes.byRef('about', out.id)).toEqual([])
    expect([...indexes.items].sort()).toEqual([id('phone'), id('bag')].sort())
  })
})
