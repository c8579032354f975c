import { codeOf } from '../../record/shapes/basic.ts'
import { addDigest, copyDigests } from '../digests.ts'
import type { Step } from '../event.ts'
import type { Fold } from '../fold.ts'
import type { Handler } from '../handler.ts'
import { balanceDerivation } from '../splits.ts'
import type { Derivation } from '../state.ts'
import type { Work } from '../work.ts'
import { enter } from './enter.ts'

/** Data taken from an item, or from a remote service. */
export const acquired: Handler<'item.acquired'> = {
  introduces: ({ result }) => [result],
  acts: ({ source }) => ('item' in source ? [source.item] : []),
  apply(fold, step, { source, result, custodian, method, unreadable }) {
    const product = enter(fold, step, result.item, result.description, custodian)
    for (const digest of result.digests ?? []) {
      addDigest(
        fold,
        product,
        step,
        unreadable && !digest.unreadable ? { ...digest, unreadable } : digest,
        'acquisition',
      )
    }
    const sources = 'item' in source ? [source.item] : []
    join(fold, step, { index: step.index, sources, products: [result.item], kind: codeOf(method) })
  },
}

/** Items made of items. */
export const derived: Handler<'item.derived'> = {
  introduces: ({ products }) => products,
  acts: ({ sources }) => sources,
  ends: ({ sources, consumed }) => (consumed ? sources : []),
  apply(fold, step, { sources, products, custodian, kind, consumed, remainder }) {
    const from = sources.map((source) => fold.item(source))
    const made = products.map(({ item, description }) => enter(fold, step, item, description, custodian))
    const derivation: Derivation = {
      index: step.index,
      sources,
      products: products.map(({ item }) => item),
      kind: codeOf(kind),
    }
    if (consumed !== undefined) derivation.consumed = consumed
    if (remainder !== undefined) derivation.remainder = remainder
    join(fold, step, derivation)
    const [only] = from
    if (derivation.kind === 'working-copy' && only && from.length === 1)
      for (const copy of made) copyDigests(only, copy)
    balanceDerivation(fold, step, from, made, derivation)
    if (consumed) for (const source of from) endItem(fold, step, source)
  },
}

/** Writes the derivation on both sides. A source that nothing brought into the record leaves its products without an origin. */
function join(fold: Fold, step: Step, derivation: Derivation): void {
  const unknown = derivation.sources.filter((source) => !fold.gathered.isIntroduced(source))
  for (const source of derivation.sources) fold.item(source).state.derivations.push(derivation)
  for (const product of derivation.products) {
    const item = fold.item(product)
    item.state.origins.push(derivation)
    if (unknown.length === 0) continue
    fold.report('orphan-derivation', item, [step], step.event.agents, { sources: unknown, kind: derivation.kind })
  }
}

/** The item exists no more, or is given up for good. */
export function endItem(fold: Fold, step: Step, item: Work): void {
  fold.leave(item, step)
  fold.setCustody(item, step, { state: 'ended', by: step.index, identity: step.event.identity })
  item.unanswered = undefined
}
