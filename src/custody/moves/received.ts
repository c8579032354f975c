import type { Details } from '../../record/vocabulary.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold } from '../fold.ts'
import type { Handler } from '../handler.ts'
import { returnLoans } from '../loans.ts'
import { describe, observe } from '../observe.ts'
import type { Work } from '../work.ts'
import { accept } from './accepted.ts'
import { enter } from './enter.ts'
import { type Answered, type Receipt, receiptOf, releaseFor } from './receipt.ts'
import { inContainerOf, leaveContainer } from './released.ts'

type Received = Details<'custody.received'>

export const received: Handler<'custody.received'> = {
  introduces: ({ introduces }) => introduces ?? [],
  acts: ({ goods, introduces }) => {
    const here = new Set((introduces ?? []).map(({ item }) => item))
    return goods.flatMap(({ item, result }) => (result === 'not-present' || here.has(item) ? [] : [item]))
  },
  apply(fold, step, details) {
    const receipt = receiptOf(fold, step, details)
    const here = new Set<string>()
    for (const { item, description } of details.introduces ?? []) {
      if (arrive(fold, receipt, item, description)) here.add(item)
    }
    const taken = new Set(details.goods.flatMap((good) => (isTaken(good.result) ? [good.item] : [])))
    for (const { item: id, result, observation } of details.goods) {
      const item = fold.item(id)
      const release = releaseFor(item, receipt)
      const packed = inContainerOf(item, taken)
      if (result === 'refused') refuse(fold, step, item, release)
      else if (result === 'not-present') missing(fold, receipt, item, release, packed)
      else if (!packed) accept(fold, receipt, item, release, here.has(id))
      // What is seen is laid beside the record of the item, also where it is then refused.
      observe(fold, item, step, observation)
      fold.addReceipt(item, release?.step, { index: step.index, result, custodian: details.custodian })
      if (taken.has(id) && !packed) fold.locateAtEvent(item, step)
      if (taken.has(id)) returnLoans(fold, item, step, details.custodian)
    }
  },
}

const isTaken = (result: Received['goods'][number]['result']) => result === 'accepted' || result === 'reserved'

/**
 * An item that a receipt describes. From another record it may be known here already: then it comes back, if it had left. True where it enters
 * the record here.
 */
function arrive(fold: Fold, receipt: Receipt, id: string, description: Parameters<typeof describe>[3]): boolean {
  const { step, details, imported } = receipt
  const item = fold.item(id)
  if (!imported || item.state.introduced === undefined) {
    const taken = details.goods.every((good) => good.item !== id || isTaken(good.result))
    enter(fold, step, id, description, taken ? details.custodian : undefined)
    return true
  }
  describe(fold, item, step, description)
  if (!details.goods.some((good) => good.item === id)) accept(fold, receipt, item, undefined, false)
  return false
}

/** Refused goods stay with the releaser. */
function refuse(fold: Fold, step: Step, item: Work, release: Answered | undefined): void {
  const custody = fold.custodyOf(item)
  if (!release || !('release' in custody) || custody.release !== release.step.index) return
  leaveContainer(fold, step, item)
  fold.hold(item, step, custody.from)
  fold.handoverOf(item, release.step).refused = step.index
  returnLoans(fold, item, step, custody.from)
  item.unanswered = undefined
}

/** What should have come and did not: nobody holds it. What the container should have held is told of the container. */
function missing(
  fold: Fold,
  { step, details }: Receipt,
  item: Work,
  release: Answered | undefined,
  packed: boolean,
): void {
  const custody = fold.custodyOf(item)
  const { container } = item
  if (packed && container) {
    const agents = agentsOf(details.custodian)
    const stay = item.state.stays.at(-1)
    const steps = stay ? [fold.step(stay.packed), step] : [step]
    fold.report('contents-differ', container, steps, agents, { reason: 'not-in-container', item: item.state.id })
    leaveContainer(fold, step, item)
    fold.setCustody(item, step, { state: 'missing', by: step.index, identity: step.event.identity })
    return
  }
  const underWay = release && 'release' in custody && custody.release === release.step.index
  const agents = underWay ? agentsOf(custody.from, details.custodian) : step.event.agents
  const since = release ? [release.step] : fold.madeBy(custody)
  fold.report('not-located', item, [...since, step], agents, { reason: 'receipt' })
  if (!underWay) return
  leaveContainer(fold, step, item)
  fold.setCustody(item, step, { state: 'missing', by: step.index, identity: step.event.identity })
  fold.setLocation(item, step, undefined)
  item.unanswered = undefined
}
