import type { Custodian } from '../custodian.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold } from '../fold.ts'
import type { Work } from '../work.ts'
import type { Receipt } from './receipt.ts'
import { leaveContainer, near } from './released.ts'

/** The receiver has it. */
export function take(fold: Fold, { step, details }: Receipt, item: Work): void {
  leaveContainer(fold, step, item)
  fold.hold(item, step, details.custodian)
  item.unanswered = undefined
}

/** A receipt of goods from another record. Here they must have left, or never have been. */
export function fromElsewhere(fold: Fold, receipt: Receipt, item: Work): void {
  const { step, details } = receipt
  const custody = fold.custodyOf(item)
  // It entered by this very receipt.
  if (custody.state === 'held' && custody.by === step.index) return
  if (custody.state === 'held' || custody.state === 'in-transit' || custody.state === 'elsewhere') {
    const holder = custody.state === 'held' ? custody.custodian : custody.from
    fold.report('item-in-two-logs', item, [fold.step(custody.by), step], agentsOf(holder, details.custodian), {
      reason: 'arrived-while-here',
    })
  }
  take(fold, receipt, item)
}

/** A receipt to which no release of this record belongs. */
export function withoutRelease(fold: Fold, receipt: Receipt, item: Work, enters: boolean): void {
  const { step, details } = receipt
  const { custodian } = details
  const custody = fold.custodyOf(item)
  const given = reasonOf(receipt)
  const report = (steps: readonly Step[], holder?: Custodian) =>
    fold.report('receipt-without-release', item, [...steps, step], agentsOf(holder, custodian), { reason: given })
  if (enters) report([])
  else {
    switch (custody.state) {
      case 'held':
        // Inside an organisation no handover is needed.
        if (!fold.sameHands(custody.custodian, custodian, step)) report([fold.step(custody.by)], custody.custodian)
        break
      case 'in-transit':
        report([fold.step(custody.release)], custody.from)
        break
      case 'elsewhere':
        // With one of those between whom it was under way: the release was reported as without receipt.
        if (!near(fold, step, custodian, custody)) report([fold.step(custody.release)], custody.to)
        break
      case 'missing':
        fold.report('gap', item, [fold.step(custody.by), step], agentsOf(custodian))
        break
      case 'left':
      case 'ended':
        if (item.reportedAfterEnd !== step.index) report(fold.madeBy(custody))
        break
      case 'none':
        // An act on what is not in the record yet has a code of its own.
        break
    }
  }
  take(fold, receipt, item)
}

function reasonOf({ step, details, releases }: Receipt): string {
  if (details.noRelease) return 'none-stated'
  if (releases.length > 0) return 'not-in-release'
  return step.event.payload.refs.some(({ rel }) => rel === 'release') ? 'release-not-in-record' : 'none-named'
}
