import type { Details } from '../../record/vocabulary.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold } from '../fold.ts'
import type { Handler } from '../handler.ts'
import { returnLoans } from '../loans.ts'
import { describe, observe } from '../observe.ts'
import type { Work } from '../work.ts'
import { accept, type Receipt, type Releases } from './accepted.ts'
import { enter } from './enter.ts'
import { inContainerOf, leaveContainer } from './released.ts'

type Received = Details<'custody.received'>

export const received: Handler<'custody.received'> = {
  introduces: ({ introduces }) => introduces ?? [],
  acts: ({ goods, introduces }) => {
    const here = new Set((introduces ?? []).map(({ item }) => item))
    return goods.flatMap(({ item, result }) => (result === 'not-present' || here.has(item) ? [] : [item]))
  },
  apply(fold, step, details) {
    const receipt: Receipt = { step, details, releases: releasesOf(fold, step), imported: isImport(step) }
    const here = new Set<string>()
    for (const { item, description } of details.introduces ?? []) {
      if (arrive(fold, receipt, item, description)) here.add(item)
    }
    const taken = new Set(details.goods.flatMap((good) => (isTaken(good.result) ? [good.item] : [])))
    for (const { item: id, result, observation } of details.goods) {
      const item = fold.item(id)
      const packed = inContainerOf(item, taken)
      if (result === 'refused') refuse(fold, receipt, item, here.has(id))
      else if (result === 'not-present') missing(fold, receipt, item, packed, here.has(id))
      else if (!packed) accept(fold, receipt, item, here.has(id))
      // What is seen is laid beside the record of the item, also where it is then refused.
      observe(fold, item, step, observation)
      const release = releaseFor(item, receipt.releases)
      fold.handoverOf(item, release).receipts.push({ index: step.index, result, custodian: details.custodian })
      if (taken.has(id) && !packed) fold.locateAtEvent(item, step)
      if (taken.has(id)) returnLoans(fold, item, step, details.custodian)
    }
  },
}

const isTaken = (result: Received['goods'][number]['result']) => result === 'accepted' || result === 'reserved'

const isImport = (step: Step) => step.event.payload.refs.some(({ rel }) => rel === 'source')

function releasesOf(fold: Fold, step: Step): Releases {
  const releases: Releases = []
  for (const ref of step.event.payload.refs) {
    if (ref.rel !== 'release' || ref.case !== undefined) continue
    const release = fold.gathered.byId(ref.event)
    const details = fold.releaseOf(release)
    if (release && details)
      releases.push({ step: release, details, goods: new Set(details.goods.map(({ item }) => item)) })
  }
  return releases
}

/** The release that names the item, or a container around it. */
export function releaseFor(item: Work, releases: Releases): Step | undefined {
  const named = releases.find(({ goods }) => goods.has(item.state.id))
  return (named ?? releases.find(({ goods }) => inContainerOf(item, goods)))?.step
}

/**
 * An item that a receipt describes. From another record it may be known here already: then it comes back, if it had left. True where it enters
 * the record here.
 */
function arrive(fold: Fold, receipt: Receipt, id: string, description: Parameters<typeof describe>[3]): boolean {
  const { step, details, imported } = receipt
  const item = fold.item(id)
  if (!imported || item.state.introduced === undefined) {
    enter(fold, step, id, description, details.custodian)
    return true
  }
  describe(fold, item, step, description)
  if (!details.goods.some((good) => good.item === id)) accept(fold, receipt, item, false)
  return false
}

/** Refused goods stay with the releaser. */
function refuse(fold: Fold, { step, releases }: Receipt, item: Work, enters: boolean): void {
  if (enters) {
    // Described here and not taken: nobody in this record has it.
    fold.setCustody(item, step, { state: 'none' })
    return
  }
  const release = releaseFor(item, releases)
  const custody = fold.custodyOf(item)
  if (!release || !('release' in custody) || custody.release !== release.index) return
  leaveContainer(fold, step, item)
  fold.hold(item, step, custody.from)
  returnLoans(fold, item, step, custody.from)
  item.unanswered = undefined
}

/** What should have come and did not: nobody holds it. What the container should have held is told of the container. */
function missing(fold: Fold, { step, releases, details }: Receipt, item: Work, packed: boolean, enters: boolean): void {
  const release = releaseFor(item, releases)
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
  const underWay = release && 'release' in custody && custody.release === release.index
  const agents = underWay ? agentsOf(custody.from, details.custodian) : step.event.agents
  const since = release ? [release] : enters ? [] : fold.madeBy(custody)
  fold.report('not-located', item, [...since, step], agents, { reason: 'receipt' })
  if (!underWay && !enters) return
  leaveContainer(fold, step, item)
  fold.setCustody(item, step, { state: 'missing', by: step.index, identity: step.event.identity })
  fold.setLocation(item, step, undefined)
  item.unanswered = undefined
}
