import type { Json } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import { isWithheld } from '../withheld/commitment.ts'
import type { CheckList } from './check-list.ts'
import { type OpenedValues, readable } from './reveals.ts'

/** What this reader cannot read: each withheld value that no reveal opened. Its existence is never withheld. */
export function checkWithheld(checks: CheckList, entries: readonly (Entry | undefined)[], opened: OpenedValues): void {
  for (const entry of entries) {
    if (!entry) continue
    const found: { path: string; class: string }[] = []
    scan(readable(entry, opened), '', found)
    if (found.length === 0) {
      checks.pass('withheld-values', entry.index)
      continue
    }
    const paths = found.map(({ path }) => path)
    const classes = [...new Set(found.map((one) => one.class))].sort()
    checks.add({ code: 'withheld-values', status: 'withheld', entries: [entry.index], values: { paths, classes } })
  }
}

function scan(value: Json, path: string, found: { path: string; class: string }[]): void {
  if (typeof value !== 'object' || value === null) return
  if (isWithheld(value)) {
    found.push({ path, class: value.class })
    return
  }
  for (const name in value) scan((value as Record<string, Json>)[name] as Json, `${path}/${name}`, found)
}
