import type * as z from 'zod/mini'
import type { WithheldClass, WithheldValue } from '../../withheld/commitment.ts'
import type { Text } from '../shapes/basic.ts'
import type { Custodian } from '../shapes/parties.ts'
import type { Agent } from './agents.ts'

const DECIDED = Symbol.for('fairtrail.decided')

/** A value with the recorder's decision to show it, or to withhold it, against what the vocabulary does by itself. */
export interface Decided<T> {
  readonly [DECIDED]: true
  readonly value: T
  /** Undefined: shown. */
  readonly class?: WithheldClass
}

/** Shows a value that would be withheld by default: `from: shown('the owner, present')`. */
export const shown = <T>(value: T): Decided<T> => ({ [DECIDED]: true, value })

/** Withholds a value that may be withheld. Classes other than `privacy` rest on a decision: give it as `withheldUnder`. */
export const withhold = <T>(value: T, reason: WithheldClass = 'privacy'): Decided<T> => ({
  [DECIDED]: true,
  value,
  class: reason,
})

export const isDecided = (value: unknown): value is Decided<unknown> =>
  typeof value === 'object' && value !== null && DECIDED in value

/** An item by its id, or an object that has one. */
export type ItemLike = string | { readonly id: string }

/** An event by its id, or what `record` answered. */
export type EventLike = string | { readonly event: string }

type ItemBrand = z.core.$brand<'ItemId'>
type AgentBrand = z.core.$brand<'AgentId'>
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/**
 * A type of the record as a builder takes it: text as a string (in the case's language), agents and items as objects or ids, a custodian as
 * an agent, a withheld value as the value itself.
 */
export type Loose<T> = [T] extends [WithheldValue] ? Inner | Decided<Inner> : WithheldOr<T>

/** The envelope of the inner event of event.withheld, or its base64. */
type Inner = Uint8Array | string

type WithheldOr<T> = WithheldValue extends T
  ? Open<Exclude<T, WithheldValue>> | Decided<Open<Exclude<T, WithheldValue>>>
  : Open<T>

type Open<T> = T extends Text
  ? Same<T, Text> extends true
    ? string | Text
    : LooseObject<T>
  : T extends ItemBrand
    ? ItemLike
    : T extends AgentBrand
      ? string | Agent
      : Same<T, Custodian> extends true
        ? LooseObject<T> | Agent
        : T extends readonly (infer E)[]
          ? readonly Loose<E>[]
          : LooseObject<T>

type LooseObject<T> = T extends object ? { [K in keyof T]: Loose<T[K]> | MissingToo<T, K> } : T

/** An optional member may be given as undefined: it is then left out. */
type MissingToo<T, K extends keyof T> = object extends Pick<T, K> ? undefined : never
