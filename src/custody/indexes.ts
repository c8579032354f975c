import type { Json } from '../encoding/json.ts'
import type { Rel } from '../record/rel.ts'
import { isEventType, VOCABULARY } from '../record/vocabulary.ts'
import { type Walk, walkOf } from '../record/walk.ts'
import type { CustodyEvent } from './event.ts'

type Index = Map<string, number[]>

const NONE: readonly number[] = []

/** The indexes through which custody and rules read the events. Every list is ascending, by index. */
export class Indexes {
  readonly #items: Index = new Map()
  readonly #agents: Index = new Map()
  readonly #acts: Index = new Map()
  readonly #types: Index = new Map()
  readonly #refs: Index = new Map()

  add(event: CustodyEvent): void {
    const { index, payload } = event
    put(this.#types, payload.type, index)
    for (const item of payload.items) put(this.#items, item, index)
    for (const { rel, event: target } of payload.refs) put(this.#refs, `${rel} ${target}`, index)
    if (payload.act !== undefined) put(this.#acts, payload.act, index)
    this.#addAgents(event)
  }

  #addAgents({ index, known, agents, payload }: CustodyEvent): void {
    const add = (agent: string | undefined) => agent !== undefined && put(this.#agents, agent, index)
    for (const agent of agents) add(agent)
    for (const participant of payload.participants ?? []) {
      add(participant.agent)
      add(participant.for)
    }
    if (payload.place && 'facility' in payload.place) add(payload.place.facility)
    if (!known || !isEventType(payload.type)) return
    agentWalk(payload.type)?.(payload.details as Json, (value) => add(value as string))
  }

  /** Every item that an event names. */
  get items(): Iterable<string> {
    return this.#items.keys()
  }

  /** Events that name an item. */
  byItem(item: string): readonly number[] {
    return this.#items.get(item) ?? NONE
  }

  /** Events that an agent signed, took part in, or is named in. */
  byAgent(agent: string): readonly number[] {
    return this.#agents.get(agent) ?? NONE
  }

  /** Events of one procedural act. */
  byAct(act: string): readonly number[] {
    return this.#acts.get(act) ?? NONE
  }

  byType(type: string): readonly number[] {
    return this.#types.get(type) ?? NONE
  }

  /** Events that refer to an event with this rel. `target` is an event id, of this case or another. */
  byRef(rel: Rel, target: string): readonly number[] {
    return this.#refs.get(`${rel} ${target}`) ?? NONE
  }
}

/** Adds to a list, once: what one event names twice stands last. */
function put(index: Index, key: string, value: number): void {
  const list = index.get(key)
  if (list === undefined) index.set(key, [value])
  else if (list[list.length - 1] !== value) list.push(value)
}

const walks = new Map<string, Walk | undefined>()

function agentWalk(type: keyof typeof VOCABULARY): Walk | undefined {
  if (!walks.has(type)) {
    walks.set(
      type,
      walkOf(VOCABULARY[type].details, (mark) => mark.names === 'agent'),
    )
  }
  return walks.get(type)
}
