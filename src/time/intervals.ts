import type { Mark } from './marks.ts'

/** Between which independent times a statement was signed and logged. */
export interface Interval {
  /** Signed at this instant at the earliest, in nanoseconds since 1970. */
  after?: bigint
  /** Logged at this instant at the latest. */
  before?: bigint
  /** The two marks where the bounds contradict each other: then both are unknown. */
  contradiction?: { after: Mark; before: Mark }
}

/** Entries `from` to `to` - 1 that have the same bounds by their place in the log. */
export interface Stretch {
  from: number
  to: number
  after?: bigint
  before?: bigint
}

/**
 * The intervals of established time of a log's entries (format, section 7): before, the earliest upper bound of the marks whose size is
 * above the entry's index; after, the latest lower bound of the anchors below the size that the signers saw.
 */
export class TimeLine {
  /** The independent times that count. */
  readonly marks: readonly Mark[]
  /** By index: which mark bounds the entry from above; -1 for none. */
  readonly #above: Int32Array
  /** By `after.size`: which mark bounds from below. */
  readonly #below: Int32Array

  /** @param size - of the log. */
  constructor(size: number, marks: readonly Mark[]) {
    this.marks = marks
    this.#above = earliestAbove(size, marks)
    this.#below = latestBelow(size, marks)
  }

  /** Number of entries. */
  get size(): number {
    return this.#above.length
  }

  /**
   * The interval of a statement at an index whose signers saw the first `after` entries; `after` 0 where they saw another history.
   */
  of(index: number, after: number): Interval {
    const above = this.markAbove(index)
    const below = this.marks[this.#below[Math.min(after, index)] ?? -1]
    const before = above?.upper
    const since = below?.lower
    if (above && below && before !== undefined && since !== undefined && before < since) {
      return { contradiction: { after: below, before: above } }
    }
    return { ...(since === undefined ? {} : { after: since }), ...(before === undefined ? {} : { before }) }
  }

  /** The mark with the earliest upper bound of an entry. */
  markAbove(index: number): Mark | undefined {
    return this.marks[this.#above[index] ?? -1]
  }

  /**
   * The log cut where its independent times change: entries before `to` could have been rewritten until `before`, unseen by whoever gave the
   * time; without `before`, until now. Whoever signed the stretch after its anchor did so after `after`. A stretch without either is one
   * without an anchor.
   */
  stretches(): Stretch[] {
    const stretches: Stretch[] = []
    for (let index = 0; index < this.size; index++) {
      const last = stretches.at(-1)
      if (last && this.#above[index] === this.#above[index - 1] && this.#below[index] === this.#below[index - 1]) {
        last.to = index + 1
        continue
      }
      const after = this.marks[this.#below[index] ?? -1]?.lower
      const before = this.markAbove(index)?.upper
      stretches.push({
        from: index,
        to: index + 1,
        ...(after === undefined ? {} : { after }),
        ...(before === undefined ? {} : { before }),
      })
    }
    return stretches
  }

  /** Indexes of the anchors that give a time, ascending. */
  anchors(): number[] {
    const given = this.marks.filter(({ upper, lower }) => upper !== undefined || lower !== undefined)
    return [...new Set(given.flatMap(({ anchor }) => anchor ?? []))].sort((a, b) => a - b)
  }
}

function earliestAbove(size: number, marks: readonly Mark[]): Int32Array {
  const best = new Int32Array(size).fill(-1)
  const better = (a: number, b: number) => {
    const x = marks[a]?.upper
    const y = marks[b]?.upper
    return y !== undefined && (x === undefined || y < x) ? b : a
  }
  for (const [at, mark] of marks.entries()) {
    if (mark.upper === undefined || mark.size < 1) continue
    const last = Math.min(mark.size, size) - 1
    best[last] = better(best[last] as number, at)
  }
  for (let i = size - 2; i >= 0; i--) best[i] = better(best[i] as number, best[i + 1] as number)
  return best
}

function latestBelow(size: number, marks: readonly Mark[]): Int32Array {
  const best = new Int32Array(size + 1).fill(-1)
  const better = (a: number, b: number) => {
    const x = marks[a]?.lower
    const y = marks[b]?.lower
    return y !== undefined && (x === undefined || y > x) ? b : a
  }
  for (const [at, { anchor, lower }] of marks.entries()) {
    if (lower === undefined || anchor === undefined || anchor >= size) continue
    best[anchor + 1] = better(best[anchor + 1] as number, at)
  }
  for (let i = 1; i <= size; i++) best[i] = better(best[i] as number, best[i - 1] as number)
  return best
}
