import type { CaseState } from './case-state.ts'
import { NESTING } from './fold.ts'
import type { Stay } from './state.ts'

/** From one place in the fold to another, both included. */
export interface Range {
  from: number
  until: number
}

/** Where in the fold an item was in which container, in the container's container, and so on. The item itself is there throughout. */
export function enclosuresOf(state: CaseState, id: string): Map<string, Range[]> {
  const found = new Map<string, Range[]>([[id, [{ from: 0, until: Number.POSITIVE_INFINITY }]]])
  let level: ReadonlyMap<string, Range[]> = new Map(found)
  for (let depth = 0; depth < NESTING && level.size > 0; depth++) {
    const around = new Map<string, Range[]>()
    for (const [inner, ranges] of level) within(state.items.get(inner)?.stays ?? [], ranges, around)
    for (const [container, ranges] of around) found.set(container, [...(found.get(container) ?? []), ...ranges])
    level = around
  }
  return found
}

/** The parts of an item's stays that lie in the ranges, by container. Both lists are ascending, and nothing in one overlaps. */
function within(stays: readonly Stay[], ranges: readonly Range[], into: Map<string, Range[]>): void {
  let next = 0
  for (const { container, from, until = Number.POSITIVE_INFINITY } of stays) {
    while ((ranges[next]?.until ?? Number.POSITIVE_INFINITY) < from) next++
    for (let at = next; at < ranges.length; at++) {
      const range = ranges[at] as Range
      if (range.from > until) break
      const part = { from: Math.max(from, range.from), until: Math.min(until, range.until) }
      const list = into.get(container)
      if (list) list.push(part)
      else into.set(container, [part])
    }
  }
}
