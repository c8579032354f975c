import * as z from 'zod/mini'
import { compareUtf8 } from '../encoding/bytes.ts'
import { count, list, named, object, oneOf, opt, str } from './kit.ts'
import { RELS } from './rel.ts'
import {
  actId,
  base64,
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

/** Which clock, and how far it was off. */
const clock = named(
  'Clock',
  object({
    /** Whose clock: a device, a watch, a server. */
    source: str,
    /** Seconds, device minus true. */
    offset: opt(decimal),
    /** Seconds, plus or minus. */
    uncertainty: opt(decimal),
  }),
)

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

/** Who signs. */
export const signer = named(
  'SignerLine',
  object({
    key: keyId,
    /** The event that this key signed last in this case; null where there is none. */
    prior: z.nullable(eventId),
  }),
)

const reference = named(
  'Reference',
  object({
    /** How this event refers to that one. */
    rel: z.enum(RELS),
    event: eventId,
    /** Case id, where the event is of another case. */
    case: opt(eventId),
  }),
)

/** What the act rests on. */
const basis = named(
  'Basis',
  object({
    /** With `decision` the refs name it, under rel `decision`. */
    kind: coded('instrument', 'decision', 'urgent', 'administrative', 'none-stated'),
    /** The law, order or agreement. */
    instrument: opt(text),
    article: opt(str),
  }),
)

const fileNameBytes = named(
  'FileNameBytes',
  object({
    bytes: base64,
    /** Name of the encoding as far as it is known, e.g. `windows-1251`. */
    encoding: str,
  }),
)

/** A file that belongs to the statement, by its digests. */
const attachment = named(
  'Attachment',
  object({
    digests: plainDigests,
    /** Size of the file. */
    bytes: count,
    /** RFC 6838, with or without parameters. */
    mediaType: z.string().check(z.regex(/^[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+( *;[ -~]*)?$/)),
    /** What it is: `protocol`, `scan`, `photo`, `refused-entry` ...; and whether 32 random bytes were appended to it. */
    kind: str,
    /** File name: text, or its bytes where it is not valid text. */
    name: opt(w(z.union([text, fileNameBytes]))),
    /** Language of the content. */
    lang: opt(languageTag),
    /** The date that it bears. */
    dated: opt(z.union([date, instant])),
    issuer: opt(w(text)),
    pages: opt(count),
  }),
)

const REVERSE_DNS = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/** Members of others, signed and shown as they are; they never change the meaning of another field. */
const ext = named('Ext', z.record(z.string().check(z.regex(REVERSE_DNS)), z.record(z.string(), z.unknown())))

const referenceKey = (ref: { rel: string; event: string }) => `${ref.rel} ${ref.event}`

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
  /** One signature each, in this order. */
  signers: list(signer).check(
    z.minLength(1),
    z.maxLength(16),
    z.refine((all) => strictlyAscending(all.map((s) => s.key)), 'not sorted by key, or not unique'),
  ),
  /** Every item the event names, sorted and unique. */
  items: list(itemId).check(z.refine(strictlyAscending, 'not sorted, or not unique')),
  /** The only place where events are referred to. */
  refs: list(reference).check(
    z.refine((all) => strictlyAscending(all.map(referenceKey)), 'not sorted by rel and event, or not unique'),
  ),
  occurred,
  recorded: object({
    /** When the statement was made, by the clock of its maker. */
    at: instant,
    /** Why it was made so long after what it is about. */
    lateReason: opt(w(text)),
  }),
  /** Whether the signers saw it, copied it from paper, took it over from another system, or were told. */
  source: oneOf('direct', 'transcribed', 'imported', 'reported'),
  place: opt(place),
  /** Everybody who took part. Between one and as many as there are signers sign by key. */
  participants,
  /** What the act rests on. */
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

/** Refs in the order of the format, the same one once. */
export const sortRefs = <R extends { rel: string; event: string; case?: string }>(refs: readonly R[]): R[] =>
  [...new Map(refs.map((ref) => [`${referenceKey(ref)} ${ref.case ?? ''}`, ref])).values()].sort((a, b) =>
    compareUtf8(referenceKey(a), referenceKey(b)),
  )
