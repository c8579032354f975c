import type { Line } from '../support/line.ts'
import { date } from '../support/record.ts'

export const receiptsLines: Line[] = [
  {
    code: 'receipt-without-release',
    it: 'the clerk receives from nobody what the officer holds',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.receive('brought by hand', 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['receipt-without-release phone 0,1'],
  },
  {
    code: 'receipt-without-release',
    it: 'a colleague of the same office takes over, and says so',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.receive('change of shift', 'phone', 'guard@police', { at: '2 12:00' })
    },
    breaks: [],
  },
  {
    code: 'receipt-without-release',
    it: 'a receipt accepts more than was released',
    make: (r) => {
      r.collect(['phone', 'card'], 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, ['phone', 'card'], 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['receipt-without-release card 0,2'],
  },
  {
    code: 'receipt-without-release',
    it: 'a carrier who received hands over without a release',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00', carrier: 'courier' })
      r.receive(out, 'phone', 'courier', { at: '2 11:05' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['receipt-without-release phone 1,2,3'],
  },
  {
    code: 'receipt-without-release',
    it: 'a carrier who received releases in turn',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00', carrier: 'courier' })
      r.receive(out, 'phone', 'courier', { at: '2 11:05' })
      const on = r.release('phone', 'courier', 'lab', { at: '2 11:55' })
      r.receive(on, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: [],
  },
  {
    code: 'receipt-without-release',
    it: 'the release is signed by a key that was never in force: it moves nothing',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00', moves: false })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['receipt-without-release phone 0,2'],
  },
  {
    code: 'receipt-without-release',
    it: 'refused, and accepted over the same release afterwards',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone refused', 'clerk@lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 13:00' })
    },
    breaks: ['receipt-without-release phone 2,3'],
  },
  {
    code: 'receipt-without-release',
    it: 'received again over the first release, after it was given back',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
      const back = r.release('phone', 'clerk@lab', 'police', { at: '3 11:00' })
      r.receive(back, 'phone', 'guard@police', { at: '3 12:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '4 12:00' })
    },
    breaks: ['receipt-without-release phone 4,5'],
  },
  {
    code: 'receipt-without-release',
    it: 'one receipt is recorded twice, the second time without its hour',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
      const back = r.release('phone', 'clerk@lab', 'police', { at: '3 11:00' })
      r.receive(back, 'phone', 'guard@police', { at: '3 12:00' })
      r.receive(out, 'phone', 'clerk@lab', {})
    },
    breaks: [],
  },
  {
    code: 'receipt-without-release',
    it: 'a lab that begins its record with what it received',
    make: (r) => {
      r.receive('from the police, on paper', 'phone', 'clerk@lab', { at: '2 12:00', introduces: ['phone'] })
    },
    breaks: ['receipt-without-release phone 0'],
  },
  {
    code: 'receipt-without-release',
    it: 'described and refused: nobody in this record has it',
    make: (r) => {
      r.receive('from the police, on paper', 'phone refused', 'clerk@lab', { at: '2 12:00', introduces: ['phone'] })
    },
    breaks: [],
  },
  {
    code: 'receipt-by-another-than-named',
    it: 'released to the laboratory, received by another institute',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'expert@institute', { at: '2 12:00' })
    },
    breaks: ['receipt-by-another-than-named phone 1,2'],
  },
  {
    code: 'receipt-by-another-than-named',
    it: 'released to the laboratory, received by one of its members',
    make: (r) => {
      r.register('clerk', 'person', 'lab')
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk', { at: '2 12:00' })
    },
    breaks: [],
  },
  {
    code: 'receipt-by-another-than-named',
    it: 'released to an expert in person, received by a colleague',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'expert', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['receipt-by-another-than-named phone 1,2'],
  },
  {
    code: 'release-by-one-who-does-not-hold',
    it: 'a stranger releases what the officer holds: no gap and no overlap besides',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'guard@customs', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['release-by-one-who-does-not-hold phone 0,1'],
  },
  {
    code: 'release-by-one-who-does-not-hold',
    it: 'a colleague releases for the same office',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'guard@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: [],
  },
  {
    code: 'release-by-one-who-does-not-hold',
    it: 'the receiver releases on before receiving',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      const on = r.release('phone', 'clerk@lab', 'court', { at: '2 11:30' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
      r.receive(on, 'phone', 'judge@court', { at: '2 13:00' })
    },
    breaks: ['release-by-one-who-does-not-hold phone 1,2'],
  },
  {
    code: 'release-by-one-who-does-not-hold',
    it: 'the receiver releases on the day of the receipt, in whatever order they were entered',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      const on = r.release('phone', 'clerk@lab', 'court', { occurred: { date: date(2) } })
      r.receive(out, 'phone', 'clerk@lab', { occurred: { date: date(2) } })
      r.receive(on, 'phone', 'judge@court', { at: '9 13:00' })
    },
    breaks: [],
  },
]
