import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { StoreWithReveals } from '../case/ports.ts'
import { FairtrailError } from '../encoding/error.ts'
import { checkCount } from './arguments.ts'
import type { SqlAccess, SqlDatabase, SqlDriver } from './sql-driver.ts'
import { guarded, needsWriter, sqlError } from './sql-error.ts'
import { checkSchema, configure, configureWriter, createSchema } from './sql-schema.ts'
import { SqlStore } from './sql-store.ts'

export interface SqliteOptions {
  /**
   * - `create` (default): opens the store, and makes it where there is no file yet.
   * - `existing`: opens a store that must be there.
   * - `read-only`: as `existing`, and writes nothing; also from a medium that cannot be written.
   */
  mode?: 'create' | 'existing' | 'read-only'
  /** How long a call may wait for another process that writes, in milliseconds (default 5000). The event loop waits too. */
  busyTimeout?: number
  /** Another SQLite binding than `node:sqlite`. */
  driver?: SqlDriver
}

/**
 * A case's store in one SQLite file: log, checkpoints and reveals. Several processes may use the same file at once; what a call has
 * acknowledged is on disk. The file is made with mode 0600.
 *
 * Copy it only while no program has it open (or with SQLite's own backup): `<path>-wal` belongs to it. Never read it by other means in a
 * program that has it open: POSIX locks end when any descriptor of the file is closed.
 *
 * @throws FairtrailError `store-not-found`, `store-foreign`, `store-newer`, `store-unreadable`, `store-busy`, `store-write-failed`,
 * `sqlite-missing`, `misuse`.
 */
export async function sqliteStore(path: string, options: SqliteOptions = {}): Promise<StoreWithReveals> {
  const { mode = 'create', busyTimeout = 5000 } = options
  checkCount(busyTimeout, 'busyTimeout')
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    throw new FairtrailError('misuse', 'The path of a store is a text, not empty and without U+0000.')
  }
  // An absolute path is never taken for a URI or for SQLite's ":memory:".
  const file = resolve(path)
  const driver = options.driver ?? (await nodeSqlite())
  if (!fileExists(file)) {
    if (mode !== 'create')
      throw new FairtrailError('store-not-found', `There is no store here: ${file}`, { place: file })
    createFile(file, driver)
  }
  const readOnly = mode === 'read-only'
  const database = readOnly ? openForReading(file, driver, busyTimeout) : openForWriting(file, driver, busyTimeout)
  return new SqlStore(database, file, readOnly)
}

/**
 * The driver over `node:sqlite`.
 * @throws FairtrailError `sqlite-missing` where the runtime has none.
 */
export async function nodeSqlite(): Promise<SqlDriver> {
  const { DatabaseSync } = await import('node:sqlite').catch((cause: unknown) => {
    const message =
      'This runtime has no node:sqlite: use Node 22.13 or newer, or give another SQLite binding as `driver`.'
    throw new FairtrailError('sqlite-missing', message, {}, { cause })
  })
  return (path, access) => {
    if (access === 'immutable') return new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true })
    return new DatabaseSync(path, { readOnly: access === 'read' })
  }
}

function openForWriting(file: string, driver: SqlDriver, busyTimeout: number): SqlDatabase {
  // First through a connection that cannot write: a file that is not ours must not be touched, not even by SQLite's own recovery.
  try {
    openChecked(file, driver, 'read', busyTimeout).close()
  } catch (error) {
    if (!(error instanceof FairtrailError && needsWriter(error.cause))) throw error
  }
  return openChecked(file, driver, 'write', busyTimeout)
}

function openForReading(file: string, driver: SqlDriver, busyTimeout: number): SqlDatabase {
  try {
    return openChecked(file, driver, 'read', busyTimeout)
  } catch (error) {
    if (!(error instanceof FairtrailError && needsWriter(error.cause))) throw error
    // SQLite makes files beside one that uses the write-ahead log. Where it may not, and nothing waits in a log or journal, the file alone
    // is the whole store.
    if (sizeOf(`${file}-wal`) > 0 || sizeOf(`${file}-journal`) > 0) throw error
    return openChecked(file, driver, 'immutable', busyTimeout)
  }
}

function openChecked(file: string, driver: SqlDriver, access: SqlAccess, busyTimeout: number): SqlDatabase {
  const action = access === 'write' ? 'write' : 'read'
  const database = guarded(file, action, () => driver(file, access))
  try {
    configure(database, busyTimeout)
    checkSchema(database, file)
    if (access === 'write') configureWriter(database)
    return database
  } catch (cause) {
    database.close()
    throw sqlError(file, action, cause)
  }
}

/** Made whole under another name and then put in place in one step: a crash leaves no half-made store, and the first of two processes wins. */
function createFile(file: string, driver: SqlDriver): void {
  for (const rest of [`${file}-wal`, `${file}-journal`]) {
    if (sizeOf(rest) === 0) continue
    const message = `The store is missing, but a part of it is there; bring it back, or move this part away if it is not wanted: ${rest}`
    throw new FairtrailError('store-unreadable', message, { place: rest })
  }
  const draft = `${file}.new-${randomUUID()}`
  guarded(file, 'write', () => {
    try {
      closeSync(openSync(draft, 'wx', 0o600))
      const database = driver(draft, 'write')
      try {
        createSchema(database)
      } finally {
        database.close()
      }
      putInPlace(draft, file)
      syncFolder(dirname(file))
    } finally {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true })
    }
  })
}

/** Does nothing where another process was first. */
function putInPlace(draft: string, file: string): void {
  try {
    linkSync(draft, file)
    rmSync(draft)
    return
  } catch (error) {
    if (isExisting(error)) return
  }
  // FAT and some network folders have no hard links: there the name is taken first, and the file moved over it.
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (isExisting(error)) return
    throw error
  }
  try {
    renameSync(draft, file)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}

/** Makes the names in a folder durable. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder, and keeps names by itself.
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function fileExists(file: string): boolean {
  const found = guarded(file, 'read', () => statSync(file, { throwIfNoEntry: false }))
  if (found?.isDirectory())
    throw new FairtrailError('store-foreign', `This is a folder, not a store: ${file}`, { place: file })
  return found !== undefined
}

/** 0 where there is no such file. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
