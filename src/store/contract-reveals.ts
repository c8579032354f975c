import type { Reveals } from '../case/ports.ts'
import type { Json } from '../encoding/json.ts'
import type { Reveal } from '../withheld/reveal.ts'
import { type ContractCheck, collect, expectEqual, expectRefusal } from './contract-kit.ts'

/** The implementation under test. */
export interface RevealsSubject {
  /** Opens the reveals kept under this name: none the first time. Names are of the characters a-z, 0-9 and `-`. */
  open(name: string): Promise<Reveals>
  /** True if they outlive their object: `open` with the same name gives the same reveals. */
  persistent: boolean
}

/** The contract of the `Reveals` port, as checks that any test runner can loop over. */
export function revealsContract(subject: RevealsSubject): ContractCheck[] {
  const checks = subject.persistent ? [...CHECKS, ...PERSISTENT] : CHECKS
  let opened = 0
  return checks.map(([name, body]) => ({
    name,
    async run() {
      const label = `reveals-contract-${opened++}`
      await body(await subject.open(label), () => subject.open(label))
    },
  }))
}

type RevealsCheck = readonly [name: string, body: (reveals: Reveals, open: () => Promise<Reveals>) => Promise<void>]

function sample(number: number, value: Json = { lang: 'ru', text: `Значение ${number}` }): Reveal {
  const event = (number % 3).toString(16).padStart(64, '0')
  return { event, path: `/details/goods/${number}/text`, salt: number.toString(36).padStart(43, 'A'), value }
}

async function expectReveals(reveals: Reveals, expected: readonly Reveal[], what: string): Promise<void> {
  const plain = (list: readonly Reveal[]) => list.map(({ event, path, salt, value }) => ({ event, path, salt, value }))
  expectEqual(plain(await collect(reveals.all())), plain(expected), what)
}

const CHECKS: readonly RevealsCheck[] = [
  [
    'has no reveals when it is new, nor after none were saved',
    async (reveals) => {
      await expectReveals(reveals, [], 'reveals')
      await reveals.save([])
      await expectReveals(reveals, [], 'reveals after an empty list')
    },
  ],
  [
    'gives reveals in the order in which they were saved',
    async (reveals) => {
      await reveals.save([sample(5), sample(1), sample(9)])
      await reveals.save([sample(0)])
      await expectReveals(reveals, [sample(5), sample(1), sample(9), sample(0)], 'reveals')
    },
  ],
  [
    'gives a reveal once that was saved twice, in one call or in several',
    async (reveals) => {
      await reveals.save([sample(1), sample(2), sample(1)])
      await reveals.save([sample(3), sample(2), { ...sample(1), value: { text: 'Значение 1', lang: 'ru' } }])
      await expectReveals(reveals, [sample(1), sample(2), sample(3)], 'reveals')
    },
  ],
  [
    'keeps two that differ in any member',
    async (reveals) => {
      const one = sample(1)
      const others = [
        { ...one, event: sample(2).event },
        { ...one, path: '/remarks' },
        { ...one, salt: sample(2).salt },
        { ...one, value: null },
        { ...one, value: [one.value] },
      ]
      await reveals.save([one, ...others])
      await expectReveals(reveals, [one, ...others], 'reveals')
    },
  ],
  [
    'gives back every kind of value, and a long one',
    async (reveals) => {
      const names = JSON.parse('{"__proto__":{"a":1},"constructor":"x","10":1,"9":2,"":[]}') as Json
      const values: Json[] = [
        null,
        true,
        -7,
        2 ** 53 - 1,
        '',
        'кириллица 🗝 \u2028 "',
        [],
        [[1]],
        {},
        names,
        'A'.repeat(87_384),
      ]
      const saved = values.map((value, number) => sample(number, value))
      await reveals.save(saved)
      await expectReveals(reveals, saved, 'reveals')
    },
  ],
  [
    'is not changed by later changes of a value that it was given or that it gave',
    async (reveals) => {
      const value = { list: ['one'] }
      await reveals.save([sample(1, value)])
      value.list.push('two')
      await expectReveals(reveals, [sample(1, { list: ['one'] })], 'reveals')
      const [given] = await collect(reveals.all())
      if (given !== undefined) (given.value as typeof value).list.push('three')
      await expectReveals(reveals, [sample(1, { list: ['one'] })], 'reveals, again')
    },
  ],
  [
    'saves none of a list with one that is no JSON of the accepted subset',
    async (reveals) => {
      await expectRefusal(() => reveals.save([sample(1), sample(2, 0.5)]), 'save with a fraction')
      await expectReveals(reveals, [], 'reveals')
    },
  ],
  [
    'gives many reveals',
    async (reveals) => {
      const saved = Array.from({ length: 1_000 }, (_, number) => sample(number))
      await reveals.save(saved)
      await expectReveals(reveals, saved, 'reveals')
    },
  ],
]

const PERSISTENT: readonly RevealsCheck[] = [
  [
    'has all reveals when it is opened again',
    async (reveals, open) => {
      await reveals.save([sample(2), sample(1)])
      const again = await open()
      await again.save([sample(1), sample(0)])
      await expectReveals(again, [sample(2), sample(1), sample(0)], 'reveals')
    },
  ],
]
