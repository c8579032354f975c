import type { Step } from '../event.ts'
import { type Fold, NESTING } from '../fold.ts'
import type { Handler } from '../handler.ts'
import type { Work } from '../work.ts'

export const packed: Handler<'item.packed'> = {
  acts: ({ container, contents }) => [container, ...contents],
  apply(fold, step, { container: id, contents }) {
    const container = fold.item(id)
    container.wasPacked = true
    // What weighs is the package with what is in it.
    container.balances.delete('gross')
    for (const content of contents) put(fold, step, container, fold.item(content))
  },
}

function put(fold: Fold, step: Step, container: Work, item: Work): void {
  if (item.container === container) return
  if (isAround(item, container)) {
    fold.report('place-conflict', item, [step], step.event.agents, {
      reason: 'inside-itself',
      container: container.state.id,
    })
    return
  }
  const stay = item.state.stays.at(-1)
  if (item.container && stay) {
    const values = { reason: 'two-containers', container: item.container.state.id, other: container.state.id }
    fold.report('place-conflict', item, [fold.step(stay.packed), step], step.event.agents, values)
    fold.leave(item, step)
  }
  handsMeet(fold, step, container, item)
  fold.enter(item, step, container)
}

/** True where the item is the container, or around it. */
function isAround(item: Work, container: Work): boolean {
  let at: Work | undefined = container
  for (let depth = 0; depth <= NESTING && at; depth++) {
    if (at === item) return true
    at = at.container
  }
  return false
}

/** Contents follow the container from here on. */
function handsMeet(fold: Fold, step: Step, container: Work, item: Work): void {
  const own = fold.custodyOf(item)
  const around = fold.custodyOf(container)
  if (own.state === 'missing' && around.state !== 'none') {
    fold.report('gap', item, [fold.step(own.by), step], step.event.agents)
  }
  fold.handsMeet(item, step, own, around, container)
}

export const unpacked: Handler<'item.unpacked'> = {
  acts: ({ container, contents }) => [container, ...contents],
  apply(fold, step, { container: id, contents }) {
    const container = fold.item(id)
    container.balances.delete('gross')
    for (const content of contents) {
      const item = fold.item(content)
      if (item.container === container) fold.leave(item, step)
      else if (item.leftUnnoticed === container) item.leftUnnoticed = undefined
      else if (container.wasPacked) {
        fold.report('contents-differ', container, [step], step.event.agents, { reason: 'not-packed', item: content })
      }
    }
  },
}
