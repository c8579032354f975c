import { civilDay, dayNumber, daysInMonth } from './calendar.ts'
import { FairtrailError } from './error.ts'
import { quoted } from './text.ts'

const NANOS = 1_000_000_000n
const DAY = 86_400
const GREATEST_OFFSET = 14 * 60
const FORMS = {
  instant: 'YYYY-MM-DDThh:mm:ss, 1 to 9 digits of fraction if wanted, then Z, +hh:mm or -hh:mm',
  local: 'YYYY-MM-DDThh:mm:ss, 1 to 9 digits of fraction if wanted, no offset',
  date: 'YYYY-MM-DD',
}

const NAMES = { instant: 'an instant', local: 'a local time', date: 'a date' }

/**
 * A point on the line of time, exact: whole seconds since 1970-01-01T00:00:00Z (may be negative) and nanoseconds, 0 to
 * 999,999,999.
 */
interface Moment {
  seconds: number
  nanos: number
}

interface Problem {
  code: 'instant-syntax' | 'instant-range'
  what: string
}

const SYNTAX: Problem = { code: 'instant-syntax', what: 'it has another form' }
const NO_DAY: Problem = { code: 'instant-range', what: 'there is no such day (years are 0001 to 9999)' }
const NO_TIME: Problem = { code: 'instant-range', what: 'there is no such time of day (00:00:00 to 23:59:60)' }
const NO_OFFSET: Problem = { code: 'instant-range', what: 'an offset is within 14:00, with minutes 00 to 59' }
const NEGATIVE_ZERO: Problem = { code: 'instant-range', what: 'the offset -00:00 says that the offset is not known' }

/**
 * Nanoseconds from 1970-01-01T00:00:00Z to an instant `YYYY-MM-DDThh:mm:ss[.f](Z|+hh:mm|-hh:mm)`, proleptic Gregorian
 * calendar, years 0001 to 9999 as written. Second 60 is accepted in any minute and is the next second; leap seconds are
 * not counted otherwise.
 * @throws FairtrailError `instant-syntax` (another form), `instant-range` (a part that does not exist).
 */
export function parseInstant(text: string): bigint {
  return nanoseconds(accepted(instant(text), 'instant', text))
}

/** True for what {@link parseInstant} accepts. */
export function isInstant(text: string): boolean {
  return !isProblem(instant(text))
}

/**
 * Order of two instants, exact to the nanosecond: negative, 0 or positive.
 * @throws FairtrailError as {@link parseInstant}.
 */
export function compareInstants(a: string, b: string): number {
  const x = accepted(instant(a), 'instant', a)
  const y = accepted(instant(b), 'instant', b)
  return x.seconds - y.seconds || x.nanos - y.nanos
}

/**
 * The instant in UTC with `Z`, the fraction without trailing zeros.
 * @throws FairtrailError `instant-range` outside the years 0001 to 9999 of UTC.
 */
export function formatInstant(nanos: bigint): string {
  const fraction = ((nanos % NANOS) + NANOS) % NANOS
  const seconds = Number((nanos - fraction) / NANOS)
  const days = Math.floor(seconds / DAY)
  const { year, month, day } = civilDay(days)
  if (!(year >= 1 && year <= 9999)) {
    throw new FairtrailError(
      'instant-range',
      'The instant is outside the years 0001 to 9999 of UTC and cannot be written.',
    )
  }
  const ofDay = seconds - days * DAY
  const time = `${two(Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`
  const decimals = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}${decimals}Z`
}

/**
 * Nanoseconds from 1970-01-01T00:00:00 to a local time `YYYY-MM-DDThh:mm:ss[.f]`, read as if it were UTC: the instants
 * that it can mean lie up to 14 hours before and after.
 * @throws FairtrailError as {@link parseInstant}.
 */
export function parseLocal(text: string): bigint {
  return nanoseconds(accepted(local(text), 'local', text))
}

/** True for what {@link parseLocal} accepts. */
export function isLocal(text: string): boolean {
  return !isProblem(local(text))
}

/**
 * Nanoseconds from 1970-01-01 to the beginning of a day `YYYY-MM-DD`, read as if it were UTC; the day lasts 86,400
 * seconds from there.
 * @throws FairtrailError as {@link parseInstant}.
 */
export function parseDate(text: string): bigint {
  return nanoseconds(accepted(date(text), 'date', text))
}

/** True for what {@link parseDate} accepts. */
export function isDate(text: string): boolean {
  return !isProblem(date(text))
}

function date(text: string): Moment | Problem {
  if (text.length !== 10) return SYNTAX
  const day = readDay(text)
  return typeof day === 'number' ? { seconds: day * DAY, nanos: 0 } : day
}

function local(text: string): Moment | Problem {
  return readTime(text, text.length)
}

function instant(text: string): Moment | Problem {
  if (text.charCodeAt(text.length - 1) === 0x5a) return readTime(text, text.length - 1)
  const end = text.length - 6
  const sign = text.charCodeAt(end)
  const hours = digits(text, end + 1, 2)
  const minutes = digits(text, end + 4, 2)
  if ((sign !== 0x2b && sign !== 0x2d) || hours < 0 || minutes < 0 || text.charCodeAt(end + 3) !== 0x3a) return SYNTAX
  const moment = readTime(text, end)
  if (isProblem(moment)) return moment
  const offset = hours * 60 + minutes
  if (minutes > 59 || offset > GREATEST_OFFSET) return NO_OFFSET
  if (sign === 0x2d && offset === 0) return NEGATIVE_ZERO
  moment.seconds += (sign === 0x2b ? -60 : 60) * offset
  return moment
}

/** Reads `YYYY-MM-DDThh:mm:ss[.f]` from the start of the text to `end`. */
function readTime(text: string, end: number): Moment | Problem {
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const second = digits(text, 17, 2)
  if (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || hour < 0 || minute < 0 || second < 0) {
    return SYNTAX
  }
  const nanos = end === 19 ? 0 : readFraction(text, end)
  if (nanos < 0) return SYNTAX
  const day = readDay(text)
  if (typeof day !== 'number') return day
  if (hour > 23 || minute > 59 || second > 60) return NO_TIME
  return { seconds: day * DAY + hour * 3600 + minute * 60 + second, nanos }
}

function readFraction(text: string, end: number): number {
  const count = end - 20
  if (text[19] !== '.' || count < 1 || count > 9) return -1
  const value = digits(text, 20, count)
  return value < 0 ? -1 : value * 10 ** (9 - count)
}

/** Reads the `YYYY-MM-DD` at the start of the text. */
function readDay(text: string): number | Problem {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (year < 0 || month < 0 || day < 0 || text[4] !== '-' || text[7] !== '-') return SYNTAX
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NO_DAY
  return dayNumber(year, month, day)
}

/** The number that `count` ASCII digits from `at` stand for; -1 where one of them is anything else. */
function digits(text: string, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

function nanoseconds(moment: Moment): bigint {
  return BigInt(moment.seconds) * NANOS + BigInt(moment.nanos)
}

function isProblem(found: Moment | Problem): found is Problem {
  return 'code' in found
}

function accepted(found: Moment | Problem, form: keyof typeof FORMS, text: string): Moment {
  if (!isProblem(found)) return found
  throw new FairtrailError(
    found.code,
    `Not accepted as ${NAMES[form]}: ${quoted(text)}: ${found.what}. Accepted: ${FORMS[form]}.`,
  )
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
