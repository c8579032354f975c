import type * as z from 'zod/mini'
import { codeOf } from '../shapes/basic.ts'
import type { description, observation } from '../shapes/items.ts'
import type { Details } from '../vocabulary.ts'
import { newItem } from './agents.ts'
import { type BuilderInput, type EventInput, eventInput, itemIdOf } from './input.ts'
import type { ItemLike, Loose } from './loose.ts'

type Description = Loose<z.output<typeof description>>
type Observation = Loose<z.output<typeof observation>>

/** A seal by its number, found intact; or the state as it was found. */
export type SealInput = string | NonNullable<Observation['seals']>[number]

/** One item that enters the record, described. */
export interface DescribedInput extends Partial<Description> {
  /** An id made with `newItem()`; a new one unless given. */
  item?: ItemLike | undefined
}

/** One item described and observed in one go. */
export interface ItemInput extends DescribedInput, Omit<Partial<Observation>, 'seals' | 'quantity' | 'features'> {
  seals?: readonly SealInput[] | undefined
}

const DESCRIPTION = [
  'kind',
  'exhibit',
  'forensicRole',
  'comparedWith',
  'text',
  'features',
  'quantity',
  'hazards',
] as const
const OBSERVATION = ['contents', 'condition', 'packaging', 'seals', 'digests', 'photos'] as const

type Members = Record<string, unknown>

function take(input: Members, names: readonly string[]): Members | undefined {
  const entries = names.filter((name) => input[name] !== undefined).map((name) => [name, input[name]])
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

const without = (input: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)))

const sealStates = (seals: readonly SealInput[]) =>
  seals.map((seal) => (typeof seal === 'string' ? { number: seal, state: 'intact' as const } : seal))

/** An observation in which seals may be given by their numbers. */
export function observed(input: Members): Members | undefined {
  const found = take(input, OBSERVATION)
  if (!found) return undefined
  return found.seals ? { ...found, seals: sealStates(found.seals as SealInput[]) } : found
}

const describedItem = (input: Members, kind: string) => ({
  item: input.item === undefined ? newItem() : itemIdOf(input.item as ItemLike),
  description: { kind, ...take(input, DESCRIPTION) },
})

const observedItem = (input: Members, kind: string) => {
  const observation = observed(input)
  return observation ? { ...describedItem(input, kind), observation } : describedItem(input, kind)
}

const OF_DESCRIBED = ['item', ...DESCRIPTION]
const OF_OBSERVED = [...OF_DESCRIBED, ...OBSERVATION]

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** `item.collected` of one item, flat; or of many, as `goods`. */
export type CollectedInput = Without<BuilderInput<'item.collected'>, 'goods' | 'custodian'> & {
  custodian?: Loose<Details<'item.collected'>['custodian']> | undefined
} & (ItemInput | { goods: readonly ItemInput[] })

/** Items enter the record. The custodian is the signer unless said; an item is physical unless said. */
export function collected(input: CollectedInput): EventInput<'item.collected'> {
  const { goods: many, ...members }: Members = { ...input }
  // What is of no item has no place in a list of items, and the other way round: it stays, and is refused.
  const goods = (many as Members[] | undefined)?.map((one) => ({
    ...observedItem(one, 'physical'),
    ...without(one, OF_OBSERVED),
  })) ?? [observedItem(members, 'physical')]
  const rest = many === undefined ? without(members, OF_OBSERVED) : members
  return eventInput(
    'item.collected',
    { ...rest, goods },
    goods.map((one) => one.item),
  )
}

/** `item.acquired`: the source is an item, or `{ remote }`; what came out is described flat. */
export type AcquiredInput = Without<BuilderInput<'item.acquired'>, 'source' | 'result' | 'custodian'> & {
  source: ItemLike | { remote: Extract<Loose<Details<'item.acquired'>['source']>, { remote: unknown }>['remote'] }
  custodian?: Loose<Details<'item.acquired'>['custodian']> | undefined
  digests?: Loose<NonNullable<Details<'item.acquired'>['result']['digests']>> | undefined
} & DescribedInput

/** An image, a live capture, a page. The result is a new digital item in the signer's custody unless said. */
export function acquired(input: AcquiredInput): EventInput<'item.acquired'> {
  const members: Members = { ...input }
  const { item, description } = describedItem(members, 'digital')
  const source = members.source as ItemLike | { remote: unknown }
  const rest = without(members, ['source', 'digests', ...OF_DESCRIBED])
  const result = { item, description, ...(members.digests ? { digests: members.digests } : {}) }
  const from = typeof source === 'object' && 'remote' in source ? source : { item: itemIdOf(source) }
  return eventInput('item.acquired', { ...rest, source: from, result }, [item])
}

type DerivedKind = Loose<Details<'item.derived'>['kind']>

/** `item.derived`: one product flat, or several as `products`. */
export type DerivedInput = Without<BuilderInput<'item.derived'>, 'sources' | 'products' | 'custodian' | 'kind'> & {
  from: ItemLike | readonly ItemLike[]
  /** How the product was made: `split`, `working-copy` ... */
  kind: DerivedKind
  custodian?: Loose<Details<'item.derived'>['custodian']> | undefined
} & (Omit<DescribedInput, 'kind'> | { products: readonly DescribedInput[] })

const DIGITAL_KINDS = new Set(['working-copy', 'extract', 'converted', 'disclosure-copy', 'redacted-copy'])

/** Items made from items. A product is digital where the kind says so, physical otherwise, unless it is described. */
export function derived(input: DerivedInput): EventInput<'item.derived'> {
  const { kind, from, products: many, ...members }: Members = { ...input }
  const itemKind = DIGITAL_KINDS.has(codeOf(kind as string | { code: string })) ? 'digital' : 'physical'
  const products = (many as Members[] | undefined)?.map((one) => ({
    ...describedItem(one, itemKind),
    ...without(one, OF_DESCRIBED),
  })) ?? [describedItem(members, itemKind)]
  const sources = (Array.isArray(from) ? from : [from]) as ItemLike[]
  const rest = many === undefined ? without(members, OF_DESCRIBED) : members
  return eventInput(
    'item.derived',
    { ...rest, kind, sources, products },
    products.map((one) => one.item),
  )
}
