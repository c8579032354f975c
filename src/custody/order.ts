import type { Step } from './event.ts'
import { precedes } from './span.ts'

/** Something that is read before another, unless their times say the contrary: the release before its receipt. */
export type Precedence = readonly [before: Step, after: Step]

/**
 * The order in which events are folded. It is read from the end: of the events that no other remaining one certainly follows in time, the one with
 * the largest index stands last. So an event stands where it was recorded, unless the times claimed decide otherwise, and a late entry stands
 * where it happened. `precedences` decide before the index does, and give way to the times; where they run in a circle, the event that fewest of them
 * keep from standing last does.
 *
 * `steps` are ascending by index. n log n. Sets `position` of each.
 */
export function orderSteps(steps: readonly Step[], precedences: readonly Precedence[]): Step[] {
  const size = steps.length
  for (const [at, step] of steps.entries()) step.position = at
  /** How many of those that it should precede are not placed yet, and those that should precede it. */
  const pending = new Float64Array(size)
  const before: (number[] | undefined)[] = new Array(size)
  for (const [first, then] of precedences) {
    if (first === then || precedes(then.span, first.span)) continue
    pending[first.position] = (pending[first.position] as number) + 1
    const list = before[then.position]
    if (list) list.push(first.position)
    else before[then.position] = [first.position]
  }
  const byStart = [...steps].sort((a, b) => descending(a.span.lo, b.span.lo)).map(({ position }) => position)
  const byEnd = [...steps].sort((a, b) => descending(a.span.hi, b.span.hi)).map(({ position }) => position)
  const timely = new Uint8Array(size)
  const placed = new Uint8Array(size)
  // The fewest pending first, then the last of the log: one number, exact while steps times the precedences of one stay below 2^53.
  const candidates = new Heap()
  const offer = (at: number) => candidates.push((pending[at] as number) * size + (size - 1 - at))
  let nextStart = 0
  let nextEnd = 0

  const ordered: Step[] = new Array(size)
  for (let position = size - 1; position >= 0; position--) {
    while (placed[byStart[nextStart] as number]) nextStart++
    const latestStart = (steps[byStart[nextStart] as number] as Step).span.lo
    for (
      let at = byEnd[nextEnd];
      at !== undefined && (steps[at] as Step).span.hi >= latestStart;
      at = byEnd[++nextEnd]
    ) {
      timely[at] = 1
      offer(at)
    }
    // One that was offered again with fewer pending is still further down in the heap as it was; it is skipped once placed.
    let last = size - 1 - (candidates.pop() % size)
    while (placed[last]) last = size - 1 - (candidates.pop() % size)
    placed[last] = 1
    ordered[position] = steps[last] as Step
    for (const first of before[last] ?? []) {
      pending[first] = (pending[first] as number) - 1
      if (timely[first] && !placed[first]) offer(first)
    }
  }
  for (const [at, step] of ordered.entries()) step.position = at
  return ordered
}

const descending = (a: bigint, b: bigint) => (a < b ? 1 : a > b ? -1 : 0)

/** A binary heap of numbers, the smallest first. */
class Heap {
  readonly #keys: number[] = []

  push(key: number): void {
    const keys = this.#keys
    let at = keys.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((keys[parent] as number) <= key) break
      keys[at] = keys[parent] as number
      at = parent
    }
    keys[at] = key
  }

  /** Not asked while it is empty: every event is offered before it is needed. */
  pop(): number {
    const keys = this.#keys
    const top = keys[0] as number
    const last = keys.pop() as number
    if (keys.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= keys.length) break
      if (child + 1 < keys.length && (keys[child + 1] as number) < (keys[child] as number)) child++
      if ((keys[child] as number) >= last) break
      keys[at] = keys[child] as number
      at = child
    }
    keys[at] = last
    return top
  }
}
