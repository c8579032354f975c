import type { Json } from '../../encoding/json.ts'
import type { EventType } from '../vocabulary.ts'
import { VOCABULARY } from '../vocabulary.ts'
import { walkOf } from '../walk.ts'
import { received, released } from './custody.ts'
import { type BuilderInput, type EventInput, eventInput, itemIdOf } from './input.ts'
import { acquired, collected, derived } from './items.ts'
import type { ItemLike } from './loose.ts'

/** An event of any type from the members of its details and its header. Pure: nothing is read, signed or stored. */
export function event<T extends EventType>(type: T, input: BuilderInput<T>): EventInput<T> {
  return eventInput(type, input)
}

type NameIn<P extends string> =
  Extract<EventType, `${P}.${string}`> extends infer T ? (T extends `${P}.${infer N}` ? CamelCase<N> : never) : never
type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S
type TypeOf<P extends string, N extends string> = {
  [T in Extract<EventType, `${P}.${string}`>]: T extends `${P}.${infer M}`
    ? CamelCase<M> extends N
      ? T
      : never
    : never
}[Extract<EventType, `${P}.${string}`>]

/** The builders of a family: `item.observed(...)` for `item.observed`. */
export type Builders<P extends string> = {
  [N in NameIn<P>]: (input: BuilderInput<TypeOf<P, N>>) => EventInput<TypeOf<P, N>>
}

function family<P extends string>(prefix: P): Builders<P> {
  const types = (Object.keys(VOCABULARY) as EventType[]).filter((type) => type.startsWith(`${prefix}.`))
  const entries = types.map((type) => {
    const name = type.slice(prefix.length + 1).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    return [name, (input: object) => eventInput(type, input, itemsIn(type, input))]
  })
  return Object.fromEntries(entries) as Builders<P>
}

/** The items that a statement is about, in its own order, where a builder has no better word for them. */
function itemsIn(type: EventType, input: object): string[] {
  const found: string[] = []
  walkOf(VOCABULARY[type].details, (mark) => mark.names === 'item')?.(input as Json, (item) => {
    if (typeof item === 'string' || (typeof item === 'object' && item !== null && 'id' in item))
      found.push(itemIdOf(item as ItemLike))
  })
  return [...new Set(found)]
}

export const item = { ...family('item'), collected, acquired, derived }
export const seal: Builders<'seal'> = family('seal')
export const digest: Builders<'digest'> = family('digest')
export const custody = { released, received }
export const storage: Builders<'storage'> = family('storage')
export const act: Builders<'act'> = family('act')
export const agent: Builders<'agent'> = family('agent')
export const examination: Builders<'examination'> = family('examination')
export const review: Builders<'review'> = family('review')
export const application: Builders<'application'> = family('application')
export const decision: Builders<'decision'> = family('decision')
export const proceeding: Builders<'proceeding'> = family('proceeding')
export const allegation: Builders<'allegation'> = family('allegation')
export const notice: Builders<'notice'> = family('notice')
export const disclosure: Builders<'disclosure'> = family('disclosure')
export const acknowledgement: Builders<'acknowledgement'> = family('acknowledgement')
export const defenceAccess: Builders<'defence-access'> = family('defence-access')
export const translation: Builders<'translation'> = family('translation')
export const discrepancy: Builders<'discrepancy'> = family('discrepancy')
export const correction: Builders<'correction'> = family('correction')
export const paper: Builders<'paper'> = family('paper')
export const assessment: Builders<'assessment'> = family('assessment')
export const key: Builders<'key'> = family('key')
export const time: Builders<'time'> = family('time')
/** `case.linked`, `case.closed` and the types that open a case or change its authority. */
export const caseEvent: Builders<'case'> = family('case')
