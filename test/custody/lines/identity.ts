import type { Line } from '../support/line.ts'
import { date, id, type TestRecord } from '../support/record.ts'

export const identityLines: Line[] = [
  {
    code: 'relabel-without-link',
    it: 'a new number on what had another old number than stated',
    make: (r) => {
      r.collect('phone', 'officer', { at: '2 10:00', description: { exhibit: '12' } })
      r.relabel('phone', '14', 'LAB-3', { at: '3 10:00' })
    },
    breaks: ['relabel-without-link phone 1'],
  },
  {
    code: 'relabel-without-link',
    it: 'a new number on the number it had, and another on the first',
    make: (r) => {
      r.collect('phone', 'officer', { at: '2 10:00', description: { exhibit: '12' } })
      r.relabel('phone', '12', 'LAB-3', { at: '3 10:00' })
      r.relabel('phone', '12', 'COURT-9', { at: '4 10:00' })
    },
    breaks: [],
  },
  {
    code: 'relabel-without-link',
    it: 'it comes back from abroad under a number that nothing links',
    make: (r) => {
      r.collect('phone', 'officer', { at: '2 10:00', description: { exhibit: '12' } })
      r.release('phone', 'officer', 'foreign', { at: '3 10:00', purpose: 'export' })
      r.receive('', 'phone', 'officer', {
        at: '8 10:00',
        introduces: ['phone'],
        source: 'their release',
        description: { exhibit: 'KG-5' },
      })
    },
    breaks: ['relabel-without-link phone 2'],
  },
  {
    code: 'item-introduced-twice',
    it: 'seized twice: custody follows the later one, and no overlap besides',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.collect('phone', 'guard@customs', { at: '3 10:00' })
      const out = r.release('phone', 'guard@customs', 'lab', { at: '4 10:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '4 11:00' })
    },
    breaks: ['item-introduced-twice phone 0,1'],
  },
  {
    code: 'item-introduced-twice',
    it: 'a receipt over a release of this record describes the phone as if it were new',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '4 10:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '4 11:00', introduces: ['phone'] })
    },
    breaks: ['item-introduced-twice phone 0,2'],
  },
  {
    code: 'item-introduced-twice',
    it: 'an item of another record arrives for the first time',
    make: (r) => {
      r.receive('', 'phone', 'officer@police', { at: '8 10:00', introduces: ['phone'], source: 'their release' })
    },
    breaks: [],
  },
  {
    code: 'item-in-two-logs',
    it: 'it arrives from another record while this one has it',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.receive('', 'phone', 'clerk@lab', { at: '8 10:00', introduces: ['phone'], source: 'their release' })
    },
    breaks: ['item-in-two-logs phone 0,1'],
  },
  {
    code: 'item-in-two-logs',
    it: 'a link says that the other case has it, and here it never left',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      link(r, 'there')
    },
    breaks: ['item-in-two-logs phone 0,1'],
  },
  {
    code: 'item-in-two-logs',
    it: 'a link says that the other case has it, and it was released to it afterwards',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      link(r, 'there')
      r.release('phone', 'officer@police', 'court', { at: '4 10:00', purpose: 'other-case' })
    },
    breaks: [],
  },
  {
    code: 'item-in-two-logs',
    it: 'a link says that it is here',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      link(r, 'here')
    },
    breaks: [],
  },
  {
    code: 'chronology-impossible',
    it: 'received an hour before it was released: nothing else is reported',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 11:00', recorded: '2 13:00' })
    },
    breaks: ['chronology-impossible phone 1,2'],
  },
  {
    code: 'chronology-impossible',
    it: 'taken out of the bag by a receipt an hour before the bag was released',
    make: (r) => {
      r.collect(['phone', 'bag'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 10:30' })
      const out = r.release('bag', 'officer@police', 'lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 11:00', recorded: '2 13:00' })
    },
    breaks: ['in-transit bag 2', 'chronology-impossible phone 2,3'],
  },
  {
    code: 'chronology-impossible',
    it: 'received on the day of the release, in whatever order they were entered',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'clerk@lab', { occurred: { date: date(2) } })
    },
    breaks: [],
  },
  {
    code: 'chronology-impossible',
    it: 'recorded an hour before it happened',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00', recorded: '2 09:00' })
    },
    breaks: ['chronology-impossible phone 0'],
  },
  {
    code: 'chronology-impossible',
    it: 'recorded before it happened by a clock that was two hours fast',
    make: (r) => {
      const occurred = { at: '2026-03-02T10:00:00+06:00', clock: { source: 'phone', offset: '7200' } }
      r.collect('phone', 'officer@police', { occurred, recorded: '2 09:00' })
    },
    breaks: [],
  },
  {
    code: 'chronology-impossible',
    it: 'recorded before an entry that its signers had seen',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00', recorded: '2 15:00' })
      r.access('phone', 'officer', { at: '2 10:30', recorded: '2 14:00', after: 1 })
    },
    breaks: ['chronology-impossible phone 0,1'],
  },
  {
    code: 'chronology-impossible',
    it: 'recorded before an entry that its signers had not seen',
    make: (r) => {
      r.close({ moves: false })
      r.collect('phone', 'officer@police', { at: '2 10:00', recorded: '2 15:00' })
      r.access('phone', 'officer', { at: '2 10:30', recorded: '2 14:00', after: 1 })
    },
    breaks: [],
  },
  {
    code: 'chronology-impossible',
    it: 'ends before it begins',
    make: (r) => {
      const occurred = { from: '2026-03-02T10:00:00Z', to: '2026-03-02T09:00:00Z' }
      r.collect('phone', 'officer@police', { occurred, recorded: '4 10:00' })
    },
    breaks: ['chronology-impossible phone 0'],
  },
]

function link(r: TestRecord, custodyIn: string) {
  const other = '3'.repeat(64)
  r.add(
    'case.linked',
    {
      relation: 'same-item',
      other: { case: other },
      items: [{ here: id('phone'), there: id('their phone'), custodyIn }],
    },
    { at: '3 10:00', items: ['phone', 'their phone'] },
  )
}
