import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HighWater, LogHead } from '../case/ports.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { canonicalJson, type Json, type JsonObject, parseJson } from '../encoding/json.ts'
import type { SqlDriver } from '../store/sql-driver.ts'
import { nodeSqlite } from '../store/sqlite.ts'
import { replaceFile } from './atomic-file.ts'

const SHA256 = /^[0-9a-f]{64}$/

export interface HighWaterOptions {
  /** How long a write may wait for another process, in milliseconds (default 5000). The event loop waits too. */
  busyTimeout?: number
}

/**
 * The high-water file of a log key: one JSON object, `{"<case id>": {"root": "<hex>", "size": n}}`. It belongs beside the key, on the
 * key's medium, never with the store: both restored from one backup would agree. Several processes may use one file; `<path>.lock` keeps
 * their writes apart and stays, empty.
 *
 * The calls reject with `high-water-unreadable` (a damaged file is never taken for an empty one), `high-water-write-failed`,
 * `high-water-conflict`, `misuse`.
 */
export function fileHighWater(path: string, options: HighWaterOptions = {}): HighWater {
  const file = resolve(path)
  const { busyTimeout = 5000 } = options
  return {
    async read(caseId) {
      checkCaseId(caseId)
      return load(file).get(caseId)
    },
    async write(caseId, head) {
      checkCaseId(caseId)
      if (!isHead({ ...head }))
        throw new FairtrailError('misuse', 'A head is a size, from 0 upwards, and a root of 64 hex digits.')
      const driver = await nodeSqlite()
      locked(file, driver, busyTimeout, () => raise(file, caseId, head))
    },
  }
}

function raise(file: string, caseId: string, head: LogHead): void {
  const heads = load(file)
  const kept = heads.get(caseId)
  if (kept !== undefined && kept.size >= head.size) {
    if (kept.size > head.size || kept.root === head.root) return
    const message = `Size ${head.size} of case ${caseId} was marked with the root ${kept.root}, and is now said to have ${head.root}: sign nothing.`
    throw new FairtrailError('high-water-conflict', message, { place: file })
  }
  heads.set(caseId, head)
  const content: JsonObject = {}
  for (const [id, { size, root }] of heads) content[id] = { size, root }
  replaceFile(file, `${canonicalJson(content)}\n`)
}

/** Keeps other processes out by a lock of SQLite's, because the operating system frees it when a process dies; a lock file would stay. */
function locked(file: string, driver: SqlDriver, busyTimeout: number, work: () => void): void {
  try {
    const lock = driver(`${file}.lock`, 'write')
    try {
      lock.exec(`PRAGMA busy_timeout = ${busyTimeout}; BEGIN EXCLUSIVE`)
      work()
    } finally {
      lock.close()
    }
  } catch (cause) {
    if (isFairtrailError(cause)) throw cause
    throw fault('high-water-write-failed', 'could not be written durably', file, cause)
  }
}

function load(file: string): Map<string, LogHead> {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return new Map()
    throw fault('high-water-unreadable', 'cannot be read', file, cause)
  }
  const heads = new Map<string, LogHead>()
  for (const [caseId, head] of Object.entries(parse(bytes, file))) {
    if (!SHA256.test(caseId) || !isHead(head)) {
      throw fault('high-water-unreadable', `is damaged at "${caseId}": sign nothing until it is restored`, file)
    }
    heads.set(caseId, head)
  }
  return heads
}

function parse(bytes: Uint8Array, file: string): JsonObject {
  try {
    const json = parseJson(bytes)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json
  } catch (cause) {
    throw fault('high-water-unreadable', 'is damaged: sign nothing until it is restored', file, cause)
  }
  throw fault('high-water-unreadable', 'is damaged, it is no JSON object: sign nothing until it is restored', file)
}

function isHead(value: Json | undefined): value is Json & LogHead {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { size, root } = value
  return (
    typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 && typeof root === 'string' && SHA256.test(root)
  )
}

function checkCaseId(caseId: string): void {
  if (!SHA256.test(caseId))
    throw new FairtrailError('misuse', `A case id is 64 lowercase hex digits; this was given: ${caseId}`)
}

function fault(
  code: 'high-water-unreadable' | 'high-water-write-failed',
  what: string,
  file: string,
  cause?: unknown,
): FairtrailError {
  const detail = cause instanceof Error ? ` (${cause.message})` : ''
  return new FairtrailError(code, `The high-water file ${what}${detail}: ${file}`, { place: file }, { cause })
}
