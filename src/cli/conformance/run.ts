import { isDeepStrictEqual } from 'node:util'
import { FairtrailError } from '../../encoding/error.ts'
import type { Io } from '../command.ts'
import { printable } from '../printable.ts'
import { answerRequest } from './answer.ts'
import type { Answer, OperationContext } from './operation.ts'
import { Peer, type PeerAnswer } from './peer.ts'
import { type Expected, isObject, readVectors, type Vector } from './vectors.ts'

/** Characters of a value that are shown. */
const SHOWN = 400

/** An answer as it is compared; undefined where it has not the form of one. */
type Compared = (Expected & { readonly unsupported: boolean }) | undefined

interface Counts {
  same: number
  different: number
  unsupported: number
  /** Requests after the last answer of the other process. */
  unanswered: number
  /** Answers after the last request. */
  surplus: number
}

interface Answered {
  readonly compared: Compared
  /** As it is shown. */
  readonly text: string
}

/**
 * Runs files of vectors through this implementation, or with `against` through the process of another one, and writes each difference and
 * a count. What is `unsupported` is counted and not compared.
 *
 * @returns 0 where nothing differs and something was compared, else 1
 * @throws FairtrailError for files that cannot be read, and `conformance-peer` where the other process gives no answer at all
 */
export async function runVectors(
  files: readonly string[],
  against: string | undefined,
  context: OperationContext,
  io: Io,
): Promise<number> {
  const peer = against === undefined ? undefined : new Peer(against, requestsOf(files, io.cwd), io.cwd)
  const counts: Counts = { same: 0, different: 0, unsupported: 0, unanswered: 0, surplus: 0 }
  try {
    for await (const vector of readVectors(files, io.cwd)) {
      const answer = await peer?.next()
      if (peer !== undefined && answer === undefined) {
        counts.unanswered++
        continue
      }
      const theirs = answer && theirAnswer(answer, vector)
      const ours = await ourAnswer(vector, context, io)
      const outcome = compare(vector, ours, theirs)
      counts[outcome]++
      if (outcome === 'different') io.stdout(describe(vector, ours, theirs))
      await io.drained?.()
    }
    if (peer !== undefined) await finish(peer, counts, io)
  } finally {
    peer?.stop()
  }
  io.stdout(closing(counts))
  const compared = counts.same + counts.different
  if (compared === 0) io.stderr('Nothing was compared, so nothing is shown.\n')
  return compared > 0 && counts.different + counts.unanswered + counts.surplus === 0 ? 0 : 1
}

function closing({ same, different, unsupported, unanswered, surplus }: Counts): string {
  const parts = [`${same} as expected`, `${different} different`]
  if (unsupported > 0) parts.push(`${unsupported} not compared (unsupported)`)
  if (unanswered > 0) parts.push(`${unanswered} without an answer, the last ones`)
  if (surplus > 0) parts.push(`and ${surplus} answers too many`)
  const all = same + different + unsupported + unanswered
  return `${all} ${all === 1 ? 'vector' : 'vectors'}: ${parts.join(', ')}\n`
}

/** Each request without what is expected: the other implementation must not see it. */
async function* requestsOf(files: readonly string[], cwd: string): AsyncGenerator<string, void, undefined> {
  for await (const { id, op, in: input } of readVectors(files, cwd)) yield JSON.stringify({ id, op, in: input })
}

async function ourAnswer(vector: Vector, context: OperationContext, io: Io): Promise<Answered> {
  const answer = await answerRequest(vector, context, (error) => {
    io.stderr(`${vector.place}: ${error instanceof Error ? error.message : String(error)}\n`)
  })
  const text = JSON.stringify(answer)
  return { text, compared: comparedOf(JSON.parse(text) as Answer) }
}

function theirAnswer(answer: PeerAnswer, vector: Vector): Answered {
  const { json, text } = answer
  if (!isObject(json) || typeof json.ok !== 'boolean') return { compared: undefined, text: `(not an answer) ${text}` }
  if (!isDeepStrictEqual(json.id ?? null, vector.id)) return { compared: undefined, text: `(another id) ${text}` }
  return { compared: comparedOf(json as unknown as Answer), text }
}

function comparedOf({ ok, code, out }: Answer): Compared {
  const unsupported = !ok && code === 'unsupported'
  return out === undefined ? { ok, unsupported } : { ok, out, unsupported }
}

function compare(
  { op, expect }: Vector,
  ours: Answered,
  theirs: Answered | undefined,
): 'same' | 'different' | 'unsupported' {
  const judged = (theirs ?? ours).compared
  if (judged === undefined) return 'different'
  if (judged.unsupported) return 'unsupported'
  if (!isSame(op, judged, expect)) return 'different'
  const other = theirs === undefined ? undefined : ours.compared
  return other === undefined || other.unsupported || isSame(op, other, expect) ? 'same' : 'different'
}

/**
 * An operation that gives nothing may say so by an empty `out`. A report is compared by `ok` unless one is expected: its order and its
 * values are each program's own.
 */
function isSame(op: unknown, answer: Expected, expect: Expected): boolean {
  if (answer.ok !== expect.ok) return false
  return (op === 'bundle.verify' && expect.out === undefined) || isDeepStrictEqual(answer.out ?? {}, expect.out ?? {})
}

function describe(vector: Vector, ours: Answered, theirs: Answered | undefined): string {
  const { place, id, op, why, expect } = vector
  const rows = [
    ...(why === '' ? [] : [['why', why]]),
    ['expected', JSON.stringify(expect)],
    ...(theirs === undefined ? [] : [['theirs', theirs.text]]),
    [theirs === undefined ? 'answer' : 'ours', ours.text],
  ]
  const head = `${place}, id ${JSON.stringify(id)}, ${typeof op === 'string' ? op : 'no op'}`
  return `${cut(head)}\n${rows.map(([name = '', text = '']) => `  ${`${name}:`.padEnd(10)}${cut(text)}\n`).join('')}`
}

async function finish(peer: Peer, counts: Counts, io: Io): Promise<void> {
  while ((await peer.next()) !== undefined) counts.surplus++
  const how = await peer.ended()
  if (counts.same + counts.different + counts.unsupported + counts.surplus === 0) {
    throw new FairtrailError('conformance-peer', `The command gave no answer at all (${how}). Does it run on its own?`)
  }
  if (how !== 'exit code 0') io.stderr(`The command ended with ${how}.\n`)
}

function cut(text: string): string {
  return printable(text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}... (${text.length} characters)`)
}
