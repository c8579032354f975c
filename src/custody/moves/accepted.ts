import { codeOf } from '../../record/shapes/basic.ts'
import type { Custodian } from '../custodian.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold } from '../fold.ts'
import { precedes } from '../span.ts'
import type { Custody, Receipt as Received } from '../state.ts'
import type { Work } from '../work.ts'
import type { Answered, Receipt } from './receipt.ts'
import { mayRelease } from './released.ts'
import { fromElsewhere, take, withoutRelease } from './unreleased.ts'

type Release = Answered['details']

/** One item is accepted, with or without a reservation: custody is the receiver's. `enters`: the item is new to the record. */
export function accept(fold: Fold, receipt: Receipt, item: Work, release: Answered | undefined, enters: boolean): void {
  if (release) overRelease(fold, receipt, item, release)
  else if (receipt.imported) fromElsewhere(fold, receipt, item)
  else withoutRelease(fold, receipt, item, enters)
}

function overRelease(fold: Fold, receipt: Receipt, item: Work, release: Answered): void {
  const { step, details } = receipt
  const before = fold.handoverOf(item, release.step).taken
  if (before) {
    again(fold, receipt, item, release, before)
    return
  }
  if (!isMeant(fold, step, details.custodian, release.details)) {
    fold.report(
      'receipt-by-another-than-named',
      item,
      [release.step, step],
      agentsOf(release.details.to, details.custodian),
      {
        named: release.details.to.agent,
        receiver: details.custodian.agent,
      },
    )
  }
  settle(fold, receipt, item, release, fold.custodyOf(item))
}

/** A member of the named organisation, or the carrier that the release names. */
function isMeant(fold: Fold, step: Step, receiver: Custodian, { to, carrier }: Release): boolean {
  const { members } = fold.gathered
  return (
    members.isNamed(receiver, to, step.index) ||
    (carrier !== undefined && members.answersFor(receiver, carrier.agent, step.index))
  )
}

/** The first acceptance over a release: what it does depends on where the item is by then. */
function settle(fold: Fold, receipt: Receipt, item: Work, release: Answered, custody: Custody): void {
  const { step, details } = receipt
  const { custodian } = details
  // The release is read later, because its time leaves no other order: who releases is asked here.
  if (release.step.position > step.position) {
    mayRelease(fold, release.step, item, release.details, custody)
    take(fold, receipt, item)
    return
  }
  if ('release' in custody && custody.release !== release.step.index) {
    // Handed on before this receipt was made out: the later transit stands.
    if (fold.sameHands(custody.from, custodian, step)) return
    superseded(fold, receipt, item)
  } else if (custody.state === 'held' && !fold.sameHands(custody.custodian, custodian, step)) {
    heldByAnother(fold, receipt, item, release, custody)
  } else if (custody.state === 'left' && fold.gathered.members.isNamed(custodian, release.details.to, step.index)) {
    // The other record received it; here it has left.
    return
  } else if (custody.state === 'missing' && !answersMissing(fold, custody, release.step)) {
    fold.report('gap', item, [fold.step(custody.by), step], agentsOf(custodian))
  }
  take(fold, receipt, item)
}

/** Refused over this release, it stayed with the releaser, and nobody released it again; else two have received it. */
function heldByAnother(
  fold: Fold,
  receipt: Receipt,
  item: Work,
  release: Answered,
  { by, custodian }: Extract<Custody, { state: 'held' }>,
): void {
  const { step, details } = receipt
  if (fold.handoverOf(item, release.step).refused !== by) {
    overlap(fold, receipt, item, fold.step(by), custodian)
    return
  }
  fold.report('receipt-without-release', item, [fold.step(by), step], agentsOf(custodian, details.custodian), {
    reason: 'refused-before',
  })
}

/** Another release of the same item is under way, unanswered: this receipt shows where the item is. */
function superseded(fold: Fold, { step, details }: Receipt, item: Work): void {
  const { unanswered } = item
  const release = fold.releaseOf(unanswered)
  if (!unanswered || !release) return
  fold.report(
    'release-without-receipt',
    item,
    [unanswered, step],
    agentsOf(release.from, release.to, details.custodian),
    {
      purpose: codeOf(release.purpose),
    },
  )
}

/** "Not there" was said over the same release: the goods came later. */
const answersMissing = (fold: Fold, custody: Extract<Custody, { state: 'missing' }>, release: Step) =>
  fold.step(custody.by).event.payload.refs.some(({ rel, event }) => rel === 'release' && event === release.event.id)

/** A second acceptance over one release. */
function again(
  fold: Fold,
  receipt: Receipt,
  item: Work,
  { step: release, details: { to, carrier } }: Answered,
  before: Received,
): void {
  const { step, details } = receipt
  const { custodian } = details
  const first = fold.step(before.index)
  const custody = fold.custodyOf(item)
  const here = custody.state === 'held' && custody.by === before.index
  const { members } = fold.gathered
  const carried = carrier !== undefined && members.answersFor(before.custodian, carrier.agent, first.index)
  if (fold.sameHands(before.custodian, custodian, step)) {
    if (here || tookBack(fold, receipt, item, custody)) take(fold, receipt, item)
    return
  }
  if (carried && members.isNamed(custodian, to, step.index)) {
    // The carrier received, and so was a custodian: what is missing is the carrier's own release.
    fold.report('receipt-without-release', item, [release, first, step], agentsOf(before.custodian, custodian), {
      reason: 'carrier-did-not-release',
    })
  } else {
    overlap(fold, receipt, item, first, before.custodian)
  }
  take(fold, receipt, item)
}

/**
 * The same receiver says again that it came over the same release. That is one receipt recorded twice, unless somebody else certainly had it in
 * between, and released it to nobody.
 */
function tookBack(fold: Fold, { step, details }: Receipt, item: Work, custody: Custody): boolean {
  if (custody.state !== 'held' || fold.sameHands(custody.custodian, details.custodian, step)) return false
  const since = fold.step(custody.by)
  if (!precedes(since.span, step.span)) return false
  fold.report('receipt-without-release', item, [since, step], agentsOf(custody.custodian, details.custodian), {
    reason: 'answered-before',
  })
  return true
}

/** Two who both received it, and neither from the other. */
function overlap(fold: Fold, { step, details }: Receipt, item: Work, first: Step, holder: Custodian): void {
  fold.report('overlap', item, [first, step], agentsOf(holder, details.custodian), { reason: 'two-receivers' })
}
