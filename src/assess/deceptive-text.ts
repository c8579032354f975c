import type { Json } from '../encoding/json.ts'
import { deceptions } from '../encoding/text.ts'
import type { Entry } from '../record/entry.ts'
import type { CheckList } from './check-list.ts'
import { findValues } from './find-values.ts'
import { type OpenedValues, readable } from './reveals.ts'

/** Members whose text is a name: there, letters of several scripts deceive. */
const NAMES = new Set(['names', 'name', 'label'])

/**
 * Text that deceives nobody unless as a name: ASCII, and letters and signs of Western European languages and Russian that stand for themselves
 * in NFC, are visible, and join with nothing. Asked first, as most text is such, and the full answer takes ten times as long.
 */
export const ORDINARY = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u017f\u0400-\u045f\u2010-\u2015\u2018-\u201e\u2026\u2116]*$/

const BEYOND_ASCII = /[^\x20-\x7e]/

function look(value: Json, name: string): string[] | undefined {
  if (NAMES.has(name) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return codesOf(value.text, 'name')
  }
  return codesOf(value, NAMES.has(name) ? 'name' : 'text')
}

function codesOf(value: Json | undefined, kind: 'name' | 'text'): string[] | undefined {
  if (typeof value !== 'string' || !BEYOND_ASCII.test(value)) return undefined
  if (kind === 'text' && ORDINARY.test(value)) return undefined
  const codes = [...new Set(deceptions(value, kind).map(({ code }) => code))]
  return codes.length > 0 ? codes : undefined
}

/** Text that deceives the eye (format, section 1): a finding, never refused. Looked at as this reader sees it, reveals in place. */
export function checkText(checks: CheckList, entries: readonly (Entry | undefined)[], opened: OpenedValues): void {
  for (const entry of entries) {
    if (!entry) continue
    const plain = entry.rulesOut?.beyondAscii === true && !opened.has(entry.id)
    const found = plain ? [] : findValues(readable(entry, opened), look)
    if (found.length === 0) checks.pass('deceptive-text', entry.index)
    for (const { path, found: codes } of found) {
      checks.add({ code: 'deceptive-text', status: 'failed', entries: [entry.index], place: path, values: { codes } })
    }
  }
}
