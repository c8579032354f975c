import type * as z from 'zod/mini'
import { defOf, type SchemaDef } from './schema-def.ts'

/** True for a value that a schema accepts. */
export type Accepts = (value: unknown) => boolean

const prepared = new WeakMap<z.core.$ZodType, Accepts>()

/**
 * Prepares a schema to answer yes or no: five times as fast as a parse by zod, which copies what it reads and collects problems, and without
 * generating code, which a page may forbid. What is refused here is then put to zod, to say why.
 * @throws Error for a kind of schema that the vocabulary does not use: at once, never at a value.
 */
export function acceptsOf(schema: z.core.$ZodType): Accepts {
  const known = prepared.get(schema)
  if (known) return known
  const def = defOf(schema)
  const ofType = acceptsType(def)
  const checks = (def.checks ?? []).map(acceptsCheck)
  const accepts: Accepts =
    checks.length === 0 ? ofType : (value) => ofType(value) && checks.every((check) => check(value))
  prepared.set(schema, accepts)
  return accepts
}

function acceptsType(def: SchemaDef): Accepts {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string'
    case 'number':
      return (value) => Number.isSafeInteger(value)
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'unknown':
      return (value) => value !== undefined
    case 'enum':
      return oneOfThese(Object.values(def.entries ?? {}))
    case 'literal':
      return oneOfThese(def.values ?? [])
    case 'optional':
      return acceptsInner(def)
    case 'nullable':
      return nullOr(acceptsInner(def))
    case 'union':
      return oneOfSchemas((def.options ?? []).map(acceptsOf))
    case 'array':
      return def.element ? listOf(acceptsOf(def.element)) : unknownKind(def)
    case 'tuple':
      return tupleOf((def.items ?? []).map(acceptsOf))
    case 'record':
      return def.keyType && def.valueType ? mapOf(acceptsOf(def.keyType), acceptsOf(def.valueType)) : unknownKind(def)
    case 'object':
      return objectOf(def.shape ?? {})
    default:
      return unknownKind(def)
  }
}

function unknownKind({ type }: { type: string }): never {
  throw new Error(`A schema of the vocabulary has a part of a kind that is not read: ${type}.`)
}

const acceptsInner = (def: SchemaDef): Accepts => (def.innerType ? acceptsOf(def.innerType) : unknownKind(def))

const oneOfThese = (values: readonly unknown[]): Accepts => {
  const set = new Set(values)
  return (value) => set.has(value)
}

const nullOr =
  (accepts: Accepts): Accepts =>
  (value) =>
    value === null || accepts(value)

const oneOfSchemas =
  (options: readonly Accepts[]): Accepts =>
  (value) =>
    options.some((accepts) => accepts(value))

const listOf =
  (accepts: Accepts): Accepts =>
  (value) =>
    Array.isArray(value) && value.every(accepts)

const tupleOf =
  (members: readonly Accepts[]): Accepts =>
  (value) =>
    Array.isArray(value) && value.length === members.length && members.every((accepts, at) => accepts(value[at]))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mapOf =
  (name: Accepts, member: Accepts): Accepts =>
  (value) =>
    isObject(value) && Object.keys(value).every((key) => name(key) && member(value[key]))

/** Exactly the members of the shape; own names alone are looked at, `__proto__` like any other. */
function objectOf(shape: Readonly<Record<string, z.core.$ZodType>>): Accepts {
  const members = new Map(
    Object.entries(shape).map(([name, schema]) => [
      name,
      { accepts: acceptsOf(schema), required: defOf(schema).type === 'optional' ? 0 : 1 },
    ]),
  )
  let required = 0
  for (const member of members.values()) required += member.required
  return (value) => {
    if (!isObject(value)) return false
    let found = 0
    for (const name of Object.keys(value)) {
      const member = members.get(name)
      if (member === undefined || !member.accepts(value[name])) return false
      found += member.required
    }
    return found === required
  }
}

interface CheckDef {
  check: string
  pattern?: RegExp
  minimum?: number
  maximum?: number
  value?: number
  inclusive?: boolean
  fn?: Accepts
}

function acceptsCheck(check: z.core.$ZodCheck): Accepts {
  const { check: kind, pattern, minimum, maximum, value: bound, inclusive, fn } = check._zod.def as CheckDef
  if (kind === 'custom' && fn) return (value) => fn(value)
  if (kind === 'string_format' && pattern) return (value) => pattern.test(value as string)
  if (kind === 'min_length' && minimum !== undefined) return (value) => (value as { length: number }).length >= minimum
  if (kind === 'max_length' && maximum !== undefined) return (value) => (value as { length: number }).length <= maximum
  if (kind === 'greater_than' && inclusive && bound !== undefined) return (value) => (value as number) >= bound
  return unknownKind({ type: kind })
}
