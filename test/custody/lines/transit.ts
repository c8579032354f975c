import type { Line } from '../support/line.ts'
import { date } from '../support/record.ts'

export const transitLines: Line[] = [
  {
    code: 'gap',
    it: 'a receipt says that the phone was not there, and later it is received without a release',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone not-present', 'clerk@lab', { at: '2 12:00', by: 'clerk' })
      r.receive('found in the car', 'phone', 'driver@police', { at: '3 09:00' })
    },
    breaks: ['not-located phone 1,2', 'gap phone 2,3'],
  },
  {
    code: 'gap',
    it: 'a receipt says that the phone was not there, and it is delivered later over the same release',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone not-present', 'clerk@lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '3 09:00' })
    },
    breaks: ['not-located phone 1,2'],
  },
  {
    code: 'overlap',
    it: 'two laboratories both receive over one release',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'expert@institute', { at: '2 12:30' })
    },
    breaks: ['overlap phone 2,3'],
  },
  {
    code: 'overlap',
    it: 'two people of one laboratory both receive over one release',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
      r.receive(out, 'phone', 'expert@lab', { at: '2 12:30' })
    },
    breaks: [],
  },
  {
    code: 'overlap',
    it: 'the phone is packed into a container that somebody else holds',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.collect('box', 'guard@customs', { at: '2 10:00' })
      r.pack('box', ['phone'], { at: '2 11:00' })
    },
    breaks: ['overlap phone 0,2'],
  },
  {
    code: 'overlap',
    it: 'the phone is packed into a container that a colleague of the same office holds',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.collect('box', 'guard@police', { at: '2 10:00' })
      r.pack('box', ['phone'], { at: '2 11:00' })
    },
    breaks: [],
  },
  {
    code: 'overlap',
    it: 'a bag of which nobody said who held it is received, with a phone in it that somebody else has',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.receive('brought', 'bag', 'guard@customs', { at: '2 12:00' })
    },
    breaks: ['overlap phone 0,2', 'act-before-collection bag 1'],
  },
  {
    code: 'in-transit',
    it: 'a release is answered by nobody, and nothing follows',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
    },
    breaks: ['in-transit phone 1'],
  },
  {
    code: 'in-transit',
    it: 'of two things released one is received: the other is under way',
    make: (r) => {
      r.collect(['phone', 'card'], 'officer@police', { at: '2 10:00' })
      const out = r.release(['phone', 'card'], 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: ['in-transit card 1'],
  },
  {
    code: 'in-transit',
    it: 'a release is refused: the goods stay with the releaser',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.receive(out, 'phone refused', 'clerk@lab', { at: '2 12:00' })
    },
    breaks: [],
  },
  {
    code: 'in-transit',
    it: 'a release out of this record needs no receipt in it',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'foreign', { at: '2 11:00', purpose: 'export' })
    },
    breaks: [],
  },
  {
    code: 'in-transit',
    it: 'the carrier looks at the seal on the way: still under way',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'lab', { at: '2 11:00', carrier: 'courier' })
      r.observe('phone', { purpose: 'seal-check' }, { at: '2 11:30', by: 'courier' })
    },
    breaks: ['in-transit phone 1'],
  },
  {
    code: 'release-without-receipt',
    it: 'nobody received the phone, and the laboratory examines it',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.examine('phone', { at: '3 09:00', by: 'expert' })
      r.access('phone', 'expert', { at: '3 10:00' })
    },
    breaks: ['release-without-receipt phone 1,2'],
  },
  {
    code: 'release-without-receipt',
    it: 'the laboratory examines the phone before its receipt is made out',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      r.examine('phone', { at: '3 09:00', by: 'expert' })
      r.receive(out, 'phone', 'clerk@lab', { at: '3 10:00' })
    },
    breaks: [],
  },
  {
    code: 'release-without-receipt',
    it: 'nobody received the phone, and the laboratory releases it on',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'lab', { at: '2 11:00' })
      const back = r.release('phone', 'clerk@lab', 'officer@police', { at: '5 11:00' })
      r.receive(back, 'phone', 'officer@police', { at: '5 12:00' })
    },
    breaks: ['release-without-receipt phone 1,2'],
  },
  {
    code: 'release-without-receipt',
    it: 'the releaser seals the phone on the day of the release: that may have been before',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'lab', { occurred: { date: date(4) } })
      r.seal('phone', 'A-1', { occurred: { date: date(4) } })
    },
    breaks: ['in-transit phone 1'],
  },
]
