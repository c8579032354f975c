import { codeOf } from '../record/shapes/basic.ts'
import { addDigest } from './digests.ts'
import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import { addQuantity } from './quantities.ts'
import { observeSeals } from './seals.ts'
import type { Description, Observation } from './state.ts'
import type { Work } from './work.ts'

type Feature = NonNullable<Description['features']>[number]

/** Schemes that tell one thing from another of its kind. A `mark` is described by people in their own words. */
const INDIVIDUAL = new Set([
  'serial',
  'imei',
  'iccid',
  'imsi',
  'mac',
  'plate',
  'vin',
  'banknote-serial',
  'document-number',
])

/** So many values of a scheme are put into a break; the others stand in the statements. */
const SHOWN = 8

/** What was seen of one item, laid beside what the record has of it. */
export function observe(fold: Fold, item: Work, step: Step, observation: Observation | undefined): void {
  if (!observation) return
  if (item.state.observations.at(-1) !== step.index) item.state.observations.push(step.index)
  if (observation.seals) observeSeals(fold, item, step, observation.seals)
  if (observation.quantity) addQuantity(fold, item, step, observation.quantity)
  if (observation.features) addFeatures(fold, item, step, observation.features)
  for (const digest of observation.digests ?? []) addDigest(fold, item, step, digest)
}

/** One observation of several items says nothing about each; of a single one it does. */
export function observeAll(
  fold: Fold,
  items: readonly string[],
  step: Step,
  observation: Observation | undefined,
): void {
  const [only] = items
  if (only !== undefined && items.length === 1) observe(fold, fold.item(only), step, observation)
  else if (observation) for (const id of items) fold.item(id).state.observations.push(step.index)
}

/** How an item was described when it entered the record, or when it came back. */
export function describe(fold: Fold, item: Work, step: Step, description: Description): void {
  item.state.descriptions.push({ index: step.index, description })
  if (description.quantity) addQuantity(fold, item, step, description.quantity)
  if (description.features) addFeatures(fold, item, step, description.features)
  const { exhibit } = description
  if (exhibit === undefined || item.state.exhibits.at(-1)?.number === exhibit) return
  if (item.numbers.size > 0) {
    const values = { reason: 'described-otherwise', known: item.state.exhibits.at(-1)?.number, stated: exhibit }
    fold.report('relabel-without-link', item, [step], step.event.agents, values)
  }
  addNumber(item, step, exhibit)
}

export function addNumber(item: Work, step: Step, number: string): void {
  item.numbers.add(number)
  item.state.exhibits.push({ index: step.index, number })
}

/** Numbers that belong to the thing itself. Other values than those on record, and none of them, describe another thing. */
function addFeatures(fold: Fold, item: Work, step: Step, features: readonly Feature[]): void {
  const seen = new Map<string, Set<string>>()
  for (const { scheme, value } of features) {
    const code = codeOf(scheme)
    if (!INDIVIDUAL.has(code) || typeof value !== 'string') continue
    const values = seen.get(code)
    if (values) values.add(value)
    else seen.set(code, new Set([value]))
  }
  for (const [scheme, values] of seen) {
    const known = item.features.get(scheme)
    if (!known) {
      item.features.set(scheme, { step, values })
      continue
    }
    if (![...values].some((value) => known.values.has(value))) {
      fold.report('contents-differ', item, [known.step, step], step.event.agents, {
        reason: 'feature',
        scheme,
        known: [...known.values].slice(0, SHOWN),
        seen: [...values].slice(0, SHOWN),
      })
    }
    for (const value of values) known.values.add(value)
  }
}
