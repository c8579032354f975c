import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeSqlite, type SqlDriver, type SqlValue, sqliteStore } from '../../src/sqlite.ts'
import { storeContract } from '../../src/testing.ts'
import { collect, sampleEntry } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairtrail-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CODES: Record<number, string> = {
  5: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  11: 'SQLITE_CORRUPT',
  26: 'SQLITE_NOTADB',
}

/** Behaves as other bindings do: blobs are Buffers, errors have a text for a code, whole numbers of changes may be bigints. */
async function otherBinding(): Promise<SqlDriver> {
  const driver = await nodeSqlite()
  const translated = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      const { errcode, message } = error as { errcode: number; message: string }
      throw Object.assign(new Error(message), { code: CODES[errcode & 0xff] ?? 'SQLITE_ERROR' })
    }
  }
  return (path, access) => {
    const database = translated(() => driver(path, access))
    return {
      exec: (sql) => translated(() => database.exec(sql)),
      close: () => database.close(),
      prepare(sql) {
        const statement = translated(() => database.prepare(sql))
        return {
          run: (...values: SqlValue[]) => ({ changes: BigInt(translated(() => statement.run(...values)).changes) }),
          all: (...values: SqlValue[]) =>
            translated(() => statement.all(...values)).map((row) =>
              Object.fromEntries(
                Object.entries(row as object).map(([name, value]) => [
                  name,
                  value instanceof Uint8Array ? Buffer.from(value) : value,
                ]),
              ),
            ),
        }
      },
    }
  }
}

describe('a store over another SQLite binding', () => {
  const open = async (name: string) => sqliteStore(join(folder, `${name}.db`), { driver: await otherBinding() })
  for (const check of storeContract({ open, persistent: true })) it(check.name, check.run)

  it('gives plain arrays of bytes', async () => {
    const store = await open('plain')
    await store.append(0, sampleEntry(0))
    const [envelope] = await collect(store.entries(0))
    expect(envelope?.constructor).toBe(Uint8Array)
    await store.close()
  })

  it('reports faults by the same codes', async () => {
    const driver = await otherBinding()
    const store = await sqliteStore(join(folder, 'busy.db'), { driver, busyTimeout: 10 })
    const lock = new DatabaseSync(join(folder, 'busy.db'))
    lock.exec('BEGIN IMMEDIATE')
    await expect(store.append(0, sampleEntry(0))).rejects.toMatchObject({ code: 'store-busy' })
    lock.close()
    await store.close()
    writeFileSync(join(folder, 'text.db'), 'text '.repeat(1_000))
    await expect(open('text')).rejects.toMatchObject({ code: 'store-foreign' })
  })

  it('reports whatever a binding throws as an error of this library', async () => {
    for (const thrown of [new TypeError('out of range'), 'a text', undefined]) {
      const driver: SqlDriver = () => {
        throw thrown
      }
      const path = join(folder, 'thrown.db')
      await expect(sqliteStore(path, { driver })).rejects.toMatchObject({
        name: 'FairtrailError',
        code: 'store-write-failed',
      })
    }
  })
})
