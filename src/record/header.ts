import * as z from 'zod/mini'
import { compareUtf8 } from '../encoding/bytes.ts'
import type { JsonObject } from '../encoding/json.ts'
import { count, list, named, object, oneOf, opt, str } from './kit.ts'
import { profileProblem } from './profile.ts'
import { RELS } from './rel.ts'
import {
  actId,
  coded,
  date,
  decimal,
  eventId,
  instant,
  itemId,
  keyId,
  languageTag,
  local,
  sha256,
  text,
  w,
  ww,
} from './shapes/basic.ts'
import { place } from './shapes/items.ts'
import { plainDigests, strictlyAscending } from './shapes/measures.ts'
import { participants } from './shapes/parties.ts'

/** Which clock, and how far it was off: `offset` and `uncertainty` are decimal seconds, device minus true. */
const clock = named('Clock', object({ source: str, offset: opt(decimal), uncertainty: opt(decimal) }))

const withClock = <T extends z.core.$ZodLooseShape>(shape: T) => object({ ...shape, clock: opt(clock) })

/** When it happened, as the signers state it. */
export const occurred = named(
  'Occurred',
  z.union([
    withClock({ at: instant }),
    withClock({ from: instant, to: instant }),
    withClock({ date }),
    withClock({ dates: z.tuple([date, date]) }),
    withClock({
      /** An instant without offset. */
      local,
      /** IANA name; never interpreted. */
      zone: opt(str),
    }),
    withClock({ unknown: z.literal(true) }),
  ]),
)

/** Who signs, and the event that this key signed last in this case. */
export const signer = named('SignerLine', object({ key: keyId, prior: z.nullable(eventId) }))

const reference = named('Reference', object({ rel: z.enum(RELS), event: eventId, case: opt(eventId) }))

/** What the act rests on. */
const basis = named(
  'Basis',
  object({
    kind: coded('instrument', 'decision', 'urgent', 'administrative', 'none-stated'),
    instrument: opt(text),
    article: opt(str),
  }),
)

/** A file that belongs to the statement, by its digests. */
const attachment = named(
  'Attachment',
  object({
    digests: plainDigests,
    bytes: count,
    mediaType: z.string().check(z.regex(/^[!#$&^_.+a-z0-9-]+\/[!#$&^_.+a-z0-9-]+$/)),
    kind: str,
    name: opt(w(z.union([text, object({ bytes: str, encoding: str })]))),
    lang: opt(languageTag),
    dated: opt(z.union([date, instant])),
    issuer: opt(w(text)),
    pages: opt(count),
  }),
)

const REVERSE_DNS = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/** Members of others, signed and shown as they are; they never change the meaning of another field. */
const ext = z
  .record(z.string().check(z.regex(REVERSE_DNS)), z.record(z.string(), z.json()))
  .check(
    z.refine(
      (value) => Object.values(value).every((inner) => profileProblem(inner as JsonObject, true) === undefined),
      'outside the profile',
    ),
  )

const referenceKey = (ref: { rel: string; event: string; case?: string }) => `${ref.rel} ${ref.event} ${ref.case ?? ''}`

/** The header's members, without `type`, `tv` and `details`. */
export const headerShape = {
  /** Case id; null in entry 0 alone. */
  case: z.nullable(eventId),
  /** 16 random bytes, unpadded base64url. */
  nonce: z.string().check(z.regex(/^[A-Za-z0-9_-]{21}[AQgw]$/)),
  /** Shared by all events of one procedural act. */
  act: opt(actId),
  /** The tree head that the signers saw. */
  after: object({ size: count, root: sha256 }),
  signers: list(signer).check(
    z.minLength(1),
    z.maxLength(16),
    z.refine((all) => strictlyAscending(all.map((s) => s.key)), 'signers are sorted by key and unique'),
  ),
  /** Every item the event names, sorted and unique. */
  items: list(itemId).check(z.refine(strictlyAscending, 'items are sorted and unique')),
  /** The only place where events are referred to. */
  refs: list(reference).check(
    z.refine((all) => strictlyAscending(all.map(referenceKey)), 'refs are sorted by rel and event, and unique'),
  ),
  occurred,
  recorded: object({ at: instant, lateReason: opt(w(text)) }),
  source: oneOf('direct', 'transcribed', 'imported', 'reported'),
  place: opt(place),
  participants,
  basis: opt(list(basis)),
  attachments: opt(list(attachment)),
  /** The language in which the statement was made. */
  language: languageTag,
  remarks: opt(ww(text)),
  ext: opt(ext),
}

export type Header = z.output<ReturnType<typeof z.strictObject<typeof headerShape>>>

export type Occurred = z.output<typeof occurred>

/** The order of `items`, `signers` and `refs` in the format. */
export const sortedUnique = (values: Iterable<string>): string[] => [...new Set(values)].sort(compareUtf8)

/** Refs in the order of the format, no two alike. */
export const sortRefs = <R extends { rel: string; event: string; case?: string }>(refs: readonly R[]): R[] => [
  ...new Map(
    [...refs].sort((a, b) => compareUtf8(referenceKey(a), referenceKey(b))).map((r) => [referenceKey(r), r]),
  ).values(),
]
