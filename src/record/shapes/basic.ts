import * as z from 'zod/mini'
import { parsePublicKey } from '../../crypto/public-key.ts'
import { unbase64 } from '../../encoding/base64.ts'
import { isDecimal } from '../../encoding/decimal.ts'
import { isDate, isInstant, isLocal } from '../../encoding/instant.ts'
import { isLanguageTag } from '../../encoding/text.ts'
import { UUID4 } from '../../encoding/uuid.ts'
import { BASE64URL_32, WITHHELD_CLASSES } from '../../withheld/commitment.ts'
import { mark, named, object, opt, str } from '../kit.ts'

/** Lowercase hex of 32 bytes. */
export const SHA256 = /^[0-9a-f]{64}$/

/** Lowercase hex SHA-256. */
export const sha256: z.ZodMiniString = named('Sha256', z.string().check(z.regex(SHA256)))

/** An event id: lowercase hex SHA-256 of the payload. */
export const eventId: z.ZodMiniString = named('EventId', mark(z.string().check(z.regex(SHA256)), { names: 'event' }))

/** A key id: lowercase hex SHA-256 of the SubjectPublicKeyInfo. */
export const keyId: z.ZodMiniString = named('KeyId', z.string().check(z.regex(SHA256)))

/** Ids are branded so that a builder knows where an agent or an item may be given instead of its id; a brand exists in types alone. */
const uuid = () => z.string().check(z.regex(UUID4, 'not a UUIDv4 in lowercase'))

/** Id of an item: UUIDv4, lowercase. */
export const itemId = named('ItemId', mark(uuid().brand<'ItemId'>(), { names: 'item' }))

/** Id of an agent (person, organisation, unit, carrier, facility): UUIDv4, lowercase. */
export const agentId = named('AgentId', mark(uuid().brand<'AgentId'>(), { names: 'agent' }))

/** Id of an item in another case's log: UUIDv4, lowercase. This log does not have the item, so the header does not name it. */
export const foreignItemId: z.ZodMiniString = named('ForeignItemId', uuid())

/** Id shared by all events of one procedural act: UUIDv4, lowercase. */
export const actId: z.ZodMiniString = named('ActId', mark(uuid(), { names: 'act' }))

const DAY = '(?!0000)\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const TIME = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d{1,9})?'

/** `YYYY-MM-DDThh:mm:ss[.f](Z|+hh:mm|-hh:mm)`, 1 to 9 digits of fraction (format, section 1). */
export const instant: z.ZodMiniString = named(
  'Instant',
  z
    .string()
    .check(z.refine(isInstant, 'not an instant of the years 0001 to 9999, with a real day and an offset within 14:00')),
  `^${DAY}T${TIME}(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$`,
)

/** `YYYY-MM-DD`, a real day. */
export const date: z.ZodMiniString = named('Date', z.string().check(z.refine(isDate, 'not a real day')), `^${DAY}$`)

/** An instant without offset, as a device's clock shows it. */
export const local: z.ZodMiniString = named(
  'Local',
  z.string().check(z.refine(isLocal, 'not a local time on a real day')),
  `^${DAY}T${TIME}$`,
)

/** A decimal number as a string; trailing zeros are kept, because they say how precisely it was measured. */
export const decimal: z.ZodMiniString = named(
  'Decimal',
  z.string().check(z.refine(isDecimal, 'not a decimal of at most 40 characters')),
  '^-?(0|[1-9]\\d*)(\\.\\d+)?$',
)

/** Standard base64, padded. */
export const base64: z.ZodMiniString = named(
  'Base64',
  z
    .string()
    .check(
      z.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/),
      z.minLength(1),
    ),
)

/** A SubjectPublicKeyInfo in base64, in the one accepted encoding of its algorithm (format, section 3). */
export const spki: z.ZodMiniString = named(
  'Spki',
  base64.check(z.refine(isSpki, 'not a SubjectPublicKeyInfo in its accepted encoding')),
)

function isSpki(text: string): boolean {
  try {
    parsePublicKey(unbase64(text))
    return true
  } catch {
    return false
  }
}

/** A BCP 47 language tag, well-formed; `und` where the language is not known. */
export const languageTag: z.ZodMiniString = named(
  'LanguageTag',
  z.string().check(z.refine(isLanguageTag, 'not a well-formed BCP 47 language tag (RFC 5646, section 2.1)')),
  '^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$',
)

/** Text written by people, with its language. */
export const text = named('Text', mark(object({ lang: languageTag, text: str }), { text: true }))

/** A value that is committed to and not shown (format, section 9). */
export const withheld = named(
  'Withheld',
  object({
    /** SHA-256 commitment, unpadded base64url. */
    $withheld: z.string().check(z.regex(BASE64URL_32)),
    /** Why: everything but `privacy` at a member withheld by default needs rel `withheld-under`. */
    class: z.enum(WITHHELD_CLASSES),
  }),
)

export type Text = z.output<typeof text>

/** W: a value that may be withheld. */
export const w = <T extends z.core.SomeType>(schema: T): z.ZodMiniUnion<readonly [T, typeof withheld]> =>
  mark(z.union([schema, withheld]), { withhold: 'W' }) as never

/** WW: a value that is withheld unless the recorder says otherwise (names, addresses, health, free text about persons). */
export const ww = <T extends z.core.SomeType>(schema: T): z.ZodMiniUnion<readonly [T, typeof withheld]> =>
  mark(z.union([schema, withheld]), { withhold: 'WW' }) as never

/** The word that a national law has for a coded term. */
export const national = named(
  'National',
  object({
    /** The profile or law the code is from, e.g. `kz`. */
    scheme: str,
    code: str,
    /** The word as it stands there, e.g. "протокол выемки". */
    label: opt(text),
  }),
)

type Words = readonly [string, ...string[]]
type CodedObject<T extends Words> = ReturnType<
  typeof z.strictObject<{
    code: z.ZodMiniEnum<{ [K in T[number] | 'other']: K }>
    text: z.ZodMiniExactOptional<typeof text>
    national: z.ZodMiniExactOptional<typeof national>
  }>
>

/**
 * A word from a closed list that ends in `other`. The plain word where that says it all; `{code, text?, national?}` where the list says
 * `other` (then `text` is required) or where the law has a word of its own.
 */
export function coded<const T extends Words>(
  ...words: T
): z.ZodMiniUnion<readonly [z.ZodMiniEnum<{ [K in T[number]]: K }>, CodedObject<T>]> {
  const long = object({ code: z.enum([...words, 'other']), text: opt(text), national: opt(national) }).check(
    z.refine((term) => term.text !== undefined || term.national !== undefined, 'a plain word says the same: use it'),
    z.refine((term) => term.code !== 'other' || term.text !== undefined, '`other` needs a text'),
  )
  return z.union([z.enum(words), long]) as never
}

/** The plain word of a coded term. */
export function codeOf<T extends string>(term: T | { code: T }): T
export function codeOf(term: string | { code: string }): string {
  return typeof term === 'string' ? term : term.code
}
