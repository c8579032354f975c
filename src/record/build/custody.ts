import type * as z from 'zod/mini'
import { FairtrailError } from '../../encoding/error.ts'
import type { observation } from '../shapes/items.ts'
import type { Details } from '../vocabulary.ts'
import { type BuilderInput, type EventInput, eventInput, itemIdOf } from './input.ts'
import { observed, type SealInput } from './items.ts'
import type { EventLike, ItemLike, Loose } from './loose.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type Members = Record<string, unknown>

/** What was seen of each of the items alike. */
interface SeenInput {
  seals?: readonly SealInput[] | undefined
  condition?: Loose<z.output<typeof observation>>['condition']
}

/** What `record` answered for a release: the receipt answers for its items. */
export interface ReleaseLike {
  readonly event: string
  readonly items: readonly ItemLike[]
}

/** `custody.released` of `items`, each with the same observation; or of `goods`, each with its own. */
export type ReleasedInput = Without<BuilderInput<'custody.released'>, 'from' | 'goods' | 'items'> & {
  from?: Loose<Details<'custody.released'>['from']> | undefined
} & (({ items: readonly ItemLike[] } & SeenInput) | { goods: Loose<Details<'custody.released'>['goods']> })

/** Opens a transit. The releaser is the signer unless said. */
export function released(input: ReleasedInput): EventInput<'custody.released'> {
  const members: Members = { ...input }
  if (members.goods !== undefined) return ofGoods('custody.released', members, members.goods as Goods)
  const { items = [], seals, condition, ...rest } = members
  const observation = observed({ seals, condition })
  const goods = (items as ItemLike[]).map((item) => ({ item, ...(observation ? { observation } : {}) }))
  return ofGoods('custody.released', rest, goods)
}

type ReceivedGood = Loose<Details<'custody.received'>['goods']>[number]

/** `custody.received` over a release: one `result` for all its items, or `goods`, an answer for each. */
export type ReceivedInput = Without<BuilderInput<'custody.received'>, 'custodian' | 'goods' | 'release' | 'items'> & {
  custodian?: Loose<Details<'custody.received'>['custodian']> | undefined
} & (
    | ({
        release: ReleaseLike
        result: ReceivedGood['result']
        reservation?: ReceivedGood['reservation']
      } & SeenInput)
    | { release?: EventLike | undefined; goods: readonly ReceivedGood[] }
  )

/** Answers a release, item by item. The custodian is the signer unless said. */
export function received(input: ReceivedInput): EventInput<'custody.received'> {
  const members: Members = { ...input }
  if (members.goods !== undefined) return ofGoods('custody.received', members, members.goods as Goods)
  const { result, reservation, seals, condition, ...rest } = members
  const { items } = (rest.release ?? {}) as Partial<ReleaseLike>
  if (items === undefined) {
    throw new FairtrailError(
      'misuse',
      'A receipt answers for each item: give `goods`, or as `release` what record answered.',
    )
  }
  const observation = observed({ seals, condition })
  const goods = items.map((item) => ({
    item,
    result,
    ...(reservation === undefined ? {} : { reservation }),
    ...(observation ? { observation } : {}),
  }))
  return ofGoods('custody.received', rest, goods)
}

type Goods = readonly { item: ItemLike }[]

const ofGoods = <T extends 'custody.released' | 'custody.received'>(type: T, members: Members, goods: Goods) =>
  eventInput(
    type,
    { ...members, goods },
    goods.map((one) => itemIdOf(one.item)),
  )
