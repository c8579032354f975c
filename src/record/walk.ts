import type * as z from 'zod/mini'
import type { Json, JsonObject } from '../encoding/json.ts'
import { type Mark, marks } from './kit.ts'
import { defOf } from './schema-def.ts'

/** Finds the marked values of one statement: called with each, and its RFC 6901 pointer. */
export type Walk = (value: Json, found: (value: Json, path: string) => void, path?: string) => void

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is of an option of a union: objects by their members, the rest by what they are. */
function fits(schema: z.core.$ZodType, value: Json): boolean {
  const { type, shape, innerType } = defOf(schema)
  if (type === 'optional' || type === 'nullable') return innerType !== undefined && fits(innerType, value)
  if (type === 'object' && shape)
    return isObject(value) && Object.keys(value).every((name) => Object.hasOwn(shape, name))
  if (type === 'array' || type === 'tuple') return Array.isArray(value)
  return !isObject(value) && !Array.isArray(value)
}

/**
 * Prepares a walk over the values of a schema that carry a mark. Undefined where the schema has none, so that nothing is spent on them.
 * A marked schema is not looked into further.
 */
export function walkOf(schema: z.core.$ZodType, wanted: (mark: Mark) => boolean): Walk | undefined {
  const own = marks.get(schema)
  if (own && wanted(own)) return (value, found, path = '') => found(value, path)
  const { type, shape, element, innerType, options } = defOf(schema)
  if (shape && type === 'object') return walkMembers(shape, wanted)
  if (element && type === 'array') {
    const walk = walkOf(element, wanted)
    if (!walk) return undefined
    return (value, found, path = '') => {
      if (Array.isArray(value)) for (const [at, one] of value.entries()) walk(one, found, `${path}/${at}`)
    }
  }
  if (innerType) return walkOf(innerType, wanted)
  if (options) return walkOptions(options, wanted)
  return undefined
}

function walkMembers(shape: Record<string, z.core.$ZodType>, wanted: (mark: Mark) => boolean): Walk | undefined {
  const walks = Object.entries(shape).flatMap(([name, member]) => {
    const walk = walkOf(member, wanted)
    return walk ? [[name, walk] as const] : []
  })
  if (walks.length === 0) return undefined
  return (value, found, path = '') => {
    if (!isObject(value)) return
    for (const [name, walk] of walks) {
      const member = value[name]
      if (member !== undefined) walk(member, found, `${path}/${name}`)
    }
  }
}

function walkOptions(options: readonly z.core.$ZodType[], wanted: (mark: Mark) => boolean): Walk | undefined {
  const walks = options.flatMap((option) => {
    const walk = walkOf(option, wanted)
    return walk ? [[option, walk] as const] : []
  })
  if (walks.length === 0) return undefined
  return (value, found, path) => {
    for (const [option, walk] of walks) if (fits(option, value)) walk(value, found, path)
  }
}

/** The names and indexes of an RFC 6901 pointer; undefined for a text that is none. */
function stepsOf(path: string): string[] | undefined {
  if (path === '') return []
  if (!path.startsWith('/') || /~(?![01])/.test(path)) return undefined
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A copy of a statement in which the value at a pointer is another; the statement itself where nothing stands there. */
export function replaceAt(value: Json, path: string, replacement: Json): Json {
  const steps = stepsOf(path)
  if (steps === undefined) return value
  const replace = (node: Json, at: number): Json => {
    if (at === steps.length) return replacement
    const step = steps[at] as string
    if (Array.isArray(node)) return node.map((one, index) => (String(index) === step ? replace(one, at + 1) : one))
    if (!isObject(node) || !Object.hasOwn(node, step)) return node
    return { ...node, [step]: replace(node[step] as Json, at + 1) }
  }
  return replace(value, 0)
}

/** The value at an RFC 6901 pointer, or undefined. */
export function valueAt(value: Json, path: string): Json | undefined {
  const steps = stepsOf(path)
  if (steps === undefined) return undefined
  let node: Json | undefined = value
  for (const step of steps) {
    if (Array.isArray(node)) node = /^(0|[1-9]\d*)$/.test(step) ? node[Number(step)] : undefined
    else if (node !== undefined && isObject(node) && Object.hasOwn(node, step)) node = node[step]
    else return undefined
  }
  return node
}
