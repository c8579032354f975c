import type { Details } from '../../record/vocabulary.ts'
import type { Step } from '../event.ts'
import type { Fold } from '../fold.ts'
import type { Work } from '../work.ts'
import { inContainerOf } from './released.ts'

/** A release of this record that a receipt answers. */
export interface Answered {
  step: Step
  details: Details<'custody.released'>
  goods: ReadonlySet<string>
}

/** A receipt while its goods are gone through. */
export interface Receipt {
  step: Step
  details: Details<'custody.received'>
  releases: readonly Answered[]
  /** It brings goods from another record. */
  imported: boolean
}

export function receiptOf(fold: Fold, step: Step, details: Details<'custody.received'>): Receipt {
  const { refs } = step.event.payload
  const releases: Answered[] = []
  for (const ref of refs) {
    if (ref.rel !== 'release' || ref.case !== undefined) continue
    const release = fold.gathered.byId(ref.event)
    const released = fold.releaseOf(release)
    if (!release || !released) continue
    releases.push({ step: release, details: released, goods: new Set(released.goods.map(({ item }) => item)) })
  }
  return { step, details, releases, imported: refs.some(({ rel }) => rel === 'source') }
}

/** The release that names the item, or else one that names a container around it. */
export function releaseFor(item: Work, { releases }: Receipt): Answered | undefined {
  return (
    releases.find(({ goods }) => goods.has(item.state.id)) ?? releases.find(({ goods }) => inContainerOf(item, goods))
  )
}
