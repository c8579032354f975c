import { concat, utf8 } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { type Json, type JsonObject, parseJson } from '../encoding/json.ts'
import { eventFromJson } from '../record/build/from-json.ts'
import type { EventInput } from '../record/build/input.ts'
import type { Io } from './command.ts'
import { usage } from './options.ts'
import { readTextFile } from './text-file.ts'

/** Bytes that are read of one file, at most: many events may stand in it. */
const MOST = 64 * 1024 * 1024

/** What a file gives to `record`: events to be signed, or a draft that is signed already. */
export type RecordInput = { file: string; events: EventInput[] } | { file: string; draft: string }

/**
 * Reads events, or a draft, from a file; `-` is standard input.
 * @throws FairtrailError naming the file, and the event's place in it where it has several
 */
export async function readRecordInput(file: string, io: Io): Promise<RecordInput> {
  const text = file === '-' ? await standardInput(io) : await readTextFile(file, io.cwd, MOST)
  const json = within(file, () => parseJson(utf8(text)))
  if (isDraft(json)) return { file, draft: text }
  const list = Array.isArray(json) ? json : [json]
  if (list.length === 0)
    throw new FairtrailError('payload-form', `${file}: the list has no event in it.`, { place: file })
  const at = (index: number) => (list.length === 1 ? file : `${file}, event ${index + 1}`)
  return { file, events: list.map((one, index) => within(at(index), () => eventFromJson(one))) }
}

const isDraft = (json: Json): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && json.fairtrail === 'draft'

/** What the library refuses has no name of a file: here it is put before the message. */
export function within<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!isFairtrailError(cause)) throw cause
    const { code, message, path, offset } = cause
    throw new FairtrailError(
      code,
      `${place}: ${message}`,
      { place, ...(path === undefined ? {} : { path }), ...(offset === undefined ? {} : { offset }) },
      { cause },
    )
  }
}

async function standardInput(io: Io): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of io.stdin()) {
    length += part.length
    if (length > MOST) throw usage(`Standard input has more than ${MOST} bytes: record the events in several parts.`)
    parts.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(concat(...parts))
  } catch (cause) {
    throw new FairtrailError('text-utf8', 'Standard input is no text in UTF-8.', {}, { cause })
  }
}
