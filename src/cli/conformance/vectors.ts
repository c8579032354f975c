import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { utf8Decode } from '../../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../../encoding/error.ts'
import { pathBytes, systemError } from '../../node/open-file.ts'
import { lines } from '../lines.ts'

/** One line of a file of vectors: a request, the answer expected (codes are never compared), and why. */
export interface Vector {
  readonly id: unknown
  readonly op: unknown
  readonly in: unknown
  readonly expect: Expected
  readonly why: string
  /** File and line. */
  readonly place: string
}

export interface Expected {
  readonly ok: boolean
  readonly out?: unknown
}

/**
 * The vectors of files, one after the other, in constant memory.
 * @throws FairtrailError `file-not-found`, `file-unreadable`; `conformance-vectors` for a line that is no vector, or a file without any
 */
export async function* readVectors(files: readonly string[], cwd: string): AsyncGenerator<Vector, void, undefined> {
  for (const file of files) {
    let number = 0
    for await (const line of lines(chunksOf(file, cwd))) {
      number++
      yield readVector(line, `${file}, line ${number}`)
    }
    if (number === 0) throw new FairtrailError('conformance-vectors', `${file}: there is no vector in this file.`)
  }
}

async function* chunksOf(file: string, cwd: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(resolve(cwd, file))
  } catch (cause) {
    throw systemError(pathBytes(file), cause)
  }
}

function readVector(line: Uint8Array | undefined, place: string): Vector {
  if (line === undefined) throw notVector(place, 'the line is longer than a request may be')
  const vector = parse(line, place)
  if (!isObject(vector)) throw notVector(place, 'not a JSON object')
  const { id = null, op, in: input, expect, why } = vector
  if (!isObject(expect) || typeof expect.ok !== 'boolean')
    throw notVector(place, 'it has no expect with ok true or false')
  const { ok, out } = expect
  return {
    id,
    op,
    in: input,
    expect: out === undefined ? { ok } : { ok, out },
    why: typeof why === 'string' ? why : '',
    place,
  }
}

function parse(line: Uint8Array, place: string): unknown {
  try {
    return JSON.parse(utf8Decode(line))
  } catch (cause) {
    if (cause instanceof SyntaxError || isFairtrailError(cause)) throw notVector(place, 'not JSON in UTF-8')
    throw cause
  }
}

function notVector(place: string, problem: string): FairtrailError {
  return new FairtrailError(
    'conformance-vectors',
    `${place}: ${problem}. A line of a file of vectors is a request {id, op, in} with expect and why.`,
    { place },
  )
}

/** True for an object that is no array and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
