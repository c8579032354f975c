import { FairtrailError } from '../encoding/error.ts'
import type { AuthorityKey, Enrolment, KeyStory, Revocation } from './types.ts'

type Story = KeyStory & { enrolments: Enrolment[]; revocations: Revocation[] }

/** The keys with which an agent signs entries, as a person or as a root holder. */
export interface AgentKeys {
  /** Ended ones too, in the order of their start. */
  keys: string[]
  /** How many have not ended. */
  inForce: number
  /** The end of one rests on a signature that could not be checked here. */
  uncheckedEnd: boolean
}

/** The keys that the record put in force, each with its whole story. One key belongs to one agent and has one use. */
export class KeyRing {
  readonly #stories = new Map<string, Story>()
  readonly #byAgent = new Map<string, AgentKeys>()
  /** By event id: the key of each enrolment. */
  readonly #enrolments = new Map<string, string>()
  /** By key id and agent: the first enrolment of another key of that agent that names it as its pair. */
  readonly #pairedBy = new Map<string, { key: string; index: number }>()

  get stories(): ReadonlyMap<string, KeyStory> {
    return this.#stories
  }

  get(key: string): KeyStory | undefined {
    return this.#stories.get(key)
  }

  /** Keys with which an agent signs entries, as a person or as a root holder; ended ones too. */
  keysOf(agent: string): readonly string[] {
    return this.agentKeys(agent)?.keys ?? []
  }

  agentKeys(agent: string): Readonly<AgentKeys> | undefined {
    return this.#byAgent.get(agent)
  }

  /** The key that an event enrolled, or whose enrolment it renewed, with effect. */
  enrolledIn(event: string): string | undefined {
    return this.#enrolments.get(event)
  }

  /** The first enrolment of a person's key. */
  enrol(key: string, algorithm: KeyStory['algorithm'], enrolment: Enrolment): void {
    const { agent } = enrolment.details
    this.#begin({ key, use: 'person', agent, algorithm, start: enrolment.index, enrolments: [], revocations: [] })
    this.renew(key, enrolment)
  }

  /** A renewal by the roots. It does not lift a revocation. */
  renew(key: string, enrolment: Enrolment): void {
    this.#story(key).enrolments.push(enrolment)
    this.#enrolments.set(enrolment.event, key)
    const { agent, pairedWith } = enrolment.details
    if (pairedWith === undefined) return
    const pair = `${pairedWith} ${agent}`
    if (!this.#pairedBy.has(pair)) this.#pairedBy.set(pair, { key, index: enrolment.index })
  }

  /** A key that an authority names; one that was named before keeps its story. */
  name(key: string, { use, agent, publicKey }: AuthorityKey, index: number): void {
    if (this.#stories.has(key)) return
    const { algorithm } = publicKey
    this.#begin({ key, use, agent, algorithm, start: index, enrolments: [], revocations: [] })
  }

  revoke(key: string, revocation: Revocation): void {
    const story = this.#story(key)
    story.revocations.push(revocation)
    if (story.end === undefined) {
      story.end = revocation.index
      const keys = this.#byAgent.get(story.agent)
      if (keys) {
        keys.inForce--
        keys.uncheckedEnd ||= revocation.unchecked
      }
    }
    if (story.governing === undefined || revocation.by === 'roots') story.governing = revocation
  }

  /** The other key of a pair, as known to a signer who saw the first `after` entries. */
  partnerOf(story: KeyStory, own: Enrolment | undefined, after: number): string | undefined {
    if (own?.details.pairedWith !== undefined) return own.details.pairedWith
    const link = this.#pairedBy.get(`${story.key} ${story.agent}`)
    return link !== undefined && link.index < after ? link.key : undefined
  }

  #begin(story: Story): void {
    this.#stories.set(story.key, story)
    if (story.use !== 'person' && story.use !== 'root') return
    const keys = this.#byAgent.get(story.agent) ?? { keys: [], inForce: 0, uncheckedEnd: false }
    keys.keys.push(story.key)
    keys.inForce++
    this.#byAgent.set(story.agent, keys)
  }

  #story(key: string): Story {
    const story = this.#stories.get(key)
    if (story) return story
    throw new FairtrailError('misuse', `The key ${key} has no story.`)
  }
}

/** The enrolment that a signer who saw the first `after` entries had seen: the last one below that size. */
export function enrolmentSeen(story: KeyStory, after: number): Enrolment | undefined {
  const { enrolments } = story
  let low = 0
  let high = enrolments.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((enrolments[middle] as Enrolment).index < after) low = middle + 1
    else high = middle
  }
  return enrolments[low - 1]
}
