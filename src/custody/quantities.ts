import {
  absDecimal,
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  parseDecimal,
  subtractDecimals,
} from '../encoding/decimal.ts'
import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import type { Quantity } from './state.ts'
import type { Work } from './work.ts'

export type Measured = Extract<Quantity, { measure: string }>
type Unit = Measured['unit']

/** Units that can be compared, with the power of ten that leads to the one they share. */
const UNITS: Partial<Record<Unit, readonly [kind: string, power: number]>> = {
  ug: ['mass', -6],
  mg: ['mass', -3],
  g: ['mass', 0],
  kg: ['mass', 3],
  t: ['mass', 6],
  uL: ['volume', -6],
  mL: ['volume', -3],
  cm3: ['volume', -3],
  L: ['volume', 0],
  m3: ['volume', 3],
  mm: ['length', -3],
  cm: ['length', -2],
  m: ['length', 0],
  km: ['length', 3],
  mm2: ['area', -6],
  cm2: ['area', -4],
  m2: ['area', 0],
}

/** A value and how far it may be off, exact, in the unit that its kind shares. */
export interface Balance {
  kind: string
  value: Decimal
  uncertainty: Decimal
}

/**
 * What a quantity says, made comparable. Where no uncertainty is stated, a count has none, and a measured value is off by up to one unit of the last
 * digit written: trailing zeros are kept because they say how precisely it was measured.
 */
export function balanceOf({ value, unit, measure, uncertainty }: Measured): Balance {
  const [kind, power] = UNITS[unit] ?? [unit, 0]
  const number = parseDecimal(value)
  let doubt: Decimal
  if (uncertainty !== undefined) doubt = absDecimal(parseDecimal(uncertainty))
  else doubt = measure === 'count' ? { coefficient: 0n, scale: 0 } : { coefficient: 1n, scale: number.scale }
  return { kind, value: shifted(number, power), uncertainty: shifted(doubt, power) }
}

function shifted({ coefficient, scale }: Decimal, power: number): Decimal {
  const moved = scale - power
  return moved >= 0 ? { coefficient, scale: moved } : { coefficient: coefficient * 10n ** BigInt(-moved), scale: 0 }
}

/** Undefined where the two cannot be compared. */
export function withinUncertainty(a: Balance, b: Balance): boolean | undefined {
  if (a.kind !== b.kind) return undefined
  const difference = absDecimal(subtractDecimals(a.value, b.value))
  return compareDecimals(difference, addDecimals(a.uncertainty, b.uncertainty)) <= 0
}

/** The exact sum of values and of their uncertainties; undefined where they are of different kinds, or there are none. */
export function total(balances: readonly Balance[]): Balance | undefined {
  const [first] = balances
  if (!first || balances.some(({ kind }) => kind !== first.kind)) return undefined
  return {
    kind: first.kind,
    value: addDecimals(...balances.map(({ value }) => value)),
    uncertainty: addDecimals(...balances.map(({ uncertainty }) => uncertainty)),
  }
}

/**
 * A quantity of an item. It is compared with the one on record of the same measure, which stays the reference until something is taken away, or
 * until a more precise one agrees with it: many small losses, each within the uncertainty, do not add up unseen.
 */
export function addQuantity(fold: Fold, item: Work, step: Step, quantity: Quantity): void {
  item.state.quantities.push({ index: step.index, quantity })
  if ('denominations' in quantity) addNotes(fold, item, step, quantity.denominations)
  if (!('measure' in quantity)) return
  const { measure } = quantity
  const reference = item.balances.get(measure)
  if (!reference) {
    item.balances.set(measure, { step, quantity })
    return
  }
  const before = balanceOf(reference.quantity)
  const now = balanceOf(quantity)
  const agrees = withinUncertainty(before, now)
  if (agrees === false) {
    fold.report('quantity-outside-uncertainty', item, [reference.step, step], step.event.agents, {
      reason: 'measured',
      measure,
      before: said(reference.quantity),
      now: said(quantity),
    })
  }
  if (!agrees || compareDecimals(now.uncertainty, before.uncertainty) < 0)
    item.balances.set(measure, { step, quantity })
}

const said = ({ value, unit, uncertainty }: Measured) =>
  uncertainty === undefined ? `${value} ${unit}` : `${value} ${unit} +/- ${uncertainty}`

type Denominations = Extract<Quantity, { denominations: unknown }>['denominations']

/** Banknotes and coins, by currency and face value. */
function addNotes(fold: Fold, item: Work, step: Step, denominations: Denominations): void {
  const sums = new Map<string, number>()
  for (const { currency, face, count } of denominations) {
    const { coefficient, scale } = parseDecimal(face)
    const key = `${currency} ${normal(coefficient, scale)}`
    sums.set(key, (sums.get(key) ?? 0) + count)
  }
  const counts = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${count} x ${key}`)
    .join(', ')
  const before = item.notes
  item.notes = { step, counts }
  if (!before || before.counts === counts) return
  fold.report('quantity-outside-uncertainty', item, [before.step, step], step.event.agents, {
    reason: 'denominations',
    before: before.counts,
    now: counts,
  })
}

/** 10.0 and 10 are one face value. */
function normal(coefficient: bigint, scale: number): string {
  let [digits, places] = [coefficient, scale]
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n
    places--
  }
  return formatDecimal({ coefficient: digits, scale: places })
}
