import { describe, expect, it } from 'vitest'
import type { CaseState } from '../../src/custody/case-state.ts'
import { itemReport } from '../../src/custody/item-report.ts'
import { breaksIn, date, digest, id, TestRecord } from './support/record.ts'

const PEOPLE = [
  'officer',
  'courier',
  'clerk',
  'expert',
  'expert2',
  'guard',
  'owner',
  'judge',
  'border',
  'prison',
  'lab',
  'police',
]
const PLACES = ['vault', 'locker', 'bench', 'desk']
const ITEMS = [
  'phone',
  'bag',
  'sim',
  'image',
  'copy',
  'swab',
  'control',
  'blank',
  'sample',
  'remainder',
  'bulk',
  'drugs',
  'cash',
  'channel',
  'channel2',
  'notebook',
  'letters',
  'box',
]
const NAMES = new Map(
  [...PEOPLE, ...PLACES, ...ITEMS, 'carrier', 'court', 'foreign', 'institute', 'bank'].map((name) => [id(name), name]),
)

const name = (value: string) => NAMES.get(value) ?? value

/** The timeline in short: who, or the state; where; seals; the time of day on which it begins; the events. */
function timeline(state: CaseState, item: string): string[] {
  return itemReport(state, id(item)).timeline.map((one) => {
    const who = one.custodian === undefined ? one.state : name(one.custodian) + (one.for ? `@${name(one.for)}` : '')
    const place = one.location === undefined ? '' : ` in ${name(one.location)}`
    const seals = one.seals.length === 0 ? '' : ` [${one.seals.join(' ')}]`
    return `${one.from?.slice(8, 16) ?? '?'} ${who}${place}${seals}: ${one.entries.join(',')}`
  })
}

const at = (facility: string) => ({ place: { facility: id(facility) } })

describe('stories', () => {
  it('(a) a phone: sealed in a bag, courier, laboratory, SIM taken out, imaged, resealed, returned', () => {
    const r = new TestRecord()
    r.collect(['phone', 'bag'], 'officer@police', { at: '2 14:10', act: 'search' })
    r.pack('bag', ['phone'], { at: '2 14:20', act: 'search' })
    r.seal('bag', 'A-42', { at: '2 14:25', act: 'search' })
    r.store('bag', 'locker', { at: '2 19:00' })
    const out = r.release('bag', 'officer@police', 'lab', {
      at: '3 09:00',
      carrier: 'courier',
      seen: { seals: ['A-42'] },
    })
    r.receive(out, 'bag', 'courier', { at: '3 09:05' })
    const on = r.release('bag', 'courier', 'lab', { at: '3 09:40' })
    r.receive(on, 'bag', 'clerk@lab', { at: '3 09:45', seen: { seals: ['A-42'] }, ...at('vault') })
    r.unseal('bag', 'A-42', { at: '4 10:00', by: 'expert', found: { seals: ['A-42'] } })
    r.unpack('bag', ['phone'], { at: '4 10:05', by: 'expert' })
    r.derive(['phone'], ['sim'], 'component-removed', { at: '4 10:10', by: 'expert', custodian: 'expert@lab' })
    r.acquire('phone', 'image', { at: '4 11:00', by: 'expert', custodian: 'expert@lab', digests: [digest('a')] })
    r.derive(['image'], ['copy'], 'working-copy', { at: '4 15:00', by: 'expert', custodian: 'expert@lab' })
    r.measure('copy', digest('a'), { at: '4 15:10', by: 'expert', outcome: 'equal' })
    r.pack('bag', ['phone', 'sim'], { at: '6 10:00', by: ['expert', 'expert2'] })
    r.seal('bag', 'L-7', { at: '6 10:05', by: 'expert' })
    const back = r.release('bag', 'expert@lab', 'police', {
      at: '7 10:00',
      purpose: 'storage',
      seen: { seals: ['L-7'] },
    })
    r.receive(back, 'bag', 'guard@police', { at: '7 11:00', seen: { seals: ['L-7'] }, ...at('vault') })
    const home = r.release('bag', 'guard@police', 'owner', { at: '20 10:00', purpose: 'return-to-owner' })
    r.receive(home, 'bag', 'owner', { at: '20 10:30' })
    const state = r.replay()
    expect(breaksIn(state, ITEMS)).toEqual([])
    expect(timeline(state, 'bag')).toEqual([
      '02T14:10 officer@police: 0,1',
      '02T14:25 officer@police [A-42]: 2',
      '02T19:00 officer@police in locker [A-42]: 3',
      '03T09:00 in-transit [A-42]: 4',
      '03T09:05 courier [A-42]: 5',
      '03T09:40 in-transit [A-42]: 6',
      '03T09:45 clerk@lab in vault [A-42]: 7',
      '04T10:00 clerk@lab in vault: 8,9,14',
      '06T10:05 clerk@lab in vault [L-7]: 15',
      '07T10:00 in-transit [L-7]: 16',
      '07T11:00 guard@police in vault [L-7]: 17',
      '20T10:00 in-transit [L-7]: 18',
      '20T10:30 owner [L-7]: 19',
    ])
    expect(timeline(state, 'phone')).toEqual([
      '02T14:10 officer@police: 0',
      '02T14:20 officer@police in bag: 1,2,3',
      '03T09:00 in-transit in bag: 4',
      '03T09:05 courier in bag: 5',
      '03T09:40 in-transit in bag: 6',
      '03T09:45 clerk@lab in bag: 7,8',
      '04T10:05 clerk@lab in vault: 9,10,11',
      '06T10:00 clerk@lab in bag: 14,15',
      '07T10:00 in-transit in bag: 16',
      '07T11:00 guard@police in bag: 17',
      '20T10:00 in-transit in bag: 18',
      '20T10:30 owner in bag: 19',
    ])
    expect(timeline(state, 'copy')).toEqual(['04T15:00 expert@lab: 12,13'])
    expect(state.items.get(id('copy'))?.origins).toMatchObject([{ sources: [id('image')], kind: 'working-copy' }])
  })

  it('(b) residue: swab, control and blank; consumed in part; the remainder for the expert of the defence; bulk blown up at the scene', () => {
    const r = new TestRecord()
    const net = (value: string) => ({ value, unit: 'mg', measure: 'net', uncertainty: '0.1' })
    r.collect(['swab', 'control', 'blank', 'bulk'], 'officer@police', { at: '2 10:00' })
    r.dispose(['bulk'], 'destroyed', { at: '2 11:00' })
    const out = r.release(['swab', 'control', 'blank'], 'officer@police', 'lab', { at: '2 15:00' })
    r.receive(out, ['swab', 'control', 'blank reserved'], 'clerk@lab', { at: '2 16:00' })
    r.observe('swab', { quantity: net('5.0'), purpose: 'weighing' }, { at: '3 09:00', by: 'expert' })
    r.derive(['swab'], ['sample'], 'sub-sample', {
      at: '3 10:00',
      by: 'expert',
      custodian: 'expert@lab',
      quantities: [net('2.0')],
      remainder: net('3.0'),
    })
    r.dispose(['sample'], 'consumed', { at: '3 12:00', by: 'expert' })
    const second = r.release('swab', 'clerk@lab', 'institute', { at: '9 10:00', purpose: 'defence' })
    r.receive(second, 'swab', 'expert2@institute', { at: '9 11:00', by: 'expert2', seen: { quantity: net('3.0') } })
    const state = r.replay()
    expect(breaksIn(state, ITEMS)).toEqual([])
    expect(timeline(state, 'sample')).toEqual(['03T10:00 expert@lab: 5', '03T12:00 ended: 6'])
    expect(timeline(state, 'bulk')).toEqual(['02T10:00 officer@police: 0', '02T11:00 ended: 1'])
    expect(timeline(state, 'swab').at(-1)).toBe('09T11:00 expert2@institute: 8')
  })

  it('(c) drugs and cash at a border: gross, net and pure; split; notes deposited; destroyed before witnesses, a sample kept', () => {
    const r = new TestRecord()
    const mass = (measure: string, value: string, uncertainty: string) => ({ value, unit: 'kg', measure, uncertainty })
    const notes = (count: number) => ({ denominations: [{ currency: 'USD', face: '100', count }] })
    r.collect('drugs', 'border', { at: '2 03:00', description: { quantity: mass('gross', '10.4', '0.1') } })
    r.collect('cash', 'border', { at: '2 03:00', description: { quantity: notes(120) } })
    r.observe('drugs', { quantity: mass('net', '10.00', '0.01'), purpose: 'weighing' }, { at: '2 05:00', by: 'border' })
    r.derive(['drugs'], ['sample'], 'sub-sample', {
      at: '2 06:00',
      by: 'border',
      custodian: 'border',
      quantities: [{ value: '100', unit: 'g', measure: 'net', uncertainty: '1' }],
      remainder: mass('net', '9.90', '0.01'),
    })
    const deposit = r.release('cash', 'border', 'bank', {
      at: '3 09:00',
      purpose: 'storage',
      seen: { quantity: notes(120) },
    })
    r.receive(deposit, 'cash', 'bank', { at: '3 10:00', seen: { quantity: notes(120) } })
    r.dispose(['drugs'], 'destroyed', { at: '25 10:00', by: ['border', 'guard', 'judge'], retained: 'sample' })
    const state = r.replay()
    expect(breaksIn(state, ITEMS)).toEqual([])
    expect(timeline(state, 'cash')).toEqual(['02T03:00 border: 1', '03T09:00 in-transit: 4', '03T10:00 bank: 5'])
    expect(timeline(state, 'sample')).toEqual(['02T06:00 border: 3,6'])
    expect(timeline(state, 'drugs').at(-1)).toBe('25T10:00 ended: 6')
  })

  it('(d) a channel captured twice is two items; each has its own digests', () => {
    const r = new TestRecord()
    r.acquire(undefined, 'channel', { at: '2 10:00', digests: [digest('first', 'tree')] })
    r.acquire(undefined, 'channel2', { at: '5 10:00', digests: [digest('second', 'tree')] })
    r.measure('channel', digest('first', 'tree'), { at: '6 10:00' })
    const state = r.replay()
    expect(breaksIn(state, ITEMS)).toEqual([])
    expect(state.items.get(id('channel'))?.digests).toHaveLength(2)
  })

  it('(e) mutual assistance: out of one record into the other', () => {
    const home = new TestRecord()
    home.collect('phone', 'officer@police', { at: '2 10:00' })
    const out = home.release('phone', 'officer@police', 'foreign', { at: '5 10:00', purpose: 'export' })
    const there = new TestRecord()
    there.receive('', 'phone', 'clerk@foreign', { at: '7 10:00', introduces: ['phone'], source: out.id })
    expect(timeline(home.replay(), 'phone')).toEqual(['02T10:00 officer@police: 0', '05T10:00 left: 1'])
    expect(timeline(there.replay(), 'phone')).toEqual(['07T10:00 clerk@foreign: 0'])
    expect([...home.replay().breaks, ...there.replay().breaks]).toEqual([])
  })

  it('(f) a notebook taken by prison staff, handed over later; letters to counsel set apart', () => {
    const r = new TestRecord()
    r.collect('notebook', 'prison', { occurred: { date: date(2) } })
    const out = r.release('notebook', 'prison', 'officer@police', { at: '9 10:00', purpose: 'permanent' })
    r.receive(out, 'notebook', 'officer@police', { at: '9 10:20' })
    r.derive(['notebook'], ['letters'], 'segregated', { at: '9 11:00', custodian: 'judge@court' })
    const state = r.replay()
    expect(breaksIn(state, ITEMS)).toEqual([])
    expect(timeline(state, 'notebook')[0]).toBe('? prison: 0')
    expect(timeline(state, 'letters')).toEqual(['09T11:00 judge@court: 3'])
  })

  it('(g) one item, two cases: it goes to the other one and comes back', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer@police', { at: '2 10:00' })
    r.release('phone', 'officer@police', 'court', { at: '5 10:00', purpose: 'other-case' })
    r.receive('', 'phone', 'guard@police', { at: '12 10:00', introduces: ['phone'], source: 'their release' })
    const state = r.replay()
    expect(breaksIn(state, ITEMS)).toEqual([])
    expect(timeline(state, 'phone')).toEqual([
      '02T10:00 officer@police: 0',
      '05T10:00 left: 1',
      '12T10:00 guard@police: 2',
    ])
  })

  it('a locker at night: the officer still answers for the parcel', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer@police', { at: '2 18:00' })
    r.store('phone', 'locker', { at: '2 20:00' })
    r.store('phone', 'desk', { at: '3 08:00' })
    expect(timeline(r.replay(), 'phone')).toEqual([
      '02T18:00 officer@police: 0',
      '02T20:00 officer@police in locker: 1',
      '03T08:00 officer@police in desk: 2',
    ])
  })

  it('some goods are accepted, some refused, some accepted with a reservation', () => {
    const r = new TestRecord()
    r.collect(['phone', 'sim', 'box'], 'officer@police', { at: '2 10:00' })
    const out = r.release(['phone', 'sim', 'box'], 'officer@police', 'lab', { at: '2 11:00' })
    r.receive(out, ['phone', 'sim refused', 'box reserved'], 'clerk@lab', { at: '2 12:00' })
    const state = r.replay()
    expect(state.breaks).toEqual([])
    expect(timeline(state, 'phone').at(-1)).toBe('02T12:00 clerk@lab: 2')
    expect(timeline(state, 'sim').at(-1)).toBe('02T12:00 officer@police: 2')
    expect(timeline(state, 'box').at(-1)).toBe('02T12:00 clerk@lab: 2')
  })

  it('a carrier that is only named is no custodian; one that receives is', () => {
    const named = new TestRecord()
    named.collect('phone', 'officer@police', { at: '2 10:00' })
    const out = named.release('phone', 'officer@police', 'lab', { at: '2 11:00', carrier: 'carrier' })
    named.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    expect(timeline(named.replay(), 'phone').map((line) => line.split(' ')[1])).toEqual([
      'officer@police:',
      'in-transit:',
      'clerk@lab:',
    ])
    const receives = new TestRecord()
    receives.collect('phone', 'officer@police', { at: '2 10:00' })
    const first = receives.release('phone', 'officer@police', 'lab', { at: '2 11:00', carrier: 'carrier' })
    receives.receive(first, 'phone', 'courier@carrier', { at: '2 11:10' })
    expect(timeline(receives.replay(), 'phone').at(-1)).toBe('02T11:10 courier@carrier: 2')
    expect(receives.replay().breaks).toEqual([])
  })

  it('a border courier takes what is exported, and hands it over abroad', () => {
    const r = new TestRecord()
    r.collect('phone', 'officer@police', { at: '2 10:00' })
    const out = r.release('phone', 'officer@police', 'foreign', {
      at: '3 10:00',
      purpose: 'export',
      carrier: 'courier',
    })
    r.receive(out, 'phone', 'courier', { at: '3 10:10' })
    const over = r.release('phone', 'courier', 'foreign', { at: '5 10:00', purpose: 'export' })
    r.receive(over, 'phone', 'clerk@foreign', { at: '5 10:10' })
    const state = r.replay()
    expect(state.breaks).toEqual([])
    expect(timeline(state, 'phone')).toEqual([
      '02T10:00 officer@police: 0',
      '03T10:00 left: 1',
      '03T10:10 courier: 2',
      '05T10:00 left: 3,4',
    ])
  })
})
