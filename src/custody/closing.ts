import { codeOf } from '../record/shapes/basic.ts'
import { checkChronology } from './chronology.ts'
import type { Step } from './event.ts'
import { agentsOf, type Fold } from './fold.ts'
import { checkLoans, type LoanLimit } from './loans.ts'
import { handlerOf } from './table.ts'
import type { Work } from './work.ts'

/** What can be said of an item only once every event is read. */
export function closeItem(fold: Fold, item: Work, last: Step, loanLimit: LoanLimit | undefined): void {
  const steps = fold.gathered.indexes.byItem(item.state.id).map((index) => fold.step(index))
  neverIntroduced(fold, item, steps)
  stillUnderWay(fold, item)
  inTwoLogs(fold, item)
  if (loanLimit) checkLoans(fold, item, last, loanLimit)
  checkChronology(
    fold,
    item,
    steps.filter((step) => step.event.moves),
  )
}

function neverIntroduced(fold: Fold, item: Work, steps: readonly Step[]): void {
  const { firstAct } = item
  if (!firstAct || fold.gathered.isIntroduced(item.state.id)) return
  const without = steps.find(
    ({ event }) =>
      !event.moves &&
      handlerOf(event)
        ?.introduces?.(event.payload.details)
        .some((one) => one.item === item.state.id),
  )
  fold.report('act-before-collection', item, without ? [without, firstAct] : [firstAct], firstAct.event.agents, {
    reason: without ? 'introduced-without-effect' : 'never-introduced',
  })
}

/** Released, answered by nobody, and seen nowhere since. */
function stillUnderWay(fold: Fold, item: Work): void {
  const details = fold.releaseOf(item.unanswered)
  if (!item.unanswered || !details) return
  const { from, to, carrier, purpose } = details
  fold.report('in-transit', item, [item.unanswered], agentsOf(from, to, carrier), { purpose: codeOf(purpose) }, true)
}

/** Another case has the custody, says a link, and here it never left. */
function inTwoLogs(fold: Fold, item: Work): void {
  const link = item.state.links.findLast(({ custodyIn }) => custodyIn === 'there')
  const custody = fold.custodyOf(item)
  if (!link || !(custody.state === 'held' || custody.state === 'in-transit' || custody.state === 'elsewhere')) return
  const holder = custody.state === 'held' ? custody.custodian : custody.from
  const steps = [fold.step(custody.by), fold.step(link.index)].sort((a, b) => a.position - b.position)
  fold.report('item-in-two-logs', item, steps, agentsOf(holder), { reason: 'linked-and-here', case: link.case })
}

/** A discrepancy that explains a statement explains the breaks which that statement shows, of the items it names, or of all where it names none. */
export function joinExplanations(fold: Fold): void {
  const explaining = new Map<number, Step[]>()
  for (const index of fold.gathered.indexes.byType('discrepancy.recorded')) {
    const step = fold.step(index)
    if (!step.event.moves || !step.event.known) continue
    for (const ref of step.event.payload.refs) {
      const target = ref.rel === 'explains' && ref.case === undefined ? fold.gathered.byId(ref.event) : undefined
      if (!target) continue
      const list = explaining.get(target.index)
      if (list) list.push(step)
      else explaining.set(target.index, [step])
    }
  }
  if (explaining.size === 0) return
  for (const { state } of fold.items.values()) {
    for (const [at, found] of state.breaks.entries()) {
      const explainedBy = new Set<number>()
      for (const entry of found.entries) {
        for (const { index, event } of explaining.get(entry) ?? []) {
          const { items } = event.payload
          if (items.length === 0 || items.includes(state.id)) explainedBy.add(index)
        }
      }
      if (explainedBy.size > 0) state.breaks[at] = { ...found, explainedBy: [...explainedBy].sort((a, b) => a - b) }
    }
  }
}
