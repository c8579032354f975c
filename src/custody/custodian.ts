/** Who answers for an item: a person, who may answer for an organisation; or an organisation or carrier itself. */
export interface Custodian {
  agent: string
  for?: string
}

/** Whether an agent is of an organisation, by the enrolment of its key or by what else the caller knows, at an index of the log. */
export type MemberOf = (agent: string, organisation: string, index: number) => boolean

/** A person is of a unit, the unit of a department, that of a ministry: so far membership is followed, and through so many organisations. */
const DEPTH = 8
const BREADTH = 256

/** Who belongs to which organisation: by agent.registered (employer, unit), by key.enrolled, and by the caller's own knowledge. */
export class Members {
  readonly #parents = new Map<string, Set<string>>()
  readonly #memberOf: MemberOf | undefined
  /** By agent and organisation; what was asked is asked again at the next handover. */
  readonly #answers = new Map<string, boolean>()

  constructor(memberOf: MemberOf | undefined) {
    this.#memberOf = memberOf
  }

  add(agent: string, organisation: string | undefined): void {
    if (organisation === undefined) return
    const parents = this.#parents.get(agent)
    if (parents) parents.add(organisation)
    else this.#parents.set(agent, new Set([organisation]))
    this.#answers.clear()
  }

  /** Membership has no date in the record: a registration counts wherever in the log it stands. */
  belongs(agent: string, organisation: string, index: number): boolean {
    if (agent === organisation || this.#memberOf?.(agent, organisation, index)) return true
    if (!this.#parents.has(agent)) return false
    const asked = `${agent} ${organisation}`
    let answer = this.#answers.get(asked)
    if (answer === undefined) {
      answer = this.#isBelow(agent, organisation)
      this.#answers.set(asked, answer)
    }
    return answer
  }

  #isBelow(agent: string, organisation: string): boolean {
    let level = [agent]
    const seen = new Set(level)
    for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
      const above: string[] = []
      for (const one of level) {
        const parents = this.#parents.get(one)
        if (parents?.has(organisation)) return true
        for (const parent of parents ?? []) {
          if (seen.size >= BREADTH) break
          if (!seen.has(parent)) above.push(parent)
          seen.add(parent)
        }
      }
      level = above
    }
    return false
  }

  /** True where the custodian is the agent, answers for it, or is one of its members. */
  answersFor(custodian: Custodian, organisation: string, index: number): boolean {
    return custodian.for === organisation || this.belongs(custodian.agent, organisation, index)
  }

  /** True where a receipt by the one is a receipt by the other who was named: the same agent, or a member of the named organisation. */
  isNamed(receiver: Custodian, named: Custodian, index: number): boolean {
    if (this.answersFor(receiver, named.agent, index)) return true
    return named.for !== undefined && this.answersFor(receiver, named.for, index)
  }

  /** True where an item that the one holds is in the other's hands too: inside an organisation that one of them names no handover is needed. */
  sameHands(a: Custodian, b: Custodian, index: number): boolean {
    return this.isNamed(a, b, index) || this.isNamed(b, a, index)
  }
}
