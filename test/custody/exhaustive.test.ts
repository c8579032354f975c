import { describe, expect, it } from 'vitest'
import type { CaseState } from '../../src/custody/case-state.ts'
import type { CustodyEvent } from '../../src/custody/event.ts'
import { timelineOf } from '../../src/custody/timeline.ts'
import { id, TestRecord } from './support/record.ts'

/**
 * Every sequence of up to five of these acts on one item, an hour apart, against the vocabulary read slowly: who has the item before an act is looked up
 * backwards, each break is a sentence about the whole sequence.
 */
const ACTS = ['collect', 'release', 'receive', 'refuse', 'store'] as const
type Act = (typeof ACTS)[number]

type Hands = { who: 'nobody' | 'A' | 'B'; by: number } | { who: 'transit' | 'elsewhere'; by: number; release: number }

class SlowReading {
  readonly acts: readonly Act[]

  constructor(acts: readonly Act[]) {
    this.acts = acts
  }

  /** The release that a receipt answers: the last one before it. */
  over(receipt: number): number {
    return this.acts.slice(0, receipt).lastIndexOf('release')
  }

  isAnswered(release: number): boolean {
    return this.acts.some((act, at) => (act === 'receive' || act === 'refuse') && this.over(at) === release)
  }

  /** In whose hands the item is before an act. */
  before(at: number): Hands {
    const last = at - 1
    if (last < 0) return { who: 'nobody', by: -1 }
    const earlier = this.before(last)
    const underWay = 'release' in earlier && earlier.who === 'transit'
    switch (this.acts[last] as Act) {
      case 'collect':
        return { who: 'A', by: last }
      case 'receive':
        return { who: 'B', by: last }
      case 'release':
        return { who: 'transit', by: last, release: last }
      case 'refuse':
        return underWay && earlier.release === this.over(last) ? { who: 'A', by: last } : earlier
      case 'store':
        return underWay && !this.isAnswered(earlier.release)
          ? { who: 'elsewhere', by: last, release: earlier.release }
          : earlier
    }
  }

  breaks(): string[] {
    const found: string[] = []
    const add = (code: string, ...entries: number[]) => found.push(`${code} ${entries.sort((a, b) => a - b).join(',')}`)
    const first = this.acts.indexOf('collect')
    const [act] = this.acts.keys()
    if (first === -1 && act !== undefined) add('act-before-collection', act)
    for (const [at, what] of this.acts.entries()) {
      if (what === 'collect' && at !== first) add('item-introduced-twice', first, at)
      if (what !== 'collect' && at < first) add('act-before-collection', at, first)
      const hands = this.before(at)
      const lost = hands.who === 'transit' && 'release' in hands && !this.isAnswered(hands.release)
      if (lost && (what === 'release' || what === 'store')) add('release-without-receipt', hands.release, at)
      if (what === 'release' && hands.who === 'B') add('release-by-one-who-does-not-hold', hands.by, at)
      if (what === 'receive' && hands.who === 'A') this.#received(at, hands.by, add)
    }
    const end = this.before(this.acts.length)
    if (end.who === 'transit' && 'release' in end && !this.isAnswered(end.release)) add('in-transit', end.release)
    return found.sort()
  }

  /** B receives while A has it. */
  #received(at: number, by: number, add: (code: string, ...entries: number[]) => void): void {
    const release = this.over(at)
    if (release === -1) add('receipt-without-release', by, at)
    else if (this.acts.some((act, one) => act === 'receive' && one < at && this.over(one) === release)) {
      add('receipt-without-release', by, at)
    } else if (this.acts[by] === 'refuse') add('receipt-without-release', by, at)
    else add('overlap', by, at)
  }
}

function build(acts: readonly Act[]): CaseState {
  const r = new TestRecord()
  let release: CustodyEvent | undefined
  for (const [at, act] of acts.entries()) {
    const about = { at: `2 ${String(at + 10)}:00` }
    if (act === 'collect') r.collect('item', 'A', about)
    else if (act === 'release') release = r.release('item', 'A', 'B', about)
    else if (act === 'receive') r.receive(release ?? 'none', 'item', 'B', about)
    else if (act === 'refuse') r.receive(release ?? 'none', 'item refused', 'B', about)
    else r.store('item', 'vault', { ...about, by: 'A' })
  }
  return r.replay()
}

function* sequences(length: number): Generator<Act[]> {
  if (length === 0) yield []
  else for (const start of sequences(length - 1)) for (const act of ACTS) yield [...start, act]
}

/** Who has it in the end, in the words of the slow reading. */
function handsIn(state: CaseState): string {
  const custody = timelineOf(state, id('item')).at(-1)?.custody
  if (custody?.state === 'held') return custody.custodian.agent === id('A') ? 'A' : 'B'
  return custody?.state === 'in-transit' ? 'transit' : (custody?.state ?? 'nobody').replace('none', 'nobody')
}

describe('every sequence of acts on one item', () => {
  it.each([0, 1, 2, 3, 4, 5])('of length %i', (length) => {
    for (const acts of sequences(length)) {
      const state = build(acts)
      const slow = new SlowReading(acts)
      const found = state.breaks.map(({ code, entries }) => `${code} ${entries.join(',')}`).sort()
      expect({ acts, found, hands: handsIn(state) }).toEqual({
        acts,
        found: slow.breaks(),
        hands: slow.before(length).who,
      })
    }
  })
})
