import { describe, expect, it } from 'vitest'
import { identify } from '../../src/identity/identify.ts'
import { TimeLine } from '../../src/time/intervals.ts'
import type { Mark } from '../../src/time/marks.ts'
import { foldOf } from '../support/replay.ts'
import { KEY_OPS, logOf, MODEL_KEYS, type Op, type Reading, readSlowly, SECONDS } from './order-model.ts'

const LENGTH = 4
const NANOS = 1_000_000_000n

function timeLine(size: number): TimeLine {
  const marks: Mark[] = []
  for (let at = 0; at < size; at++) {
    const source = { note: at }
    marks.push({ source, size: at + 1, upper: BigInt(SECONDS * (at + 1)) * NANOS })
    marks.push({ source, size: 0, anchor: at, lower: BigInt(SECONDS * at) * NANOS })
  }
  return new TimeLine(size, marks)
}

const times = Array.from({ length: LENGTH + 2 }, (_, size) => timeLine(size))

/** The same, by the code under test. */
function read(ops: readonly Op[]): Reading[] {
  const entries = logOf(ops)
  const fold = foldOf(entries)
  const { events } = identify({ fold, entries, time: times[entries.length] as TimeLine })
  return ops.map((op, at) => {
    const order = fold.orders[at + 1]
    const event = events[at + 1]
    const place = order?.signatures.findIndex(({ key }) => key === MODEL_KEYS[op.key].key) ?? -1
    const reading = { effect: order?.judgement?.effect, moves: event?.moves === true }
    if (place === -1) return reading
    return {
      ...reading,
      order: order?.signatures[place]?.stands === true,
      identity: event?.signers[place]?.identity ?? '',
    }
  })
}

function* sequences(length: number, ops: readonly Op[]): Generator<Op[]> {
  if (length === 0) {
    yield []
    return
  }
  for (const rest of sequences(length - 1, ops)) for (const op of ops) yield [...rest, op]
}

const differ = (a: readonly Reading[], b: readonly Reading[]) =>
  a.some((one, at) => {
    const other = b[at]
    return (
      one.effect !== other?.effect ||
      one.order !== other?.order ||
      one.identity !== other?.identity ||
      one.moves !== other?.moves
    )
  })

describe('two keys of one agent', () => {
  it(`are read as section 6 reads in every sequence of ${LENGTH} events`, () => {
    const all = [...KEY_OPS(0), ...KEY_OPS(1)]
    let count = 0
    const seen = new Set<string>()
    for (const first of KEY_OPS(0)) {
      for (const rest of sequences(LENGTH - 1, all)) {
        const ops = [first, ...rest]
        const fast = read(ops)
        if (differ(fast, readSlowly(ops))) expect({ ops, is: fast }).toEqual({ ops, is: readSlowly(ops) })
        for (const { order, identity, moves } of fast) seen.add(`${order} ${identity} ${moves}`)
        count++
      }
    }
    expect(count).toBe(8 * 16 ** (LENGTH - 1))
    // The model reaches every combination that there is: otherwise it would compare nothing.
    expect([...seen].sort()).toEqual(
      [
        'undefined undefined true',
        'undefined undefined false',
        'true stands true',
        'true undetermined true',
        'true does-not-stand true',
        'true does-not-stand false',
        'true stands false',
        'true undetermined false',
        'false does-not-stand true',
        'false does-not-stand false',
      ].sort(),
    )
  })

  it('are read so in sequences of 6 events about one key', () => {
    const ops = KEY_OPS(0).filter((op) => op.do !== 'retire-roots' && op.do !== 'renew')
    for (const rest of sequences(5, ops)) {
      const sequence: Op[] = [{ do: 'enrol', key: 0 }, ...rest]
      const line = timeLine(sequence.length + 1)
      times[sequence.length + 1] = line
      const fast = read(sequence)
      if (differ(fast, readSlowly(sequence)))
        expect({ sequence, is: fast }).toEqual({ sequence, is: readSlowly(sequence) })
    }
  })
})
