import type { Json, JsonObject } from '../encoding/json.ts'
import { pointer } from '../encoding/json-pointer.ts'
import { hasWithheldForm } from '../withheld/commitment.ts'

/** A place where a value breaks the record's profile of JSON (format, section 1). */
export interface ProfileProblem {
  /** RFC 6901 pointer, relative to the value. */
  path: string
  message: string
}

const CAMEL_CASE = /^[a-z][A-Za-z0-9]*$/

/**
 * Holds a value whose schema is not known to the record's profile: camelCase ASCII names, no `$` name but a withheld value's, no empty
 * string, no null. With `freeNames`, inside `ext`, names are free but for the `$` and the empty one.
 */
export function profileProblem(value: Json, freeNames = false, path = ''): ProfileProblem | undefined {
  if (value === null) return { path, message: 'null stands only where the format names it' }
  if (value === '') return { path, message: 'an empty string says nothing: leave the member out' }
  if (typeof value !== 'object') return undefined
  if (Array.isArray(value)) {
    for (const [at, element] of value.entries()) {
      const problem = profileProblem(element, freeNames, `${path}/${at}`)
      if (problem) return problem
    }
    return undefined
  }
  if (!freeNames && hasWithheldForm(value)) return undefined
  return objectProblem(value, freeNames, path)
}

function objectProblem(value: JsonObject, freeNames: boolean, path: string): ProfileProblem | undefined {
  for (const name of Object.keys(value)) {
    const at = path + pointer([name])
    if (name.startsWith('$')) return { path: at, message: 'names with $ are reserved' }
    if (freeNames ? name === '' : !CAMEL_CASE.test(name))
      return { path: at, message: 'member names are ASCII camelCase' }
    const problem = profileProblem(value[name] as Json, freeNames, at)
    if (problem) return problem
  }
  return undefined
}
