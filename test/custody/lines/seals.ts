import type { Line } from '../support/line.ts'
import { digest } from '../support/record.ts'

export const sealsLines: Line[] = [
  {
    code: 'seal-mismatch',
    it: 'received with a seal that nobody put on',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.observe('phone', { seals: ['B-7'] }, { at: '3 10:00' })
      r.observe('phone', { seals: ['B-7'] }, { at: '4 10:00' })
    },
    breaks: ['seal-mismatch phone 2'],
  },
  {
    code: 'seal-mismatch',
    it: 'seen with the seal that was put on',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.observe('phone', { seals: ['A-1'] }, { at: '3 10:00' })
    },
    breaks: [],
  },
  {
    code: 'seal-mismatch',
    it: 'seized with a seal of somebody else: the record of its seals begins there',
    make: (r) => {
      r.collect('container', 'officer@police', { at: '2 10:00', seen: { seals: ['MSKU-1'] } })
      r.observe('container', { seals: ['MSKU-1'] }, { at: '3 10:00' })
    },
    breaks: [],
  },
  {
    code: 'seal-mismatch',
    it: 'stated to have no seal, after one was put on: told once',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.observe('phone', { seals: [] }, { at: '3 10:00' })
      r.observe('phone', { seals: [] }, { at: '4 10:00' })
    },
    breaks: ['seal-mismatch phone 1,2'],
  },
  {
    code: 'seal-mismatch',
    it: 'an opened seal is whole again',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.unseal('phone', 'A-1', { at: '3 10:00' })
      r.observe('phone', { seals: ['A-1'] }, { at: '4 10:00' })
    },
    breaks: ['seal-mismatch phone 2,3'],
  },
  {
    code: 'seal-mismatch',
    it: 'the stamp of the office is put on again after an opening',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'stamp 12', { at: '2 10:05' })
      r.unseal('phone', 'stamp 12', { at: '3 10:00' })
      r.seal('phone', 'stamp 12', { at: '3 12:00' })
      r.observe('phone', { purpose: 'seal-check' }, { at: '4 10:00' })
    },
    breaks: [],
  },
  {
    code: 'seal-mismatch',
    it: 'another seal is opened than the one on record',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.unseal('phone', 'A-2', { at: '3 10:00' })
    },
    breaks: ['seal-mismatch phone 2'],
  },
  {
    code: 'seal-found-damaged',
    it: 'found damaged, and again: told once',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.observe('phone', { seals: ['A-1 damaged'] }, { at: '3 10:00' })
      r.observe('phone', { seals: ['A-1 damaged'] }, { at: '4 10:00' })
    },
    breaks: ['seal-found-damaged phone 1,2'],
  },
  {
    code: 'seal-found-damaged',
    it: 'found in some other state than whole',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.unseal('phone', 'A-1', { at: '3 10:00', found: { seals: ['A-1 peeled'] } })
    },
    breaks: ['seal-found-damaged phone 1,2'],
  },
  {
    code: 'seal-found-damaged',
    it: 'damaged because it was opened',
    make: (r) => {
      r.collect('phone', 'officer@police', { at: '2 10:00' })
      r.seal('phone', 'A-1', { at: '2 10:05' })
      r.unseal('phone', 'A-1', { at: '3 10:00', found: { seals: ['A-1'] } })
      r.observe('phone', { seals: ['A-1 damaged'] }, { at: '4 10:00' })
    },
    breaks: [],
  },
  {
    code: 'digest-mismatch',
    it: 'the image has another digest than when it was made: told once',
    make: (r) => {
      r.collect('phone', 'officer', { at: '2 09:00' })
      r.acquire('phone', 'image', { at: '2 10:00', digests: [digest('a')] })
      r.measure('image', digest('b'), { at: '3 10:00' })
      r.measure('image', digest('b'), { at: '4 10:00' })
    },
    breaks: ['digest-mismatch image 1,2'],
  },
  {
    code: 'digest-mismatch',
    it: 'digests of other scopes and algorithms are not compared',
    make: (r) => {
      r.collect('phone', 'officer', { at: '2 09:00' })
      r.acquire('phone', 'image', { at: '2 10:00', digests: [digest('a')] })
      r.measure('image', digest('b', 'container-file'), { at: '3 10:00' })
      r.measure('image', digest('b', 'stream', 'md5'), { at: '3 10:00' })
      r.measure('image', { ...digest('b'), unreadable: [{ offset: 0, bytes: 512 }] }, { at: '3 10:00' })
      r.measure('image', digest('a'), { at: '3 10:00', outcome: 'equal' })
    },
    breaks: [],
  },
  {
    code: 'digest-mismatch',
    it: 'the statement itself says that the digest differs',
    make: (r) => {
      r.collect('image', 'officer', { at: '2 09:00' })
      r.measure('image', digest('a'), { at: '3 10:00', outcome: 'different' })
    },
    breaks: ['digest-mismatch image 1'],
  },
  {
    code: 'digest-mismatch',
    it: 'a working copy differs from what it is a copy of; an extract may',
    make: (r) => {
      r.collect('image', 'officer', { at: '2 09:00' })
      r.measure('image', digest('a'), { at: '2 10:00' })
      r.derive(['image'], ['copy'], 'working-copy', { at: '2 11:00' })
      r.derive(['image'], ['extract'], 'extract', { at: '2 11:00' })
      r.measure('copy', digest('b'), { at: '2 12:00' })
      r.measure('extract', digest('b'), { at: '2 12:00' })
    },
    breaks: ['digest-mismatch copy 1,4'],
  },
]
