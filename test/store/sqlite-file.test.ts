import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nodeSqlite, type SqlDriver, sqliteStore } from '../../src/sqlite.ts'
import { alter, collect, makeStore, olderSqlite, sampleEntry } from './support.ts'

const root = mkdtempSync(join(tmpdir(), 'fairtrail-'))
afterAll(() => rmSync(root, { recursive: true }))

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'x-'))
  file = join(folder, 'case.db')
})
afterEach(() => {
  replaceLink(link)
  vi.doUnmock('node:sqlite')
})

const link = fs.linkSync

/** Puts another function in the place of `linkSync`, for all that import it. */
function replaceLink(replacement: typeof link): void {
  fs.linkSync = replacement
  syncBuiltinESMExports()
}

function noHardLinks(): never {
  throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })
}

function pragma(name: string): unknown {
  const database = new DatabaseSync(file, { readOnly: true })
  const row = database.prepare(`PRAGMA ${name}`).get()
  database.close()
  return row?.[name]
}

describe('making a store', () => {
  it('gives a file that only its owner can read, and nothing beside it once it is closed', async () => {
    await makeStore(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['case.db'])
  })

  it('uses the write-ahead log from SQLite 3.51.3 on, and the rollback journal below', async () => {
    for (const [version, mode] of [
      ['3.51.2', 'delete'],
      ['3.46.1', 'delete'],
      ['2.99.99', 'delete'],
      ['3.51.3', 'wal'],
      ['3.52.0', 'wal'],
      ['4.0.0', 'wal'],
    ] as const) {
      rmSync(file, { force: true })
      await makeStore(file, 1, await olderSqlite(version))
      expect([version, pragma('journal_mode')]).toEqual([version, mode])
    }
  })

  it('is undone whole where it fails in the middle', async () => {
    const driver = await nodeSqlite()
    const failing: SqlDriver = (path, access) => {
      const database = driver(path, access)
      const exec = (sql: string) => database.exec(sql.replace('COMMIT', 'not SQL'))
      return { exec, prepare: (sql) => database.prepare(sql), close: () => database.close() }
    }
    await expect(sqliteStore(file, { driver: failing })).rejects.toMatchObject({ code: 'store-write-failed' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('works where the file system has no hard links', async () => {
    const failing = vi.fn(noHardLinks)
    replaceLink(failing)
    await makeStore(file)
    expect(failing).toHaveBeenCalledOnce()
    expect(readdirSync(folder)).toEqual(['case.db'])
    const store = await sqliteStore(file)
    expect(await store.size()).toBe(3)
    await store.close()
  })

  it('leaves a store in peace that another process made in the same moment', async () => {
    for (const hardLinks of [true, false]) {
      rmSync(file, { force: true })
      await makeStore(file, 2)
      const other = readFileSync(file)
      rmSync(file)
      replaceLink((from, to) => {
        writeFileSync(file, other)
        return hardLinks ? link(from, to) : noHardLinks()
      })
      const store = await sqliteStore(file)
      expect(await store.size()).toBe(2)
      await store.close()
      replaceLink(link)
    }
  })

  it('is refused where the log or journal of a missing store is there', async () => {
    for (const suffix of ['-wal', '-journal']) {
      writeFileSync(file + suffix, 'entries that were never copied into the file')
      await expect(sqliteStore(file)).rejects.toMatchObject({ code: 'store-unreadable', place: file + suffix })
      expect(readdirSync(folder)).toEqual([`case.db${suffix}`])
      rmSync(file + suffix)
    }
  })

  it('is refused in a folder that is not there', async () => {
    await expect(sqliteStore(join(folder, 'none', 'case.db'))).rejects.toMatchObject({ code: 'store-write-failed' })
  })

  it('takes names for files that SQLite would take for something else', async () => {
    const before = process.cwd()
    process.chdir(folder)
    try {
      for (const name of [':memory:', 'file:x?mode=memory', 'a?immutable=1', 'имя с пробелом.db']) {
        const store = await sqliteStore(name)
        await store.append(0, sampleEntry(0))
        await store.close()
        const again = await sqliteStore(name, { mode: 'read-only' })
        expect(await again.size()).toBe(1)
        await again.close()
      }
      expect(readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))).toHaveLength(4)
    } finally {
      process.chdir(before)
    }
  })

  it('refuses a path that is none', async () => {
    for (const path of ['', 'a\0b', 7 as unknown as string]) {
      await expect(sqliteStore(path)).rejects.toMatchObject({ code: 'misuse' })
    }
    await expect(sqliteStore(file, { busyTimeout: -1 })).rejects.toMatchObject({ code: 'misuse' })
  })
})

describe('opening a store', () => {
  it('says where there is none', async () => {
    for (const mode of ['existing', 'read-only'] as const) {
      await expect(sqliteStore(file, { mode })).rejects.toMatchObject({ code: 'store-not-found', place: file })
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it('reads, and refuses to write, where it was asked for reading only', async () => {
    await makeStore(file)
    const store = await sqliteStore(file, { mode: 'read-only' })
    expect(await collect(store.entries(0))).toHaveLength(3)
    await expect(store.append(3, sampleEntry(3))).rejects.toMatchObject({ code: 'misuse' })
    await expect(store.putNote(3, 'note')).rejects.toMatchObject({ code: 'misuse' })
    const reveal = { event: 'e', path: '/p', salt: 's', value: 1 }
    await expect(store.reveals.save([reveal])).rejects.toMatchObject({ code: 'misuse' })
    await store.close()
  })

  it('follows a store that another connection writes', async () => {
    await makeStore(file)
    const reader = await sqliteStore(file, { mode: 'read-only' })
    const writer = await sqliteStore(file, { mode: 'existing' })
    expect(await writer.append(3, sampleEntry(3))).toBe(true)
    expect(await reader.size()).toBe(4)
    await writer.close()
    await reader.close()
  })

  it("refuses another program's database, text, and folders, and does not change them", async () => {
    const foreign: Record<string, () => void> = {
      'a database in the write-ahead log mode': () =>
        alter(file, 'PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)'),
      'a database with a journal': () => alter(file, 'CREATE TABLE entry (position, id, envelope)'),
      'a database with its own mark': () => alter(file, 'PRAGMA application_id = 7; PRAGMA user_version = 1'),
      'a text': () => writeFileSync(file, 'protocol of the search\n'.repeat(1_000)),
      'a short text': () => writeFileSync(file, 'x'.repeat(600)),
    }
    for (const [what, make] of Object.entries(foreign)) {
      rmSync(file, { force: true })
      make()
      const before = readFileSync(file)
      for (const mode of ['create', 'existing', 'read-only'] as const) {
        const error = await sqliteStore(file, { mode }).catch((refusal) => refusal)
        expect([what, mode, error.code]).toEqual([what, mode, 'store-foreign'])
      }
      expect(readFileSync(file).equals(before)).toBe(true)
    }
    await expect(sqliteStore(folder)).rejects.toMatchObject({ code: 'store-foreign' })
  })

  it('refuses a store of a newer version, and does not change it', async () => {
    await makeStore(file)
    alter(file, 'PRAGMA user_version = 2')
    const before = readFileSync(file)
    await expect(sqliteStore(file)).rejects.toMatchObject({ code: 'store-newer' })
    expect(readFileSync(file).equals(before)).toBe(true)
    alter(file, 'PRAGMA user_version = 0')
    await expect(sqliteStore(file)).rejects.toMatchObject({ code: 'store-unreadable' })
  })

  it('refuses a store whose tables are not as they were made', async () => {
    for (const sql of [
      'DROP TABLE note',
      'DROP TRIGGER entry_delete',
      'ALTER TABLE reveal ADD COLUMN more TEXT',
      'CREATE TRIGGER quiet BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END',
      'DROP TABLE note; CREATE VIEW note AS SELECT 1 AS size, 2 AS note',
    ]) {
      rmSync(file, { force: true })
      await makeStore(file)
      alter(file, sql)
      const error = await sqliteStore(file).catch((refusal) => refusal)
      expect([sql, error.code]).toEqual([sql, 'store-unreadable'])
    }
  })

  it('accepts what a database tool may add without harm', async () => {
    await makeStore(file)
    alter(file, 'CREATE TABLE mine (x); CREATE INDEX by_size ON note (note); ANALYZE; VACUUM')
    const store = await sqliteStore(file)
    expect(await store.append(3, sampleEntry(3))).toBe(true)
    await store.close()
  })

  it('works off the write-ahead log with an older SQLite, and then keeps the rollback journal', async () => {
    await makeStore(file)
    const store = await sqliteStore(file, { driver: await olderSqlite() })
    expect(await store.append(3, sampleEntry(3))).toBe(true)
    await store.close()
    const newer = await sqliteStore(file)
    expect(await newer.append(4, sampleEntry(4))).toBe(true)
    await newer.close()
    expect(pragma('journal_mode')).toBe('delete')
  })

  it('refuses to change the journal mode under another process', async () => {
    await makeStore(file)
    const newer = await sqliteStore(file)
    expect(await newer.append(3, sampleEntry(3))).toBe(true)
    const older = sqliteStore(file, { driver: await olderSqlite(), busyTimeout: 20 })
    await expect(older).rejects.toMatchObject({ code: 'store-busy' })
    await newer.close()
  })

  it('commits to the disk before it answers', async () => {
    const driver = await nodeSqlite()
    const settings: unknown[] = []
    const spying: SqlDriver = (path, access) => {
      const database = driver(path, access)
      if (access === 'write') {
        const close = () => {
          for (const name of ['synchronous', 'fullfsync', 'journal_mode', 'trusted_schema']) {
            settings.push(...Object.values(database.prepare(`PRAGMA ${name}`).all()[0] as object))
          }
          database.close()
        }
        return { exec: (sql) => database.exec(sql), prepare: (sql) => database.prepare(sql), close }
      }
      return database
    }
    await makeStore(file, 1)
    await (await sqliteStore(file, { driver: spying })).close()
    expect(settings).toEqual([2, 1, 'wal', 0])
  })

  it('says so where the runtime has no SQLite', async () => {
    vi.doMock('node:sqlite', () => {
      throw new Error('No such built-in module: node:sqlite')
    })
    await expect(sqliteStore(file)).rejects.toMatchObject({ code: 'sqlite-missing' })
    expect(readdirSync(folder)).toEqual([])
  })
})
