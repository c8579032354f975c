import * as z from 'zod/mini'
import { FairtrailError } from '../encoding/error.ts'
import { type Json, type JsonObject, parseJson } from '../encoding/json.ts'
import { pointer } from '../encoding/json-pointer.ts'
import { quoted } from '../encoding/text.ts'
import { acceptsOf } from './accepts.ts'
import { explain } from './explain.ts'
import { type Header, headerShape } from './header.ts'
import { object, str } from './kit.ts'
import { profileProblem } from './profile.ts'
import { codeOf } from './shapes/basic.ts'
import { type Details, definitionOf, type EventType, isEventType, VOCABULARY } from './vocabulary.ts'
import { type Walk, walkOf } from './walk.ts'

/** The payload of an event whose type this version knows. */
export type Payload<T extends EventType = EventType> = T extends EventType
  ? Header & { type: T; tv: 1; details: Details<T> }
  : never

/** The payload of a type, or a type version, that this version does not know: checked in form, shown, not understood. */
export type ForeignPayload = Header & { type: string; tv: number; details: JsonObject }

export type ReadPayload = { known: true; payload: Payload } | { known: false; payload: ForeignPayload }

/** RFC 6962: the root of the empty tree, which entry 0 names as the head it follows. */
export const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Types that stay as they are for the life of payload type v1: another tv is malformed, and so is another type under these two. */
export const isReserved = (type: string) =>
  type.startsWith('case.') || type.startsWith('key.') || type === 'time.anchored' || type === 'event.withheld'

const foreignSchema = object({
  ...headerShape,
  type: str,
  tv: z.int().check(z.minimum(1)),
  details: z.record(z.string(), z.unknown()),
})

interface Reader {
  schema: z.ZodMiniType
  items: Walk | undefined
}

const readers = new Map<EventType, Reader>()

/** The whole schema of a type's payload: header and details. */
export function payloadSchema(type: EventType): z.ZodMiniType {
  return readerOf(type).schema
}

function readerOf(type: EventType): Reader {
  let reader = readers.get(type)
  if (!reader) {
    const { details } = VOCABULARY[type]
    const schema = object({ ...headerShape, type: z.literal(type), tv: z.literal(1), details })
    reader = { schema, items: walkOf(details, (mark) => mark.names === 'item') }
    readers.set(type, reader)
  }
  return reader
}

const fail = (path: string, message: string): never => {
  throw new FairtrailError('payload-form', `${path === '' ? 'The payload' : quoted(path, 120)}: ${message}.`, { path })
}

function check(schema: z.ZodMiniType, json: Json): void {
  if (acceptsOf(schema)(json)) return
  const { path, message } = explain(schema, json)
  fail(path, message)
}

/**
 * Reads a payload: canonical JSON in the record's profile, the header and the details of its type (format, sections 1, 2 and 4). Keys are
 * not looked at.
 * @throws FairtrailError `payload-form` with the path of the member, and the codes of `parseJson`.
 */
export function readPayload(bytes: Uint8Array): ReadPayload {
  return checkPayload(parseJson(bytes, { canonical: true }))
}

/** Like `readPayload`, for a value that was parsed already. */
export function checkPayload(json: Json): ReadPayload {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return fail('', 'not an object')
  const { type, tv } = json
  if (typeof type === 'string' && isEventType(type) && (tv === 1 || isReserved(type))) {
    const { schema, items } = readerOf(type)
    check(schema, json)
    const payload = json as unknown as Payload
    checkHeader(payload)
    checkNeeds(type, payload)
    const named = new Set<string>(payload.items)
    items?.(json.details as Json, (item, path) => {
      if (!named.has(item as string)) fail('/items', `does not name the item at /details${path}`)
    })
    return { known: true, payload }
  }
  if (typeof type === 'string' && isReserved(type)) return fail('/type', 'not a type of this format')
  check(foreignSchema, json)
  const problem = profileProblem(json.details as Json)
  if (problem) return fail(`/details${problem.path}`, problem.message)
  const payload = json as unknown as ForeignPayload
  checkHeader(payload)
  return { known: false, payload }
}

/** The rules of the header that tie members together. */
function checkHeader(payload: Header & { type: string }): void {
  const opens = payload.type === 'case.opened'
  if ((payload.case === null) !== opens) fail('/case', 'null in case.opened, and there alone')
  if (opens !== (payload.after.size === 0)) fail('/after/size', '0 in case.opened, and there alone')
  if (opens && payload.after.root !== EMPTY_ROOT) fail('/after/root', 'not the root of the empty tree')
  const own = payload.refs.findIndex((ref) => ref.case !== undefined && ref.case === payload.case)
  if (own !== -1) fail(`/refs/${own}/case`, 'stated for an event of another case alone')
  const decided = payload.basis?.findIndex(({ kind }) => codeOf(kind) === 'decision') ?? -1
  if (decided !== -1 && !payload.refs.some(({ rel }) => rel === 'decision')) {
    fail(`/basis/${decided}/kind`, 'needs rel decision')
  }
  for (const [name, members] of Object.entries(payload.ext ?? {})) {
    const problem = profileProblem(members as JsonObject, true)
    if (problem) fail(`${pointer(['ext', name])}${problem.path}`, problem.message)
  }
  const byKey = payload.participants.filter((p) => p.signs === 'key').length
  if (byKey < 1 || byKey > payload.signers.length) {
    fail('/participants', `${byKey} sign by key; between 1 and the number of signers (${payload.signers.length}) do`)
  }
}

function checkNeeds(type: EventType, payload: Payload): void {
  const { needs } = definitionOf(type)
  if (!needs) return
  const has = payload.refs.some((ref) => needs.rel.includes(ref.rel))
  const reason = needs.unless !== undefined && Object.hasOwn(payload.details, needs.unless)
  const words = needs.rel.join(' or ')
  if (!has && !reason) fail('/refs', `needs rel ${words}${needs.unless ? `, or details.${needs.unless}` : ''}`)
  if (reason && payload.refs.some((ref) => ref.rel === needs.rel[0])) {
    fail(`/details/${needs.unless}`, `not beside rel ${needs.rel[0]}`)
  }
}
