import type { Details } from '../vocabulary.ts'
import { type BuilderInput, type EventInput, eventInput, itemIdOf } from './input.ts'
import { observed, type SealInput } from './items.ts'
import type { EventLike, ItemLike, Loose } from './loose.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type Members = Record<string, unknown>

/** What `record` answered for a release: the receipt answers for its items. */
export interface ReleaseLike {
  readonly event: string
  readonly items: readonly ItemLike[]
}

/** `custody.released` of `items`, each with the same observation; or of `goods`, each with its own. */
export type ReleasedInput = Without<BuilderInput<'custody.released'>, 'from' | 'goods' | 'items'> & {
  from?: Loose<Details<'custody.released'>['from']> | undefined
} & (
    | { items: readonly ItemLike[]; seals?: readonly SealInput[] | undefined; condition?: Loose<string> | undefined }
    | { goods: Loose<Details<'custody.released'>['goods']> }
  )

/** Opens a transit. The releaser is the signer unless said. */
export function released(input: ReleasedInput): EventInput<'custody.released'> {
  const { items = [], goods: many, seals, condition, ...rest } = input as Members
  const observation = observed({ seals, condition })
  const goods =
    (many as Loose<Details<'custody.released'>['goods']> | undefined) ??
    (items as ItemLike[]).map((item) => ({ item, ...(observation ? { observation } : {}) }))
  return eventInput(
    'custody.released',
    { ...rest, goods },
    goods.map((one) => itemIdOf(one.item)),
  )
}

type ReceivedGood = Loose<Details<'custody.received'>['goods']>[number]

/** `custody.received` over a release: one `result` for all its items, or `goods`, an answer for each. */
export type ReceivedInput = Without<BuilderInput<'custody.received'>, 'custodian' | 'goods' | 'release' | 'items'> & {
  custodian?: Loose<Details<'custody.received'>['custodian']> | undefined
} & (
    | {
        release: ReleaseLike
        result: ReceivedGood['result']
        reservation?: ReceivedGood['reservation']
        seals?: readonly SealInput[] | undefined
        condition?: Loose<string> | undefined
      }
    | { release?: EventLike | undefined; goods: readonly ReceivedGood[] }
  )

/** Answers a release, item by item. The custodian is the signer unless said. */
export function received(input: ReceivedInput): EventInput<'custody.received'> {
  const { release, goods: many, result, reservation, seals, condition, ...rest } = input as Members
  const observation = observed({ seals, condition })
  const goods =
    (many as readonly ReceivedGood[] | undefined) ??
    ((release as ReleaseLike).items.map((item) => ({
      item,
      result,
      ...(reservation === undefined ? {} : { reservation }),
      ...(observation ? { observation } : {}),
    })) as ReceivedGood[])
  return eventInput(
    'custody.received',
    { ...rest, release, goods },
    goods.map((one) => itemIdOf(one.item)),
  )
}
