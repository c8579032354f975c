import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import type { StoreWithReveals } from '../../src/case/ports.ts'
import { sqliteStore } from '../../src/sqlite.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { revealsContract, storeContract } from '../../src/testing.ts'
import { olderSqlite } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairtrail-'))
const opened: StoreWithReveals[] = []
afterAll(async () => {
  for (const store of opened) await store.close()
  rmSync(folder, { recursive: true })
})

async function remembered(store: Promise<StoreWithReveals>): Promise<StoreWithReveals> {
  opened.push(await store)
  return store
}

describe('the memory store', () => {
  const open = async () => memoryStore()
  for (const check of storeContract({ open, persistent: false })) it(check.name, check.run)
  const reveals = async () => memoryStore().reveals
  for (const check of revealsContract({ open: reveals, persistent: false })) it(check.name, check.run)
})

describe('the SQLite store', () => {
  const open = (name: string) => sqliteStore(join(folder, `${name}.db`))
  for (const check of storeContract({ open, persistent: true })) it(check.name, check.run)
  const reveals = async (name: string) => (await remembered(open(name))).reveals
  for (const check of revealsContract({ open: reveals, persistent: true })) it(check.name, check.run)
})

describe('the SQLite store with its rollback journal, as with SQLite before 3.51.3', () => {
  const open = async (name: string) => sqliteStore(join(folder, `rollback-${name}.db`), { driver: await olderSqlite() })
  for (const check of storeContract({ open, persistent: true })) it(check.name, check.run)
  const reveals = async (name: string) => (await remembered(open(name))).reveals
  for (const check of revealsContract({ open: reveals, persistent: true })) it(check.name, check.run)
})
