import { nodeSqlite, type SqlDriver } from '../../src/sqlite.ts'

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
