import fc from 'fast-check'
import type { CustodyEvent } from '../../../src/custody/event.ts'
import { type About, date, digest, id, TestRecord } from './record.ts'

/** Agents as custodians; two of them are of one office. */
export const WHO = ['officer@police', 'guard@police', 'lab', 'clerk@lab', 'courier'] as const
export const ITEMS = ['phone', 'card', 'bag', 'box', 'powder'] as const
const PLACES = ['vault', 'locker', 'desk'] as const

const who = fc.constantFrom(...WHO)
const item = fc.constantFrom(...ITEMS)
const several = fc.uniqueArray(item, { minLength: 1, maxLength: 3 })
const place = fc.constantFrom(...PLACES)
const day = fc.integer({ min: 2, max: 9 })
const hour = fc.integer({ min: 0, max: 23 }).map((h) => String(h).padStart(2, '0'))

const occurred = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(day, hour).map(([d, h]) => ({ at: `2026-03-0${d}T${h}:00:00+06:00` })) },
  fc.tuple(day, day).map(([a, b]) => ({ from: `2026-03-0${a}T08:00:00Z`, to: `2026-03-0${b}T09:00:00Z` })),
  day.map((d) => ({ date: date(d) })),
  fc.tuple(day, day).map(([a, b]) => ({ dates: [date(a), date(b)] })),
  fc.tuple(day, hour).map(([d, h]) => ({ local: `2026-03-0${d}T${h}:00:00` })),
  fc.constant({ unknown: true }),
  day.map((d) => ({ at: `2026-03-0${d}T10:00:00Z`, clock: { source: 'phone', offset: '-4000.5', uncertainty: '60' } })),
)

const identity = fc.constantFrom<CustodyEvent['identity']>('stands', 'does-not-stand', 'undetermined', 'not-checked')

/** When, in what place, by whom, with what effect. */
const about: fc.Arbitrary<About> = fc.record(
  {
    occurred,
    recorded: fc.tuple(day, hour).map(([d, h]) => `${d} ${h}:30`),
    moves: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
    identity,
    place: fc.constantFrom('vault', 'bench').map((name) => ({ facility: id(name) })),
    after: fc.integer({ min: 1, max: 12 }),
    by: fc.constantFrom('officer', 'guard', 'clerk', 'courier', 'expert'),
  },
  { requiredKeys: ['occurred'] },
)

const seal = fc.constantFrom('A-1', 'B-2', 'A-1 damaged', 'B-2 missing', 'A-1 peeled')
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((n) => ({ value: `${n}.0`, unit: 'g', measure: 'net' })),
  fc.integer({ min: 1, max: 30 }).map((n) => ({ value: String(n), unit: '1', measure: 'count' })),
  fc.integer({ min: 1, max: 9 }).map((count) => ({ denominations: [{ currency: 'KGS', face: '100', count }] })),
)
const seen = fc.record({ seals: fc.uniqueArray(seal, { maxLength: 2 }), quantity }, { requiredKeys: [] })
const result = fc.constantFrom('accepted', 'accepted', 'reserved', 'refused', 'not-present')

type Step = (r: TestRecord) => unknown

/** A release or any other event that was added before; a receipt over something else than a release is well-formed too. */
function earlier(r: TestRecord, pick: number): CustodyEvent | undefined {
  const releases = r.events.filter(({ payload }) => payload.type === 'custody.released')
  const from = releases.length > 0 && pick % 5 > 0 ? releases : r.events
  return from[pick % Math.max(1, from.length)]
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(several, who, about, seen).map(
    ([items, w, a, s]): Step =>
      (r) =>
        r.collect(items, w, { ...a, seen: s }),
  ),
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        several,
        who,
        who,
        about,
        fc.constantFrom('laboratory', 'export', 'loan', 'other-case', 'courier'),
        fc.boolean(),
      )
      .map(
        ([items, from, to, a, purpose, carried]): Step =>
          (r) =>
            r.release(items, from, to, { ...a, purpose, ...(carried && { carrier: 'courier' }) }),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.nat({ max: 50 }),
        several,
        fc.array(result, { minLength: 3, maxLength: 3 }),
        who,
        about,
        seen,
        fc.nat({ max: 9 }),
      )
      .map(
        ([pick, items, results, w, a, s, kind]): Step =>
          (r) => {
            const over = kind === 0 ? undefined : earlier(r, pick)
            const goods = items.map((one, at) => `${one} ${results[at]}`)
            r.receive(over ?? 'nobody released it', goods, w, {
              ...a,
              seen: s,
              ...(kind === 1 && { introduces: items.slice(0, 1) }),
              ...(kind === 2 && { source: 'elsewhere' }),
            })
          },
      ),
  },
  fc.tuple(several, place, about).map(
    ([items, to, a]): Step =>
      (r) =>
        r.store(items, to, a),
  ),
  fc.tuple(fc.constantFrom('bag', 'box'), several, about).map(
    ([c, items, a]): Step =>
      (r) =>
        r.pack(c, items, a),
  ),
  fc.tuple(fc.constantFrom('bag', 'box'), several, about).map(
    ([c, items, a]): Step =>
      (r) =>
        r.unpack(c, items, a),
  ),
  fc.tuple(several, seen, fc.constantFrom('present', 'not-located', 'not-checked'), about).map(
    ([items, s, outcome, a]): Step =>
      (r) =>
        r.observe(items, { ...s, outcome }, a),
  ),
  fc.tuple(item, about).map(
    ([i, a]): Step =>
      (r) =>
        r.access(i, 'expert', a),
  ),
  fc.tuple(item, about).map(
    ([i, a]): Step =>
      (r) =>
        r.examine(i, a),
  ),
  fc.tuple(item, fc.constantFrom('A-1', 'B-2'), about).map(
    ([i, n, a]): Step =>
      (r) =>
        r.seal(i, n, a),
  ),
  fc.tuple(item, fc.constantFrom('A-1', 'B-2'), about, seen).map(
    ([i, n, a, found]): Step =>
      (r) =>
        r.unseal(i, n, { ...a, found }),
  ),
  fc.tuple(item, fc.constantFrom('x', 'y'), about).map(
    ([i, c, a]): Step =>
      (r) =>
        r.measure(i, digest(c), a),
  ),
  fc.tuple(item, fc.constantFrom('1', '2'), fc.constantFrom('3', '4'), about).map(
    ([i, o, n, a]): Step =>
      (r) =>
        r.relabel(i, o, n, a),
  ),
  fc.tuple(several, about, fc.boolean()).map(
    ([items, a, part]): Step =>
      (r) =>
        r.dispose(items, 'destroyed', { ...a, ...(part && { what: {} }) }),
  ),
  fc.tuple(several, item, fc.constantFrom('split', 'working-copy', 'sub-sample'), about, fc.boolean(), quantity).map(
    ([sources, product, kind, a, consumed, q]): Step =>
      (r) =>
        r.derive(sources, [product], kind, { ...a, consumed, quantities: [q], remainder: q }),
  ),
  fc.tuple(item, item, about).map(
    ([source, product, a]): Step =>
      (r) =>
        r.acquire(source, product, { ...a, digests: [digest('x')] }),
  ),
  fc.tuple(fc.nat({ max: 50 }), several, about).map(
    ([pick, items, a]): Step =>
      (r) => {
        const target = earlier(r, pick)
        r.discrepancy(items, { ...a, ...(target && { refs: [['explains', target]] as const }) })
      },
  ),
  fc.tuple(several, about).map(
    ([items, a]): Step =>
      (r) =>
        r.add('item.teleported', {}, { ...a, items }),
  ),
  about.map(
    (a): Step =>
      (r) =>
        r.close(a),
  ),
  about.map(
    (a): Step =>
      (r) =>
        r.register('clerk', 'person', 'lab', a),
  ),
)

/** A random well-formed record; most begin with the seizure of everything by one officer, so that chains grow long. */
export const records: fc.Arbitrary<TestRecord> = fc
  .tuple(fc.array(step, { maxLength: 25 }), fc.nat({ max: 3 }))
  .map(([steps, start]) => {
    const record = new TestRecord()
    if (start > 0) record.collect(ITEMS, 'officer@police', { at: '1 10:00' })
    for (const one of steps) one(record)
    return record
  })
