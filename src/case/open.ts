import { logKeyOf } from '../authority/log-key.ts'
import { FairtrailError } from '../encoding/error.ts'
import { caseOrigin } from '../log/checkpoint.ts'
import { noteKey } from '../log/note.ts'
import { openLogCheckpoint } from '../log/open-checkpoint.ts'
import { LogReader } from '../record/log-reader.ts'
import { Case } from './case.ts'
import { LogSigner, parseLogKey } from './log-signer.ts'
import { type CaseOptions, type Environment, environmentOf } from './options.ts'

/**
 * Opens the case in a store. Its own log is replayed; every signature is checked anew, so that an altered store is never signed again.
 * @throws FairtrailError `case-missing` for a store without entries, `case-unreadable` naming the entry that is damaged
 */
export async function openCase(options: CaseOptions): Promise<Case> {
  const environment = await environmentOf(options)
  const log = new LogReader(environment.provider)
  for await (const envelope of environment.store.entries(0)) await log.add(envelope)
  await log.settle()
  if (log.size === 0) throw new FairtrailError('case-missing', 'The store has no entries: create a case in it first.')
  const [first] = log.refused
  if (first) {
    const where = `entry ${first.index}${first.place.path ? ` at ${first.place.path}` : ''}`
    throw new FairtrailError('case-unreadable', `The store is damaged or was altered: ${where}: ${first.message}`, {
      place: where,
    })
  }
  const opened = log.entries[0]
  if (!log.caseId || !opened)
    throw new FairtrailError('case-unreadable', 'Entry 0 does not open a case.', { place: 'entry 0' })
  const signer = options.log === undefined ? undefined : new LogSigner(log.caseId, parseLogKey(options.log))
  const kase = new Case(log.caseId, opened.payload.language, environment, log, signer)
  await checkKeptNote(kase, environment)
  return kase
}

/** The newest checkpoint that is kept must be one of this log: else entries were taken away or replaced. */
async function checkKeptNote(kase: Case, { store, provider }: Environment): Promise<void> {
  for await (const { size, note } of store.notes()) {
    const logKey = logKeyOf(kase.authority.authorityAt(Math.min(size, kase.size)))
    if (!logKey) return
    const { checkpoint } = await openLogCheckpoint(note, [noteKey(caseOrigin(kase.id), 0x01, logKey)], provider)
    if (!kase.log.holds(checkpoint.size, checkpoint.root)) {
      throw new FairtrailError(
        'case-unreadable',
        `The store does not have the ${checkpoint.size} entries that its newest checkpoint signs.`,
      )
    }
    return
  }
}
