import { FairtrailError } from '../encoding/error.ts'
import type { Entry } from '../record/entry.ts'
import type { ReadPayload } from '../record/payload.ts'
import { AgentRegister } from './agent-register.ts'
import { type Claims, claimsOf, NO_CLAIMS } from './claims.ts'
import { type Case, type Judged, noEffect } from './judge.ts'
import { judgeAgent } from './judge-agent.ts'
import { judgeAnchor } from './judge-anchor.ts'
import { endDropped, judgeChange, judgeOpening, periodOf } from './judge-authority.ts'
import { enrolledKey, judgeEnrolment } from './judge-enrolment.ts'
import { judgeRevocation } from './judge-revocation.ts'
import { KeyRing } from './key-ring.ts'
import { countedNow, introduced, orderOf } from './order.ts'
import { capacityProblems, participantsMatch, withPairs } from './statement.ts'
import type {
  AgentStory,
  AuthorityPeriod,
  CheckCode,
  EntryOrder,
  Judgement,
  KeyStory,
  Observation,
  SignatureOrder,
} from './types.ts'

/** The types that a root key signs. */
const ROOTS_SIGN: ReadonlySet<string> = new Set([
  'case.opened',
  'case.authority-changed',
  'key.enrolled',
  'key.revoked',
  'agent.registered',
  'time.anchored',
])

const CHECK_OF: Readonly<Record<string, CheckCode>> = {
  'case.opened': 'case-opened',
  'case.authority-changed': 'authority-event',
  'key.enrolled': 'key-event',
  'key.revoked': 'key-event',
  'agent.registered': 'agent-claim',
  'time.anchored': 'anchor',
}

/** Why an entry is not appended, though it is well-formed. */
export interface OrderRefusal {
  reason: 'no-signature-in-order' | 'event-without-effect'
  order: EntryOrder
}

/**
 * The authority of a case, its keys and its agents, by order alone (format, section 6): entry by entry in the order of the log, never by
 * time, and nothing that follows changes what was said of an entry.
 *
 * ```ts
 * const fold = new AuthorityFold()
 * for (const entry of reader.entries) if (entry) fold.apply(entry)
 * ```
 */
export class AuthorityFold {
  /** By index; undefined where no entry was applied. */
  readonly orders: (EntryOrder | undefined)[] = []
  readonly #ring = new KeyRing()
  readonly #agents = new AgentRegister()
  readonly #periods: AuthorityPeriod[] = []

  /** The authorities of the case, in their order. */
  get periods(): readonly AuthorityPeriod[] {
    return this.#periods
  }

  /** Keys that the record put in force, by key id. */
  get keys(): ReadonlyMap<string, KeyStory> {
    return this.#ring.stories
  }

  /** Registered agents, by id. Root holders, operators and cosigners are named by the authority, and here only where registered too. */
  get agents(): ReadonlyMap<string, AgentStory> {
    return this.#agents.stories
  }

  /** Ids of the keys with which an agent signs entries, ended ones too, in the order of their start. */
  keysOf(agent: string): readonly string[] {
    return this.#ring.keysOf(agent)
  }

  /** The authority after the first `size` entries; undefined for 0. */
  authorityAt(size: number): AuthorityPeriod | undefined {
    const periods = this.#periods
    let low = 0
    let high = periods.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((periods[middle] as AuthorityPeriod).index < size) low = middle + 1
      else high = middle
    }
    return periods[low - 1]
  }

  /**
   * Takes the next well-formed entry. Indexes of malformed and repeated entries are passed over.
   * @throws FairtrailError `misuse` for an index that is not above the last one, or a first entry that does not open the case.
   */
  apply(entry: Entry): EntryOrder {
    if (entry.index < this.orders.length || (this.#periods.length === 0) !== (entry.payload.type === 'case.opened')) {
      throw new FairtrailError('misuse', `Entry ${entry.index} (${entry.payload.type}) is not next in this log.`)
    }
    const { order, commit } = this.#judge(entry)
    commit?.()
    while (this.orders.length < entry.index) this.orders.push(undefined)
    this.orders.push(order)
    return order
  }

  /**
   * What order would say of a statement appended at `index`, with all its signatures there: nothing is applied. `undefined` where append
   * takes it (format, section 2): some signature by a key of a checked algorithm stands by order, and a case.* or key.* event has its
   * signers.
   * @throws FairtrailError `misuse` before entry 0 was applied
   */
  refusalOf(read: ReadPayload, index: number = this.orders.length): OrderRefusal | undefined {
    const order = this.wouldStand(read, index)
    if (!order.signatures.some(({ stands, counts }) => stands && counts))
      return { reason: 'no-signature-in-order', order }
    const { type } = read.payload
    const held = type.startsWith('case.') || type.startsWith('key.')
    const { judgement } = order
    if (held && judgement?.effect === false && judgement.reason !== 'participants-differ') {
      return { reason: 'event-without-effect', order }
    }
    return undefined
  }

  /** What order would say of a statement at `index`, with all its signatures there: nothing is applied. */
  wouldStand(read: ReadPayload, index: number = this.orders.length): EntryOrder {
    const draft = { ...read, index, id: '', signatures: [] } as Entry
    const enrolled = read.payload.type === 'key.enrolled' ? enrolledKey(draft) : undefined
    const signatures = read.payload.signers.map(({ key }) => {
      const algorithm = enrolled?.id === key ? enrolled.algorithm : this.#ring.get(key)?.algorithm
      return { key, check: algorithm === 'other' ? ('not-checked' as const) : ('verified' as const) }
    })
    return this.#judge({ ...draft, signatures }).order
  }

  /**
   * What order says of an entry that came to light inside an event.withheld: judged at the outer entry's index, its `after` as of its
   * signing. It never changes authority, so it has no judgement.
   */
  orderOfInner(entry: Entry): EntryOrder {
    return this.#statement(entry, this.#signatures(entry, NO_CLAIMS), NO_CLAIMS)
  }

  #judge(entry: Entry): { order: EntryOrder; commit?: () => void } {
    const { type } = entry.payload
    if (!ROOTS_SIGN.has(type) || !entry.known) {
      return { order: this.#statement(entry, this.#signatures(entry, NO_CLAIMS), NO_CLAIMS) }
    }
    const sets = type === 'case.opened' || type === 'case.authority-changed' ? periodOf(entry) : undefined
    const claims = claimsOf(entry, sets)
    const tentative = this.#signatures(entry, claims)
    const judged = this.#event(entry, sets, tentative, claims)
    const { judgement, commit } = judged
    const introduces = judgement.effect || type === 'case.opened'
    const signatures = introduces ? this.#introduce(tentative, claims) : this.#signatures(entry, NO_CLAIMS)
    const order = this.#statement(entry, signatures, claims, judged)
    return commit === undefined ? { order } : { order, commit }
  }

  #signatures(entry: Entry, claims: Claims): readonly SignatureOrder[] {
    const { index, payload } = entry
    const after = payload.after.size
    const rootsSign = ROOTS_SIGN.has(payload.type)
    const signatures = entry.signatures.map(({ key, check }) =>
      orderOf(this.#ring, { key, check, index, after, rootsSign }),
    )
    return withPairs(this.#ring, this.authorityAt(index), signatures, after, claims)
  }

  #event(
    entry: Entry,
    sets: AuthorityPeriod | undefined,
    signatures: readonly SignatureOrder[],
    claims: Claims,
  ): Judged {
    if (sets !== undefined && entry.payload.type === 'case.opened') {
      return { judgement: judgeOpening(entry, sets), commit: () => this.#set(sets) }
    }
    const period = this.#periods.at(-1)
    if (period === undefined) throw new FairtrailError('misuse', 'No entry has opened the case.')
    const ring = this.#ring
    const match = participantsMatch(entry.payload, signatures, claims)
    const judged = this.#byType(sets, {
      entry,
      ring,
      agents: this.#agents,
      period,
      signatures,
      counted: countedNow(ring, signatures),
      participantsMatch: match,
    })
    if (match) return judged
    // Of an agent the claim is kept; nothing else of a statement that misnames its signers.
    const kept = entry.payload.type === 'agent.registered' && judged.commit ? { commit: judged.commit } : {}
    return { judgement: noEffect('participants-differ'), ...kept }
  }

  #byType(sets: AuthorityPeriod | undefined, given: Case): Judged {
    if (sets !== undefined) {
      const judged = judgeChange(sets, given)
      if (!judged.judgement.effect) return judged
      return {
        ...judged,
        commit: () => {
          endDropped(given, sets)
          this.#set(sets)
        },
      }
    }
    switch (given.entry.payload.type) {
      case 'key.enrolled':
        return judgeEnrolment(given)
      case 'key.revoked':
        return judgeRevocation(given)
      case 'agent.registered':
        return judgeAgent(given)
      default:
        return { judgement: judgeAnchor(given) }
    }
  }

  #set(period: AuthorityPeriod): void {
    for (const [id, key] of period.keys) this.#ring.name(id, key, period.index)
    this.#periods.push(period)
  }

  /** The keys that the entry puts in force stand in it. */
  #introduce(signatures: readonly SignatureOrder[], claims: Claims): readonly SignatureOrder[] {
    return signatures.map((signature) => {
      const claim = this.#ring.get(signature.key) ? undefined : claims.get(signature.key)
      if (claim === undefined) return signature
      const { agent, use, algorithm } = claim
      return introduced(signature, { agent, use, counts: algorithm !== 'other' })
    })
  }

  #statement(entry: Entry, signatures: readonly SignatureOrder[], claims: Claims, judged?: Judged): EntryOrder {
    const { index, payload } = entry
    const match = participantsMatch(payload, signatures, claims)
    const observations: Observation[] = [...capacityProblems(index, payload, signatures, claims, this.#ring)]
    if (!match) {
      const values = { reason: 'participants-differ' }
      observations.push({ code: 'participants', about: 'statement', status: 'failed', entries: [index], values })
    }
    for (const { key, pair } of signatures) {
      if (pair === undefined) continue
      const status = pair === 'unmet' ? 'failed' : 'not-checked'
      const values = { reason: `pair-${pair}` }
      observations.push({ code: 'pair', about: 'statement', status, entries: [index], subject: key, values })
    }
    if (judged === undefined) return { index, signatures, participantsMatch: match, observations }
    const { judgement } = judged
    observations.push(...(judged.observations ?? []), ...withoutEffect(entry, judgement))
    return { index, signatures, participantsMatch: match, judgement, observations }
  }
}

function withoutEffect({ index, payload }: Entry, { effect, reason, values }: Judgement): Observation[] {
  const code = CHECK_OF[payload.type]
  // Participants that differ are a check of their own.
  if (effect || reason === undefined || reason === 'participants-differ' || code === undefined) return []
  const about = code === 'case-opened' ? 'log' : 'statement'
  const status = code === 'agent-claim' ? 'noted' : 'failed'
  return [{ code, about, status, entries: [index], values: { reason, ...values } }]
}
