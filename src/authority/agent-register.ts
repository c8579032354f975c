import type { AgentStory, Registration } from './types.ts'

interface Story extends AgentStory {
  registrations: Registration[]
}

/** The agents of the record: what was said of each, by whom. Later registrations add, the older stay. */
export class AgentRegister {
  readonly #stories = new Map<string, Story>()
  readonly #first = new Map<string, Registration>()
  readonly #employers = new Map<string, Set<string>>()

  get stories(): ReadonlyMap<string, AgentStory> {
    return this.#stories
  }

  /** The registration by which the agent entered the record, claims left aside. */
  first(agent: string): Registration | undefined {
    return this.#first.get(agent)
  }

  /** True where the threshold of the roots registered the agent with this employer. */
  employedByRoots(agent: string, organisation: string): boolean {
    return this.#employers.get(agent)?.has(organisation) ?? false
  }

  add(registration: Registration): void {
    const { agent, employer } = registration.details
    const story = this.#stories.get(agent)
    if (story) story.registrations.push(registration)
    else this.#stories.set(agent, { agent, registrations: [registration] })
    if (!registration.effect) return
    if (!this.#first.has(agent)) this.#first.set(agent, registration)
    if (!registration.roots || employer === undefined) return
    const employers = this.#employers.get(agent) ?? new Set()
    this.#employers.set(agent, employers.add(employer))
  }
}
