import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirmChanges } from '../../src/authority/confirm.ts'
import { readPriors } from '../../src/authority/prior.ts'
import { portableProvider } from '../../src/crypto/portable.ts'
import { hex } from '../../src/encoding/bytes.ts'
import { canonicalBytes } from '../../src/encoding/json.ts'
import { identify } from '../../src/identity/identify.ts'
import type { Entry } from '../../src/record/entry.ts'
import { checkPayload } from '../../src/record/payload.ts'
import { TimeLine } from '../../src/time/intervals.ts'
import type { Mark } from '../../src/time/marks.ts'
import { agentWith, foreignAgent, idOf, type TestAgent, testAgent, withKey } from '../support/agents.ts'
import {
  authorityOf,
  enrolment,
  LogBuilder,
  registration,
  type TestAuthority,
  testCosigner,
  text,
} from '../support/log-builder.ts'
import { foldOf } from '../support/replay.ts'

const police = idOf('police')
const laboratory = idOf('laboratory')
const chief = testAgent('chief', { capacity: 'root' })
const deputy = testAgent('deputy', { capacity: 'root' })
const registrar = testAgent('registrar', { capacity: 'registrar', for: police })
const officer = testAgent('officer', { for: police })
const expert = testAgent('expert', { capacity: 'expert', for: laboratory })
const pool: TestAgent[] = [
  chief,
  deputy,
  registrar,
  officer,
  withKey(officer, 'officer 2'),
  expert,
  foreignAgent('foreign'),
  await agentWith('p256', 'p256 person'),
  { ...officer, id: expert.id },
]

const someone = fc.constantFrom(...pool)
const some = fc.uniqueArray(someone, { minLength: 1, maxLength: 3, selector: ({ key }) => key })
const behind = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(4))
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const enrol = fc.record({
  type: fc.constant('key.enrolled' as const),
  who: someone,
  registrar: fc.boolean(),
  supersedes: fc.nat(12),
  from: optional(fc.constantFrom('1970-01-01T00:00:20Z', '1970-01-01T00:01:00Z')),
  pairedWith: optional(someone),
})
const revoke = fc.record({
  type: fc.constant('key.revoked' as const),
  who: someone,
  reason: fc.constantFrom('superseded', 'lost', 'error'),
})
const register = fc.record({
  type: fc.constant('agent.registered' as const),
  who: someone,
  employer: optional(fc.constantFrom(police, laboratory)),
})
const change = fc.record({
  type: fc.constant('case.authority-changed' as const),
  roots: fc.uniqueArray(fc.constantFrom(chief, deputy, officer), { minLength: 1, maxLength: 2 }),
  rightSerial: fc.integer({ min: 0, max: 4 }),
  compromised: optional(someone),
  cosigned: fc.boolean(),
  pair: fc.boolean(),
})
const ordinary = fc.record({
  type: fc.constantFrom('notice.given' as const, 'acknowledgement.signed' as const),
  of: fc.nat(12),
})
const event = fc.record({
  what: fc.oneof(enrol, revoke, register, change, { weight: 3, arbitrary: ordinary }),
  by: some,
  /** Whether the roots sign too, or alone: else hardly anything would have effect. */
  roots: fc.constantFrom('too' as const, 'alone' as const, 'not' as const),
  behind,
  others: fc.nat(4).map((n) => n === 0),
})
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never

const base: TestAuthority = {
  roots: [chief, deputy],
  threshold: 2,
  cosigners: [testCosigner('a')],
  quorum: 1,
  algorithms: ['ed25519', 'p256', 'other'],
}

/** The entries of a sequence of events, each held to the form of the format; nothing is signed. */
function entriesOf(events: readonly Event[]): Entry[] {
  const builder = new LogBuilder(base, portableProvider)
  const entries: Entry[] = []
  const add = (
    type: string,
    details: object,
    by: readonly TestAgent[],
    refs: { rel: string; event: string }[],
    behind: number,
    others: boolean,
  ) => {
    const index = entries.length
    const unique = [...new Map(by.map((one) => [one.key, one])).values()]
    const payload = builder.payload({
      by: unique,
      type,
      details,
      refs,
      ...(others ? { participants: [{ agent: expert.id, capacity: 'expert', signs: 'key' }] } : {}),
    })
    payload.case = entries[0]?.id ?? null
    if (index > 0) payload.after = { size: Math.max(1, index - behind), root: '0'.repeat(64) }
    const read = checkPayload(payload)
    const signatures = read.payload.signers.map(({ key }) => ({
      key,
      check: key === (pool[6] as TestAgent).key ? ('not-checked' as const) : ('verified' as const),
    }))
    entries.push({ ...read, index, id: hex(portableProvider.sha256(canonicalBytes(payload))), signatures } as Entry)
  }
  const roots = [chief, deputy]
  add('case.opened', { authority: authorityOf(base) }, roots, [], 0, false)
  for (const { what, by, roots: rootsToo, behind, others } of events) {
    const signers = rootsToo === 'not' ? by : rootsToo === 'alone' ? roots : [...by, ...roots]
    const nth = (at: number) => entries[at % entries.length]?.id ?? ''
    switch (what.type) {
      case 'key.enrolled': {
        const { who, from, pairedWith } = what
        const powers = what.registrar ? { registrar: { organisations: [police], capacities: ['investigator'] } } : {}
        const more = { ...powers, ...(from && { from }), ...(pairedWith && { pairedWith: pairedWith.key }) }
        const refs = what.supersedes > 6 ? [{ rel: 'supersedes', event: nth(what.supersedes) }] : []
        add(what.type, enrolment(who, more), [...signers, who], refs, behind, others)
        break
      }
      case 'key.revoked': {
        const since = what.reason === 'lost' ? { compromisedSince: '1970-01-01T00:00:30Z' } : {}
        add(what.type, { key: what.who.key, reason: what.reason, ...since }, signers, [], behind, others)
        break
      }
      case 'agent.registered':
        add(
          what.type,
          registration(what.who.id, what.employer === undefined ? {} : { employer: what.employer }),
          signers,
          [],
          behind,
          others,
        )
        break
      case 'case.authority-changed': {
        const { compromised, rightSerial } = what
        const serial = rightSerial === 0 ? 2 : (foldOf(entries).periods.at(-1)?.authority.serial ?? 0) + 1
        const pair = what.pair ? { pair: ['ed25519', 'ml-dsa-65'] } : {}
        const cosigners = what.cosigned ? {} : { cosigners: [testCosigner('b')] }
        const authority = authorityOf({ ...base, roots: what.roots, threshold: 1, serial, ...pair, ...cosigners })
        const named = compromised ? { compromised: [{ key: compromised.key, since: '1970-01-01T00:00:30Z' }] } : {}
        const refs = entries
          .filter(({ payload: { type } }) => type.startsWith('case.'))
          .map(({ id }) => ({ rel: 'supersedes', event: id }))
        add(
          what.type,
          { authority, reason: text('a change'), ...named },
          [...signers, ...what.roots],
          refs,
          behind,
          others,
        )
        break
      }
      default: {
        const details = what.type === 'notice.given' ? { kind: 'owner', to: idOf('owner') } : { outcome: 'agreed' }
        const refs = [{ rel: 'acknowledges', event: nth(what.of) }]
        add(what.type, details, by, refs, behind, others)
      }
    }
  }
  return entries
}

const sequence = fc.array(event, { minLength: 1, maxLength: 14 })

const marks = (size: number): Mark[] =>
  Array.from({ length: size }, (_, at) => ({
    source: { note: at },
    size: at,
    anchor: at,
    lower: BigInt(10 * at) * 1_000_000_000n,
    upper: BigInt(10 * at + 5) * 1_000_000_000n,
  }))

describe('any well-formed sequence of entries', () => {
  it('folds, and what order says of the first n entries is the same whatever follows', () => {
    let effects = 0
    let changes = 0
    fc.assert(
      fc.property(sequence, fc.nat(14), (events, cut) => {
        const entries = entriesOf(events)
        const whole = foldOf(entries)
        const prefix = entries.slice(0, Math.max(1, cut))
        const part = foldOf(prefix)
        expect(part.orders).toEqual(whole.orders.slice(0, prefix.length))
        expect(part.periods).toEqual(whole.periods.slice(0, part.periods.length))
        for (const [key, story] of part.keys) {
          expect(whole.keys.get(key)).toMatchObject({ use: story.use, agent: story.agent, start: story.start })
        }
        effects += whole.orders.filter((order) => order?.judgement?.effect).length
        changes += whole.periods.length - 1
      }),
      { numRuns: 300 },
    )
    expect(effects).toBeGreaterThan(300)
    expect(changes).toBeGreaterThan(30)
  })

  it('is judged the same when it is asked again at its index, later', () => {
    fc.assert(
      fc.property(sequence, (events) => {
        const entries = entriesOf(events)
        const fold = foldOf(entries)
        for (const entry of entries) {
          if (fold.orders[entry.index]?.judgement) continue
          expect(fold.orderOfInner(entry)).toEqual(fold.orders[entry.index])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is not changed by questions that are asked in between', () => {
    fc.assert(
      fc.property(sequence, (events) => {
        const entries = entriesOf(events)
        const asked = foldOf([])
        for (const entry of entries) {
          for (const other of entries.slice(1)) if (entry.index > 0) asked.refusalOf(other, entry.index)
          asked.apply(entry)
        }
        const plain = foldOf(entries)
        expect(asked.orders).toEqual(plain.orders)
        expect([...asked.keys]).toEqual([...plain.keys])
        expect([...asked.agents]).toEqual([...plain.agents])
      }),
      { numRuns: 60 },
    )
  })

  it('has an identity for each signature, which never stands where order fails', () => {
    fc.assert(
      fc.property(sequence, (events) => {
        const entries = entriesOf(events)
        const fold = foldOf(entries)
        const { events: identities } = identify({
          fold,
          entries,
          time: new TimeLine(entries.length, marks(entries.length)),
        })
        for (const [index, identity] of identities.entries()) {
          const order = fold.orders[index]
          expect(identity?.signers.map(({ key }) => key)).toEqual(order?.signatures.map(({ key }) => key))
          for (const [at, signer] of (identity?.signers ?? []).entries()) {
            if (!order?.signatures[at]?.stands) expect(signer.identity).not.toBe('stands')
          }
          const anyStands = order?.signatures.some(({ stands }) => stands) === true
          if (!anyStands || !order?.participantsMatch) expect(identity?.moves).toBe(false)
        }
        const byId = new Map(entries.map((entry) => [entry.id, entry]))
        readPriors(entries, (id) => byId.get(id))
        confirmChanges(fold.periods, [])
      }),
      { numRuns: 200 },
    )
  })
})
