import type { Json } from '../encoding/json.ts'
import { escaped } from '../encoding/text.ts'
import type { Names } from './names.ts'
import type { Template, Texts } from './texts.ts'

/** A template with its values in place. They come from the record, so that they are escaped; one that is not there stays as its name. */
export function filled(template: Template, values: Readonly<Record<string, Json | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? whole : valueText(value)
  })
}

/** A value of a check as text on one line. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return escaped(value)
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  return escaped(JSON.stringify(value))
}

/** An agent by name where this reader can read it, else by id. */
export function agentText(id: string, { agents }: Names, { words }: Texts): string {
  const name = agents.get(id)?.name
  return name === undefined ? filled(words.nameWithheld, { id }) : escaped(name)
}

/** `entry 4`, `entries 0-3, 7`. */
export function entriesText(entries: readonly number[], { words }: Texts): string {
  const ranges: [number, number][] = []
  for (const entry of entries) {
    const last = ranges.at(-1)
    if (last && entry === last[1] + 1) last[1] = entry
    else ranges.push([entry, entry])
  }
  const list = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
  return filled(entries.length === 1 ? words.entry : words.entries, { list })
}
