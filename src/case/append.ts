import type { AuthorityFold } from '../authority/fold.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { caseOrigin, parseCheckpoint } from '../log/checkpoint.ts'
import { parseNote } from '../log/note.ts'
import type { Entry } from '../record/entry.ts'
import type { LogReader } from '../record/log-reader.ts'
import type { Details } from '../record/vocabulary.ts'

/** Why the log does not take a well-formed entry, and what would be accepted. */
export interface Refusal {
  message: string
  path: string
}

/**
 * Format, section 2, "Append refuses". Everything else is taken: an irregular act is recorded, and reported.
 * @param entry - well-formed, and next in the log
 */
export function refusalOf(log: LogReader, authority: AuthorityFold, entry: Entry): Refusal | undefined {
  const { payload, known } = entry
  const { after, type } = payload
  if (!known && !type.startsWith('x.')) {
    return {
      path: '/type',
      message: `This version does not know ${type} version ${payload.tv}; private types begin with x.`,
    }
  }
  if (entry.index > 0 && !log.holds(after.size, after.root)) {
    return {
      path: '/after',
      message: `The signers saw a head of ${after.size} entries that is not this log's. Sign anew over a head of this log, with lateReason.`,
    }
  }
  const refused = authority.refusalOf(entry, entry.index)
  if (refused?.reason === 'no-signature-in-order') {
    const reasons = refused.order.signatures.map(({ key, reason }) => `${key}: ${reason}`).join('; ')
    return {
      path: '/signers',
      message: `No signature is by a key in force (${reasons}). Somebody who is enrolled can file the statement.`,
    }
  }
  if (refused) {
    const reason = refused.order.judgement?.reason ?? ''
    return {
      path: '/signers',
      message: `The event would have no effect (${reason}): it needs the signers that the format names for it.`,
    }
  }
  const unchecked = entry.signatures.findIndex(
    ({ key, check }) => check === 'not-checked' && log.keys.get(key)?.algorithm !== 'other',
  )
  if (unchecked !== -1) {
    return {
      path: `/signers/${unchecked}`,
      message: 'The signature cannot be checked here: its algorithm needs a library that is not installed.',
    }
  }
  return anchorRefusal(log, entry)
}

/** A time.anchored carries a checkpoint of this very tree (format, section 7). */
function anchorRefusal(log: LogReader, { known, payload }: Entry): Refusal | undefined {
  if (!known || payload.type !== 'time.anchored') return undefined
  const { note } = payload.details as Details<'time.anchored'>
  try {
    const { origin, size, root } = parseCheckpoint(parseNote(note).text)
    if (origin === caseOrigin(log.caseId ?? '') && log.holds(size, root)) return undefined
    return { path: '/details/note', message: `The checkpoint of ${size} entries is not one of this log.` }
  } catch (error) {
    if (isFairtrailError(error)) return { path: '/details/note', message: error.message }
    throw error
  }
}
