import { base64url } from '../../encoding/base64.ts'
import { FairtrailError } from '../../encoding/error.ts'
import type { Json, JsonObject } from '../../encoding/json.ts'
import { type RandomBytes, randomBytes } from '../../encoding/random.ts'
import { commitmentOf } from '../../withheld/commitment.ts'
import type { Reveal } from '../../withheld/reveal.ts'
import { sortedUnique, sortRefs } from '../header.ts'
import { checkPayload, payloadSchema, type ReadPayload } from '../payload.ts'
import { type EventType, VOCABULARY } from '../vocabulary.ts'
import { replaceAt, valueAt, walkOf } from '../walk.ts'
import { complete, type ToWithhold } from './complete.ts'
import { checkInner } from './inner-event.ts'
import { type EventInput, type ForeignEvent, itemIdOf, knownType, REL_NAMES, recordsItself } from './input.ts'
import type { EventLike } from './loose.ts'

/** Somebody who signs the event by key, as the record knows them at this point. */
export interface EventSigner {
  /** Key id. */
  key: string
  agent: string
  capacity: string
  /** The organisation answered for. */
  for?: string
  /** The event that this key signed last in this case. */
  prior: string | null
}

/** What recording adds to what was said. */
export interface RecordingContext {
  /** Null for entry 0. */
  case: string | null
  language: string
  after: { size: number; root: string }
  signers: readonly EventSigner[]
  /** Instant of recording, by the caller's clock. */
  recordedAt: string
  sha256: (bytes: Uint8Array) => Uint8Array
  random?: RandomBytes
}

export interface AssembledEvent {
  /** Checked; withheld values are commitments. */
  payload: JsonObject
  read: ReadPayload
  /** What opens the commitments; the event id is added once the bytes are known. */
  reveals: Omit<Reveal, 'event'>[]
}

/**
 * Makes the whole payload of an event: header filled in, values withheld, everything checked.
 * @throws FairtrailError `payload-form` with the path of the member that is wrong or missing, `occurred-required`.
 */
export function assemble(input: EventInput, context: RecordingContext): AssembledEvent {
  const type = knownType(input.type)
  const random = context.random ?? randomBytes
  const { header } = input
  const loose = {
    case: context.case,
    nonce: base64url(random(16)),
    type,
    tv: 1,
    act: header.act,
    after: { ...context.after },
    signers: sortSigners(context.signers).map(({ key, prior }) => ({ key, prior })),
    items: [],
    refs: refsOf(input),
    occurred: occurredOf(input, context.recordedAt),
    recorded: { at: context.recordedAt, lateReason: header.lateReason },
    source: header.source ?? 'direct',
    place: header.place,
    participants: participantsOf(input, context.signers),
    basis: header.basis,
    attachments: header.attachments,
    language: header.language ?? context.language,
    details: input.details,
    remarks: header.remarks,
    ext: header.ext,
  }
  const [first] = context.signers
  const signer = { agent: first?.agent ?? '', ...(first?.for === undefined ? {} : { for: first.for }) }
  const toWithhold: ToWithhold[] = []
  const plain = complete(payloadSchema(type), loose, { language: loose.language, signer }, toWithhold) as JsonObject
  plain.items = itemsOf(type, plain, input)
  if (type === 'event.withheld') checkInner(plain.details as JsonObject, context)
  else checkPayload(plain)
  const { payload, reveals } = withholdValues(plain, toWithhold, context, random)
  // What is never in the open has the form of its commitment alone.
  if (type === 'event.withheld') checkPayload({ ...plain, details: payload.details as Json })
  return { payload, read: checkPayload(payload), reveals }
}

const sortSigners = (signers: readonly EventSigner[]) => [...signers].sort((a, b) => (a.key < b.key ? -1 : 1))

function occurredOf(input: EventInput, recordedAt: string): unknown {
  const { occurred } = input.header
  if (occurred === undefined && recordsItself(input.type)) return { at: recordedAt }
  if (occurred === undefined) {
    throw new FairtrailError('occurred-required', 'When it happened is a statement of fact: give `occurred`.', {
      path: '/occurred',
    })
  }
  return typeof occurred === 'string' ? { at: occurred } : occurred
}

function refsOf({ header }: EventInput): Json[] {
  const given = { ...header.refs, ...header } as Record<string, unknown>
  const refs = [...REL_NAMES].flatMap(([name, rel]) => {
    const value = name === 'source' ? header.refs?.source : given[name]
    if (value === undefined) return []
    return (Array.isArray(value) ? value : [value]).map((one: EventLike | ForeignEvent) => ({
      rel,
      ...referenceTo(one),
    }))
  })
  return sortRefs(refs) as unknown as Json[]
}

function referenceTo(event: EventLike | ForeignEvent): { event: string; case?: string } {
  if (typeof event === 'string') return { event }
  return 'case' in event && typeof event.case === 'string'
    ? { event: event.event, case: event.case }
    : { event: event.event }
}

/** The signers first, each with what was said of them; then the others in their order. */
function participantsOf({ header }: EventInput, signers: readonly EventSigner[]): unknown[] {
  const others = [...(header.participants ?? [])] as { agent: string | { id: string }; signs?: unknown }[]
  const isOf = (signer: EventSigner) => (participant: (typeof others)[number]) =>
    itemIdOf(participant.agent) === signer.agent && (participant.signs === undefined || participant.signs === 'key')
  const bySigning = new Map(signers.map((signer) => [signer.agent, signer]))
  const own = [...bySigning.values()].map((signer) => {
    const at = others.findIndex(isOf(signer))
    const said = at === -1 ? {} : others.splice(at, 1)[0]
    const answersFor = signer.for === undefined ? {} : { for: signer.for }
    return { capacity: signer.capacity, ...answersFor, ...said, agent: signer.agent, signs: 'key' }
  })
  return [...own, ...others]
}

function itemsOf(type: EventType, payload: JsonObject, { header }: EventInput): string[] {
  const found = (header.items ?? []).map(itemIdOf)
  const walk = walkOf(VOCABULARY[type].details, (mark) => mark.names === 'item')
  walk?.(payload.details as Json, (value) => {
    if (typeof value === 'string') found.push(value)
  })
  return sortedUnique(found)
}

/** A salt that is too short would be found out when the value is to be revealed: too late. */
function saltBytes(random: RandomBytes): Uint8Array {
  const salt = random(32)
  if (salt.length !== 32) throw new FairtrailError('misuse', 'The source of random bytes did not give 32 bytes.')
  return salt
}

function withholdValues(
  plain: JsonObject,
  toWithhold: readonly ToWithhold[],
  context: RecordingContext,
  random: RandomBytes,
) {
  let payload: Json = plain
  const reveals = toWithhold.map(({ path, class: reason }) => {
    const value = valueAt(plain, path) as Json
    const salt = base64url(saltBytes(random))
    const { case: caseId } = context
    const commitment = commitmentOf({ case: caseId, nonce: plain.nonce as string, path, salt, value }, context.sha256)
    payload = replaceAt(payload, path, { $withheld: commitment, class: reason })
    return { path, salt, value }
  })
  return { payload: payload as JsonObject, reveals }
}
