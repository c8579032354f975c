import type { Line } from '../support/line.ts'
import { date, id } from '../support/record.ts'

export const recordLines: Line[] = [
  {
    code: 'act-before-collection',
    it: 'opened an hour before it was seized',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.access('phone', 'officer', { at: '2 09:00' })
    },
    breaks: ['act-before-collection phone 0,1'],
  },
  {
    code: 'act-before-collection',
    it: 'sealed at the instant of the seizure, and entered first',
    make: (r) => {
      r.seal('phone', 'A-1', { at: '2 10:00' })
      r.collect('phone', 'officer@police', { at: '2 10:00' })
    },
    breaks: [],
  },
  {
    code: 'act-before-collection',
    it: 'nothing brings the phone into the record: told once',
    make: (r) => {
      r.access('phone', 'officer', { at: '2 09:00' })
      r.access('phone', 'officer', { at: '2 10:00' })
    },
    breaks: ['act-before-collection phone 0'],
  },
  {
    code: 'act-before-collection',
    it: 'the seizure is signed by a key that was never in force',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00', moves: false })
      r.access('phone', 'officer', { at: '2 11:00' })
    },
    breaks: ['act-before-collection phone 0,1'],
  },
  {
    code: 'act-before-collection',
    it: 'an order names the phone before it was seized: no act on it',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.add(
        'decision.made',
        {
          kind: 'search-order',
          issuer: { agent: id('judge'), office: 'judge' },
          dated: date(1),
          outcome: 'granted',
          objects: [id('phone')],
        },
        { at: '1 10:00', by: 'judge', items: ['phone'] },
      )
    },
    breaks: [],
  },
  {
    code: 'act-before-collection',
    it: 'received together with what it was made of, and that was used up in the making: in no order is it there',
    make: (r) => {
      r.collect('powder', 'clerk@lab', { at: '2 10:00' })
      r.receive('brought', ['powder', 'sample'], 'clerk@lab', { at: '2 12:00' })
      r.derive(['powder'], ['sample'], 'split', { custodian: 'expert', consumed: true })
    },
    breaks: ['act-before-collection sample 1,2'],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'viewed after it was destroyed',
    make: (r) => {
      r.collect('drugs', 'officer@police', { at: '2 10:00' })
      r.dispose(['drugs'], 'destroyed', { at: '5 10:00' })
      r.access('drugs', 'officer', { at: '6 10:00' })
    },
    breaks: ['act-after-disposal-closing-or-export drugs 1,2'],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'viewed on the day on which it was destroyed: nobody knows in which order',
    make: (r) => {
      r.collect('drugs', 'officer@police', { at: '2 10:00' })
      r.dispose(['drugs'], 'destroyed', { occurred: { date: date(5) } })
      r.access('drugs', 'officer', { occurred: { date: date(5) } })
    },
    breaks: [],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'the retained sample is viewed after the rest was destroyed',
    make: (r) => {
      r.collect(['drugs', 'sample'], 'officer@police', { at: '2 10:00' })
      r.dispose(['drugs'], 'destroyed', { at: '5 10:00', retained: 'sample' })
      r.access('sample', 'officer', { at: '6 10:00' })
    },
    breaks: [],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'viewed after part of its data was erased',
    make: (r) => {
      r.collect('disk', 'officer@police', { at: '2 10:00' })
      r.dispose(['disk'], 'data-erased', { at: '5 10:00', what: { text: { lang: 'en', text: 'private photographs' } } })
      r.access('disk', 'officer', { at: '6 10:00' })
    },
    breaks: [],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'viewed after the case was closed',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.close({ at: '5 10:00' })
      r.access('phone', 'officer', { at: '6 10:00' })
    },
    breaks: ['act-after-disposal-closing-or-export phone 1,2'],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'viewed at home after it was exported',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.release('phone', 'officer@police', 'foreign', { at: '3 10:00', purpose: 'export' })
      r.access('phone', 'officer', { at: '6 10:00' })
    },
    breaks: ['act-after-disposal-closing-or-export phone 1,2'],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'exported, received abroad on paper, and back with the record of the other case',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      const out = r.release('phone', 'officer@police', 'foreign', { at: '3 10:00', purpose: 'export' })
      r.receive(out, 'phone', 'attache@foreign', { at: '4 10:00' })
      r.receive('', 'phone', 'officer@police', { at: '8 10:00', introduces: ['phone'], source: 'their release' })
      r.access('phone', 'officer', { at: '9 10:00' })
    },
    breaks: [],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'seized after the case was closed',
    make: (r) => {
      r.close({ at: '1 10:00' })
      r.collect('phone', 'officer@police', { at: '2 10:00' })
    },
    breaks: ['act-after-disposal-closing-or-export phone 0,1'],
  },
  {
    code: 'act-after-disposal-closing-or-export',
    it: 'viewed on the day of its destruction, long after the case was closed',
    make: (r) => {
      r.collect('drugs', 'officer@police', { at: '2 10:00' })
      r.close({ at: '2 12:00' })
      r.dispose(['drugs'], 'destroyed', { occurred: { date: date(9) } })
      r.access('drugs', 'officer', { occurred: { date: date(9) } })
    },
    breaks: ['act-after-disposal-closing-or-export drugs 1,2', 'act-after-disposal-closing-or-export drugs 1,3'],
  },
  {
    code: 'orphan-derivation',
    it: 'a sample of something that nothing brought into the record',
    make: (r) => {
      r.derive(['bag of powder'], ['sample'], 'sub-sample', { at: '2 10:00' })
    },
    breaks: ['orphan-derivation sample 0'],
  },
  {
    code: 'orphan-derivation',
    it: 'a sample of something seized',
    make: (r) => {
      r.collect('bag of powder', 'officer', { at: '2 09:00' })
      r.derive(['bag of powder'], ['sample'], 'sub-sample', { at: '2 10:00' })
    },
    breaks: [],
  },
  {
    code: 'orphan-derivation',
    it: 'an image of a phone that nothing brought into the record; a channel captured from a remote service is none',
    make: (r) => {
      r.acquire('phone', 'image', { at: '2 10:00' })
      r.acquire(undefined, 'channel', { at: '2 10:00' })
    },
    breaks: ['orphan-derivation image 0'],
  },
]
