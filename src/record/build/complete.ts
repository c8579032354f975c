import type * as z from 'zod/mini'
import { base64 } from '../../encoding/base64.ts'
import { FairtrailError } from '../../encoding/error.ts'
import type { Json, JsonObject } from '../../encoding/json.ts'
import { isWithheld, type WithheldClass } from '../../withheld/commitment.ts'
import { marks, shapeNames } from '../kit.ts'
import { defOf } from '../schema-def.ts'
import { withheld } from '../shapes/basic.ts'
import { sortDigests } from '../shapes/measures.ts'
import { isDecided } from './loose.ts'

/** What a builder's values are completed with. */
export interface Completion {
  /** BCP 47: the language of texts given as plain strings. */
  language: string
  /** Who signs, where a custodian is not said: an agent, and the organisation answered for. */
  signer: { agent: string; for?: string }
}

/** A member that is to be replaced by its commitment once the event's nonce is known. */
export interface ToWithhold {
  path: string
  class: WithheldClass
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Turns what a builder was given into the record's form, guided by the schema's marks: text gets its language, agents and items become
 * their ids, a custodian that was left out is the signer, absent members disappear. Values are not checked here: `checkPayload` does that.
 */
export function complete(schema: z.core.$ZodType, input: unknown, context: Completion, toWithhold: ToWithhold[]): Json {
  return convert(schema, input, '', context, toWithhold) as Json
}

function convert(
  schema: z.core.$ZodType,
  input: unknown,
  path: string,
  context: Completion,
  out: ToWithhold[],
): unknown {
  const mark = marks.get(schema)
  if (mark?.withhold) {
    const value = notYetWithheld(input, path)
    const reason = isDecided(input) ? input.class : mark.withhold === 'WW' ? 'privacy' : undefined
    if (reason !== undefined) out.push({ path, class: reason })
    const [shownAs] = defOf(schema).options as readonly [z.core.$ZodType, z.core.$ZodType]
    return convert(shownAs, value, path, context, out)
  }
  if (schema === withheld) {
    // The inner event of event.withheld: nothing can be shown there.
    const value = notYetWithheld(input, path)
    out.push({ path, class: (isDecided(input) ? input.class : undefined) ?? 'privacy' })
    return value instanceof Uint8Array ? base64(value) : value
  }
  // An optional member is what it holds: the marks are there.
  const { innerType } = defOf(schema)
  if (innerType) return convert(innerType, input, path, context, out)
  if (isDecided(input)) {
    throw new FairtrailError('withheld-not-possible', `${path} is never withheld: say it, or leave it out.`, { path })
  }
  if (mark?.text && typeof input === 'string') return { lang: context.language, text: input }
  if (mark?.names === 'item' || mark?.names === 'agent') return isPlainObject(input) ? input.id : input
  if (mark?.custodian && isPlainObject(input) && 'id' in input) return { agent: input.id }
  return convertByShape(schema, input, path, context, out)
}

function notYetWithheld(input: unknown, path: string): unknown {
  const value = isDecided(input) ? input.value : input
  if (!isWithheld(value)) return value
  const message = `${path} is given as a commitment: give the value itself, and it is withheld here.`
  throw new FairtrailError('withheld-not-possible', message, { path })
}

function convertByShape(
  schema: z.core.$ZodType,
  input: unknown,
  path: string,
  context: Completion,
  out: ToWithhold[],
): unknown {
  const { type, shape, element, options } = defOf(schema)
  if (options && type === 'union') {
    const option = options.find((one) => fits(one, input))
    return option ? convert(option, input, path, context, out) : input
  }
  if (element && Array.isArray(input)) {
    const converted = input.map((one, at) => convert(element, one, `${path}/${at}`, context, out))
    return shapeNames.get(schema)?.name.endsWith('Digests') ? sortDigests(converted as never[]) : converted
  }
  if (shape && isPlainObject(input)) return convertMembers(shape, input, path, context, out)
  return input
}

function convertMembers(
  shape: Record<string, z.core.$ZodType>,
  input: Record<string, unknown>,
  path: string,
  context: Completion,
  out: ToWithhold[],
): JsonObject {
  const result: [string, Json][] = []
  for (const [name, member] of Object.entries(shape)) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined
    if (value !== undefined) {
      result.push([name, convert(member, value, `${path}/${name}`, context, out) as Json])
    } else if (marks.get(member)?.signerUnlessSaid) {
      result.push([name, { ...context.signer }])
    }
  }
  // What the schema does not know stays, so that it is refused and not lost.
  for (const [name, value] of Object.entries(input)) {
    if (!Object.hasOwn(shape, name) && value !== undefined) result.push([name, value as Json])
  }
  return Object.fromEntries(result)
}

/** Whether a builder's value is meant for an option of a union. */
function fits(schema: z.core.$ZodType, input: unknown): boolean {
  const mark = marks.get(schema)
  if (mark?.text && typeof input === 'string') return true
  if (mark?.custodian && isPlainObject(input) && 'id' in input) return true
  const { type, shape, options } = defOf(schema)
  if (options && type === 'union') return options.some((one) => fits(one, input))
  if (type === 'object' && shape) {
    return (
      isPlainObject(input) &&
      Object.keys(input).every((name) => Object.hasOwn(shape, name)) &&
      Object.entries(shape).every(([name, member]) => defOf(member).type === 'optional' || input[name] !== undefined)
    )
  }
  if (type === 'array' || type === 'tuple') return Array.isArray(input)
  if (type === 'enum' || type === 'literal') return typeof input !== 'object' && accepts(schema, input)
  return typeof input !== 'object' || isDecided(input)
}

function accepts(schema: z.core.$ZodType, input: unknown): boolean {
  const result = schema['~standard'].validate(input)
  return 'value' in result
}
