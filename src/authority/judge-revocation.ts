import { type Case, detailsOf, effect, type Judged, noEffect } from './judge.ts'
import { registrarsAmong, rootsAmong, rootsSigned } from './signing.ts'
import type { EventReason, KeyStory, Revocation } from './types.ts'

/**
 * key.revoked: by the threshold of the roots; or by the registrar who enrolled the key, or the key itself, and then it acts as retired,
 * whatever its reason. Never of a key of the authority, which a change of authority ends.
 */
export function judgeRevocation(given: Case): Judged {
  const { key, reason, compromisedSince } = detailsOf<'key.revoked'>(given.entry)
  const no = (why: EventReason): Judged => ({ judgement: noEffect(why, { key }) })
  const story = given.ring.get(key)
  if (story === undefined) return no('revokes-unknown-key')
  if (story.use !== 'person') return no('revokes-authority-key')
  const by = revokedBy(given, story)
  if (by === undefined) return no('needs-signature')
  const { index, id } = given.entry
  const since = compromisedSince === undefined ? {} : { since: compromisedSince }
  const revocation: Revocation = { index, event: id, reason, ...since, ...by }
  return { judgement: effect(by.unchecked), commit: () => given.ring.revoke(key, revocation) }
}

function revokedBy(given: Case, story: KeyStory): Pick<Revocation, 'by' | 'agents' | 'unchecked'> | undefined {
  const { ring, period, counted } = given
  if (rootsSigned(counted, period)) return { by: 'roots', agents: rootsAmong(counted), unchecked: false }
  // Renewals are the roots' alone, so the first enrolment says which registrar enrolled the key.
  const enroller = story.enrolments[0]?.by
  const enrollers = enroller === undefined || enroller.roots ? [] : enroller.registrars.map(({ agent }) => agent)
  const registrar = registrarsAmong(ring, counted).find(({ agent }) => enrollers.includes(agent))
  const own = counted.find((signature) => signature.key === story.key)
  if (registrar) {
    const unchecked = !registrar.checked && own?.checked !== true
    return { by: 'registrar', agents: [registrar.agent], unchecked }
  }
  return own && { by: 'self', agents: [story.agent], unchecked: !own.checked }
}
