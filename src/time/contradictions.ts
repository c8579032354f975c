import type { Observation } from '../authority/types.ts'
import { formatInstant } from '../encoding/instant.ts'
import type { Json } from '../encoding/json.ts'
import type { Interval, TimeLine } from './intervals.ts'
import type { Mark } from './marks.ts'

/**
 * Independent times that contradict each other (format, section 7): one check for each two marks, with the entries for which they do. An
 * anchor that carries a later time than the one before which it was itself logged contradicts that as well.
 * @param intervals - of entries, by index; an entry is given once.
 */
export function contradictions(
  time: TimeLine,
  intervals: Iterable<readonly [index: number, interval: Interval]>,
): Observation[] {
  const found = new Map<string, { after: Mark; before: Mark; entries: Set<number> }>()
  const place = new Map(time.marks.map((mark, at) => [mark, at]))
  const add = (index: number, after: Mark, before: Mark) => {
    const pair = `${place.get(after)} ${place.get(before)}`
    const one = found.get(pair) ?? { after, before, entries: new Set() }
    one.entries.add(index)
    found.set(pair, one)
  }
  for (const mark of time.marks) {
    if (mark.anchor === undefined || mark.lower === undefined) continue
    const before = time.markAbove(mark.anchor)
    if (before?.upper !== undefined && before.upper < mark.lower) add(mark.anchor, mark, before)
  }
  for (const [index, { contradiction }] of intervals) {
    if (contradiction) add(index, contradiction.after, contradiction.before)
  }
  return [...found.values()].map(({ after, before, entries }) => ({
    code: 'time-contradiction',
    about: 'time',
    status: 'failed',
    entries: [...entries].sort((a, b) => a - b),
    values: {
      reason: 'signed-after-is-later-than-logged-before',
      after: shown(after, after.lower),
      before: shown(before, before.upper),
    },
  }))
}

function shown({ source, size, anchor }: Mark, time: bigint | undefined): { [name: string]: Json } {
  return {
    ...source,
    size,
    ...(anchor === undefined ? {} : { anchor }),
    ...(time === undefined ? {} : { time: formatInstant(time) }),
  }
}
