import { describe, expect, it } from 'vitest'
import { type Break, compareBreaks } from '../../src/custody/breaks.ts'
import { readingOf } from '../../src/custody/corrections.ts'
import { itemReport } from '../../src/custody/item-report.ts'
import { spanOf } from '../../src/custody/span.ts'
import { timelineOf } from '../../src/custody/timeline.ts'
import { breaksIn, digest, id, replayed, TestRecord } from './support/record.ts'

const NAMES = ['phone', 'card', 'bag', 'powder', 'image', 'drugs']
const text = (words: string) => ({ lang: 'en', text: words })

/** The breaks of a record, with their reasons. */
function found(make: (r: TestRecord) => void): string[] {
  const record = new TestRecord()
  record.collect('phone', 'officer@police', { at: '2 10:00' })
  make(record)
  const state = record.replay()
  return breaksIn(state, NAMES).map((line, at) => `${line} ${state.breaks[at]?.values.reason ?? ''}`.trim())
}

describe('seals', () => {
  const imprint = (r: TestRecord, type: string, mark: object, more: object, at: string) =>
    r.add(type, { on: id('phone'), ...mark, ...more }, { at, items: ['phone'] })
  const look = (r: TestRecord, mark: object, state: string, at: string) =>
    r.add('item.observed', { observation: { seals: [{ ...mark, state }] }, purpose: 'audit' }, { at, items: ['phone'] })

  it('without a number are known by their imprint', () => {
    const wax = { imprint: 'eagle' }
    expect(
      found((r) => {
        imprint(r, 'seal.applied', wax, { kind: 'wax' }, '2 11:00')
        look(r, wax, 'intact', '3 10:00')
        look(r, { imprint: 'lion' }, 'intact', '3 11:00')
        imprint(r, 'seal.opened', wax, { reason: text('examination') }, '4 10:00')
      }),
    ).toEqual(['seal-mismatch phone 3 not-on-record'])
  })

  it('with a number and an imprint are known by either; another number is another seal', () => {
    expect(
      found((r) => {
        imprint(r, 'seal.applied', { number: 'A-1', imprint: 'eagle' }, {}, '2 11:00')
        look(r, { number: 'A-1' }, 'intact', '3 10:00')
        look(r, { imprint: 'eagle' }, 'intact', '3 11:00')
        look(r, { number: 'A-2', imprint: 'eagle' }, 'intact', '3 12:00')
      }),
    ).toEqual(['seal-mismatch phone 4 not-on-record'])
  })

  it('found missing are not missed again, and are a break where they are whole again', () => {
    expect(
      found((r) => {
        r.seal('phone', 'A-1', { at: '2 11:00' })
        r.observe('phone', { seals: ['A-1 missing'] }, { at: '3 10:00' })
        r.observe('phone', { seals: [] }, { at: '4 10:00' })
        r.observe('phone', { seals: ['A-1'] }, { at: '5 10:00' })
        r.observe('phone', { seals: [] }, { at: '6 10:00' })
      }),
    ).toEqual([
      'seal-found-damaged phone 1,2',
      'seal-mismatch phone 2,4 damaged-before',
      'seal-mismatch phone 4,5 none-found',
    ])
  })

  it('stand on the timeline with what is known of them, and with their history', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    imprint(r, 'seal.applied', { imprint: 'eagle' }, { kind: 'wax' }, '2 11:00')
    look(r, { imprint: 'eagle' }, 'damaged', '2 12:00')
    const state = r.replay()
    expect(timelineOf(state, id('phone')).map(({ seals }) => seals)).toEqual([
      [],
      [{ imprint: 'eagle', state: 'intact' }],
      [{ imprint: 'eagle', state: 'damaged' }],
    ])
    expect(itemReport(state, id('phone')).timeline.at(-1)?.seals).toEqual(['eagle'])
    expect(state.items.get(id('phone'))?.seals).toMatchObject([
      {
        kind: 'wax',
        state: 'damaged',
        history: [
          { index: 1, state: 'applied' },
          { index: 2, state: 'damaged' },
        ],
      },
    ])
  })
})

describe('quantities', () => {
  const weighed = (...quantities: object[]) =>
    found((r) => {
      for (const quantity of quantities) r.observe('phone', { quantity }, { at: '3 10:00' })
    })
  const of = (value: string, unit: string, measure = 'net', uncertainty?: string) => ({
    value,
    unit,
    measure,
    ...(uncertainty && { uncertainty }),
  })

  it('that are counted are exact', () => {
    expect(weighed(of('12', '1', 'count'), of('12', '1', 'count'))).toEqual([])
    expect(weighed(of('12', '1', 'count'), of('13', '1', 'count'))).toEqual([
      'quantity-outside-uncertainty phone 1,2 measured',
    ])
  })

  it('without an uncertainty may be off by one unit of the last digit, each', () => {
    expect(weighed(of('10.50', 'g'), of('10.52', 'g'))).toEqual([])
    expect(weighed(of('10.50', 'g'), of('10.53', 'g'))).toHaveLength(1)
    expect(weighed(of('10', 'kg'), of('12000', 'g', 'net', '1000'))).toEqual([])
  })

  it.each([
    ['1', 't', '1000', 'kg'],
    ['1', 'g', '1000000', 'ug'],
    ['1', 'mL', '1', 'cm3'],
    ['1', 'm3', '1000', 'L'],
    ['1', 'mL', '1000', 'uL'],
    ['1', 'km', '100000', 'cm'],
    ['1', 'm', '1000', 'mm'],
    ['1', 'm2', '1000000', 'mm2'],
    ['1', 'm2', '10000', 'cm2'],
  ])('are converted: %s %s is %s %s', (a, unit, b, other) => {
    expect(weighed(of(a, unit, 'net', '0'), of(b, other, 'net', '0'))).toEqual([])
    expect(weighed(of(a, unit, 'net', '0'), of(`${b}.000001`, other, 'net', '0'))).toHaveLength(1)
  })

  it('of other kinds, and of units that are not converted, are not compared', () => {
    expect(weighed(of('1', 'g'), of('9', 'm'), of('9', 'By'), of('9', '%'))).toEqual([])
    expect(weighed(of('1', 'By', 'net', '0'), of('2', 'By', 'net', '0'))).toHaveLength(1)
    expect(weighed({ notMeasurable: text('wet') }, of('1', 'g'))).toEqual([])
  })

  it('of several items looked at together say nothing about each', () => {
    expect(
      found((r) => {
        r.collect('card', 'officer', { at: '2 10:00' })
        r.observe('phone', { quantity: of('1', 'g', 'net', '0') }, { at: '3 10:00' })
        r.observe(['phone', 'card'], { quantity: of('5', 'g', 'net', '0'), seals: ['A-1'] }, { at: '4 10:00' })
        r.seal('phone', 'B-1', { at: '5 10:00' })
      }),
    ).toEqual([])
  })

  it('of notes: the face value counts, not how it is written', () => {
    const notes = (face: string, count: number) => ({ denominations: [{ currency: 'KGS', face, count }] })
    expect(weighed(notes('0.50', 3), notes('0.5', 3))).toEqual([])
    expect(weighed(notes('0.50', 3), notes('0.05', 3))).toHaveLength(1)
    expect(weighed(notes('10', 3), notes('100', 3))).toHaveLength(1)
  })

  it('that were used up leave a balance of what was made; merged ones are added', () => {
    const made = (quantities: readonly [string, string], product: string, consumed: boolean) =>
      found((r) => {
        for (const [at, value] of quantities.entries()) {
          const description = { quantity: of(value, 'g', 'net', '0.1') }
          r.collect(['powder', 'drugs'][at] as string, 'officer@police', { at: '2 11:00', description })
        }
        const about = { at: '3 10:00', consumed, quantities: [of(product, 'g', 'net', '0.1')] }
        r.derive(['powder', 'drugs'], ['bag'], 'merged', about)
      })
    expect(made(['1.0', '2.0'], '3.3', true)).toEqual([])
    expect(made(['1.0', '2.0'], '3.4', true)).toEqual(['quantity-outside-uncertainty bag 1,2,3 balance'])
    expect(made(['1.0', '2.0'], '3.4', false)).toEqual([])
  })
})

describe('digests', () => {
  it('keep their purpose, and what the acquisition could not read', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    const unreadable = [{ offset: 0, bytes: 512 }]
    const acquired = {
      source: { item: id('phone') },
      result: { item: id('image'), description: { kind: 'digital' }, digests: [digest('a')] },
      custodian: { agent: id('officer') },
      method: 'physical',
      tool: { name: 'imager' },
      unreadable,
    }
    r.add('item.acquired', acquired, { at: '2 11:00', items: ['phone', 'image'] })
    r.measure('image', { ...digest('b'), unreadable: [{ offset: 1, bytes: 512 }] }, { at: '3 11:00' })
    r.measure('image', { ...digest('b'), unreadable }, { at: '3 12:00' })
    const state = r.replay()
    expect(breaksIn(state, NAMES)).toEqual(['digest-mismatch image 1,3'])
    expect(state.items.get(id('image'))?.digests).toMatchObject([
      { index: 1, purpose: 'acquisition', digest: { unreadable } },
      { index: 2, purpose: 'verification' },
      { index: 3, purpose: 'verification' },
    ])
  })

  it('of a source that was imaged in two scopes reach a working copy in the scopes that a copy keeps', () => {
    const r = new TestRecord()
    r.collect('image', 'officer', { at: '2 10:00' })
    r.measure('image', digest('a', 'container-file'), { at: '2 11:00' })
    r.derive(['image'], ['card'], 'working-copy', { at: '2 12:00' })
    r.measure('card', digest('b', 'container-file'), { at: '2 13:00' })
    expect(r.replay().breaks).toEqual([])
  })
})

describe('places', () => {
  it('within one another are one: the item stays where it was stored', () => {
    const r = new TestRecord()
    r.register('locker', 'facility', 'station')
    r.collect('phone', 'officer', { at: '2 10:00' })
    r.store('phone', 'locker', { at: '2 11:00' })
    r.observe('phone', {}, { at: '3 11:00', place: { facility: id('station') } })
    expect(itemReport(r.replay(), id('phone')).timeline.at(-1)?.location).toBe(id('locker'))
  })

  it('that have a name only are compared with nothing', () => {
    const yard = { name: text('yard') }
    expect(
      found((r) => {
        r.store('phone', 'vault', { at: '2 11:00' })
        r.observe('phone', {}, { at: '3 11:00', place: yard })
        r.access('phone', 'expert', { at: '3 11:00', place: { facility: id('vault') } })
        r.access('phone', 'expert', { at: '3 11:00', place: yard })
        r.store('phone', 'desk', { at: '4 11:00' })
        r.observe('phone', {}, { at: '5 11:00', place: { facility: id('vault') } })
      }),
    ).toEqual([])
  })

  it('of interventions that last are not compared as instants', () => {
    const occurred = { from: '2026-03-03T08:00:00Z', to: '2026-03-03T09:00:00Z' }
    expect(
      found((r) => {
        r.access('phone', 'expert', { occurred, place: { facility: id('vault') } })
        r.access('phone', 'expert', { occurred, place: { facility: id('bench') } })
      }),
    ).toEqual([])
  })

  it('of a receipt are where the item is; after a release nobody knows', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00', place: { name: text('flat') } })
    const out = r.release('phone', 'officer', 'lab', { at: '2 11:00', place: { facility: id('station') } })
    r.receive(out, 'phone', 'lab', { at: '2 12:00', place: { facility: id('reception') } })
    const timeline = timelineOf(r.replay(), id('phone'))
    expect(timeline[0]?.location).toMatchObject({ site: { name: text('flat') } })
    expect(timeline.map(({ location }) => location && 'facility' in location && location.facility)).toEqual([
      false,
      undefined,
      id('reception'),
    ])
  })
})

describe('hands', () => {
  it('of a member are those of the organisation, whichever of the two is named', () => {
    for (const [holder, releaser] of [
      ['clerk', 'lab'],
      ['lab', 'clerk'],
      ['clerk', 'expert@lab'],
      ['expert@lab', 'clerk'],
    ] as const) {
      const r = new TestRecord()
      r.register('clerk', 'person', 'lab')
      r.collect('phone', holder, { at: '2 10:00' })
      r.release('phone', releaser, 'court', { at: '2 11:00' })
      expect(r.replay().breaks.map(({ code }) => code)).toEqual(['in-transit'])
    }
  })

  it('of two members are two where neither names the organisation', () => {
    const r = new TestRecord()
    r.register('clerk', 'person', 'lab')
    r.register('expert', 'person', 'lab')
    r.collect('phone', 'clerk', { at: '2 10:00' })
    r.release('phone', 'expert', 'court', { at: '2 11:00' })
    expect(r.replay().breaks.map(({ code }) => code)).toContain('release-by-one-who-does-not-hold')
  })

  it('of the carrier were near what nobody received; those of a stranger were not', () => {
    const released = (by: string) =>
      found((r) => {
        r.release('phone', 'officer@police', 'lab', { at: '3 10:00', carrier: 'courier' })
        const on = r.release('phone', by, 'court', { at: '4 10:00' })
        r.receive(on, 'phone', 'judge@court', { at: '4 11:00' })
      })
    expect(released('courier')).toEqual(['release-without-receipt phone 1,2'])
    expect(released('stranger')).toEqual([
      'release-without-receipt phone 1,2',
      'release-by-one-who-does-not-hold phone 1,2',
    ])
  })

  it('that received without a release: the reason says what was named', () => {
    expect(
      found((r) => {
        const note = r.discrepancy([], { at: '3 10:00' })
        r.receive(note, 'phone', 'clerk@lab', { at: '4 10:00' })
      }),
    ).toEqual(['receipt-without-release phone 0,2 release-not-in-record'])
    expect(found((r) => r.receive('brought', 'phone', 'clerk@lab', { at: '4 10:00' }))).toEqual([
      'receipt-without-release phone 0,1 none-stated',
    ])
  })

  it('that receive what was destroyed have one break, not two', () => {
    expect(
      found((r) => {
        r.dispose(['phone'], 'destroyed', { at: '3 10:00' })
        r.receive('brought', 'phone', 'clerk@lab', { at: '4 10:00' })
      }),
    ).toEqual(['act-after-disposal-closing-or-export phone 1,2 disposal'])
    expect(
      found((r) => {
        r.release('phone', 'officer@police', 'foreign', { at: '3 10:00', purpose: 'export' })
        r.receive('brought', 'phone', 'clerk@lab', { at: '4 10:00' })
      }),
    ).toEqual(['act-after-disposal-closing-or-export phone 1,2 export'])
  })

  it('of the other record take an item back that its receipt only describes', () => {
    const r = new TestRecord()
    r.collect(['phone', 'card'], 'officer@police', { at: '2 10:00' })
    r.release(['phone', 'card'], 'officer@police', 'foreign', { at: '3 10:00', purpose: 'export' })
    r.receive('', 'phone', 'officer@police', { at: '8 10:00', introduces: ['phone', 'card'], source: 'their release' })
    const state = r.replay()
    expect(state.breaks).toEqual([])
    expect(timelineOf(state, id('card')).at(-1)?.custody).toMatchObject({ state: 'held', by: 2 })
  })

  it('that another case has by a link, after it left: nothing is wrong', () => {
    expect(
      found((r) => {
        r.release('phone', 'officer@police', 'court', { at: '4 10:00', purpose: 'other-case' })
        const items = [{ here: id('phone'), there: id('their phone'), custodyIn: 'there' }]
        const details = { relation: 'severed', other: { case: '3'.repeat(64) }, items }
        r.add('case.linked', details, { at: '5 10:00', items: ['phone', 'their phone'] })
      }),
    ).toEqual([])
  })
})

describe('times of recording', () => {
  it('are compared with the latest that was seen, whatever came between', () => {
    expect(
      found((r) => {
        r.access('phone', 'officer', { at: '2 10:10', recorded: '2 15:00' })
        r.access('phone', 'officer', { at: '2 10:20', recorded: '2 11:00', after: 1 })
        r.access('phone', 'officer', { at: '2 10:30', recorded: '2 14:00', after: 3 })
        r.access('phone', 'officer', { at: '2 10:40', recorded: '2 15:00', after: 4 })
      }),
    ).toEqual(['chronology-impossible phone 1,3 recorded-before-what-it-saw'])
  })

  it('are not asked of rows that have none', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00', recorded: '2 12:00' })
    r.access('phone', 'officer', { at: '2 10:10', after: 1 })
    const rows = r.events.map(({ payload: { recorded, ...payload }, ...event }) => ({
      ...event,
      payload: event.index === 0 && recorded ? { ...payload, recorded } : payload,
    }))
    expect(replayed(rows).breaks).toEqual([])
    expect(replayed(rows.map((row) => ({ ...row, index: 1 - row.index })).reverse()).breaks).toEqual([])
  })

  it('of a clock whose uncertainty somebody wrote with a sign', () => {
    const clock = { source: 'phone', uncertainty: '-60' }
    const { lo, hi } = spanOf({ at: '2026-03-02T10:00:00Z', clock })
    expect(hi - lo).toBe(120_000_000_000n)
    const tiny = spanOf({ at: '2026-03-02T10:00:00Z', clock: { source: 'phone', offset: '-0.0000000001' } })
    expect(tiny.hi - tiny.lo).toBe(1n)
  })
})

describe('the state', () => {
  it('has both sides of a derivation, with what was left', () => {
    const r = new TestRecord()
    r.collect('powder', 'officer', { at: '2 10:00' })
    const remainder = { value: '9', unit: 'g', measure: 'net' }
    r.derive(['powder'], ['drugs'], 'sub-sample', { at: '3 10:00', consumed: false, remainder })
    const { items } = r.replay()
    const derivation = {
      index: 1,
      sources: [id('powder')],
      products: [id('drugs')],
      kind: 'sub-sample',
      consumed: false,
      remainder,
    }
    expect(items.get(id('powder'))?.derivations).toEqual([derivation])
    expect(items.get(id('drugs'))?.origins).toEqual([derivation])
  })

  it('has the handovers with what each receipt says, and the acts on an item', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer', { at: '2 10:00' })
    const out = r.release('phone', 'officer', 'lab', { at: '2 11:00' })
    r.receive(out, 'phone refused', 'lab', { at: '2 12:00' })
    r.receive('brought', 'phone', 'lab', { at: '2 13:00' })
    r.access('phone', 'lab', { at: '2 14:00' })
    r.examine('phone', { at: '2 15:00' })
    r.dispose(['phone'], 'consumed', { at: '2 16:00' })
    expect(r.replay().items.get(id('phone'))).toMatchObject({
      introduced: 0,
      introductions: [0],
      handovers: [
        { release: 1, receipts: [{ index: 2, result: 'refused', custodian: { agent: id('lab') } }] },
        { receipts: [{ index: 3, result: 'accepted' }] },
      ],
      accesses: [4],
      examinations: [5],
      disposals: [6],
    })
  })

  it('lists breaks by their first statement, then by code, then by the others', () => {
    const one = (code: Break['code'], ...entries: number[]) => ({ code, entries }) as unknown as Break
    const sorted = [one('gap', 1, 2), one('gap', 1, 3), one('overlap', 1, 2), one('gap', 2), one('gap', 10)]
    expect([...sorted].reverse().sort(compareBreaks)).toEqual(sorted)
  })

  it('takes nothing for a correction that is none, or that may have no effect', () => {
    const r = new TestRecord()
    const collected = r.collect('phone', 'officer', { at: '2 10:00' })
    const refs = [['corrects', collected]] as const
    r.add('acknowledgement.signed', { outcome: 'agreed' }, { refs: [...refs, ['acknowledges', collected]] })
    const details = { voidForThisCase: true, reason: text('mistake') }
    r.add('correction.made', details, { refs, moves: false })
    expect(readingOf(r.replay(), 0)).toEqual({ original: collected.payload, void: false, corrections: [] })
  })
})
