import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorityKeys } from '../../src/authority/authority-keys.ts'
import { quorumOf } from '../../src/authority/quorum.ts'
import type { Authority, AuthorityPeriod } from '../../src/authority/types.ts'
import { idOf, testAgent } from '../support/agents.ts'
import { authorityOf, OPERATOR, type TestAuthority, testCosigner } from '../support/log-builder.ts'

const chief = testAgent('chief', { capacity: 'root' })

function period(given: TestAuthority): AuthorityPeriod {
  const authority = authorityOf({ roots: [chief], ...given }) as unknown as Authority
  return { index: 0, event: '', authority, keys: authorityKeys(authority), compromised: new Map() }
}

const court = testCosigner('court', idOf('court'))
const court2 = testCosigner('court-2', idOf('court'))
const bar = testCosigner('bar', idOf('bar'))
const police = testCosigner('police', OPERATOR)
const ngo = testCosigner('ngo', idOf('ngo'))
const all = [court, court2, bar, police, ngo]
const keys = (...cosigners: typeof all) => cosigners.map(({ signer }) => signer.publicKey.id)

describe('a quorum without groups', () => {
  const two = period({ cosigners: all, quorum: 2 })

  it('counts organisations, never keys, and never the operator’s own', () => {
    expect(quorumOf(two, keys(court))).toEqual({ state: 'not-met', counted: 1, needed: 2 })
    expect(quorumOf(two, keys(court, court2))).toEqual({ state: 'not-met', counted: 1, needed: 2 })
    expect(quorumOf(two, keys(court, police))).toEqual({ state: 'not-met', counted: 1, needed: 2 })
    expect(quorumOf(two, keys(court, bar))).toEqual({ state: 'met', counted: 2, needed: 2 })
    expect(quorumOf(two, keys(court, bar, ngo)).state).toBe('met')
  })

  it('passes over keys that are not the authority’s cosigners, and repeated ones', () => {
    const stranger = testCosigner('stranger')
    expect(quorumOf(two, [...keys(court, court), ...keys(stranger), chief.key]).counted).toBe(1)
  })

  it('is never met where none is asked for', () => {
    expect(quorumOf(period({ cosigners: all, quorum: 0 }), keys(...all)).state).toBe('none-asked')
    expect(quorumOf(period({}), [])).toEqual({ state: 'none-asked', counted: 0, needed: 0 })
  })
})

describe('a quorum of groups', () => {
  const groups = [
    { name: 'state', members: ['court', 'court-2', 'police'], threshold: 1 },
    { name: 'society', members: ['bar', 'ngo'], threshold: 2 },
  ]
  const both = period({ cosigners: all, groups, quorum: 2 })

  it('counts groups that are met, an organisation once in each', () => {
    expect(quorumOf(both, keys(court, bar))).toEqual({ state: 'not-met', counted: 1, needed: 2 })
    expect(quorumOf(both, keys(court, bar, ngo))).toEqual({ state: 'met', counted: 2, needed: 2 })
    expect(quorumOf(both, keys(police, bar, ngo)).state).toBe('not-met')
    const twice = period({
      cosigners: all,
      groups: [{ name: 'state', members: ['court', 'court-2'], threshold: 2 }],
      quorum: 1,
    })
    expect(quorumOf(twice, keys(court, court2)).state).toBe('not-met')
  })

  it('lets an organisation count in several groups, and keeps groups of one name apart', () => {
    const same = [
      { name: 'g', members: ['court'], threshold: 1 },
      { name: 'g', members: ['court-2'], threshold: 1 },
    ]
    const apart = period({ cosigners: all, groups: same, quorum: 2 })
    expect(quorumOf(apart, keys(court)).state).toBe('not-met')
    expect(quorumOf(apart, keys(court, court2)).state).toBe('met')
  })
})

describe('a quorum against a slow reading of the format', () => {
  it('agrees for every set of cosigners and any groups', () => {
    const members = fc.uniqueArray(fc.constantFrom(...all.map(({ name }) => name)), { minLength: 1 })
    const group = members.chain((names) =>
      fc.record({
        name: fc.constantFrom('a', 'b'),
        members: fc.constant(names),
        threshold: fc.integer({ min: 1, max: names.length }),
      }),
    )
    const groups = fc.option(fc.array(group, { minLength: 1, maxLength: 3 }), { nil: undefined })
    fc.assert(
      fc.property(groups, fc.nat(5), fc.subarray(all), (given, quorum, present) => {
        const authority = { cosigners: all, quorum, ...(given && { groups: given }) }
        const answer = quorumOf(period(authority), keys(...present)).state
        const orgs = (names: string[]) =>
          new Set(
            present
              .filter((one) => names.includes(one.name) && one.organisation !== OPERATOR)
              .map((one) => one.organisation),
          ).size
        const count = given
          ? given.filter((one) => orgs(one.members) >= one.threshold).length
          : orgs(all.map(({ name }) => name))
        expect(answer).toBe(quorum === 0 ? 'none-asked' : count >= quorum ? 'met' : 'not-met')
      }),
      { numRuns: 500 },
    )
  })
})
