import { type Case, detailsOf, effect, type Judged, noEffect } from './judge.ts'
import { registrarsAmong, rootsSigned } from './signing.ts'
import type { Registration, SignatureOrder } from './types.ts'

/**
 * agent.registered. Of an agent with keys: the threshold of the roots, a registrar within its powers, or a key of that agent. Of another:
 * first any enrolled key or root, later that signer or the threshold of the roots. What is signed by others is kept as a claim.
 */
export function judgeAgent(given: Case): Judged {
  const { entry, agents, signatures, counted, period } = given
  const details = detailsOf<'agent.registered'>(entry)
  const standing = signatures.filter(({ stands, counts }) => stands && counts)
  const by = [...new Set(standing.flatMap(({ agent }) => (agent === undefined ? [] : [agent])))]
  const roots = rootsSigned(counted, period)
  const relied = roots ? [] : allowed(given, details, standing)
  const may = given.participantsMatch && (roots || relied.length > 0)
  const registration: Registration = { index: entry.index, event: entry.id, details, by, roots, effect: may }
  const judgement = may
    ? effect(relied.length > 0 && relied.every(({ checked }) => !checked))
    : noEffect(standing.length === 0 ? 'needs-signature' : 'not-for-this-agent', { agent: details.agent })
  return { judgement, commit: () => agents.add(registration) }
}

/** Without the roots' threshold: the signatures by which the registration adds to the record. */
function allowed(
  given: Case,
  { agent, employer }: Registration['details'],
  standing: readonly SignatureOrder[],
): readonly { checked: boolean }[] {
  const { ring, agents, counted } = given
  const keys = ring.keysOf(agent)
  if (keys.length === 0) {
    const first = agents.first(agent)
    return first === undefined
      ? standing
      : standing.filter((one) => one.agent !== undefined && first.by.includes(one.agent))
  }
  const organisations = keys.map((key) => ring.get(key)?.enrolments.at(-1)?.details.organisation)
  const registrars = registrarsAmong(ring, counted).filter(({ powers }) => {
    const within = new Set<string | undefined>(powers.organisations)
    return (
      organisations.some((one) => one !== undefined && within.has(one)) &&
      (employer === undefined || within.has(employer))
    )
  })
  return [...standing.filter((one) => one.agent === agent), ...registrars]
}
