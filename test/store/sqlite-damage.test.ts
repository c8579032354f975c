import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { sqliteStore } from '../../src/sqlite.ts'
import { alter, collect, makeStore, olderSqlite, sampleEntry } from './support.ts'

const root = mkdtempSync(join(tmpdir(), 'fairtrail-'))
afterAll(() => rmSync(root, { recursive: true }))

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'x-'))
  file = join(folder, 'case.db')
})

describe('a damaged store', () => {
  it('is reported, wherever it was cut off', async () => {
    await makeStore(file, 40)
    const whole = readFileSync(file)
    for (const length of [
      0,
      1,
      15,
      16,
      99,
      100,
      511,
      512,
      1_000,
      4_095,
      4_096,
      8_192,
      whole.length - 4_096,
      whole.length - 1,
    ]) {
      writeFileSync(file, whole.subarray(0, length))
      const error = await readWhole().catch((refusal) => refusal)
      // Cut within the last page, SQLite reads zeros for what is missing.
      if (length === whole.length - 1 && error === 40) continue
      expect([length, ['store-unreadable', 'store-foreign'].includes(error.code)]).toEqual([length, true])
      expect(statSync(file).size).toBe(length)
    }
  })

  it('is reported, or gives entries as it has them, whichever byte was changed', async () => {
    await makeStore(file, 40)
    const whole = readFileSync(file)
    const codes = new Set<string>()
    for (let at = 0; at < whole.length; at += 97) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] as number) ^ 0xff
      writeFileSync(file, changed)
      const result = await readWhole().catch((refusal) => refusal)
      if (typeof result === 'number') continue
      expect([at, result.name]).toEqual([at, 'FairtrailError'])
      codes.add(result.code)
      for (const suffix of ['-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
    }
    expect([...codes].sort()).toContain('store-unreadable')
  })

  it('is reported where an entry, or a part of a row, is missing', async () => {
    const faults: Record<string, string> = {
      'DROP TRIGGER entry_delete; DELETE FROM entry WHERE position = 1': 'store-unreadable',
      'DROP TRIGGER entry_delete; DELETE FROM entry WHERE position = 0': 'store-unreadable',
    }
    for (const [sql, code] of Object.entries(faults)) {
      rmSync(file, { force: true })
      await makeStore(file)
      const guard =
        "CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END"
      alter(file, `${sql}; ${guard}`)
      await expect(readWhole()).rejects.toMatchObject({ code })
    }
    await makeStore(file, 0)
    alter(file, "INSERT INTO reveal (event, path, line) VALUES ('e', '/p', '{\"event\":1}'), ('e', '/p', 'no JSON')")
    await expect(readWhole()).rejects.toMatchObject({ code: 'store-unreadable' })
  })

  it('cannot lose or change an entry by a slip in a database tool', async () => {
    await makeStore(file)
    expect(() => alter(file, 'DELETE FROM entry')).toThrow('entries are never deleted')
    expect(() => alter(file, "UPDATE entry SET id = 'x' WHERE position = 1")).toThrow('entries are never changed')
  })

  async function readWhole(): Promise<number> {
    const store = await sqliteStore(file, { mode: 'existing' })
    try {
      const entries = await collect(store.entries(0))
      await store.indexOf(sampleEntry(2).id)
      await collect(store.notes())
      await collect(store.reveals.all())
      return entries.length
    } finally {
      await store.close()
    }
  }
})

describe('a store whose program stopped in the middle', () => {
  let copy: string
  beforeEach(() => {
    copy = join(folder, 'copy.db')
  })

  it('has what stands in the write-ahead log alone', async () => {
    const store = await sqliteStore(file)
    for (let at = 0; at < 5; at++) await store.append(at, sampleEntry(at))
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix)
    await store.close()
    for (const mode of ['read-only', 'existing'] as const) {
      const again = await sqliteStore(copy, { mode })
      expect(await collect(again.entries(0))).toEqual([0, 1, 2, 3, 4].map((at) => sampleEntry(at).envelope))
      await again.close()
    }
  })

  it('is rolled back by its journal when it is opened for writing, and until then says so', async () => {
    await makeStore(file, 40, await olderSqlite())
    const database = new DatabaseSync(file)
    // So small a cache writes pages of an open transaction into the file.
    database.exec('PRAGMA cache_size = 2; BEGIN; INSERT INTO note VALUES (1, hex(zeroblob(500000)))')
    for (const suffix of ['', '-journal']) copyFileSync(file + suffix, copy + suffix)
    database.close()
    expect(statSync(`${copy}-journal`).size).toBeGreaterThan(0)
    await expect(sqliteStore(copy, { mode: 'read-only' })).rejects.toMatchObject({ code: 'store-unreadable' })
    const store = await sqliteStore(copy, { driver: await olderSqlite() })
    expect(await collect(store.notes())).toEqual([])
    expect(await collect(store.entries(0))).toHaveLength(40)
    expect(await store.append(40, sampleEntry(40))).toBe(true)
    await store.close()
  })
})

describe('a store that another connection holds', () => {
  it('is busy after the time allowed, and not written', async () => {
    for (const driver of [undefined, await olderSqlite()]) {
      rmSync(file, { force: true })
      await makeStore(file, 3, driver)
      const store = await sqliteStore(file, { busyTimeout: 30, ...(driver && { driver }) })
      const other = new DatabaseSync(file)
      other.exec('BEGIN IMMEDIATE')
      await expect(store.append(3, sampleEntry(3))).rejects.toMatchObject({ code: 'store-busy' })
      await expect(store.putNote(3, 'note')).rejects.toMatchObject({ code: 'store-busy' })
      const reveal = { event: 'e', path: '/p', salt: 's', value: 1 }
      await expect(store.reveals.save([reveal])).rejects.toMatchObject({ code: 'store-busy' })
      other.exec('ROLLBACK')
      expect(await store.append(3, sampleEntry(3))).toBe(true)
      expect(await collect(store.reveals.all())).toEqual([])
      other.close()
      await store.close()
    }
  })
})

const hasTool = spawnSync('sqlite3', ['--version']).status === 0

describe.skipIf(!hasTool)(`the sqlite3 tool${hasTool ? '' : ' (skipped: not installed)'}`, () => {
  it('finds the file sound, and reads an envelope as it was signed', async () => {
    await makeStore(file, 60)
    const ask = (sql: string) => execFileSync('sqlite3', ['-readonly', file, sql], { encoding: 'utf8' }).trim()
    expect(ask('PRAGMA integrity_check')).toBe('ok')
    expect(ask('SELECT count(*) FROM entry')).toBe('60')
    expect(ask('SELECT hex(envelope) FROM entry WHERE position = 7')).toBe(
      Buffer.from(sampleEntry(7).envelope).toString('hex').toUpperCase(),
    )
  })
})
