import type { Line } from '../support/line.ts'

const gram = (value: string, uncertainty?: string, measure = 'net') => ({
  value,
  unit: 'g',
  measure,
  ...(uncertainty && { uncertainty }),
})

export const contentsLines: Line[] = [
  {
    code: 'contents-differ',
    it: 'something is taken out that was not put in',
    make: (r) => {
      r.collect(['bag', 'phone', 'knife'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone'], { at: '2 11:00' })
      r.unpack('bag', ['phone', 'knife'], { at: '3 11:00' })
    },
    breaks: ['contents-differ bag 2'],
  },
  {
    code: 'contents-differ',
    it: 'part of what was put in is taken out',
    make: (r) => {
      r.collect(['bag', 'phone', 'knife'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone', 'knife'], { at: '2 11:00' })
      r.unpack('bag', ['phone'], { at: '3 11:00' })
    },
    breaks: [],
  },
  {
    code: 'contents-differ',
    it: 'the bag arrives, and the knife is not in it',
    make: (r) => {
      r.collect(['bag', 'phone', 'knife'], 'officer@police', { at: '2 10:00' })
      r.pack('bag', ['phone', 'knife'], { at: '2 11:00' })
      const out = r.release('bag', 'officer@police', 'lab', { at: '2 12:00' })
      r.receive(out, ['bag', 'phone', 'knife not-present'], 'clerk@lab', { at: '2 13:00' })
    },
    breaks: ['contents-differ bag 1,3'],
  },
  {
    code: 'contents-differ',
    it: 'the phone has another IMEI than the one seized: told once',
    make: (r) => {
      const imei = (value: string) => ({ features: [{ scheme: 'imei', value }] })
      r.collect('phone', 'officer@police', { at: '2 10:00', description: imei('490154203237518') })
      r.observe('phone', imei('356938035643809'), { at: '3 10:00' })
      r.observe('phone', imei('356938035643809'), { at: '4 10:00' })
    },
    breaks: ['contents-differ phone 0,1'],
  },
  {
    code: 'contents-differ',
    it: 'the phone has two IMEIs, one of them on record; a mark is in words',
    make: (r) => {
      const two = [
        { scheme: 'imei', value: '490154203237518' },
        { scheme: 'imei', value: '356938035643809' },
        { scheme: 'mark', value: 'scratch at the left' },
      ]
      r.collect('phone', 'officer@police', {
        at: '2 10:00',
        description: {
          features: [
            { scheme: 'imei', value: '490154203237518' },
            { scheme: 'mark', value: 'scratched' },
          ],
        },
      })
      r.observe('phone', { features: two }, { at: '3 10:00' })
    },
    breaks: [],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'the powder lost more than the balance can err: told once',
    make: (r) => {
      r.collect('powder', 'officer', { at: '2 10:00', description: { quantity: gram('10.00', '0.05') } })
      r.observe('powder', { quantity: gram('9.80', '0.05') }, { at: '3 10:00' })
      r.observe('powder', { quantity: gram('9.80', '0.05') }, { at: '4 10:00' })
    },
    breaks: ['quantity-outside-uncertainty powder 0,1'],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'the powder lost as much as the balance can err, exactly',
    make: (r) => {
      r.collect('powder', 'officer', { at: '2 10:00', description: { quantity: gram('10.00', '0.05') } })
      r.observe('powder', { quantity: { ...gram('9900', '50'), unit: 'mg' } }, { at: '3 10:00' })
    },
    breaks: [],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'many small losses add up',
    make: (r) => {
      r.collect('powder', 'officer', { at: '2 10:00', description: { quantity: gram('10.00', '0.05') } })
      r.observe('powder', { quantity: gram('9.95', '0.05') }, { at: '3 10:00' })
      r.observe('powder', { quantity: gram('9.91', '0.05') }, { at: '4 10:00' })
      r.observe('powder', { quantity: gram('9.86', '0.05') }, { at: '5 10:00' })
    },
    breaks: ['quantity-outside-uncertainty powder 0,3'],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'a sub-sample and its remainder are less than there was',
    make: (r) => {
      r.collect('powder', 'officer', { at: '2 10:00', description: { quantity: gram('10.00', '0.01') } })
      r.derive(['powder'], ['sample'], 'sub-sample', {
        at: '3 10:00',
        quantities: [gram('1.00', '0.01')],
        remainder: gram('8.90', '0.01'),
      })
    },
    breaks: ['quantity-outside-uncertainty powder 0,1'],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'a sub-sample and its remainder are what there was, and the remainder is weighed again',
    make: (r) => {
      r.collect('powder', 'officer', { at: '2 10:00', description: { quantity: gram('10.00', '0.01') } })
      r.derive(['powder'], ['sample'], 'sub-sample', {
        at: '3 10:00',
        quantities: [gram('1.00', '0.01')],
        remainder: gram('8.99', '0.01'),
      })
      r.observe('powder', { quantity: gram('9.00', '0.01') }, { at: '4 10:00' })
    },
    breaks: [],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'gross and net are not compared; nor is the gross weight of a package that was opened',
    make: (r) => {
      r.collect(['bag', 'powder'], 'officer', { at: '2 10:00' })
      r.observe('bag', { quantity: gram('14.0', undefined, 'gross') }, { at: '2 11:00' })
      r.observe('bag', { quantity: gram('10.0', undefined, 'net') }, { at: '2 11:00' })
      r.pack('bag', ['powder'], { at: '2 12:00' })
      r.observe('bag', { quantity: gram('20.0', undefined, 'gross') }, { at: '2 13:00' })
    },
    breaks: [],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'one banknote less',
    make: (r) => {
      const notes = (count: number) => ({ denominations: [{ currency: 'KGS', face: '5000', count }] })
      r.collect('cash', 'officer', { at: '2 10:00', description: { quantity: notes(12) } })
      r.observe('cash', { quantity: notes(11) }, { at: '3 10:00' })
    },
    breaks: ['quantity-outside-uncertainty cash 0,1'],
  },
  {
    code: 'quantity-outside-uncertainty',
    it: 'the same banknotes, counted in two stacks',
    make: (r) => {
      const stack = (count: number, face: string) => ({ currency: 'KGS', face, count })
      r.collect('cash', 'officer', { at: '2 10:00', description: { quantity: { denominations: [stack(12, '5000')] } } })
      r.observe('cash', { quantity: { denominations: [stack(7, '5000.00'), stack(5, '5000')] } }, { at: '3 10:00' })
    },
    breaks: [],
  },
]
