import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isFairtrailError } from '../../../src/encoding/error.ts'
import { sqliteStore } from '../../../src/sqlite.ts'
import { collect, olderSqlite, sampleEntry } from '../support.ts'

// filler.ts <path> <wal|rollback> [<ballast>]: appends until the store cannot be written any more, and says in JSON what is then there. With a
// ballast, a file that only takes up room, it goes on after that is gone.
const [path = '', mode, ballast] = process.argv.slice(2)
const options = mode === 'rollback' ? { driver: await olderSqlite() } : {}
const store = await sqliteStore(path, options)
const acknowledged: number[] = []

async function fill(most: number): Promise<string> {
  for (let n = 0; n < most; n++) {
    const at = await store.size()
    try {
      if (await store.append(at, sampleEntry(at, 2_300))) acknowledged.push(at)
    } catch (error) {
      return isFairtrailError(error) ? error.code : String(error)
    }
  }
  return 'none'
}

const failure = await fill(10_000)
const same = (await store.size()) === acknowledged.length
let after = 'none'
if (ballast !== undefined) {
  rmSync(ballast)
  after = await fill(5)
}
await store.close().catch(() => undefined)
const again = await sqliteStore(path, { ...options, mode: 'existing' })
const entries = await collect(again.entries(0))
const intact = entries.every((bytes, at) => Buffer.from(bytes).equals(sampleEntry(at, 2_300).envelope))
await again.close().catch(() => undefined)
const database = new DatabaseSync(path)
const integrity = database.prepare('PRAGMA integrity_check').get()?.integrity_check
console.log(
  JSON.stringify({
    failure,
    same,
    after,
    acknowledged: acknowledged.length,
    entries: entries.length,
    intact,
    integrity,
  }),
)
