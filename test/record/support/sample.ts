import type { HeaderNeeds } from './payload.ts'

/**
 * A fault put into the full details: the reason, the pointer from the details, the value that is set there (`REMOVED` takes the member
 * out), and the pointer that the refusal names, where it is another one.
 */
export type Fault = readonly [why: string, at: string, value: unknown, named?: string]

export const REMOVED: unique symbol = Symbol('removed')

/** Valid details of one event type, and the nearest invalid ones. */
export interface Sample extends HeaderNeeds {
  /** Only what is required. */
  minimal: object
  /** Every member, with variants where a member has several forms. */
  full: object
  /** Further details that are valid. */
  variants?: readonly object[]
  faults: readonly Fault[]
}

/** A copy in which the value at a pointer is another. The last name may be new. */
export function setAt(value: unknown, pointer: string, replacement: unknown): unknown {
  if (pointer === '') return replacement
  const [, first = '', ...rest] = pointer.split('/')
  const inner = rest.length === 0 ? '' : `/${rest.join('/')}`
  if (Array.isArray(value)) {
    const copy = [...value]
    const at = Number(first)
    if (inner === '' && replacement === REMOVED) copy.splice(at, 1)
    else copy[at] = setAt(copy[at], inner, replacement)
    return copy
  }
  const members = new Map(Object.entries(value as object))
  if (inner === '' && replacement === REMOVED) members.delete(first)
  else members.set(first, setAt(members.get(first), inner, replacement))
  return Object.fromEntries(members)
}
