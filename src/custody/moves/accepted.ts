import { codeOf } from '../../record/shapes/basic.ts'
import type { Details } from '../../record/vocabulary.ts'
import type { Custodian } from '../custodian.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold, NESTING } from '../fold.ts'
import { precedes } from '../span.ts'
import type { Custody, Handover } from '../state.ts'
import type { Work } from '../work.ts'
import { leaveContainer, mayRelease, near } from './released.ts'

type Release = Details<'custody.released'>

export type Releases = { step: Step; details: Release; goods: ReadonlySet<string> }[]

/** A receipt while its goods are gone through. */
export interface Receipt {
  step: Step
  details: Details<'custody.received'>
  /** The releases of this record that it answers. */
  releases: Releases
  /** It brings goods from another record. */
  imported: boolean
}

/** One item is accepted, with or without a reservation: custody is the receiver's. `enters`: the item is new to the record. */
export function accept(fold: Fold, receipt: Receipt, item: Work, enters: boolean): void {
  const release = receipt.releases.find(({ goods }) => covers(item, goods))
  if (release) overRelease(fold, receipt, item, release)
  else if (receipt.imported) fromElsewhere(fold, receipt, item)
  else withoutRelease(fold, receipt, item, enters)
}

function covers(item: Work, goods: ReadonlySet<string>): boolean {
  for (let at: Work | undefined = item, depth = 0; at && depth < NESTING; at = at.container, depth++) {
    if (goods.has(at.state.id)) return true
  }
  return false
}

function take(fold: Fold, { step, details }: Receipt, item: Work): void {
  leaveContainer(fold, step, item)
  fold.hold(item, step, details.custodian)
  item.unanswered = undefined
}

function overRelease(fold: Fold, receipt: Receipt, item: Work, release: Releases[number]): void {
  const { step, details } = receipt
  const earlier = fold
    .handoverOf(item, release.step)
    .receipts.filter(({ result }) => result === 'accepted' || result === 'reserved')
  const before = earlier.at(-1)
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
function settle(fold: Fold, receipt: Receipt, item: Work, release: Releases[number], custody: Custody): void {
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
  release: Releases[number],
  { by, custodian }: Extract<Custody, { state: 'held' }>,
): void {
  const { step, details } = receipt
  const refusal = fold.handoverOf(item, release.step).receipts.find(({ result }) => result === 'refused')
  if (refusal?.index !== by) {
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
  { step: release, details: { to, carrier } }: Releases[number],
  before: Handover['receipts'][number],
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

/** A receipt of goods from another record. Here they must have left, or never have been. */
function fromElsewhere(fold: Fold, receipt: Receipt, item: Work): void {
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
function withoutRelease(fold: Fold, receipt: Receipt, item: Work, enters: boolean): void {
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
