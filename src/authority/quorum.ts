import type { AuthorityPeriod } from './types.ts'

/** `none-asked`: the authority's quorum is 0, which is said in words and never taken for a quorum. */
export interface Quorum {
  state: 'met' | 'not-met' | 'none-asked'
  /** Groups met, or organisations where there are no groups. */
  counted: number
  needed: number
}

/**
 * Do cosigners make the quorum of an authority (format, section 6): how many of its groups are met, or how many members count where it has
 * no groups. Organisations are counted, not keys: one counts once in a group, and the log operator's own never counts.
 * @param cosigners - ids of the keys whose cosignatures verified; others than the authority's own are passed over.
 */
export function quorumOf(period: AuthorityPeriod, cosigners: Iterable<string>): Quorum {
  const counter = new QuorumCounter(period)
  for (const key of cosigners) counter.add(key)
  return counter.quorum
}

/** Counts towards a quorum key by key. */
export class QuorumCounter {
  readonly #period: AuthorityPeriod
  /** Organisations counted so far, by the group's place in the list; without groups in place 0. */
  readonly #seen: Set<string>[] = []
  #counted = 0

  constructor(period: AuthorityPeriod) {
    this.#period = period
  }

  add(key: string): void {
    const { authority, keys } = this.#period
    const member = keys.get(key)
    if (member?.use !== 'cosigner' || member.agent === authority.log.operator) return
    const { groups } = authority.cosigners
    if (groups === undefined) {
      if (this.#addTo(0, member.agent)) this.#counted++
      return
    }
    for (const [place, { members, threshold }] of groups.entries()) {
      if (member.name === undefined || !members.includes(member.name)) continue
      if (this.#addTo(place, member.agent) && this.#seen[place]?.size === threshold) this.#counted++
    }
  }

  get quorum(): Quorum {
    const needed = this.#period.authority.cosigners.quorum
    const counted = this.#counted
    return { state: needed === 0 ? 'none-asked' : counted >= needed ? 'met' : 'not-met', counted, needed }
  }

  /** True where the organisation was not counted there before. */
  #addTo(place: number, organisation: string): boolean {
    const seen = this.#seen[place] ?? new Set()
    this.#seen[place] = seen
    if (seen.has(organisation)) return false
    seen.add(organisation)
    return true
  }
}
