import { writeSync } from 'node:fs'
import { sqliteStore } from '../../../src/sqlite.ts'
import { olderSqlite, sampleEntry } from '../support.ts'

// appender.ts <path> <wal|rollback> <writer> <count>: appends entries <writer> * 1,000,000 + n, and says "<index> <number>" on standard
// output for each that the store has acknowledged.
const [path = '', mode, writer, count] = process.argv.slice(2)
const store = await sqliteStore(path, {
  busyTimeout: 30_000,
  ...(mode === 'rollback' && { driver: await olderSqlite() }),
})
// The entries of an earlier run, killed in the middle, are not appended twice.
const first = Number(writer) * 1_000_000 + (await store.size())
for (let number = first; number < first + Number(count); number++) {
  let index: number
  do {
    index = await store.size()
  } while (!(await store.append(index, sampleEntry(number, 2_300))))
  writeSync(1, `${index} ${number}\n`)
}
await store.close()
