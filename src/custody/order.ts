import type { Step } from './event.ts'
import { precedes } from './span.ts'

/** Something that is read before another, unless their times say the contrary: the release before its receipt. */
export type Precedence = readonly [before: Step, after: Step]

/**
 * The order in which events are folded. It is read from the end: of the events that no other remaining one certainly follows in time, the one with
 * the largest index stands last. So an event stands where it was recorded, unless the times claimed decide otherwise, and a late entry stands
 * where it happened. `precedences` decide before the index does, and give way to the times.
 *
 * n log n. Sets `position` of each step.
 */
export function orderSteps(steps: readonly Step[], precedences: readonly Precedence[]): Step[] {
  const pending = new Map<Step, number>()
  const before = new Map<Step, Step[]>()
  for (const [first, second] of precedences) {
    if (first === second || precedes(second.span, first.span)) continue
    pending.set(first, (pending.get(first) ?? 0) + 1)
    const list = before.get(second)
    if (list) list.push(first)
    else before.set(second, [first])
  }
  const byStart = [...steps].sort((a, b) => descending(a.span.lo, b.span.lo))
  const byEnd = [...steps].sort((a, b) => descending(a.span.hi, b.span.hi))
  const ready = new Heap()
  const held = new Heap()
  const timely = new Set<Step>()
  const placed = new Set<Step>()
  let nextStart = 0
  let nextEnd = 0

  for (let position = steps.length - 1; position >= 0; position--) {
    while (placed.has(byStart[nextStart] as Step)) nextStart++
    const latestStart = (byStart[nextStart] as Step).span.lo
    for (let step = byEnd[nextEnd]; step !== undefined && step.span.hi >= latestStart; step = byEnd[++nextEnd]) {
      timely.add(step)
      if ((pending.get(step) ?? 0) > 0) held.push(step)
      else ready.push(step)
    }
    // Precedences can run in a circle where times are wide; then the index decides among them.
    let step = ready.pop() ?? (held.pop() as Step)
    while (placed.has(step)) step = ready.pop() ?? (held.pop() as Step)
    placed.add(step)
    step.position = position
    for (const first of before.get(step) ?? []) {
      const left = (pending.get(first) ?? 0) - 1
      pending.set(first, left)
      if (left === 0 && timely.has(first) && !placed.has(first)) ready.push(first)
    }
  }
  const ordered: Step[] = new Array(steps.length)
  for (const step of steps) ordered[step.position] = step
  return ordered
}

const descending = (a: bigint, b: bigint) => (a < b ? 1 : a > b ? -1 : 0)

/** A binary heap, the largest index first. */
class Heap {
  readonly #steps: Step[] = []

  push(step: Step): void {
    const heap = this.#steps
    let at = heap.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((heap[parent] as Step).index >= step.index) break
      heap[at] = heap[parent] as Step
      at = parent
    }
    heap[at] = step
  }

  pop(): Step | undefined {
    const heap = this.#steps
    const top = heap[0]
    const last = heap.pop()
    if (heap.length === 0 || last === undefined) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && (heap[child + 1] as Step).index > (heap[child] as Step).index) child++
      if ((heap[child] as Step).index <= last.index) break
      heap[at] = heap[child] as Step
      at = child
    }
    heap[at] = last
    return top
  }
}
