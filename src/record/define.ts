import type * as z from 'zod/mini'
import type { Rel } from './rel.ts'

/** One event type: its details, and what the header must carry beside them. */
export interface EventDefinition<D extends z.ZodMiniType = z.ZodMiniType> {
  details: D
  /**
   * A reference that the statement cannot do without: one of these rels. With `unless`, the named member of the details can say instead why
   * there is none of the first of them; both together contradict each other.
   */
  needs?: { rel: readonly Rel[]; unless?: string }
}

export const define = <D extends z.ZodMiniType>(details: D, needs?: EventDefinition['needs']): EventDefinition<D> =>
  needs === undefined ? { details } : { details, needs }
