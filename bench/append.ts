/**
 * Appends signed events to a case in SQLite against a bare durable insert of the same bytes plus two signatures, in the same run, and
 * says whether it stays flat as the log grows.
 *
 *   node bench/append.ts [EVENTS=4000]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteStore } from '../src/sqlite.ts'
import { looked, tellStory } from '../test/support/case-story.ts'
import { collect } from '../test/support/collect.ts'

const events = Number(process.argv[2] ?? 4000)
const ROUND = 200
const folder = mkdtempSync(join(tmpdir(), 'fairtrail-bench-'))
try {
  const { kase, cast, phone } = await tellStory(await sqliteStore(join(folder, 'case.db')))
  const bare = new DatabaseSync(join(folder, 'bare.db'))
  bare.exec(
    `PRAGMA journal_mode=${bare.prepare('PRAGMA journal_mode=WAL').get() ? 'WAL' : 'TRUNCATE'}; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB)`,
  )
  const insert = bare.prepare('INSERT INTO t (bytes) VALUES (?)')
  const condition = 'Упаковка целая, печать без повреждений, номер читается. '.repeat(5)
  const ratios: number[] = []
  const perEvent: number[] = []
  while (kase.size < events) {
    const drafts = []
    for (let at = 0; at < ROUND; at++)
      drafts.push(await kase.draft(cast.officer, looked(phone, { observation: { condition } })))
    const from = kase.size
    let start = performance.now()
    for (let at = 0; at < ROUND; at++) await kase.record(cast.officer, looked(phone, { observation: { condition } }))
    const ours = performance.now() - start
    const envelopes = await collect(kase.entriesSince(from))
    start = performance.now()
    for (const envelope of envelopes) {
      await cast.officer.signer.sign(envelope)
      await cast.officer.signer.sign(envelope)
      insert.run(envelope)
    }
    ratios.push(ours / (performance.now() - start))
    perEvent.push(ours / ROUND)
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
  const third = Math.floor(perEvent.length / 3)
  console.log(`${events} events; append ${median(perEvent).toFixed(2)} ms each`)
  console.log(`append / bare durable insert and two signatures: ${median(ratios).toFixed(2)}`)
  console.log(
    `last third / first third of the log: ${(median(perEvent.slice(-third)) / median(perEvent.slice(0, third))).toFixed(2)}`,
  )
  await kase.close()
  bare.close()
} finally {
  rmSync(folder, { recursive: true })
}
