import { DatabaseSync } from 'node:sqlite'
import { nodeSqlite, type SqlDriver, sqliteStore } from '../../src/sqlite.ts'
import { sampleEntry } from '../../src/store/contract-kit.ts'

/** The driver of this runtime, with what it says of its version changed to one whose write-ahead log is not safe. */
export async function olderSqlite(version = '3.51.2'): Promise<SqlDriver> {
  const driver = await nodeSqlite()
  return (path, access) => {
    const database = driver(path, access)
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => database.prepare(sql.replace('sqlite_version()', `'${version}'`)),
      close: () => database.close(),
    }
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

export { sampleEntry } from '../../src/store/contract-kit.ts'

/** Makes a store with that many sample entries, and closes it. */
export async function makeStore(file: string, entries = 3, driver?: SqlDriver): Promise<void> {
  const store = await sqliteStore(file, driver === undefined ? {} : { driver })
  for (let at = 0; at < entries; at++) await store.append(at, sampleEntry(at))
  await store.close()
}

/** Changes a file as a database tool would. */
export function alter(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}
