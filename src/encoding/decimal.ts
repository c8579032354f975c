import { FairtrailError } from './error.ts'
import { quoted } from './text.ts'

const LONGEST = 40
const GRAMMAR = /^-?(0|[1-9]\d*)(\.\d+)?$/

/**
 * An exact decimal: coefficient / 10^scale. The scale is the number of digits after the point, trailing zeros counted.
 */
export interface Decimal {
  coefficient: bigint
  scale: number
}

/**
 * A decimal of the form `-?(0|[1-9]\d*)(\.\d+)?`, at most 40 characters. `-0` is of that form, and equals `0`.
 * @throws FairtrailError `decimal-syntax`
 */
export function parseDecimal(text: string): Decimal {
  if (!isDecimal(text)) {
    throw new FairtrailError(
      'decimal-syntax',
      `Not accepted as a decimal: ${quoted(text)}. Accepted: digits with a point, such as -12.50, no leading zeros, at most ${LONGEST} characters.`,
    )
  }
  const point = text.indexOf('.')
  if (point === -1) return { coefficient: BigInt(text), scale: 0 }
  // BigInt('-012') is -12, so the point can simply be taken out.
  return { coefficient: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 }
}

/** True for what {@link parseDecimal} accepts. */
export function isDecimal(text: string): boolean {
  return text.length <= LONGEST && GRAMMAR.test(text)
}

/** Order by value (`1.0` equals `1.00`): negative, 0 or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale)
  const x = coefficientAt(a, scale)
  const y = coefficientAt(b, scale)
  return x < y ? -1 : x > y ? 1 : 0
}

/** The exact sum, at the largest scale among the terms; 0 of none. */
export function addDecimals(...terms: readonly Decimal[]): Decimal {
  let scale = 0
  for (const term of terms) if (term.scale > scale) scale = term.scale
  let coefficient = 0n
  for (const term of terms) coefficient += coefficientAt(term, scale)
  return { coefficient, scale }
}

/** `a` minus `b`, exact, at the larger scale of the two. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { coefficient: -b.coefficient, scale: b.scale })
}

export function absDecimal(a: Decimal): Decimal {
  return a.coefficient < 0n ? { coefficient: -a.coefficient, scale: a.scale } : a
}

/**
 * The decimal with all digits of its scale. It can be longer than the 40 characters that {@link parseDecimal} accepts.
 */
export function formatDecimal(a: Decimal): string {
  const sign = a.coefficient < 0n ? '-' : ''
  const digits = String(absDecimal(a).coefficient).padStart(a.scale + 1, '0')
  const point = digits.length - a.scale
  return a.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

function coefficientAt(a: Decimal, scale: number): bigint {
  return scale === a.scale ? a.coefficient : a.coefficient * 10n ** BigInt(scale - a.scale)
}
