import { compareUtf8 } from '../encoding/bytes.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { type Json, type JsonObject, parseJson } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import type { LogReader } from '../record/log-reader.ts'
import { checkPayload } from '../record/payload.ts'
import { replaceAt, valueAt } from '../record/walk.ts'
import { isWithheld, opens } from '../withheld/commitment.ts'
import type { CheckList } from './check-list.ts'

/** What reveals opened: by event id, the values by their paths. */
export type OpenedValues = ReadonlyMap<string, ReadonlyMap<string, Json>>

const MEMBERS = ['event', 'path', 'salt', 'value']
const HEX = /^[0-9a-f]{64}$/

/**
 * Checks the lines of a bundle's reveals (format, section 8): canonical, sorted by entry and path, no two alike, each opening a withheld
 * value of a well-formed entry. One that opens but breaks the member's schema is the statement's defect.
 */
export class RevealReader {
  readonly #opened = new Map<string, Map<string, Json>>()
  readonly #log: LogReader
  readonly #checks: CheckList
  readonly #sha256: (bytes: Uint8Array) => Uint8Array
  #line = 0
  #last: { index: number; path: string } | undefined

  constructor(log: LogReader, checks: CheckList, sha256: (bytes: Uint8Array) => Uint8Array) {
    this.#log = log
    this.#checks = checks
    this.#sha256 = sha256
  }

  get opened(): OpenedValues {
    return this.#opened
  }

  /** Takes the next line, without its LF. */
  add(line: Uint8Array): void {
    this.#line++
    const place = `data/reveals.jsonl, line ${this.#line}`
    const fail = (error: string, entries: number[] = []) => {
      this.#checks.add({ code: 'reveal', status: 'failed', entries, place, values: { error } })
    }
    let json: Json
    try {
      json = parseJson(line, { canonical: true })
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      return void fail(error.code)
    }
    const reveal = revealOf(json)
    if (!reveal) return void fail('reveal-form')
    const entry = this.#log.byId(reveal.event)
    if (!entry) return void fail('reveal-unmatched')
    const here = { index: entry.index, path: reveal.path }
    const order = this.#last ? compare(this.#last, here) : -1
    if (order === 0) return void fail('reveal-repeated', [entry.index])
    if (order > 0) return void fail('reveal-order', [entry.index])
    this.#last = here
    this.#open(entry, reveal, place, fail)
  }

  #open(entry: Entry, reveal: RevealLine, place: string, fail: (error: string, entries: number[]) => void): void {
    const stated = valueAt(entry.payload as unknown as Json, reveal.path)
    if (!isWithheld(stated)) return void fail('reveal-unmatched', [entry.index])
    if (!opens(stated.$withheld, reveal, entry.payload, this.#sha256)) {
      fail('reveal-does-not-open', [entry.index])
      return
    }
    const values = this.#opened.get(entry.id) ?? new Map<string, Json>()
    values.set(reveal.path, reveal.value)
    this.#opened.set(entry.id, values)
    if (fitsSchema(entry, reveal)) this.#checks.pass('reveal', entry.index)
    else {
      const about = 'statement'
      this.#checks.add({
        code: 'reveal',
        about,
        status: 'failed',
        entries: [entry.index],
        place,
        values: { error: 'reveal-schema' },
      })
    }
  }
}

interface RevealLine {
  event: string
  path: string
  salt: string
  value: Json
}

function revealOf(json: Json): RevealLine | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  if (Object.keys(json).join() !== MEMBERS.join()) return undefined
  const { event, path, salt, value } = json
  if (typeof event !== 'string' || typeof path !== 'string' || typeof salt !== 'string') return undefined
  return HEX.test(event) ? { event, path, salt, value: value as Json } : undefined
}

const compare = (a: { index: number; path: string }, b: { index: number; path: string }) =>
  a.index - b.index || compareUtf8(a.path, b.path)

/** A revealed value satisfies its member's schema, and holds no withheld value itself. */
function fitsSchema(entry: Entry, { path, value }: RevealLine): boolean {
  if (holdsWithheld(value)) return false
  if (!entry.known) return true
  // The inner envelope takes the place of its commitment: the schema of the outer event knows only that.
  if (entry.payload.type === 'event.withheld' && path === '/details/inner') return typeof value === 'string'
  try {
    checkPayload(replaceAt(entry.payload as unknown as Json, path, value))
    return true
  } catch (error) {
    if (isFairtrailError(error)) return false
    throw error
  }
}

function holdsWithheld(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (isWithheld(value)) return true
  return Object.values(value).some((inner) => holdsWithheld(inner as Json))
}

/** The payload as this reader can read it: revealed values in their places. */
export function readable(entry: Entry, opened: OpenedValues): JsonObject {
  let plain = entry.payload as unknown as Json
  for (const [path, value] of opened.get(entry.id) ?? []) plain = replaceAt(plain, path, value)
  return plain as JsonObject
}
