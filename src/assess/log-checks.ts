import type { AuthorityFold } from '../authority/fold.ts'
import type { CaseNote, CaseNoteReading } from '../authority/notes.ts'
import { quorumOf } from '../authority/quorum.ts'
import type { Entry } from '../record/entry.ts'
import type { LogReader } from '../record/log-reader.ts'
import type { CheckList } from './check-list.ts'

/** Format, section 5: entry 0 against the pin. */
export function checkPin(checks: CheckList, log: LogReader, pin: string): void {
  if (log.caseId === pin) checks.pass('pin', 0)
  // The bundle's own fingerprint is not shown: a reader would type it in next.
  else checks.add({ code: 'pin', status: 'failed', entries: [0] })
}

/** Malformed entries, and those that repeat an event id (format, section 2). */
export function checkForm(checks: CheckList, log: LogReader): void {
  for (const [index, entry] of log.entries.entries()) {
    if (!entry) continue
    checks.pass('malformed', index)
    checks.pass('repeated-id', index)
  }
  for (const { index, reason, code, message, place } of log.refused) {
    checks.add({
      code: reason,
      status: 'failed',
      entries: [index],
      place: place.path ?? (place.offset === undefined ? place.place : `byte ${place.offset}`),
      values: { error: code, message },
    })
  }
}

/** Format, section 4: each signer saw a head of this very log. */
export function checkAfter(checks: CheckList, log: LogReader, entries: readonly (Entry | undefined)[]): void {
  for (const entry of entries) {
    if (!entry) continue
    const { index, payload } = entry
    const { size, root } = payload.after
    const fits = index === 0 || (size >= 1 && size <= index && log.holds(size, root))
    if (fits) checks.pass('after', index)
    else checks.add({ code: 'after', status: 'failed', entries: [index], values: { size, root } })
  }
}

/** The checkpoint that the log came with: its signatures, the tree under it, its quorum. Answers it where it stands. */
export function checkCheckpoint(
  checks: CheckList,
  log: LogReader,
  authority: AuthorityFold,
  reading: CaseNoteReading,
): CaseNote | undefined {
  if ('refused' in reading) {
    checks.add({ code: 'checkpoint', status: 'failed', values: { error: reading.refused, message: reading.message } })
    return undefined
  }
  checks.pass('checkpoint')
  const { size, root, cosigners } = reading
  if (size === log.size && log.root() === root) checks.pass('tree')
  else checks.add({ code: 'tree', status: 'failed', values: { size, entries: log.size, root } })
  const period = authority.authorityAt(size)
  if (!period) return undefined
  const quorum = quorumOf(
    period,
    cosigners.map(({ key }) => key),
  )
  const values = { state: quorum.state, counted: quorum.counted, needed: quorum.needed }
  checks.add({ code: 'quorum', status: quorum.state === 'not-met' ? 'failed' : 'passed', values })
  return reading
}

/** References to events of this case that the log lacks. */
export function checkReferences(checks: CheckList, log: LogReader, entries: readonly (Entry | undefined)[]): void {
  for (const entry of entries) {
    if (!entry) continue
    const missing = entry.payload.refs.filter((ref) => ref.case === undefined && !log.byId(ref.event))
    if (missing.length === 0) checks.pass('reference', entry.index)
    for (const { rel, event } of missing) {
      checks.add({ code: 'reference', status: 'undetermined', entries: [entry.index], subject: event, values: { rel } })
    }
  }
}
