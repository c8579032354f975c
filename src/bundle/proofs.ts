import type { CheckList } from '../assess/check-list.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { parseCheckpoint } from '../log/checkpoint.ts'
import { parseNote } from '../log/note.ts'
import { parseLogProof } from '../log/proof.ts'
import type { LogReader } from '../record/log-reader.ts'
import type { NoteSource } from '../time/read-notes.ts'
import type { BundleFiles } from './files.ts'
import { classify } from './layout.ts'
import { readSmall } from './read-small.ts'

/**
 * The log proofs that travel in a bundle, `data/proofs/<event id>.tlog-proof`: each leads from its entry to its checkpoint's root. Answers
 * the notes of those that do, which may confirm changes and give time.
 */
export async function bundleProofs(files: BundleFiles, log: LogReader, checks: CheckList): Promise<NoteSource[]> {
  const notes: NoteSource[] = []
  for (const path of files.files.keys()) {
    const part = classify(path)
    if (part?.part !== 'proof') continue
    const { note, error } = await proofNote(() => readSmall(files, path), part.event, log)
    if (note === undefined)
      checks.add({
        code: 'seen',
        about: 'bundle',
        status: 'failed',
        subject: part.event,
        place: path,
        values: { error },
      })
    else notes.push({ note, place: path })
  }
  return notes
}

async function proofNote(
  read: () => Promise<string>,
  event: string,
  log: LogReader,
): Promise<{ note: string; error?: never } | { note?: never; error: string }> {
  try {
    const { index, hashes, note } = parseLogProof(await read())
    const { size, root } = parseCheckpoint(parseNote(note).text)
    if (log.byId(event)?.index !== index) return { error: 'log-proof-entry' }
    if (!log.holds(size, root) || index >= size) return { error: 'log-proof-root' }
    return log.hasInclusion(index, size, hashes) ? { note } : { error: 'log-proof-inclusion' }
  } catch (error) {
    if (isFairtrailError(error)) return { error: error.code }
    throw error
  }
}
