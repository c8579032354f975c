import type { Json } from '../encoding/json.ts'
import { CHECKS, type CheckCode } from './codes.ts'
import type { Check, CheckAbout, CheckStatus } from './report.ts'

/** A check of one place: one that did not pass, or that has something to say. */
export interface PlacedCheck {
  code: CheckCode
  /** `passed` where a passing check has something to say. */
  status: CheckStatus
  about?: CheckAbout
  entries?: number[]
  subject?: string | undefined
  place?: string | undefined
  values?: Record<string, Json> | undefined
}

const ORDER = new Map(Object.keys(CHECKS).map((code, at) => [code, at]))

/**
 * Collects checks: a passing one is listed once with all its entries, another once for each place. Listed in the order of codes.ts, then
 * by entry, so that the same input gives the same bytes.
 */
export class CheckList {
  readonly #passed = new Map<CheckCode, Set<number>>()
  readonly #other: Check[] = []

  /** Says that a check passed, for these entries, or as a whole. */
  pass(code: CheckCode, ...entries: number[]): void {
    const set = this.#passed.get(code) ?? new Set()
    for (const entry of entries) set.add(entry)
    this.#passed.set(code, set)
  }

  add({ code, status, about = CHECKS[code].about, entries = [], subject, place, values }: PlacedCheck): void {
    this.#other.push({
      code,
      about,
      status,
      entries,
      ...(subject === undefined ? {} : { subject }),
      ...(place === undefined ? {} : { place }),
      ...(values === undefined ? {} : { values }),
    })
  }

  /** True where something was said of this code that is not a pass. */
  hasOther(code: CheckCode): boolean {
    return this.#other.some((check) => check.code === code)
  }

  /** The checks of one of the report's parts. */
  part(part: 'integrity' | 'identity' | 'time' | 'custody'): Check[] {
    const passed = [...this.#passed].map(([code, entries]): Check => {
      return { code, about: CHECKS[code].about, status: 'passed', entries: [...entries].sort((a, b) => a - b) }
    })
    return [...passed, ...this.#other]
      .filter(({ code }) => CHECKS[code as CheckCode].part === part)
      .sort(
        (a, b) =>
          rank(a.code) - rank(b.code) ||
          Number(a.status !== 'passed') - Number(b.status !== 'passed') ||
          place(a) - place(b),
      )
  }
}

const rank = (code: string) => ORDER.get(code) ?? 0
const place = ({ entries }: Check) => entries[0] ?? -1
