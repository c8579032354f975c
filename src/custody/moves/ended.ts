import type { Details } from '../../record/vocabulary.ts'
import type { CustodyPayload } from '../event.ts'
import type { Handler } from '../handler.ts'
import { observeAll } from '../observe.ts'
import { endItem } from './made.ts'

/** The items that go; a retained sample stays. */
const disposedOf = ({ retainedSample }: Details<'item.disposed'>, { items }: CustodyPayload) =>
  items.filter((item) => item !== retainedSample)

export const disposed: Handler<'item.disposed'> = {
  acts: disposedOf,
  // `what` names a part, or data: then the item is still there.
  ends: (details, payload) => (details.what ? [] : disposedOf(details, payload)),
  apply(fold, step, details) {
    const items = disposedOf(details, step.event.payload)
    observeAll(fold, items, step, details.observation)
    for (const id of items) {
      const item = fold.item(id)
      item.state.disposals.push(step.index)
      if (!details.what) endItem(fold, step, item)
    }
  },
}

/** Items that are in another case too. Where they are is settled at the end, when it is known whether they left. */
export const linked: Handler<'case.linked'> = {
  apply(fold, step, { items, other }) {
    for (const { here, there, custodyIn } of items ?? []) {
      fold.item(here).state.links.push({ index: step.index, case: other.case, there, custodyIn })
    }
  },
}

export const discrepancy: Handler<'discrepancy.recorded'> = {
  apply(fold, step) {
    for (const id of step.event.payload.items) fold.item(id).state.discrepancies.push(step.index)
  },
}
