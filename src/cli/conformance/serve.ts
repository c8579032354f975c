import type { Io } from '../command.ts'
import { lines } from '../lines.ts'
import { answerLine } from './answer.ts'
import type { OperationContext } from './operation.ts'

/** Answers requests on standard input, one line each and in order, until it ends. */
export async function serve(context: OperationContext, io: Io): Promise<void> {
  const tell = (error: unknown) => io.stderr(`${error instanceof Error ? error.message : String(error)}\n`)
  for await (const line of lines(io.stdin())) {
    io.stdout(`${await answerLine(line, context, tell)}\n`)
    await io.drained?.()
  }
}
