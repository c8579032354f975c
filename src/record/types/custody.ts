import * as z from 'zod/mini'
import { define } from '../define.ts'
import { list, object, opt, str } from '../kit.ts'
import { agentId, coded, date, text, w } from '../shapes/basic.ts'
import { introduced, observedItem, receivedItem } from '../shapes/items.ts'
import { custodian, custodianOrSigner } from '../shapes/parties.ts'

export const custodyTypes = {
  /** Opens a transit. Without a receipt over it the items are "in transit". */
  'custody.released': define(
    object({
      from: custodianOrSigner,
      to: custodian,
      purpose: coded(
        'laboratory',
        'court',
        'storage',
        'loan',
        'courier',
        'defence',
        'return-to-owner',
        'permanent',
        'export',
        'other-case',
      ),
      goods: list(observedItem).check(z.minLength(1)),
      dueBack: opt(date),
      /** A carrier named here only transports; one that receives is a custodian. */
      carrier: opt(object({ agent: agentId, tracking: opt(w(str)) })),
      /** What the receiver may and may not do with it. */
      useConditions: opt(text),
    }),
  ),
  /** Answers a release item by item; what is accepted or reserved changes hands, what is refused stays with the releaser. */
  'custody.received': define(
    object({
      /** Why there is no release to refer to. */
      noRelease: opt(object({ reason: text })),
      custodian: custodianOrSigner,
      /** Items that the record meets here for the first time. */
      introduces: opt(list(introduced)),
      goods: list(receivedItem).check(z.minLength(1)),
    }),
    { rel: ['release', 'source'], unless: 'noRelease' },
  ),
  /** The header's items change place; the custodian stays. */
  'storage.moved': define(
    object({
      to: z.union([
        object({ facility: agentId, shelf: opt(w(text)) }),
        object({ place: coded('desk', 'vehicle', 'scene'), shelf: opt(w(text)) }),
      ]),
    }),
  ),
}
