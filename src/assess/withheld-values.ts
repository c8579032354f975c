import type { Json } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import { isWithheld, type WithheldClass } from '../withheld/commitment.ts'
import type { CheckList } from './check-list.ts'
import { findValues } from './find-values.ts'
import { type OpenedValues, readable } from './reveals.ts'

const look = (value: Json): WithheldClass | undefined => (isWithheld(value) ? value.class : undefined)

/** What this reader cannot read: each withheld value that no reveal opened. Its existence is never withheld. */
export function checkWithheld(checks: CheckList, entries: readonly (Entry | undefined)[], opened: OpenedValues): void {
  for (const entry of entries) {
    if (!entry) continue
    const found = entry.rulesOut?.withheld ? [] : findValues(readable(entry, opened), look)
    if (found.length === 0) {
      checks.pass('withheld-values', entry.index)
      continue
    }
    const paths = found.map(({ path }) => path)
    const classes = [...new Set(found.map((one) => one.found))].sort()
    checks.add({ code: 'withheld-values', status: 'withheld', entries: [entry.index], values: { paths, classes } })
  }
}
