import { canonicalJson, type Json } from '../encoding/json.ts'
import type { CaseNote } from './notes.ts'
import { quorumOf } from './quorum.ts'
import type { Authority, AuthorityPeriod, Observation } from './types.ts'

export type ChangeStatus =
  /** Entry 0's. */
  | 'opened'
  /** By a checkpoint of a larger size with the quorum of the authority confirmed before it. */
  | 'confirmed'
  /** The caller named the event beside the pin. */
  | 'accepted'
  /** Roots, log and cosigners are as before: it stands as that authority does. */
  | 'as-before'
  | 'unconfirmed'
  /** The authority confirmed before it asks for no cosigner: nothing can confirm the change. */
  | 'never'

export interface Confirmation {
  /** Index and id of the event. */
  index: number
  event: string
  status: ChangeStatus
  confirmed: boolean
  changed: readonly ('roots' | 'log' | 'cosigners')[]
  /** Size of the smallest checkpoint that confirms it. */
  size?: number
}

export interface Confirmations {
  /** One for each authority, in their order. */
  changes: readonly Confirmation[]
  observations: readonly Observation[]
  /** Event ids that the caller accepts and that are no change of this log's authority. */
  unknown: readonly string[]
}

/**
 * Which changes of authority are confirmed (format, section 6): one of roots, log or cosigners is in force at once, and confirmed by a
 * checkpoint of a larger size with the quorum of the last confirmed authority before it.
 * @param notes - checkpoints that fit the tree of this log, in any order.
 * @param accepted - event ids of changes that the caller vouches for (cosigners that vanished).
 */
export function confirmChanges(
  periods: readonly AuthorityPeriod[],
  notes: readonly CaseNote[],
  accepted: Iterable<string> = [],
): Confirmations {
  const bySize = [...notes].sort((a, b) => a.size - b.size)
  const vouched = new Set(accepted)
  const changes: Confirmation[] = []
  const observations: Observation[] = []
  let base: Base | undefined
  for (const [at, period] of periods.entries()) {
    const before = periods[at - 1]
    const confirmation = confirm(period, before, changes.at(-1), base, bySize, vouched)
    changes.push(confirmation)
    const observation = base && observe(confirmation, base.period)
    if (observation) observations.push(observation)
    if (confirmation.confirmed) base = { period }
  }
  const events = new Set(periods.slice(1).map(({ event }) => event))
  return { changes, observations, unknown: [...vouched].filter((event) => !events.has(event)) }
}

/** The last confirmed authority. */
interface Base {
  period: AuthorityPeriod
  /** Looked through for an earlier change, no larger checkpoint has its quorum: none will for a later one. */
  exhausted?: true
}

function confirm(
  { index, event, authority }: AuthorityPeriod,
  before: AuthorityPeriod | undefined,
  previous: Confirmation | undefined,
  base: Base | undefined,
  bySize: readonly CaseNote[],
  vouched: ReadonlySet<string>,
): Confirmation {
  if (before === undefined || base === undefined) {
    return { index, event, status: 'opened', confirmed: true, changed: [] }
  }
  const changed = changedParts(before.authority, authority)
  if (changed.length === 0) {
    return { index, event, status: 'as-before', confirmed: previous?.confirmed === true, changed }
  }
  if (vouched.has(event)) return { index, event, status: 'accepted', confirmed: true, changed }
  if (base.period.authority.cosigners.quorum === 0) {
    return { index, event, status: 'never', confirmed: false, changed }
  }
  const size = confirmingSize(base, index, bySize)
  if (size === undefined) return { index, event, status: 'unconfirmed', confirmed: false, changed }
  return { index, event, status: 'confirmed', confirmed: true, changed, size }
}

function confirmingSize(base: Base, index: number, bySize: readonly CaseNote[]): number | undefined {
  if (base.exhausted) return undefined
  for (let at = firstAbove(bySize, index); at < bySize.length; at++) {
    const { size, cosigners } = bySize[at] as CaseNote
    const quorum = quorumOf(
      base.period,
      cosigners.map(({ key }) => key),
    )
    if (quorum.state === 'met') return size
  }
  base.exhausted = true
  return undefined
}

function firstAbove(bySize: readonly CaseNote[], index: number): number {
  let low = 0
  let high = bySize.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((bySize[middle] as CaseNote).size > index) high = middle
    else low = middle + 1
  }
  return low
}

/** What a change changed. Names of root holders are words about them, not who they are. */
function changedParts(a: Authority, b: Authority): ('roots' | 'log' | 'cosigners')[] {
  const roots = ({ roots: { threshold, holders } }: Authority): Json => [
    threshold,
    holders.map(({ agent, keys }) => canonicalJson([agent, ...[...keys].sort()])).sort(),
  ]
  const parts = { roots, log: ({ log }: Authority): Json => log, cosigners: (one: Authority) => one.cosigners as Json }
  const names = ['roots', 'log', 'cosigners'] as const
  return names.filter((name) => canonicalJson(parts[name](a)) !== canonicalJson(parts[name](b)))
}

function observe(confirmation: Confirmation, base: AuthorityPeriod): Observation | undefined {
  const { index, event, status, changed, confirmed } = confirmation
  const shown = { code: 'confirmation' as const, about: 'log' as const, entries: [index], subject: event }
  const values = { changed: [...changed], confirmedBefore: base.event }
  if (status === 'accepted') return { ...shown, status: 'noted', values: { reason: 'accepted-by-caller', ...values } }
  if (status === 'never') {
    return { ...shown, status: 'undetermined', values: { reason: 'quorum-zero-never-confirmed', ...values } }
  }
  if (confirmed || status === 'as-before') return undefined
  const onlyRoots = !changed.includes('log') && !changed.includes('cosigners')
  return { ...shown, status: onlyRoots ? 'undetermined' : 'failed', values: { reason: 'not-confirmed', ...values } }
}
