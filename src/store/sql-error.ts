import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import type { ErrorCode } from '../encoding/error-codes.ts'

// Primary result codes of SQLite (sqlite.org/rescode.html).
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26
const NAMES: Readonly<Record<string, number>> = {
  SQLITE_BUSY: BUSY,
  SQLITE_LOCKED: LOCKED,
  SQLITE_READONLY: READONLY,
  SQLITE_CORRUPT: CORRUPT,
  SQLITE_FULL: FULL,
  SQLITE_CANTOPEN: CANTOPEN,
  SQLITE_NOTADB: NOTADB,
}

/** What was tried: it decides the code of a fault that can meet both. */
type SqlAction = 'read' | 'write'

/** Runs one piece of work on the database; whatever a binding throws comes out as an error of this library. */
export function guarded<T>(place: string, action: SqlAction, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw sqlError(place, action, cause)
  }
}

/** The error of this library for what a binding, or the file system, threw. */
export function sqlError(place: string, action: SqlAction, cause: unknown): FairtrailError {
  if (isFairtrailError(cause)) return cause
  const [code, what] = explain(resultCode(cause), action)
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new FairtrailError(code, `${what} (${detail}): ${place}`, { place }, { cause })
}

/** True where SQLite would have to write, or to make files beside this one, before it can read. */
export function needsWriter(error: unknown): boolean {
  const result = resultCode(error)
  return result === READONLY || result === CANTOPEN
}

function explain(result: number | undefined, action: SqlAction): [ErrorCode, string] {
  switch (result) {
    case BUSY:
    case LOCKED:
      return ['store-busy', 'Another program holds the store locked; try again when it is done']
    case CORRUPT:
      return ['store-unreadable', 'The store is damaged or cut short; restore it from a backup']
    case NOTADB:
      return ['store-foreign', 'The file is no SQLite database, or its first page is damaged']
    case FULL:
      return ['store-write-failed', 'The disk is full; the store is as it was']
    case READONLY:
      return action === 'write'
        ? ['store-write-failed', 'The store, or its folder, cannot be written; it is as it was']
        : [
            'store-unreadable',
            'The store is in use or was left in the middle of a write, and this program may not write beside it; open it once for writing',
          ]
    default:
      return action === 'write'
        ? ['store-write-failed', 'The store could not be written']
        : ['store-unreadable', 'The store could not be read']
  }
}

/** node:sqlite has `errcode` (extended), better-sqlite3 and bun:sqlite a `code` such as SQLITE_BUSY_SNAPSHOT. */
function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  if (!('code' in error) || typeof error.code !== 'string') return undefined
  return NAMES[error.code.split('_', 2).join('_')]
}
