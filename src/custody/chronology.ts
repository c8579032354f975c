import { compareInstants } from '../encoding/instant.ts'
import type { Occurred } from '../record/header.ts'
import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import { precedes } from './span.ts'
import type { Work } from './work.ts'

/**
 * Times that contradict each other, on the timeline of one item: within a statement, between a release and its receipt, and between what a
 * statement saw and when it says it was recorded. Only where offsets or `after` decide. `steps` are the item's moving events, by index.
 */
export function checkChronology(fold: Fold, item: Work, steps: readonly Step[]): void {
  for (const step of steps) checkStatement(fold, item, step)
  for (const { release, receipts } of item.state.handovers) {
    if (release === undefined) continue
    const first = fold.step(release)
    for (const { index } of receipts) {
      const receipt = fold.step(index)
      if (precedes(receipt.span, first.span)) impossible(fold, item, [receipt, first], 'receipt-before-release')
    }
  }
  checkSeen(fold, item, steps)
}

function checkStatement(fold: Fold, item: Work, step: Step): void {
  const { occurred } = step.event.payload
  if (occurred && isReversed(occurred)) impossible(fold, item, [step], 'ends-before-it-begins')
  if (step.recorded !== undefined && step.recorded < step.span.lo)
    impossible(fold, item, [step], 'recorded-before-it-occurred')
}

function isReversed(occurred: Occurred): boolean {
  if ('dates' in occurred) return occurred.dates[0] > occurred.dates[1]
  return 'from' in occurred && compareInstants(occurred.from, occurred.to) > 0
}

/** An entry that the signers saw was recorded before theirs: its index is below the size of the head they name. */
function checkSeen(fold: Fold, item: Work, steps: readonly Step[]): void {
  // latest[i] is, of the first i + 1 steps, the one that says it was recorded last.
  const latest: (Step | undefined)[] = []
  for (const [at, step] of steps.entries()) {
    const before = latest[at - 1]
    const size = step.event.payload.after?.size
    if (step.recorded !== undefined && size !== undefined) {
      const seen = latest[countBelow(steps, size, at) - 1]
      if (seen?.recorded !== undefined && seen.recorded > step.recorded) {
        impossible(fold, item, [seen, step], 'recorded-before-what-it-saw')
      }
    }
    const isLater = step.recorded !== undefined && (before?.recorded === undefined || step.recorded > before.recorded)
    latest.push(isLater ? step : before)
  }
}

/** How many of the first `end` steps have an index below `size`. */
function countBelow(steps: readonly Step[], size: number, end: number): number {
  let low = 0
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] as Step).index < size) low = middle + 1
    else high = middle
  }
  return low
}

const impossible = (fold: Fold, item: Work, steps: readonly Step[], reason: string) =>
  fold.report(
    'chronology-impossible',
    item,
    steps,
    steps.flatMap((step) => step.event.agents),
    { reason },
  )
