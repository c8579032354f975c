import { describe, expect, it } from 'vitest'
import { authorityKeys } from '../../src/authority/authority-keys.ts'
import type { Authority, AuthorityPeriod } from '../../src/authority/types.ts'
import { boundsOfNote } from '../../src/time/note-bounds.ts'
import { testAgent } from '../support/agents.ts'
import { authorityOf, OPERATOR, type TestAuthority, type TestCosigner, testCosigner } from '../support/log-builder.ts'

const chief = testAgent('chief', { capacity: 'root' })
const [a, b, c] = [testCosigner('a'), testCosigner('b'), testCosigner('c')] as const
const twin = testCosigner('a-2', a.organisation)
const own = testCosigner('own', OPERATOR)

function period(given: TestAuthority): AuthorityPeriod {
  const authority = authorityOf({ roots: [chief], cosigners: [a, b, c, twin, own], ...given }) as unknown as Authority
  return { index: 0, event: '', authority, keys: authorityKeys(authority), compromised: new Map() }
}

const bounds = (quorum: number, ...lines: [TestCosigner, number | bigint][]) => {
  const cosigners = lines.map(([one, time]) => ({ key: one.signer.publicKey.id, time: BigInt(time) }))
  const { upper, lower } = boundsOfNote(period({ quorum }), cosigners)
  return [lower, upper].map((one) => (one === undefined ? undefined : Number(one / 1_000_000_000n)))
}

describe('the bounds of a cosigned note', () => {
  it('are the earliest T that a quorum says or precedes, and the latest T that a quorum says or exceeds', () => {
    expect(bounds(2, [a, 10], [b, 20], [c, 30])).toEqual([20, 20])
    expect(bounds(1, [a, 10], [b, 20], [c, 30])).toEqual([30, 10])
    expect(bounds(3, [c, 30], [a, 10], [b, 20])).toEqual([10, 30])
    expect(bounds(2, [a, 10], [b, 20])).toEqual([10, 20])
  })

  it('are none without a quorum, or where none is asked for', () => {
    expect(bounds(2, [a, 10])).toEqual([undefined, undefined])
    expect(bounds(0, [a, 10], [b, 20])).toEqual([undefined, undefined])
    expect(bounds(1)).toEqual([undefined, undefined])
  })

  it('count an organisation once, and the operator never: neither can move them alone', () => {
    expect(bounds(2, [a, 10], [twin, 11], [b, 20])).toEqual([11, 20])
    expect(bounds(2, [a, 10], [own, 1], [b, 20])).toEqual([10, 20])
    expect(bounds(2, [a, 10], [twin, 5])).toEqual([undefined, undefined])
  })

  it('take of a cosigner who signed twice the earlier time from above, the later one from below', () => {
    expect(bounds(2, [a, 10], [a, 40], [b, 20])).toEqual([20, 20])
    expect(bounds(1, [a, 10], [a, 40])).toEqual([40, 10])
  })

  it('pass over keys that are not of the authority', () => {
    expect(bounds(2, [a, 10], [testCosigner('stranger'), 5], [b, 20])).toEqual([10, 20])
  })

  it('pass over a time after the year 9999', () => {
    expect(bounds(2, [a, 10], [b, 20], [c, 2n ** 63n - 1n])).toEqual([10, 20])
    expect(bounds(1, [c, 253_402_300_799n])).toEqual([253_402_300_799, 253_402_300_799])
    expect(bounds(1, [c, 253_402_300_800n])).toEqual([undefined, undefined])
  })

  it('hold against one liar in three, of whatever time', () => {
    for (const lie of [0, 15, 1_000_000]) {
      const [lower = 0, upper = 0] = bounds(2, [a, 10], [b, 20], [c, lie])
      expect(lower).toBeLessThanOrEqual(20)
      expect(upper).toBeGreaterThanOrEqual(10)
    }
  })
})
