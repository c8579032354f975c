import { describe, expect, it } from 'vitest'
import type { CustodyEvent, CustodyPayload } from '../../src/custody/event.ts'
import { itemReport, itemReports } from '../../src/custody/item-report.ts'
import { replayed } from './support/record.ts'

/** Records that somebody made to be slow. Each is replayed and reported within the time that a test may take, which a quadratic cost would not be. */
const SIZE = 20_000
const LIMIT = 5_000
const DEEP = 3_000

type Row = [type: string, items: string[], details: object, refs?: CustodyPayload['refs']]

function replay(rows: readonly Row[]) {
  const events = rows.map(
    ([type, items, details, refs = []], index): CustodyEvent => ({
      index,
      id: `e${index}`,
      known: true,
      payload: { type, items, refs, details, occurred: { at: new Date(index * 60_000).toISOString() } },
      moves: true,
      identity: 'not-checked',
      agents: ['A'],
    }),
  )
  const start = performance.now()
  const state = replayed(events)
  const reports = itemReports(state)
  expect(performance.now() - start).toBeLessThan(LIMIT)
  return { state, reports }
}

const many = (make: (at: number) => Row, size = SIZE): Row[] => Array.from({ length: size }, (_, at) => make(at))
const A = { agent: 'A' }
const B = { agent: 'B' }
const collected = (...items: string[]): Row => [
  'item.collected',
  items,
  { goods: items.map((item) => ({ item, description: { kind: 'physical' } })), custodian: A },
]
const released = (item: string): Row => [
  'custody.released',
  [item],
  { from: A, to: B, purpose: 'loan', goods: [{ item }] },
]
const received = (item: string, release: number, result = 'accepted'): Row => [
  'custody.received',
  [item],
  { custodian: B, goods: [{ item, result }] },
  [{ rel: 'release', event: `e${release}` }],
]
const seen = (item: string, observation: object): Row => ['item.observed', [item], { observation, purpose: 'audit' }]

describe('hostile records', () => {
  it('containers in containers in containers: followed 64 deep, and no further', () => {
    const { state } = replay([
      ...many((at) => collected(`c${at}`), DEEP),
      ...many(
        (at) => ['item.packed', [`c${at}`, `c${at + 1}`], { container: `c${at + 1}`, contents: [`c${at}`] }],
        DEEP - 1,
      ),
      released(`c${DEEP - 1}`),
    ])
    const innermost = (depth: number) => itemReport(state, `c${DEEP - 1 - depth}`).timeline.at(-1)?.state
    expect(innermost(60)).toBe('in-transit')
    expect(innermost(70)).toBe('held')
  })

  it('one container packed and unpacked over and over', () => {
    replay([
      collected('bag', 'phone'),
      ...many((at) => [
        at % 2 === 0 ? 'item.packed' : 'item.unpacked',
        ['bag', 'phone'],
        { container: 'bag', contents: ['phone'] },
      ]),
    ])
  })

  it('one release, answered again and again', () => {
    for (const result of ['accepted', 'refused', 'not-present']) {
      replay([collected('phone'), released('phone'), ...many(() => received('phone', 1, result))])
    }
  })

  it('loans that nobody returns', () => {
    const { state } = replay([
      collected('phone'),
      ...many((at) => (at % 2 === 0 ? released('phone') : received('phone', at))),
    ])
    expect(state.items.get('phone')?.loans.length).toBe(SIZE / 2)
  })

  it('seals without end, and none of them found', () => {
    replay([
      collected('phone'),
      ...many((at) => ['seal.applied', ['phone'], { on: 'phone', number: `${at}` }], 1_000),
      ...many(() => seen('phone', { seals: [] })),
      ...many((at) => ['seal.opened', ['phone'], { on: 'phone', number: `${at}`, reason: {} }], 1_000),
    ])
  })

  it('an organisation with thousands of parents', () => {
    replay([
      ...many(
        (at) => ['agent.registered', [], { agent: 'B', kind: 'person', names: [], employer: `o${at}` }],
        SIZE / 2,
      ),
      collected('phone'),
      ...many((at) => (at % 2 === 0 ? released('phone') : received('phone', SIZE / 2 + at)), SIZE / 2),
    ])
  })

  it('features, digests and numbers that never repeat', () => {
    replay([
      collected('phone'),
      ...many((at) => seen('phone', { features: [{ scheme: 'serial', value: `${at}` }] })),
      ...many((at) => [
        'digest.measured',
        ['phone'],
        { item: 'phone', digest: { algorithm: 'sha256', scope: 'stream', value: `${at}` }, purpose: 'verification' },
      ]),
      ...many((at) => ['item.relabelled', ['phone'], { item: 'phone', old: `${at}`, new: `${at + 1}`, reason: {} }]),
    ])
  })

  it('everything recorded in the opposite order', () => {
    const rows = [collected('phone'), ...many(() => ['storage.moved', ['phone'], { to: { facility: 'F' } }] as Row)]
    const events = rows.map(([type, items, details], index): CustodyEvent => {
      const occurred = { at: new Date((SIZE - index) * 60_000).toISOString() }
      const payload = { type, items, refs: [], details, occurred }
      return { index, id: `e${index}`, known: true, payload, moves: true, identity: 'not-checked', agents: [] }
    })
    const start = performance.now()
    expect(replayed(events).steps[0]?.index).toBe(SIZE)
    expect(performance.now() - start).toBeLessThan(LIMIT)
  })
})
