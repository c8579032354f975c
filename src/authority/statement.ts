import type { Payload, ReadPayload } from '../record/payload.ts'
import { codeOf } from '../record/shapes/basic.ts'
import type { Claims } from './claims.ts'
import type { StatementReason } from './codes.ts'
import type { KeyRing } from './key-ring.ts'
import type { AuthorityPeriod, EnrolmentDetails, Observation, SignatureOrder } from './types.ts'

type Header = ReadPayload['payload']
type Participant = Payload['participants'][number]

/** The agent of a signature: as recorded, or as the entry that introduces the key says. */
const agentOf = ({ key, agent }: SignatureOrder, claims: Claims) => agent ?? claims.get(key)?.agent

const byKey = ({ participants }: Header) => participants.filter(({ signs }) => signs === 'key')

/** Format, section 2: the agents of the participants who sign by key are exactly the agents of the signing keys. */
export function participantsMatch(header: Header, signatures: readonly SignatureOrder[], claims: Claims): boolean {
  const signing = new Set<string>()
  for (const signature of signatures) {
    const agent = agentOf(signature, claims)
    if (agent === undefined) return false
    signing.add(agent)
  }
  const named = new Set(byKey(header).map(({ agent }) => agent))
  return named.size === signing.size && [...named].every((agent) => signing.has(agent))
}

/**
 * Format, section 6: a capacity or organisation that the signer's enrolment does not name fails the statement; a root key's capacity is
 * `root`, without `for`. Who signs with several keys may act as any of them allows. Coded words are compared by their code.
 */
export function capacityProblems(
  index: number,
  header: Header,
  signatures: readonly SignatureOrder[],
  claims: Claims,
  ring: KeyRing,
): Observation[] {
  const problems: Observation[] = []
  for (const participant of byKey(header)) {
    const own = signatures.filter((signature) => agentOf(signature, claims) === participant.agent)
    if (own.length === 0) continue
    const asRoot = own.some(({ key, use }) => (use ?? claims.get(key)?.use) === 'root')
    const enrolments = own.flatMap((signature) => detailsOf(signature, claims, ring))
    const reason = capacityProblem(participant, asRoot, enrolments)
    if (reason === undefined) continue
    const { agent, capacity } = participant
    const values = { reason, agent, capacity: codeOf(capacity), ...(participant.for && { for: participant.for }) }
    problems.push({ code: 'capacity', about: 'statement', status: 'failed', entries: [index], subject: agent, values })
  }
  return problems
}

function capacityProblem(
  participant: Participant,
  asRoot: boolean,
  enrolments: EnrolmentDetails[],
): StatementReason | undefined {
  const capacity = codeOf(participant.capacity)
  if (asRoot && capacity === 'root' && participant.for === undefined) return undefined
  if (enrolments.length === 0) return asRoot ? 'root-capacity' : undefined
  const named = enrolments.filter(({ capacities }) => capacities.some((one) => codeOf(one) === capacity))
  if (named.length === 0) return 'capacity-not-enrolled'
  const answers = participant.for === undefined || named.some((one) => one.organisation === participant.for)
  return answers ? undefined : 'organisation-not-enrolled'
}

/** What the signer had seen; in the entry that enrols the key, or renews it, also what stands there. */
function detailsOf({ key, enrolment }: SignatureOrder, claims: Claims, ring: KeyRing): EnrolmentDetails[] {
  const claimed = claims.get(key)?.details
  const seen = enrolment ?? ring.get(key)?.enrolments[0]
  return [claimed, seen?.details].filter((details) => details !== undefined)
}

/**
 * Format, sections 3 and 6: under a policy with `pair`, an event of a person with paired keys stands only if both sign. Marks the
 * signatures whose other key did not. A key that the entry introduces is not itself asked for its pair.
 */
export function withPairs(
  ring: KeyRing,
  period: AuthorityPeriod | undefined,
  signatures: readonly SignatureOrder[],
  after: number,
  claims: Claims,
): readonly SignatureOrder[] {
  const pair = period?.authority.policy.pair
  if (pair === undefined) return signatures
  return signatures.map((signature) => {
    const story = ring.get(signature.key)
    if (story?.use !== 'person' || signature.enrolment === undefined) return signature
    const partner = ring.partnerOf(story, signature.enrolment, after)
    if (partner === undefined) return signature
    const other = signatures.find(({ key }) => key === partner)
    const claim = claims.get(partner)
    const algorithm = ring.get(partner)?.algorithm ?? claim?.algorithm
    const met =
      other !== undefined &&
      (other.stands || claim !== undefined) &&
      (other.agent ?? claim?.agent) === story.agent &&
      pair.every((one) => one === story.algorithm || one === algorithm)
    if (!met) return { ...signature, pair: 'unmet' }
    return other.checked ? signature : { ...signature, pair: 'not-checked' }
  })
}
