import type { Enrolment, KeyStory, Revocation } from '../authority/types.ts'
import type { Json, JsonObject } from '../encoding/json.ts'
import { isBackwards } from './key-rules.ts'

/**
 * What is always shown of a key beside the result of a signature: who revoked it and why, and who enrolled it again after all its agent's
 * keys had ended. Undefined where there is nothing of the kind.
 */
export function shownAlways({ enrolments, governing }: KeyStory): Record<string, Json> | undefined {
  const again = enrolments[0]?.again === true ? { enrolledAgainBy: enrollers(enrolments[0]) } : undefined
  const revoked = governing && { revoked: revocation(governing) }
  return again || revoked ? { ...again, ...revoked } : undefined
}

/** For a signature whose result turns on the bounds of the enrolment. */
export function boundsShown(enrolment: Enrolment | undefined): Record<string, Json> {
  const { from, until } = enrolment?.details ?? {}
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
}

/** For a signature whose result turns on the registrar who enrolled the key. */
export function registrarShown(story: KeyStory, keys: ReadonlyMap<string, KeyStory>): Record<string, Json> {
  const by = story.enrolments[0]?.by
  const registrars = by === undefined || by.roots ? [] : by.registrars
  const shown = registrars.map(({ key, agent }): JsonObject => {
    const governing = keys.get(key)?.governing
    return { key, agent, ...(governing && { revoked: revocation(governing) }) }
  })
  return { enrolled: story.start, registrars: shown }
}

/** `actsAs`: without the roots a revocation retires the key, whatever reason it states. */
function revocation(one: Revocation): JsonObject {
  const { index, event, by, agents, reason, since } = one
  const actsAs = isBackwards(one) ? reason : 'retired'
  return { index, event, by, agents: [...agents], reason, actsAs, ...(since === undefined ? {} : { since }) }
}

const enrollers = ({ by }: Enrolment): string[] => (by.roots ? [...by.agents] : by.registrars.map(({ agent }) => agent))
