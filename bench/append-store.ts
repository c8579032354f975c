/**
 * Durable appends of 2.3 kB entries: the store against a bare INSERT of the same bytes under the same settings, from 0 to 20,000 entries.
 *
 *   node bench/append-store.ts [FOLDER]      on the disk that is to be measured; default: the folder for temporary files
 *
 * The two take turns, a hundred appends each, so that what else the disk has to do meets both.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteStore } from '../src/sqlite.ts'

const ENTRIES = 20_000
const BLOCK = 2_000
const TURN = 100

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'fairtrail-bench-'))
const store = await sqliteStore(join(folder, 'store.db'))
const bare = new DatabaseSync(join(folder, 'bare.db'))
bare.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
  CREATE TABLE entry (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, envelope BLOB NOT NULL) STRICT`)
const insert = bare.prepare('INSERT INTO entry (position, id, envelope) VALUES (?, ?, ?)')

function entry(): { id: string; envelope: Uint8Array } {
  const envelope = randomBytes(2_300)
  return { id: createHash('sha256').update(envelope).digest('hex'), envelope }
}

function microseconds(times: number[], part: number): string {
  const sorted = times.toSorted((a, b) => a - b)
  return ((sorted[Math.floor(part * (sorted.length - 1))] as number) * 1_000).toFixed(0).padStart(8)
}

function mean(times: number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length
}

const all = { store: [] as number[], bare: [] as number[] }
console.log(
  'microseconds an append     store: mean   median      99 %       bare: mean   median      99 %     ratio of means',
)
for (let start = 0; start < ENTRIES; start += BLOCK) {
  const block = { store: [] as number[], bare: [] as number[] }
  for (let turn = start; turn < start + BLOCK; turn += TURN) {
    const entries = Array.from({ length: TURN }, entry)
    for (const [n, one] of entries.entries()) {
      const begun = performance.now()
      if (!(await store.append(turn + n, one))) throw new Error(`append at ${turn + n} was refused`)
      block.store.push(performance.now() - begun)
    }
    for (const [n, one] of entries.entries()) {
      const begun = performance.now()
      insert.run(turn + n, one.id, one.envelope)
      block.bare.push(performance.now() - begun)
    }
  }
  const [s, b] = [block.store, block.bare]
  const columns = [s, b].map(
    (times) =>
      `${(mean(times) * 1_000).toFixed(0).padStart(8)} ${microseconds(times, 0.5)}  ${microseconds(times, 0.99)}`,
  )
  console.log(
    `entries ${String(start).padStart(6)} to ${String(start + BLOCK).padStart(6)}   ${columns.join('           ')}     ${(mean(s) / mean(b)).toFixed(2)}`,
  )
  all.store.push(...s)
  all.bare.push(...b)
}
const median = (times: number[]) => Number(microseconds(times, 0.5))
const growth = (times: number[]) => (median(times.slice(-BLOCK)) / median(times.slice(0, BLOCK))).toFixed(2)
const ratios = [mean(all.store) / mean(all.bare), median(all.store) / median(all.bare)].map((ratio) => ratio.toFixed(2))
console.log(`store / bare: ${ratios[0]} (means), ${ratios[1]} (medians)`)
console.log(`last ${BLOCK} / first ${BLOCK} (medians): store ${growth(all.store)}, bare ${growth(all.bare)}`)

await store.close()
bare.close()
rmSync(folder, { recursive: true })
