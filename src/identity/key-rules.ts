import type { Enrolment, KeyStory, Revocation } from '../authority/types.ts'
import { parseInstant } from '../encoding/instant.ts'
import type { Interval } from '../time/intervals.ts'
import { type Outcome, strongest } from './outcome.ts'
import { placedAt, within } from './placed.ts'

/** Where a signature stands: the entry's index, what its signers had seen, its established time. */
export interface Place {
  index: number
  after: number
  interval: Interval
}

const IN_FORCE: Outcome = { identity: 'stands', reason: 'in-force' }

/** Bounds `from` and `until` of the enrolment that the signer had seen. */
export function boundsOutcome(enrolment: Enrolment | undefined, { interval }: Place): Outcome {
  const { from, until } = enrolment?.details ?? {}
  if (from === undefined && until === undefined) return IN_FORCE
  const instant = (text: string | undefined) => (text === undefined ? undefined : parseInstant(text))
  switch (within(instant(from), instant(until), interval)) {
    case 'inside':
      return IN_FORCE
    case 'disjoint':
      return { identity: 'does-not-stand', reason: 'outside-bounds' }
    case 'unknown':
      return { identity: 'undetermined', reason: 'bounds-not-established' }
  }
}

/** True for a revocation that judges what was signed before it: by the roots alone, for loss, compromise or error. */
export function isBackwards({ by, reason }: Revocation): boolean {
  return by === 'roots' && reason !== 'superseded' && reason !== 'left-office'
}

/**
 * The end of a key. Retired: what was logged before the end stands, what was signed offline and logged after it is undetermined unless a
 * standing key of the same agent acknowledges it. Revoked backwards: by its time, or not at all where the key was enrolled in error.
 */
export function endOutcome(story: KeyStory, { index, after, interval }: Place, acknowledged: () => boolean): Outcome {
  const { governing, end } = story
  if (governing === undefined || end === undefined) return IN_FORCE
  if (!isBackwards(governing)) {
    if (index <= end) return { identity: 'stands', reason: 'before-end' }
    if (after > end) return { identity: 'does-not-stand', reason: 'signed-after-end' }
    if (acknowledged()) return { identity: 'stands', reason: 'acknowledged' }
    return { identity: 'undetermined', reason: 'retired-before-logged' }
  }
  if (governing.since === undefined) return { identity: 'does-not-stand', reason: 'revoked-as-error' }
  switch (placedAt(parseInstant(governing.since), interval)) {
    case 'before':
      return { identity: 'stands', reason: 'before-compromise' }
    case 'after':
      return { identity: 'does-not-stand', reason: 'compromised' }
    case 'unknown':
      return { identity: 'undetermined', reason: 'compromise-not-placed' }
  }
}

/**
 * Enrolments by a registrar whose key the roots revoked backwards follow the same rule, each by its own interval, until the roots renew
 * them. Of several registrars who signed, one whose signature holds is enough.
 * @param enrolled - the interval of an enrolment
 */
export function registrarOutcome(
  story: KeyStory,
  keys: ReadonlyMap<string, KeyStory>,
  enrolled: (enrolment: Enrolment) => Interval,
): Outcome {
  const [first] = story.enrolments
  if (first === undefined || first.by.roots || story.enrolments.some(({ by }) => by.roots)) return IN_FORCE
  const outcomes = first.by.registrars.map(({ key }) => oneRegistrar(keys.get(key)?.governing, () => enrolled(first)))
  const [one = IN_FORCE, ...others] = outcomes
  return strongest([one, ...others])
}

function oneRegistrar(governing: Revocation | undefined, enrolled: () => Interval): Outcome {
  if (governing === undefined || !isBackwards(governing)) return IN_FORCE
  if (governing.since === undefined) return { identity: 'does-not-stand', reason: 'registrar-revoked-as-error' }
  switch (placedAt(parseInstant(governing.since), enrolled())) {
    case 'before':
      return IN_FORCE
    case 'after':
      return { identity: 'does-not-stand', reason: 'registrar-compromised' }
    case 'unknown':
      return { identity: 'undetermined', reason: 'registrar-not-placed' }
  }
}
