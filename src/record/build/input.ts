import { FairtrailError } from '../../encoding/error.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { quoted } from '../../encoding/text.ts'
import type { Header, Occurred } from '../header.ts'
import { RELS, type Rel } from '../rel.ts'
import { defOf } from '../schema-def.ts'
import { type Details, type EventType, isEventType, VOCABULARY } from '../vocabulary.ts'
import type { EventLike, ItemLike, Loose } from './loose.ts'

/** An event of another case: only `rel` knows what it is there. */
export interface ForeignEvent {
  event: string
  case: string
}

type Refs = EventLike | ForeignEvent | readonly (EventLike | ForeignEvent)[]

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S

/** A reference is given under its rel, in camelCase: `release`, `withheldUnder`, `madeFromThis`. */
export type RefsInput = { [R in Rel as CamelCase<R>]?: Refs | undefined }

/** What a recorder may say of any event beside its details. */
export interface HeaderInput extends Omit<RefsInput, 'source'> {
  /** When it happened: an instant with offset, or one of the other forms. Never filled in. */
  occurred?: string | Occurred | undefined
  act?: string | undefined
  place?: Loose<NonNullable<Header['place']>> | undefined
  /** Everybody who took part beside those who sign by key; a signer is listed here only to say more of them. */
  participants?: Loose<Header['participants']> | undefined
  basis?: Loose<NonNullable<Header['basis']>> | undefined
  attachments?: Loose<NonNullable<Header['attachments']>> | undefined
  remarks?: Loose<NonNullable<Header['remarks']>> | undefined
  /** `direct` unless said. */
  source?: Header['source'] | undefined
  /** Items that the event names beside those in its details. */
  items?: readonly ItemLike[] | undefined
  /** The case's language unless said. */
  language?: string | undefined
  lateReason?: Loose<NonNullable<Header['recorded']['lateReason']>> | undefined
  ext?: JsonObject | undefined
  refs?: RefsInput | undefined
}

/** Types for which `occurred` is the moment of recording, unless said. */
export type RecordsItself = `case.${string}` | `key.${string}` | 'agent.registered' | 'time.anchored'

export const recordsItself = (type: string): type is RecordsItself =>
  type.startsWith('case.') || type.startsWith('key.') || type === 'agent.registered' || type === 'time.anchored'

type Timed<T extends EventType> = T extends RecordsItself ? unknown : { occurred: string | Occurred }

/**
 * What a builder takes: the members of the details and of the header side by side. Where a name is in both (`language` of a notice), the
 * plain one is the details' and the header's stands in `header`.
 */
export type BuilderInput<T extends EventType, D = Loose<Details<T>>> = D &
  Omit<HeaderInput, keyof D> &
  Timed<T> & { header?: HeaderInput | undefined }

/** An event as a builder leaves it: what was said, without what recording adds. */
export interface EventInput<T extends string = string> {
  readonly type: T
  readonly header: HeaderInput
  /** In the loose form; `record` completes it. */
  readonly details: object
  /** Items that enter the record with this event, in the order of the statement; otherwise the items it is about. */
  readonly items: readonly string[]
}

/** Members of the header that the recorder states. */
export const STATED = [
  'occurred',
  'act',
  'place',
  'participants',
  'basis',
  'attachments',
  'remarks',
  'source',
  'items',
  'language',
  'lateReason',
  'ext',
] as const satisfies readonly (keyof HeaderInput)[]

const HEADER_NAMES: ReadonlySet<string> = new Set<keyof HeaderInput>([...STATED, 'refs'])

/** Rels by the name under which a builder takes them. */
export const REL_NAMES: ReadonlyMap<string, Rel> = new Map(
  RELS.map((rel) => [rel.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), rel]),
)

/** @throws FairtrailError `payload-form` for a type that this vocabulary does not have. */
export function knownType(type: string): EventType {
  if (isEventType(type)) return type
  throw new FairtrailError('payload-form', `${quoted(type)} is not a type of this vocabulary.`, { path: '/type' })
}

const detailNames = (type: EventType): ReadonlySet<string> =>
  new Set(Object.keys(defOf(VOCABULARY[knownType(type)].details).shape ?? {}))

export const itemIdOf = (item: ItemLike): string => (typeof item === 'string' ? item : item.id)

/** Parts a builder's flat input into header and details. */
export function eventInput<T extends EventType>(type: T, input: object, items: readonly string[] = []): EventInput<T> {
  const own = detailNames(type)
  const members = Object.entries(input).filter(
    ([name, value]) => value !== undefined && (name !== 'header' || own.has(name)),
  )
  const inHeader = (name: string) => !own.has(name) && (HEADER_NAMES.has(name) || REL_NAMES.has(name))
  const header: HeaderInput = {
    ...(input as { header?: HeaderInput }).header,
    ...Object.fromEntries(members.filter(([name]) => inHeader(name))),
  }
  const details = Object.fromEntries(members.filter(([name]) => !inHeader(name)))
  const about = items.length > 0 ? items : (header.items ?? []).map(itemIdOf)
  return { type, header, details, items: about }
}
