import { utf8Decode } from '../../encoding/bytes.ts'
import { isFairtrailError } from '../../encoding/error.ts'
import type { Json } from '../../encoding/json.ts'
import { badRequest, unsupported } from './input.ts'
import type { Answer, Input, OperationContext } from './operation.ts'
import { OPERATIONS } from './operations.ts'

/** A request in the order of its line; what it holds is not checked yet. */
export interface Request {
  op: unknown
  in: unknown
}

/**
 * Answers one request. Never throws: an error that is not of this library's family is answered with the code `internal`, and given to
 * `onInternal`.
 */
export async function answerRequest(
  request: Request,
  context: OperationContext,
  onInternal: (error: unknown) => void = () => undefined,
): Promise<Answer> {
  try {
    if (typeof request.op !== 'string') throw badRequest('op is missing, or not a string.')
    const operation = OPERATIONS.get(request.op)
    if (operation === undefined) throw unsupported(`the operation ${request.op}`)
    if (!isObject(request.in)) throw badRequest('in is missing, or not an object.')
    return await operation(request.in as Input, context)
  } catch (error) {
    if (isFairtrailError(error)) return { ok: false, code: error.code }
    onInternal(error)
    return { ok: false, code: 'internal' }
  }
}

/**
 * The answer to one line, as a line without its LF. A line that holds no request has the id null.
 * @param line its bytes; undefined for one that was too long to be kept
 */
export async function answerLine(
  line: Uint8Array | undefined,
  context: OperationContext,
  onInternal?: (error: unknown) => void,
): Promise<string> {
  let id = 'null'
  let answer: Answer
  try {
    const text = utf8Decode(lineOf(line))
    const request: unknown = JSON.parse(text)
    if (!isObject(request)) throw badRequest('A request is an object.')
    if (Object.hasOwn(request, 'id')) id = idText(request.id, text)
    const { op, in: input } = { op: undefined, in: undefined, ...request }
    answer = await answerRequest({ op, in: input }, context, onInternal)
  } catch {
    // Not UTF-8, not JSON, no object, or an id too deep to be written again.
    answer = { ok: false, code: 'conformance-request' }
  }
  const { ok, code, out } = answer
  return `{"id":${id},${JSON.stringify({ ok, code, out }).slice(1)}`
}

function lineOf(line: Uint8Array | undefined): Uint8Array {
  if (line === undefined) throw badRequest('The line is too long.')
  return line
}

/** JSON with the digits of the source: `1.0` and `12345678901234567890` would not survive as numbers. */
interface SourceJson {
  parse(text: string, reviver: (name: string, value: unknown, context: { source: string }) => unknown): unknown
  rawJSON(text: string): unknown
}

function idText(id: unknown, line: string): string {
  if (id === null || typeof id === 'string' || typeof id === 'boolean') return JSON.stringify(id)
  const { parse, rawJSON } = JSON as unknown as SourceJson
  const kept = parse(line, (_, value, { source }) => (typeof value === 'number' ? rawJSON(source) : value))
  return JSON.stringify((kept as { id: unknown }).id)
}

function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
