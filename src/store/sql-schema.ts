import { FairtrailError } from '../encoding/error.ts'
import type { SqlDatabase } from './sql-driver.ts'

/** "ftrl": `PRAGMA application_id` of a store, bytes 68 to 71 of the file. */
const APPLICATION_ID = 0x6674726c
/** `PRAGMA user_version`: the layout below. */
const LAYOUT = 1

/** From this release on SQLite's write-ahead log is safe with several writers (sqlite.org/wal.html, "The WAL-Reset Bug"). */
const SAFE_WAL = [3, 51, 3]

/**
 * The triggers guard against a slip of the hand in a database tool, and nothing else: what shows a change of the log is its tree.
 * The texts are compared with those of a file that is opened, so they never change without a new layout number.
 */
const OBJECTS: Readonly<Record<string, string>> = {
  entry: 'CREATE TABLE entry (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, envelope BLOB NOT NULL) STRICT',
  note: 'CREATE TABLE note (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT',
  reveal:
    'CREATE TABLE reveal (number INTEGER PRIMARY KEY, event TEXT NOT NULL, path TEXT NOT NULL, line TEXT NOT NULL) STRICT',
  reveal_place: 'CREATE INDEX reveal_place ON reveal (event, path)',
  entry_update:
    "CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END",
  entry_delete:
    "CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END",
}

/** Lays out a new, empty database file. */
export function createSchema(database: SqlDatabase): void {
  // The mode stays with the file. Without the write-ahead log a file has no mode of its own: see `configureWriter`.
  if (isWalSafe(database)) database.exec('PRAGMA journal_mode = WAL')
  database.exec(
    `PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; BEGIN IMMEDIATE; ${Object.values(OBJECTS).join('; ')};
     PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${LAYOUT}; COMMIT`,
  )
}

/**
 * Checks that the file is a store that this version can use, with reads alone.
 * @throws FairtrailError `store-foreign`, `store-newer`, `store-unreadable`.
 */
export function checkSchema(database: SqlDatabase, path: string): void {
  const application = pragma(database, 'application_id')
  if (application !== APPLICATION_ID) {
    if (application === 0 && pragma(database, 'page_count') === 0) {
      throw refusal(
        'store-unreadable',
        'The file is empty: it was cut off, or its making was interrupted. If it never held a case, delete it',
        path,
      )
    }
    throw refusal('store-foreign', 'The file is a database of another program', path)
  }
  const layout = Number(pragma(database, 'user_version'))
  if (layout > LAYOUT) {
    throw refusal(
      'store-newer',
      `The store has layout ${layout}; this version knows layout ${LAYOUT}: update the library`,
      path,
    )
  }
  if (layout !== LAYOUT)
    throw refusal('store-unreadable', `The store says that it has layout ${layout}, which never was`, path)
  checkObjects(database, path)
}

/** Settings of every connection; none of them writes. `busyTimeout` in milliseconds. */
export function configure(database: SqlDatabase, busyTimeout: number): void {
  database.exec(`PRAGMA busy_timeout = ${busyTimeout}; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON`)
}

/** Settings of a connection that writes. After `checkSchema`: they may change the file's journal mode. */
export function configureWriter(database: SqlDatabase): void {
  // FULL: a commit returns when the disk has it. fullfsync: on macOS, when the drive has it too.
  database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
  if (pragma(database, 'journal_mode') === 'wal' && isWalSafe(database)) return
  // Not DELETE: with FULL the removal of the journal is not yet on disk when a commit returns, and a power cut would undo the commit.
  database.exec('PRAGMA journal_mode = TRUNCATE')
}

/** Other tables and indexes do no harm; another trigger or view could change what a statement does. */
function checkObjects(database: SqlDatabase, path: string): void {
  const missing = new Set(Object.keys(OBJECTS))
  for (const row of database.prepare('SELECT type, name, sql FROM sqlite_schema').all()) {
    const { type, name, sql } = row as { type: string; name: string; sql: string | null }
    if (Object.hasOwn(OBJECTS, name) && OBJECTS[name] === sql) missing.delete(name)
    else if (Object.hasOwn(OBJECTS, name) || type === 'trigger' || type === 'view') {
      throw refusal('store-unreadable', `The ${type} "${name}" of the store is not as it was made`, path)
    }
  }
  if (missing.size > 0) throw refusal('store-unreadable', `The store lacks ${[...missing].join(', ')}`, path)
}

function isWalSafe(database: SqlDatabase): boolean {
  const row = database.prepare('SELECT sqlite_version() AS version').all()[0] as { version: string }
  const version = row.version.split('.').map(Number)
  for (const [place, least] of SAFE_WAL.entries()) {
    const here = version[place] ?? 0
    if (here !== least) return here > least
  }
  return true
}

function pragma(database: SqlDatabase, name: string): unknown {
  const row = database.prepare(`PRAGMA ${name}`).all()[0] as Record<string, unknown> | undefined
  return row?.[name]
}

function refusal(
  code: 'store-foreign' | 'store-newer' | 'store-unreadable',
  what: string,
  path: string,
): FairtrailError {
  return new FairtrailError(code, `${what}: ${path}`, { place: path })
}
