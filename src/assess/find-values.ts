import type { Json, JsonObject } from '../encoding/json.ts'

/** A value that was looked for, and where it stands. */
export interface FoundValue<T> {
  /** RFC 6901 pointer. */
  path: string
  found: T
}

/** What a value is looked at for: the answer, or undefined. `name` is the member under which it stands, or the one around its list. */
export type Look<T> = (value: Json, name: string) => T | undefined

/**
 * Every place of a statement that a look finds; it is not looked into further. Paths are made only where something was found, because every
 * value of every entry comes by here.
 */
export function findValues<T>(value: Json, look: Look<T>): FoundValue<T>[] {
  if (!holdsAny(value, '', look)) return []
  const all: FoundValue<T>[] = []
  collect(value, '', '', look, all)
  return all
}

function holdsAny<T>(value: Json, name: string, look: Look<T>): boolean {
  if (look(value, name) !== undefined) return true
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) {
    for (const one of value) if (holdsAny(one, name, look)) return true
    return false
  }
  for (const member in value) if (holdsAny((value as JsonObject)[member] as Json, member, look)) return true
  return false
}

function collect<T>(value: Json, name: string, path: string, look: Look<T>, all: FoundValue<T>[]): void {
  const found = look(value, name)
  if (found !== undefined) {
    all.push({ path, found })
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [member, inner] of Object.entries(value)) {
    const step = member.replaceAll('~', '~0').replaceAll('/', '~1')
    collect(inner as Json, Array.isArray(value) ? name : member, `${path}/${step}`, look, all)
  }
}
