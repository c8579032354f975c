import type { Details } from '../../record/vocabulary.ts'
import { checkClosed } from '../acts.ts'
import type { Custodian } from '../custodian.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold } from '../fold.ts'
import type { Handler } from '../handler.ts'
import { describe, observe } from '../observe.ts'
import { precedes } from '../span.ts'
import type { Description } from '../state.ts'
import type { Work } from '../work.ts'

/**
 * An item enters the record, in the hands of the custodian that the event names. A second entry is a break, and custody follows it: what comes later
 * is compared with the latest statement, so that one fact is reported once. Without a custodian it is described, and was not taken.
 */
export function enter(
  fold: Fold,
  step: Step,
  id: string,
  description: Description,
  custodian: Custodian | undefined,
): Work {
  const item = fold.item(id)
  const before = item.state.introduced
  if (before === undefined) {
    item.state.introduced = step.index
    if (custodian) heldBefore(fold, step, item, custodian)
  } else {
    const first = fold.step(before)
    fold.report('item-introduced-twice', item, [first, step], [...first.event.agents, ...step.event.agents])
  }
  checkClosed(fold, step, item)
  item.state.introductions.push(step.index)
  describe(fold, item, step, description)
  if (!custodian) return item
  fold.leave(item, step)
  fold.hold(item, step, custodian)
  fold.locateAtEvent(item, step)
  item.unanswered = undefined
  return item
}

/**
 * Its introduction is read before its other events, unless their times say the contrary (which is reported), or unless it cannot be: what it was
 * made of is read before the making, and was received together with it. Then too it was in hands before it was there.
 */
function heldBefore(fold: Fold, step: Step, item: Work, custodian: Custodian): void {
  const custody = fold.custodyOf(item)
  if (custody.state !== 'held' || fold.sameHands(custody.custodian, custodian, step)) return
  const since = fold.step(custody.by)
  if (precedes(since.span, step.span)) return
  const agents = agentsOf(custody.custodian, custodian)
  fold.report('act-before-collection', item, [since, step], agents, { reason: 'in-a-circle' })
}

export const collected: Handler<'item.collected'> = {
  introduces: ({ goods }) => goods,
  apply(fold, step, { goods, custodian }: Details<'item.collected'>) {
    for (const { item, description, observation } of goods) {
      observe(fold, enter(fold, step, item, description, custodian), step, observation)
    }
  },
}
