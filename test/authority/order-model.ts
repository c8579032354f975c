import type { JsonObject } from '../../src/encoding/json.ts'
import type { Entry } from '../../src/record/entry.ts'
import { type TestAgent, testAgent } from '../support/agents.ts'
import { authorityOf, enrolment } from '../support/log-builder.ts'

/** What can happen to one key, in the small model of order and identity. */
export type Op =
  | { do: 'enrol' | 'renew' | 'retire-self' | 'retire-roots' | 'lost' | 'error'; key: 0 | 1 }
  /** `behind`: how many of the newest entries the signer had not seen. */
  | { do: 'sign'; key: 0 | 1; behind: number }

export const KEY_OPS = (key: 0 | 1): Op[] => [
  { do: 'enrol', key },
  { do: 'renew', key },
  { do: 'sign', key, behind: 0 },
  { do: 'sign', key, behind: 2 },
  { do: 'retire-self', key },
  { do: 'retire-roots', key },
  { do: 'lost', key },
  { do: 'error', key },
]

/** Entry i exists before second 10 * (i + 1); who saw a entries signed after second 10 * (a - 1). */
export const SECONDS = 10
/** Since when a key that is revoked as lost counts as lost, in seconds. */
export const LOST_SINCE = 25

const chief = testAgent('chief', { capacity: 'root' })
const first = testAgent('model 1')
/** Both keys belong to one agent. */
export const MODEL_KEYS: readonly [TestAgent, TestAgent] = [first, { ...testAgent('model 2'), id: first.id }]

const participant = ({ id, capacity }: TestAgent) => ({ agent: id, capacity, signs: 'key' })

function entryOf(
  index: number,
  type: string,
  details: object,
  by: TestAgent[],
  after: number,
  refs: object[] = [],
): Entry {
  const id = `${type} ${index}`
  const signers = by.map(({ key }) => ({ key, prior: null }))
  const payload = {
    type,
    tv: 1,
    after: { size: after, root: '' },
    signers,
    refs,
    participants: by.map(participant),
    details,
  }
  const signatures = by.map(({ key }) => ({ key, check: 'verified' }))
  return { index, id, known: true, payload, signatures } as unknown as Entry
}

const opening = entryOf(0, 'case.opened', { authority: authorityOf({ roots: [chief] }) }, [chief], 0)

/** The log of a sequence: entry 0 opens the case, entry i + 1 is the i-th of the sequence. */
export function logOf(ops: readonly Op[]): Entry[] {
  const entries = [opening]
  for (const [at, op] of ops.entries()) entries.push(entryFor(op, at + 1, ops))
  return entries
}

function entryFor(op: Op, index: number, ops: readonly Op[]): Entry {
  const agent = MODEL_KEYS[op.key]
  const revoke = (by: TestAgent[], details: JsonObject) => {
    return entryOf(index, 'key.revoked', { key: agent.key, ...details }, by, index)
  }
  switch (op.do) {
    case 'enrol':
      return entryOf(index, 'key.enrolled', enrolment(agent), [chief, agent], index)
    case 'renew': {
      const of = ops.findIndex((one) => one.key === op.key && (one.do === 'enrol' || one.do === 'renew'))
      const refs = [{ rel: 'supersedes', event: `key.enrolled ${of + 1}` }]
      return entryOf(index, 'key.enrolled', enrolment(agent), [chief, agent], index, refs)
    }
    case 'sign':
      return entryOf(index, 'notice.given', {}, [agent], Math.max(1, index - op.behind))
    case 'retire-self':
      return revoke([agent], { reason: 'superseded' })
    case 'retire-roots':
      return revoke([chief], { reason: 'left-office' })
    case 'lost':
      return revoke([chief], { reason: 'lost', compromisedSince: `1970-01-01T00:00:${LOST_SINCE}Z` })
    case 'error':
      return revoke([chief], { reason: 'error' })
  }
}

/** What a direct reading of the format says of one entry: its effect, and its key's signature where it has one. */
export interface Reading {
  effect: boolean | undefined
  order?: boolean
  identity?: string
  moves: boolean
}

/** Reads section 6 of the format as it is written, entry by entry over the whole list each time. */
export function readSlowly(ops: readonly Op[]): Reading[] {
  const effects: boolean[] = []
  const at = (index: number) => ops[index - 1] as Op
  const isEnrolment = ({ do: what }: Op) => what === 'enrol' || what === 'renew'
  const isRevocation = (op: Op) => !isEnrolment(op) && op.do !== 'sign'
  const indexes = (key: number, below: number, wanted: (op: Op) => boolean) =>
    ops.map((_, i) => i + 1).filter((i) => i < below && at(i).key === key && wanted(at(i)) && effects[i] === true)
  const enrolledAt = (key: number, below: number) => indexes(key, below, isEnrolment)[0]
  const endedAt = (key: number, below: number) => indexes(key, below, isRevocation)[0]
  const seen = (index: number) => {
    const op = at(index)
    return op.do === 'sign' ? Math.max(1, index - op.behind) : index
  }
  const inOrder = (index: number) => {
    const { key } = at(index)
    const start = enrolledAt(key, index)
    const end = endedAt(key, index)
    return start !== undefined && seen(index) > start && (end === undefined || seen(index) <= end)
  }
  for (let index = 1; index <= ops.length; index++) {
    const op = at(index)
    const start = enrolledAt(op.key, index)
    // The first enrolment counts; the roots may renew it.
    if (op.do === 'enrol') effects[index] = start === undefined
    else if (op.do === 'renew') effects[index] = true
    // By the roots at any time; by the key itself as long as it is not revoked.
    else if (op.do === 'retire-self') effects[index] = inOrder(index) && endedAt(op.key, index) === undefined
    else if (op.do !== 'sign') effects[index] = start !== undefined
  }
  return ops.map((op, i) => {
    const index = i + 1
    const effect = op.do === 'sign' ? undefined : effects[index] === true
    const signs = isEnrolment(op) || op.do === 'sign' || op.do === 'retire-self'
    if (!signs) return { effect, moves: effect === true }
    const order = inOrder(index) || (isEnrolment(op) && enrolledAt(op.key, index + 1) === index)
    const identity = order ? identityOf(op.key, index) : 'does-not-stand'
    const end = endedAt(op.key, ops.length + 1)
    const after = end !== undefined && end < index
    return { effect, order, identity, moves: effect ?? (order && !(after && identity === 'does-not-stand')) }
  })

  function identityOf(key: number, index: number): string {
    const all = indexes(key, ops.length + 1, isRevocation)
    const [end] = all
    if (end === undefined) return 'stands'
    const byRoots = all.filter((one) => at(one).do !== 'retire-self')
    const last = at(byRoots.at(-1) ?? end)
    const before = SECONDS * (index + 1)
    const after = SECONDS * (seen(index) - 1)
    if (last.do === 'error') return 'does-not-stand'
    if (last.do === 'lost') {
      return before < LOST_SINCE ? 'stands' : after >= LOST_SINCE ? 'does-not-stand' : 'undetermined'
    }
    if (index <= end) return 'stands'
    return seen(index) <= end ? 'undetermined' : 'does-not-stand'
  }
}
