import type { Entry } from '../record/entry.ts'
import { authorityKeys, wrongAlgorithm } from './authority-keys.ts'
import { type Case, detailsOf, effect, type Judged, noEffect } from './judge.ts'
import type { KeyRing } from './key-ring.ts'
import { rootsAmong } from './signing.ts'
import type { AuthorityKey, AuthorityPeriod, Judgement, Observation } from './types.ts'

/** The authority that an entry sets, if it has effect. */
export function periodOf(entry: Entry): AuthorityPeriod {
  const { authority, compromised } = detailsOf<'case.authority-changed'>(entry)
  const since = new Map((compromised ?? []).map((one) => [one.key, one.since]))
  return { index: entry.index, event: entry.id, authority, keys: authorityKeys(authority), compromised: since }
}

/**
 * case.opened: at least one key of every root holder it names signs, and no other key; else the case does not verify. Its authority is
 * taken either way, so that the rest can be read and shown.
 */
export function judgeOpening(entry: Entry, period: AuthorityPeriod): Judgement {
  const { authority, keys } = period
  const wrong = wrongAlgorithm(keys)
  if (authority.serial !== 1) return noEffect('serial-not-next', { serial: authority.serial, expected: 1 })
  if (wrong !== undefined) return noEffect('key-algorithm', { key: wrong })
  const signing = entry.signatures.map(({ key }) => keys.get(key))
  const stranger = entry.signatures.find((_, at) => signing[at]?.use !== 'root')
  if (stranger) return noEffect('signer-not-root', { key: stranger.key })
  const agents = new Set(signing.map((key) => key?.agent))
  const missing = authority.roots.holders.find(({ agent }) => !agents.has(agent))
  return missing ? noEffect('root-holder-missing', { agent: missing.agent }) : effect(false)
}

/** case.authority-changed: thresholds of the old and of the new roots; serial + 1; rel `supersedes` the event it replaces. */
export function judgeChange(next: AuthorityPeriod, { entry, ring, period, counted }: Case): Judged {
  const { authority } = period
  const expected = authority.serial + 1
  const { serial, roots } = next.authority
  if (serial !== expected) return { judgement: noEffect('serial-not-next', { serial, expected }) }
  const follows = ({ rel, event, case: other }: Entry['payload']['refs'][number]) =>
    rel === 'supersedes' && event === period.event && other === undefined
  if (!entry.payload.refs.some(follows)) {
    return { judgement: noEffect('supersedes-another', { expected: period.event }) }
  }
  const old = rootsAmong(counted)
  if (old.length < authority.roots.threshold) {
    const values = { signed: old.length, needed: authority.roots.threshold }
    return { judgement: noEffect('old-roots-threshold', values) }
  }
  const key = wrongAlgorithm(next.keys) ?? usedElsewhere(ring, next.keys)
  if (key !== undefined) {
    const reason = ring.get(key) ? 'key-of-another' : 'key-algorithm'
    return { judgement: noEffect(reason, { key }) }
  }
  // A key that was ended is not brought back by being named again: it counts for neither side.
  const signed = new Set(
    entry.signatures.flatMap(({ key }) => {
      const named = next.keys.get(key)
      const known = ring.get(key) === undefined || counted.some((signature) => signature.key === key)
      return named?.use === 'root' && known ? [named.agent] : []
    }),
  )
  if (signed.size < roots.threshold) {
    return { judgement: noEffect('new-roots-threshold', { signed: signed.size, needed: roots.threshold }) }
  }
  return { judgement: effect(false), observations: compromisedStill(entry, ring, next) }
}

/** Format, section 6: a key belongs to one agent and one use. */
function usedElsewhere(ring: KeyRing, keys: ReadonlyMap<string, AuthorityKey>): string | undefined {
  for (const [id, { use, agent }] of keys) {
    const story = ring.get(id)
    if (story && (story.use !== use || story.agent !== agent)) return id
  }
  return undefined
}

/** Root keys that the change no longer names are retired at its index; those it names as compromised are judged by that. */
export function endDropped(
  { ring, period, counted }: Case,
  { index, event, keys, compromised }: AuthorityPeriod,
): void {
  const end = { index, event, by: 'roots', agents: rootsAmong(counted), unchecked: false } as const
  for (const [id, { use }] of period.keys) {
    if (use === 'root' && !keys.has(id) && !compromised.has(id) && ring.get(id)?.end === undefined) {
      ring.revoke(id, { ...end, reason: 'superseded' })
    }
  }
  for (const [id, since] of compromised) {
    if (ring.get(id)?.use === 'root' && !keys.has(id)) ring.revoke(id, { ...end, reason: 'compromised', since })
  }
}

/** `compromised` judges keys of former authorities: what it says of any other key is shown, and does nothing. */
function compromisedStill(entry: Entry, ring: KeyRing, { keys, compromised }: AuthorityPeriod): Observation[] {
  return [...compromised.keys()]
    .filter((id) => keys.has(id) || (ring.get(id)?.use ?? 'person') === 'person')
    .map((id) => ({
      code: 'authority-event',
      about: 'statement',
      status: 'noted',
      entries: [entry.index],
      subject: id,
      values: { reason: keys.has(id) ? 'compromised-key-still-named' : 'compromised-key-not-of-authority' },
    }))
}
