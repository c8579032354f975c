export type { SqlAccess, SqlDatabase, SqlDriver, SqlStatement, SqlValue } from './store/sql-driver.ts'
export { nodeSqlite, type SqliteOptions, sqliteStore } from './store/sqlite.ts'
