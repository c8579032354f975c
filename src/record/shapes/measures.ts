import * as z from 'zod/mini'
import { count, list, mark, named, object, oneOf, opt, str } from '../kit.ts'
import { coded, date, decimal, SHA256, sha256, text, ww } from './basic.ts'

/** UCUM codes in use; `1` counts pieces. */
export const unit = named(
  'Unit',
  z.enum([
    '1',
    'ng',
    'ug',
    'mg',
    'g',
    'kg',
    't',
    'uL',
    'mL',
    'L',
    'mm',
    'cm',
    'm',
    'km',
    'mm2',
    'cm2',
    'm2',
    'cm3',
    'm3',
    'By',
    '%',
    'Cel',
  ]),
)

/** What was used: software or an instrument. */
export const tool = named(
  'Tool',
  object({
    name: str,
    version: opt(str),
    /** SHA-256 of the configuration. */
    configDigest: opt(sha256),
    /** Serial or inventory number of the instrument. */
    instrument: opt(str),
    /** Where its validation is written down. */
    validation: opt(str),
    calibratedUntil: opt(date),
  }),
)

/** How much there is. Balances are compared within the uncertainty. */
export const quantity = named(
  'Quantity',
  z.union([
    object({
      value: decimal,
      unit,
      measure: oneOf('count', 'gross', 'net', 'pure'),
      /** In the same unit, plus or minus. */
      uncertainty: opt(decimal),
      tool: opt(tool),
    }),
    object({ notMeasurable: text }),
    object({
      denominations: list(
        object({
          /** ISO 4217. */
          currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
          face: decimal,
          count,
        }),
      ),
    }),
  ]),
)

/** `device` a whole medium, `stream` the stored bytes of an image, `container-file` the image file itself, `logical-file`, `tree`, `memory`. */
export const digestScope = z.enum(['device', 'stream', 'container-file', 'logical-file', 'tree', 'memory'])

export const digestAlgorithm = z.enum(['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512', 'sha1', 'md5'])

const HEX_LENGTH = {
  sha256: 64,
  sha384: 96,
  sha512: 128,
  'sha3-256': 64,
  'sha3-384': 96,
  'sha3-512': 128,
  sha1: 40,
  md5: 32,
}

const rightLength = (digest: { algorithm: keyof typeof HEX_LENGTH; value: string }) =>
  digest.value.length === HEX_LENGTH[digest.algorithm]

const hexValue = z.string().check(z.regex(/^[0-9a-f]+$/))

/** A range of bytes: first offset, and how many. */
export const byteRange = named('ByteRange', object({ offset: count, bytes: count }))

/** A digest of an item's content. Only digests of like scope are compared. */
export const digest = named(
  'Digest',
  mark(
    object({
      algorithm: digestAlgorithm,
      /** Lowercase hex. */
      value: hexValue,
      scope: digestScope,
      bytes: opt(count),
      tool: opt(tool),
      /** What could not be read and was left out or filled. */
      unreadable: opt(list(byteRange)),
    }).check(z.refine(rightLength, 'length does not fit the algorithm')),
    { content: true },
  ),
)

/** The digest of an attachment: of the file's bytes, nothing else. */
export const plainDigest = named(
  'PlainDigest',
  object({ algorithm: digestAlgorithm, value: hexValue }).check(
    z.refine(rightLength, 'length does not fit the algorithm'),
  ),
)

type DigestLike = { algorithm: string; value: string; scope?: string }
const digestKey = (d: DigestLike) => `${d.algorithm} ${d.scope ?? ''} ${d.value}`

/** True where the keys are strictly ascending in the order of their ASCII bytes: sorted, and no two alike. */
export const strictlyAscending = (keys: readonly string[]): boolean =>
  keys.every((key, at) => at === 0 || (keys[at - 1] as string) < key)

/** Digests sorted by algorithm, scope and value, no two alike. */
export const sortDigests = <D extends DigestLike>(digests: readonly D[]): D[] =>
  [...digests].sort((a, b) => (digestKey(a) < digestKey(b) ? -1 : 1))

const inOrder = z.refine<readonly DigestLike[]>(
  (digests) => strictlyAscending(digests.map(digestKey)),
  'not sorted by algorithm, scope and value, or not unique',
)

export const digests = named('Digests', list(digest).check(inOrder))

export const plainDigests = named(
  'PlainDigests',
  list(plainDigest).check(
    inOrder,
    z.refine((all) => all.some((d) => d.algorithm === 'sha256'), 'no SHA-256 digest among them'),
  ),
)

/** A seal by its number, or by its imprint where it has none. */
export const sealMark = { number: opt(str), imprint: opt(str) }

export const hasSealMark = z.refine<{ number?: string; imprint?: string }>(
  (seal) => seal.number !== undefined || seal.imprint !== undefined,
  'neither a number nor an imprint',
)

/** A seal as it was found. */
export const sealState = named(
  'SealState',
  object({ ...sealMark, state: coded('intact', 'damaged', 'missing') }).check(hasSealMark),
)

/** A serial number, an IMEI, a plate ... with the outcome of its check digit: a failing one is recorded, never refused. */
export const feature = named(
  'Feature',
  object({
    scheme: coded(
      'serial',
      'imei',
      'iccid',
      'imsi',
      'phone-number',
      'mac',
      'plate',
      'vin',
      'banknote-serial',
      'document-number',
      'account',
      'mark',
    ),
    value: ww(str),
    check: opt(oneOf('ok', 'failed', 'none')),
  }),
)

/** Members of attachments are referred to by SHA-256. */
export const attachmentRef = named('AttachmentRef', z.string().check(z.regex(SHA256)))
