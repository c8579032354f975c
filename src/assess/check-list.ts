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
  /** As they were said: nearly always ascending, each once; put in order when the report is made. */
  readonly #passed = new Map<CheckCode, number[]>()
  readonly #other: Check[] = []

  /** Says that a check passed, for an entry, or as a whole. */
  pass(code: CheckCode, entry?: number): void {
    this.passAll(code, entry === undefined ? [] : [entry])
  }

  /** Says that a check passed for these entries. */
  passAll(code: CheckCode, entries: readonly number[]): void {
    let list = this.#passed.get(code)
    if (list === undefined) {
      list = []
      this.#passed.set(code, list)
    }
    for (const entry of entries) list.push(entry)
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
    const ofPart = [...this.#passed].filter(([code]) => CHECKS[code].part === part)
    const passed = ofPart.map(([code, entries]): Check => {
      return { code, about: CHECKS[code].about, status: 'passed', entries: ascending(entries) }
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

/** Ascending, each once. */
function ascending(entries: readonly number[]): number[] {
  if (entries.every((entry, at) => at === 0 || (entries[at - 1] as number) < entry)) return [...entries]
  return [...new Set(entries)].sort((a, b) => a - b)
}

const rank = (code: string) => ORDER.get(code) ?? 0
const place = ({ entries }: Check) => entries[0] ?? -1
