import { formatDecimal } from '../encoding/decimal.ts'
import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import { type Balance, balanceOf, type Measured, total, withinUncertainty } from './quantities.ts'
import type { Derivation, Quantity } from './state.ts'
import type { Work } from './work.ts'

/** Kinds of derivation that take matter away from the source; a copy takes nothing. */
const TAKING = new Set(['split', 'merged', 'sub-sample', 'component-removed', 'segregated'])

/** Gross weights are left out: a new package weighs. */
const BALANCED = ['count', 'net', 'pure'] as const

/**
 * What was there before equals what was made of it and what is left, within the uncertainties; only where each of them is on record in the
 * same measure. Afterwards the remainder is what the source is compared with.
 */
export function balanceDerivation(
  fold: Fold,
  step: Step,
  sources: readonly Work[],
  products: readonly Work[],
  { kind, consumed, remainder }: Pick<Derivation, 'kind' | 'consumed' | 'remainder'>,
): void {
  if (!TAKING.has(kind)) return
  for (const measure of BALANCED) {
    const before = total(all(sources.map((source) => source.balances.get(measure)?.quantity)))
    const left = consumed === true ? [] : [measureOf(remainder, measure)]
    const after = total(all([...products.map((product) => product.balances.get(measure)?.quantity), ...left]))
    if (!before || !after || withinUncertainty(before, after) !== false) continue
    const at = (sources.length === 1 ? sources[0] : products[0]) as Work
    fold.report('quantity-outside-uncertainty', at, [...references(sources, measure), step], step.event.agents, {
      reason: 'balance',
      measure,
      before: formatDecimal(before.value),
      now: formatDecimal(after.value),
    })
  }
  for (const source of sources) {
    source.balances.clear()
    source.notes = undefined
  }
  const [only] = sources
  if (only && sources.length === 1 && remainder) {
    only.state.quantities.push({ index: step.index, quantity: remainder })
    if ('measure' in remainder) only.balances.set(remainder.measure, { step, quantity: remainder })
  }
}

const measureOf = (quantity: Quantity | undefined, measure: string): Measured | undefined =>
  quantity && 'measure' in quantity && quantity.measure === measure ? quantity : undefined

/** The balances of all; of none where one is missing. */
function all(quantities: readonly (Measured | undefined)[]): Balance[] {
  const known = quantities.filter((quantity) => quantity !== undefined)
  return known.length === quantities.length ? known.map(balanceOf) : []
}

const references = (sources: readonly Work[], measure: Measured['measure']): Step[] =>
  sources.flatMap((source) => source.balances.get(measure)?.step ?? [])
