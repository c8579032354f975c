/** What a store needs of an SQLite binding; `node:sqlite`, better-sqlite3 and bun:sqlite have this shape already. Every call is synchronous. */
export interface SqlDatabase {
  /** Runs statements that take no values; rows that they answer are dropped. */
  exec(sql: string): unknown
  prepare(sql: string): SqlStatement
  close(): unknown
}

export interface SqlStatement {
  /** Values are bound by position. `changes` is the number of rows written. */
  run(...values: SqlValue[]): { readonly changes: number | bigint }
  /** Rows as objects by column name; whole numbers as numbers. */
  all(...values: SqlValue[]): unknown[]
}

export type SqlValue = number | string | Uint8Array

/**
 * Opens a database file by its absolute path.
 * - `write`: for reading and writing; the file is there.
 * - `read`: for reading only.
 * - `immutable`: as `read`, of a file that nobody can change, without locks or files beside it (SQLite's URI parameter `immutable=1`). A
 *   binding that cannot do this opens as for `read`.
 *
 * With better-sqlite3: `(path, access) => new Database(path, { readonly: access !== 'write', fileMustExist: true })`.
 */
export type SqlDriver = (path: string, access: SqlAccess) => SqlDatabase

export type SqlAccess = 'write' | 'read' | 'immutable'
