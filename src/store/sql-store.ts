import type { Reveals, StoredNote, StoreEntry, StoreWithReveals } from '../case/ports.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { Reveal } from '../withheld/reveal.ts'
import { checkCount, closedStore } from './arguments.ts'
import { parseRevealLine, revealLine } from './reveal-line.ts'
import type { SqlDatabase, SqlStatement, SqlValue } from './sql-driver.ts'
import { guarded, sqlError } from './sql-error.ts'

/** Rows read at a time: a page of the largest entries is 8 MiB. */
const PAGE = 128

// An INSERT takes the write lock before it reads, as BEGIN IMMEDIATE does, so the comparison and the insertion are one step.
const APPEND = `INSERT INTO entry (position, id, envelope) SELECT ?, ?, ?
  WHERE (SELECT coalesce(max(position) + 1, 0) FROM entry) = ? ON CONFLICT (id) DO NOTHING`
const PUT_NOTE = 'INSERT INTO note (size, note) VALUES (?, ?) ON CONFLICT (size) DO UPDATE SET note = excluded.note'
const SAVE_REVEAL = `INSERT INTO reveal (event, path, line) SELECT ?, ?, ?
  WHERE NOT EXISTS (SELECT 1 FROM reveal WHERE event = ? AND path = ? AND line = ?)`

/** A store over a database that `checkSchema` accepted and `configure` set up. */
export class SqlStore implements StoreWithReveals {
  readonly reveals: Reveals
  readonly #database: SqlDatabase
  readonly #path: string
  readonly #readOnly: boolean
  readonly #statements = new Map<string, SqlStatement>()
  #open = true

  constructor(database: SqlDatabase, path: string, readOnly: boolean) {
    this.#database = database
    this.#path = path
    this.#readOnly = readOnly
    this.reveals = {
      save: async (reveals) => this.#saveReveals(reveals),
      all: () => this.#allReveals(),
    }
  }

  async size(): Promise<number> {
    return this.#size()
  }

  async *entries(from: number, to: number = Number.MAX_SAFE_INTEGER): AsyncGenerator<Uint8Array> {
    checkCount(from, 'from')
    checkCount(to, 'to')
    const end = Math.min(to, this.#size())
    for (let start = from; start < end; start += PAGE) {
      const stop = Math.min(start + PAGE, end)
      let expected = start
      const sql = 'SELECT position, envelope FROM entry WHERE position >= ? AND position < ? ORDER BY position'
      for (const { position, envelope } of this.#all(sql, start, stop)) {
        if (position !== expected || !ArrayBuffer.isView(envelope)) throw this.#damaged(`Entry ${expected}`)
        expected++
        // Some bindings answer a Buffer, whose `slice` shares memory.
        yield envelope.constructor === Uint8Array ? envelope : new Uint8Array(envelope as Uint8Array)
      }
      if (expected !== stop) throw this.#damaged(`Entry ${expected}`)
    }
  }

  async indexOf(eventId: string): Promise<number | undefined> {
    const row = this.#all('SELECT position FROM entry WHERE id = ?', eventId)[0]
    return row === undefined ? undefined : this.#count(row.position)
  }

  async append(at: number, { id, envelope }: StoreEntry): Promise<boolean> {
    checkCount(at, 'at')
    return this.#write((run) => run(APPEND, at, id, envelope, at)) === 1
  }

  async putNote(size: number, note: string): Promise<void> {
    checkCount(size, 'size')
    this.#write((run) => run(PUT_NOTE, size, note))
  }

  async *notes(): AsyncGenerator<StoredNote> {
    const sql = `SELECT size, note FROM note WHERE size <= ? ORDER BY size DESC LIMIT ${PAGE}`
    for (let below = Number.MAX_SAFE_INTEGER; below >= 0; ) {
      const rows = this.#all(sql, below)
      if (rows.length === 0) return
      for (const { size, note } of rows) {
        if (typeof note !== 'string') throw this.#damaged('A checkpoint')
        below = this.#count(size) - 1
        yield { size: below + 1, note }
      }
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    this.#statements.clear()
    guarded(this.#path, 'write', () => this.#database.close())
  }

  #saveReveals(reveals: readonly Reveal[]): void {
    const rows = reveals.map((reveal) => [reveal.event, reveal.path, revealLine(reveal)] as const)
    if (rows.length === 0) return
    this.#write((run) => {
      run('BEGIN IMMEDIATE')
      for (const row of rows) run(SAVE_REVEAL, ...row, ...row)
      return run('COMMIT')
    })
  }

  async *#allReveals(): AsyncGenerator<Reveal> {
    const sql = `SELECT number, line FROM reveal WHERE number > ? ORDER BY number LIMIT ${PAGE}`
    for (let last = 0; ; ) {
      const rows = this.#all(sql, last)
      if (rows.length === 0) return
      for (const { number, line } of rows) {
        last = this.#count(number)
        yield parseRevealLine(String(line))
      }
    }
  }

  /** The largest position, not a count of rows: the time it takes does not grow with the log. */
  #size(): number {
    const row = this.#all('SELECT coalesce(max(position) + 1, 0) AS size FROM entry')[0]
    return this.#count(row?.size)
  }

  #all(sql: string, ...values: SqlValue[]): Record<string, unknown>[] {
    if (!this.#open) throw closedStore()
    return guarded(this.#path, 'read', () => this.#statement(sql).all(...values) as Record<string, unknown>[])
  }

  /** `work` answers the rows written by its last statement. What fails leaves nothing behind. */
  #write(work: (run: (sql: string, ...values: SqlValue[]) => number) => number): number {
    if (!this.#open) throw closedStore()
    if (this.#readOnly) throw new FairtrailError('misuse', `The store was opened for reading only: ${this.#path}`)
    try {
      return work((sql, ...values) => Number(this.#statement(sql).run(...values).changes))
    } catch (cause) {
      this.#rollBack()
      throw sqlError(this.#path, 'write', cause)
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // No transaction is open: there was none, or SQLite has rolled it back by itself.
    }
  }

  #statement(sql: string): SqlStatement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #count(value: unknown): number {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#damaged('A position')
    return value
  }

  #damaged(what: string): FairtrailError {
    return new FairtrailError('store-unreadable', `${what} is missing or damaged in the store: ${this.#path}`, {
      place: this.#path,
    })
  }
}
