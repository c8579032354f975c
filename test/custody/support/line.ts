import type { BreakCode } from '../../../src/custody/breaks.ts'
import type { ReplayOptions } from '../../../src/custody/replay.ts'
import type { TestRecord } from './record.ts'

/** One line of a table: what happens, in plain words, and the breaks of it. The nearest case without the break lacks its code. */
export interface Line {
  code: BreakCode
  it: string
  make(record: TestRecord): void
  /** `code item entries`, in the order of the report. */
  breaks: string[]
  options?: ReplayOptions
}
