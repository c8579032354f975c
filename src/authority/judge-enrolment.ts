import { parsePublicKey } from '../crypto/public-key.ts'
import { unbase64 } from '../encoding/base64.ts'
import type { Entry } from '../record/entry.ts'
import { codeOf } from '../record/shapes/basic.ts'
import { type Case, detailsOf, effect, type Judged, noEffect } from './judge.ts'
import { type ActingRegistrar, isRootHolder, registrarsAmong, rootsAmong, rootsSigned } from './signing.ts'
import type { Enroller, Enrolment, EnrolmentDetails, EventReason, KeyStory, Observation } from './types.ts'

/** The key that a key.enrolled enrols. */
export const enrolledKey = (entry: Entry) => parsePublicKey(unbase64(detailsOf<'key.enrolled'>(entry).spki))

/**
 * key.enrolled: signed by the new key (possession), and by the threshold of the roots or a registrar within its powers. Possession asks for
 * the signature alone, so that the roots can renew the enrolment of a key that was ended, which does not lift its end.
 */
export function judgeEnrolment(given: Case): Judged {
  const { entry, ring, period, counted } = given
  const details = detailsOf<'key.enrolled'>(entry)
  const { id, algorithm } = enrolledKey(entry)
  const no = (reason: EventReason): Judged => ({ judgement: noEffect(reason, { key: id, agent: details.agent }) })
  if (!period.authority.policy.algorithms.includes(algorithm)) return no('algorithm-not-in-policy')
  if (!entry.signatures.some(({ key }) => key === id)) return no('key-not-signing')
  const story = ring.get(id)
  if (story && (story.use !== 'person' || story.agent !== details.agent)) return no('key-of-another')
  const byRoots = rootsSigned(counted, period)
  if (story && !(byRoots && renews(given, id))) return no('already-enrolled')
  const answer = byRoots ? { by: rootsOf(given), again: false, unchecked: false } : byRegistrar(given, details)
  if (typeof answer === 'string') return no(answer)
  const enrolment: Enrolment = {
    index: entry.index,
    event: entry.id,
    after: entry.payload.after.size,
    details,
    ...answer,
  }
  return {
    judgement: effect(enrolment.unchecked),
    observations: shown(enrolment, id, algorithm),
    commit: () => (story ? ring.renew(id, enrolment) : ring.enrol(id, algorithm, enrolment)),
  }
}

const rootsOf = ({ counted }: Case): Enroller => ({ roots: true, agents: rootsAmong(counted) })

/** A renewal names, with rel supersedes, an enrolment of the key that had effect. */
function renews({ entry, ring }: Case, key: string): boolean {
  const { refs } = entry.payload
  return refs.some(({ rel, event, case: other }) => {
    return rel === 'supersedes' && other === undefined && ring.enrolledIn(event) === key
  })
}

type ByRegistrar = Pick<Enrolment, 'by' | 'again' | 'unchecked'>

function byRegistrar(given: Case, details: EnrolmentDetails): ByRegistrar | EventReason {
  const registrars = registrarsAmong(given.ring, given.counted)
  if (registrars.length === 0) return 'needs-roots'
  const reserved = details.registrar !== undefined || isRootHolder(details.agent, given.period.authority)
  if (reserved) return 'needs-roots'
  const answers = registrars.map((registrar) => withinPowers(registrar, details, given))
  const able = registrars.filter((_, at) => answers[at] === undefined)
  if (able.length === 0) return answers[0] as EventReason
  const further = furtherKey(given, details.agent)
  if (typeof further === 'string') return further
  return {
    by: { roots: false, registrars: able.map(({ key, agent }) => ({ key, agent })) },
    again: further.again,
    unchecked: !able.some(({ checked }) => checked) || further.unchecked,
  }
}

/** Why a registrar may not enrol this agent; undefined where it may. */
function withinPowers(
  { agent: registrar, powers }: ActingRegistrar,
  { agent, organisation, capacities }: EnrolmentDetails,
  { agents }: Case,
): EventReason | undefined {
  if (organisation === undefined) return 'no-organisation'
  if (!powers.organisations.includes(organisation)) return 'organisation-beyond-powers'
  const allowed = new Set(powers.capacities.map(codeOf))
  if (!capacities.every((capacity) => allowed.has(codeOf(capacity)))) return 'capacity-beyond-powers'
  const itself = agents.first(agent)?.by.includes(registrar) ?? false
  return itself || agents.employedByRoots(agent, organisation) ? undefined : 'agent-not-the-registrars'
}

/** The first key of an agent needs no other; a further one a key of the agent in force, or that all of them have ended. */
function furtherKey({ ring, counted }: Case, agent: string): Pick<ByRegistrar, 'again' | 'unchecked'> | EventReason {
  const keys = ring.agentKeys(agent)
  if (keys === undefined) return { again: false, unchecked: false }
  const own = counted.filter((signature) => signature.agent === agent)
  if (own.length > 0) return { again: false, unchecked: own.every(({ checked }) => !checked) }
  return keys.inForce > 0 ? 'needs-key-of-agent' : { again: true, unchecked: keys.uncheckedEnd }
}

function shown({ index, details, by, again }: Enrolment, key: string, algorithm: KeyStory['algorithm']): Observation[] {
  const shownAs = { about: 'statement' as const, entries: [index], subject: key }
  const observations: Observation[] = []
  if (again && !by.roots) {
    const registrars = by.registrars.map(({ agent }) => agent)
    const values = { reason: 'all-keys-had-ended', agent: details.agent, registrars }
    observations.push({ ...shownAs, code: 'key-enrolled-again', status: 'noted', values })
  }
  if (algorithm === 'other') {
    const values = { reason: 'algorithm-not-checked', agent: details.agent }
    observations.push({ ...shownAs, code: 'key-event', status: 'not-checked', values })
  }
  return observations
}
