import { FairtrailError } from '../../encoding/error.ts'
import type { Json, JsonObject } from '../../encoding/json.ts'
import { quoted } from '../../encoding/text.ts'
import { WITHHELD_CLASSES, type WithheldClass } from '../../withheld/commitment.ts'
import { type EventType, VOCABULARY } from '../vocabulary.ts'
import { newItem } from './agents.ts'
import { type EventInput, type HeaderInput, REL_NAMES, STATED } from './input.ts'
import { shown, withhold } from './loose.ts'

/** Members of the header that recording fills in. */
const FILLED_IN: ReadonlySet<string> = new Set(['case', 'nonce', 'after', 'signers'])

/** Where a type introduces items: a member of the details, and whether it is a list. */
const INTRODUCED: Readonly<Record<string, string>> = {
  'item.collected': 'goods',
  'item.acquired': 'result',
  'item.derived': 'products',
  'custody.received': 'introduces',
}

/**
 * An event as the vocabulary writes it in JSON, ready to be recorded: `{type, details, items?, occurred?, refs?, ...}`. Text may be a plain
 * string, `occurred` a plain instant; `refs` is the format's list. An item that enters the record without an id gets one. Where a value is to be
 * shown that the vocabulary withholds by itself, it is written `{"$show": value}`; `{"$withhold": value, "class": "privacy"}` withholds one
 * that may be withheld. Details are checked when the event is recorded.
 *
 * @throws FairtrailError `payload-form` with the path of the member
 */
export function eventFromJson(json: Json): EventInput {
  const event = objectAt(json, '', 'an event is an object, {"type": ..., "details": {...}}')
  const { type, details } = event
  if (typeof type !== 'string') throw wrong('/type', 'is required: the type of the event, such as "digest.measured"')
  if (!Object.hasOwn(VOCABULARY, type))
    throw wrong('/type', `${quoted(type)} is not a type of this vocabulary${likeOf(type)}`)
  if (event.tv !== undefined && event.tv !== 1) throw wrong('/tv', 'must be 1')
  for (const name of Object.keys(event)) checkName(name)
  const members = withIds(type as EventType, objectAt(details, '/details', 'is required, and is an object'))
  const items = itemsAt(event.items)
  const header = {
    ...Object.fromEntries(
      STATED.flatMap((name) => (event[name] === undefined ? [] : [[name, decided(event[name], `/${name}`)]])),
    ),
    ...recordedOf(event.recorded),
    ...(event.refs === undefined ? {} : { refs: refsOf(event.refs) }),
  } as HeaderInput
  const entering = introducedIn(type, members)
  return {
    type,
    header,
    details: decided(members, '/details') as object,
    items: entering.length > 0 ? entering : items,
  }
}

function checkName(name: string): void {
  if (name === 'type' || name === 'tv' || name === 'details' || name === 'refs' || name === 'recorded') return
  if ((STATED as readonly string[]).includes(name)) return
  if (FILLED_IN.has(name)) throw wrong(`/${name}`, 'is filled in when the event is recorded: leave it out')
  throw wrong(
    `/${name}`,
    'is not a member of an event; what belongs to the event itself stands in "details", references to other events in "refs"',
  )
}

function itemsAt(items: Json | undefined): string[] {
  if (items === undefined) return []
  if (!Array.isArray(items)) throw wrong('/items', 'is a list of item ids')
  return items.map((item, at) => {
    if (typeof item !== 'string') throw wrong(`/items/${at}`, 'is the id of an item')
    return item
  })
}

/** Of `recorded` only the reason for lateness is said by people. */
function recordedOf(recorded: Json | undefined): HeaderInput {
  if (recorded === undefined) return {}
  const { lateReason, ...rest } = objectAt(recorded, '/recorded', 'is an object')
  const [other] = Object.keys(rest)
  if (other !== undefined) throw wrong(`/recorded/${other}`, 'is filled in when the event is recorded: leave it out')
  return lateReason === undefined
    ? {}
    : { lateReason: decided(lateReason, '/recorded/lateReason') as HeaderInput['lateReason'] }
}

/** The format's `[{rel, event, case?}]`, by the names under which builders take them. */
function refsOf(refs: Json): NonNullable<HeaderInput['refs']> {
  if (!Array.isArray(refs)) throw wrong('/refs', 'is a list, [{"rel": "release", "event": "<event id>"}]')
  const names = new Map([...REL_NAMES].map(([name, rel]) => [rel as string, name]))
  const byName: Record<string, (string | { event: string; case: string })[]> = {}
  for (const [at, one] of refs.entries()) {
    const path = `/refs/${at}`
    const { rel, event, case: other, ...rest } = objectAt(one, path, 'is an object, {"rel": ..., "event": ...}')
    const name = typeof rel === 'string' ? names.get(rel) : undefined
    if (name === undefined) throw wrong(`${path}/rel`, `must be one of ${[...names.keys()].join(', ')}`)
    if (typeof event !== 'string') throw wrong(`${path}/event`, 'is the id of an event')
    if (other !== undefined && typeof other !== 'string') throw wrong(`${path}/case`, 'is the id of another case')
    for (const unknown of Object.keys(rest)) throw wrong(`${path}/${unknown}`, 'is not known here')
    const list = byName[name] ?? []
    list.push(other === undefined ? event : { event, case: other })
    byName[name] = list
  }
  return byName
}

/** A copy in which every item that enters the record has an id. */
function withIds(type: EventType, details: JsonObject): JsonObject {
  const member = INTRODUCED[type]
  const value = member === undefined ? undefined : details[member]
  if (member === undefined || value === undefined) return details
  const identified = (one: Json): Json => (isObject(one) && one.item === undefined ? { item: newItem(), ...one } : one)
  return { ...details, [member]: Array.isArray(value) ? value.map(identified) : identified(value) }
}

function introducedIn(type: string, details: JsonObject): string[] {
  const value = details[INTRODUCED[type] ?? '']
  if (value === undefined) return []
  return [value].flat().flatMap((one) => (isObject(one) && typeof one.item === 'string' ? [one.item] : []))
}

/** Values with the recorder's decisions, written with `$`, made into those of the builders. */
function decided(value: Json, path: string): unknown {
  if (Array.isArray(value)) return value.map((one, at) => decided(one, `${path}/${at}`))
  if (!isObject(value)) return value
  if (value.$show !== undefined) {
    if (Object.keys(value).length !== 1) throw wrong(path, '{"$show": value} has no other member')
    return shown(decided(value.$show, path))
  }
  if (value.$withhold !== undefined) {
    const { $withhold: inner, class: reason = 'privacy', ...rest } = value
    if (!isClass(reason)) throw wrong(`${path}/class`, `must be one of ${WITHHELD_CLASSES.join(', ')}`)
    if (Object.keys(rest).length > 0) throw wrong(path, '{"$withhold": value, "class": ...} has no other member')
    return withhold(decided(inner, path), reason)
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, decided(one, `${path}/${name}`)]))
}

const isClass = (value: Json): value is WithheldClass => (WITHHELD_CLASSES as readonly Json[]).includes(value)

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function objectAt(value: Json | undefined, path: string, what: string): JsonObject {
  if (!isObject(value)) throw wrong(path, what)
  return value
}

/** Types of the same family, for whoever mistyped. */
function likeOf(type: string): string {
  const family = `${type.split('.')[0]}.`
  const like = Object.keys(VOCABULARY).filter((one) => one.startsWith(family))
  return like.length === 0 ? '' : `; there are ${like.join(', ')}`
}

function wrong(path: string, message: string): FairtrailError {
  return new FairtrailError('payload-form', `${path === '' ? 'The event' : quoted(path, 120)}: ${message}.`, { path })
}
