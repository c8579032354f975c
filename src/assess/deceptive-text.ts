import type { Json } from '../encoding/json.ts'
import { deceptions } from '../encoding/text.ts'
import type { Entry } from '../record/entry.ts'
import type { CheckList } from './check-list.ts'
import { type OpenedValues, readable } from './reveals.ts'

/** Members whose text is a name: there, letters of several scripts deceive. */
const NAMES = new Set(['names', 'name', 'label'])

const BEYOND_ASCII = /[^\x20-\x7e]/

/** Text that deceives the eye (format, section 1): a finding, never refused. Looked at as this reader sees it, reveals in place. */
export function checkText(checks: CheckList, entries: readonly (Entry | undefined)[], opened: OpenedValues): void {
  for (const entry of entries) {
    if (!entry) continue
    const found: { path: string; codes: string[] }[] = []
    scan(readable(entry, opened), '', false, found)
    if (found.length === 0) checks.pass('deceptive-text', entry.index)
    for (const { path, codes } of found) {
      checks.add({ code: 'deceptive-text', status: 'failed', entries: [entry.index], place: path, values: { codes } })
    }
  }
}

function scan(value: Json, path: string, isName: boolean, found: { path: string; codes: string[] }[]): void {
  if (typeof value === 'string') {
    if (!BEYOND_ASCII.test(value)) return
    const codes = [...new Set(deceptions(value, isName ? 'name' : 'text').map(({ code }) => code))]
    if (codes.length > 0) found.push({ path, codes })
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const name in value) {
    // A plain loop: every value of every entry comes by here.
    const inner = (value as Record<string, Json>)[name] as Json
    scan(inner, `${path}/${name}`, isName || NAMES.has(name), found)
  }
}
