import type { Json, JsonObject } from '../encoding/json.ts'

export interface NamedAgent {
  kind: string
  /** Absent where the name is withheld from this reader. */
  name?: string
}

export interface NamedItem {
  exhibit?: string
  /** The description in words; absent where there is none, or it is withheld. */
  text?: string
}

/** What agents and items are called, as far as this reader can read it. */
export interface Names {
  agents: ReadonlyMap<string, NamedAgent>
  items: ReadonlyMap<string, NamedItem>
}

/**
 * Collects names from payloads in the order of the log, with revealed values in their places. Later names of an agent add nothing: it
 * is shown under the first. An item is shown with its newest number, because that is on it.
 */
export function namesOf(payloads: Iterable<JsonObject>): Names {
  const agents = new Map<string, NamedAgent>()
  const items = new Map<string, NamedItem>()
  for (const { type, details } of payloads) {
    if (!isObject(details)) continue
    if (type === 'agent.registered') addAgent(agents, details)
    else if (type === 'case.opened' || type === 'case.authority-changed') addHolders(agents, details)
    else if (type === 'item.relabelled') relabel(items, details)
    else for (const one of introducedIn(details)) describe(items, one)
  }
  return { agents, items }
}

function addAgent(agents: Map<string, NamedAgent>, { agent, kind, names }: JsonObject): void {
  if (typeof agent !== 'string' || typeof kind !== 'string') return
  const name = Array.isArray(names) ? names.map(textOf).find((one) => one !== undefined) : undefined
  const known = agents.get(agent)
  if (known?.name !== undefined) return
  agents.set(agent, { kind: known?.kind ?? kind, ...(name === undefined ? {} : { name }) })
}

function addHolders(agents: Map<string, NamedAgent>, { authority }: JsonObject): void {
  const holders = isObject(authority) && isObject(authority.roots) ? authority.roots.holders : undefined
  if (!Array.isArray(holders)) return
  for (const holder of holders) {
    if (isObject(holder))
      addAgent(agents, { agent: holder.agent ?? null, kind: 'person', names: [holder.name ?? null] })
  }
}

/** Every object with an item and its description: the form in which all types introduce items. */
function introducedIn(details: JsonObject): JsonObject[] {
  return Object.values(details)
    .flat()
    .filter((one): one is JsonObject => isObject(one) && typeof one.item === 'string' && isObject(one.description))
}

function describe(items: Map<string, NamedItem>, { item, description }: JsonObject): void {
  const { exhibit, text } = description as JsonObject
  if (typeof item !== 'string' || items.has(item)) return
  const words = textOf(text)
  items.set(item, {
    ...(typeof exhibit === 'string' ? { exhibit } : {}),
    ...(words === undefined ? {} : { text: words }),
  })
}

function relabel(items: Map<string, NamedItem>, { item, new: exhibit }: JsonObject): void {
  if (typeof item === 'string' && typeof exhibit === 'string') items.set(item, { ...items.get(item), exhibit })
}

function textOf(value: Json | undefined): string | undefined {
  return isObject(value) && typeof value.text === 'string' ? value.text : undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
