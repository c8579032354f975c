import type { Entry } from '../record/entry.ts'
import type { CheckList } from './check-list.ts'
import { contentNames } from './content-names.ts'

export interface ContentSupplied {
  /** SHA-256 of the supplied files, as their names give it: they were hashed, and those that differ fail elsewhere. */
  supplied: ReadonlySet<string>
  /** What the bundle says of content that it does not hold. */
  states: ReadonlyMap<string, 'withheld' | 'destroyed'>
}

/** Which named files were supplied, which not; supplied ones that nothing names do not belong to the bundle (format, section 10). */
export function checkContent(checks: CheckList, entries: readonly (Entry | undefined)[], given: ContentSupplied): void {
  const names = contentNames(entries)
  for (const [sha256, indexes] of names) {
    if (given.supplied.has(sha256)) {
      checks.passAll('content', indexes)
      continue
    }
    const state = given.states.get(sha256)
    const status =
      state !== undefined && isBorneOut(state, sha256, entries)
        ? state === 'withheld'
          ? 'withheld'
          : 'passed'
        : 'not-supplied'
    checks.add({
      code: 'content',
      status,
      entries: indexes,
      subject: sha256,
      ...(state === undefined ? {} : { values: { stated: state } }),
    })
  }
  for (const sha256 of given.supplied) {
    if (names.has(sha256)) continue
    checks.add({ code: 'content-digest', status: 'failed', subject: sha256, values: { error: 'content-unnamed' } })
  }
}

/** `destroyed` needs an item.disposed, `withheld` a reference `withheld-under`, in an entry that names the content. */
function isBorneOut(state: 'withheld' | 'destroyed', sha256: string, entries: readonly (Entry | undefined)[]): boolean {
  return entries.some((entry) => {
    if (!entry?.known) return false
    const { payload } = entry
    const namesIt = payload.attachments?.some(({ digests }) => digests.some(({ value }) => value === sha256)) === true
    if (state === 'withheld') return namesIt && payload.refs.some(({ rel }) => rel === 'withheld-under')
    return payload.type === 'item.disposed' && payload.details.what?.content?.some((value) => value === sha256) === true
  })
}
