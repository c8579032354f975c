import type { Line } from '../support/line.ts'
import { date, id, type TestRecord } from '../support/record.ts'

const at = (facility: string) => ({ facility: id(facility) })
const point = (lat: string, lon: string, accuracy?: string) => ({
  name: { lang: 'en', text: 'yard' },
  coordinates: { lat, lon, ...(accuracy && { accuracy }) },
})

export const placesLines: Line[] = [
  {
    code: 'place-conflict',
    it: 'seen in the vault while it is stored elsewhere',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.store('phone', 'locker', { at: '2 11:00' })
      r.observe('phone', {}, { at: '3 11:00', place: at('vault') })
      r.observe('phone', {}, { at: '4 11:00', place: at('vault') })
    },
    breaks: ['place-conflict phone 1,2'],
  },
  {
    code: 'place-conflict',
    it: 'seen in the building in which the locker is',
    make: (r) => {
      r.register('locker', 'facility', 'station')
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.store('phone', 'locker', { at: '2 11:00' })
      r.observe('phone', {}, { at: '3 11:00', place: at('station') })
    },
    breaks: [],
  },
  {
    code: 'place-conflict',
    it: 'shown in court while it is stored in the vault',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.store('phone', 'vault', { at: '2 11:00' })
      r.observe('phone', { purpose: 'presentation' }, { at: '3 11:00', place: at('court') })
    },
    breaks: [],
  },
  {
    code: 'place-conflict',
    it: 'at two facilities at one instant',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.access('phone', 'expert', { at: '2 11:00', place: at('bench') })
      r.access('phone', 'guard', { at: '2 11:00', place: at('vault') })
    },
    breaks: ['place-conflict phone 1,2'],
  },
  {
    code: 'place-conflict',
    it: 'at two facilities one after the other',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.access('phone', 'expert', { at: '2 11:00', place: at('bench') })
      r.access('phone', 'guard', { at: '2 11:01', place: at('vault') })
    },
    breaks: [],
  },
  {
    code: 'place-conflict',
    it: 'at two points far apart at one instant',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.access('phone', 'expert', { at: '2 11:00', place: point('42.8746', '74.5698', '20') })
      r.access('phone', 'guard', { at: '2 11:00', place: point('42.8756', '74.5698', '20') })
    },
    breaks: ['place-conflict phone 1,2'],
  },
  {
    code: 'place-conflict',
    it: 'at two points that the accuracy cannot tell apart',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.access('phone', 'expert', { at: '2 11:00', place: point('42.8746', '74.5698', '20') })
      r.access('phone', 'guard', { at: '2 11:00', place: point('42.8748', '74.5698', '20') })
      r.access('phone', 'judge', { at: '2 11:00', place: point('52.8748', '74.5698') })
    },
    breaks: [],
  },
  {
    code: 'place-conflict',
    it: 'packed into a second container while it is in the first',
    make: (r) => {
      r.collect(['phone', 'bag', 'box'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.pack('box', ['phone'], { at: '2 12:00' })
    },
    breaks: ['place-conflict phone 1,2'],
  },
  {
    code: 'place-conflict',
    it: 'packed into a second container after it was taken out of the first',
    make: (r) => {
      r.collect(['phone', 'bag', 'box'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.unpack('bag', ['phone'], { at: '2 11:30' })
      r.pack('box', ['phone'], { at: '2 12:00' })
    },
    breaks: [],
  },
  {
    code: 'place-conflict',
    it: 'a container is packed into what it contains',
    make: (r) => {
      r.collect(['bag', 'box'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['box'], { at: '2 11:00' })
      r.pack('box', ['bag'], { at: '2 12:00' })
    },
    breaks: ['place-conflict bag 2'],
  },
  {
    code: 'place-conflict',
    it: 'stored apart from the container that it is in',
    make: (r) => {
      r.collect(['phone', 'bag'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.store('bag', 'vault', { at: '2 12:00' })
      r.store('phone', 'locker', { at: '2 13:00' })
    },
    breaks: ['place-conflict phone 1,3'],
  },
  {
    code: 'place-conflict',
    it: 'the phone in the bag is stored, and the bag not named',
    make: (r) => {
      r.collect(['phone', 'bag'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.store('phone', 'locker', { at: '2 13:00' })
      r.unpack('bag', ['phone'], { at: '2 14:00' })
    },
    breaks: [],
  },
  {
    code: 'not-located',
    it: 'an inventory does not find it',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.observe('phone', { outcome: 'not-located' }, { at: '8 10:00' })
    },
    breaks: ['not-located phone 0,1'],
  },
  {
    code: 'not-located',
    it: 'an inventory does not look for it, and does not find what was destroyed',
    make: (r) => {
      r.collect(['phone', 'drugs'], 'officer@police', { at: '2 10:00' })
      r.dispose(['drugs'], 'destroyed', { at: '5 10:00' })
      r.observe('phone', { outcome: 'not-checked' }, { at: '8 10:00' })
      r.observe('drugs', { outcome: 'not-located' }, { at: '8 10:00' })
    },
    breaks: [],
  },
  {
    code: 'loan-overdue',
    it: 'lent until the fifth, back on the ninth, two days allowed',
    options: { loanLimit: { daysAfterDue: 2 } },
    make: (r) => loan(r, '9 10:00'),
    breaks: ['loan-overdue phone 1,4'],
  },
  {
    code: 'loan-overdue',
    it: 'lent until the fifth, back on the ninth, and nobody gives a limit',
    make: (r) => loan(r, '9 10:00'),
    breaks: [],
  },
  {
    code: 'loan-overdue',
    it: 'lent until the fifth, back on the seventh, two days allowed',
    options: { loanLimit: { daysAfterDue: 2 } },
    make: (r) => loan(r, '7 10:00'),
    breaks: [],
  },
  {
    code: 'loan-overdue',
    it: 'lent without a day, not back by the last event',
    options: { loanLimit: { daysWithoutDue: 5 } },
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'museum', { at: '3 10:00', purpose: 'loan' })
      r.receive(out, 'phone', 'curator@museum', { at: '3 11:00' })
      r.access('phone', 'curator', { at: '20 10:00' })
    },
    breaks: ['loan-overdue phone 1'],
  },
]

function loan(r: TestRecord, back: string) {
  r.collect('phone', 'officer@police', { at: '2 10:00' })
  const out = r.release('phone', 'officer@police', 'museum', { at: '3 10:00', purpose: 'loan', dueBack: date(5) })
  r.receive(out, 'phone', 'curator@museum', { at: '3 11:00' })
  const home = r.release('phone', 'curator@museum', 'police', { at: back, purpose: 'storage' })
  r.receive(home, 'phone', 'guard@police', { at: back })
}
