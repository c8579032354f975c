import type { Entry } from '../record/entry.ts'
import type { Details } from '../record/vocabulary.ts'

/** By event id: the entries that acknowledge it, other than by refusing. */
export type Acknowledgements = ReadonlyMap<string, readonly Entry[]>

export function acknowledgements(entries: readonly (Entry | undefined)[]): Acknowledgements {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (entry?.known !== true || entry.payload.type !== 'acknowledgement.signed') continue
    const { outcome } = entry.payload.details as Details<'acknowledgement.signed'>
    if (outcome === 'refused') continue
    for (const { rel, event, case: other } of entry.payload.refs) {
      if (rel !== 'acknowledges' || other !== undefined) continue
      const list = found.get(event)
      if (list) list.push(entry)
      else found.set(event, [entry])
    }
  }
  return found
}
