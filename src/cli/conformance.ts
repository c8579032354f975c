import type { Command, Io } from './command.ts'
import type { OperationContext } from './conformance/operation.ts'
import { CONFORMANCE_HELP } from './conformance-help.ts'
import { parseOptions, usage } from './options.ts'

const OPTIONS = {
  run: { type: 'boolean' },
  against: { type: 'string' },
} as const

/** `fairtrail conformance`: answers the requests by which implementations of the format are compared. */
export const conformanceCommand: Command = {
  name: 'conformance',
  summary: 'Compare this program with test vectors or with another one (for programmers)',
  help: CONFORMANCE_HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const { verifyBundleAt } = await import('../node/verify.ts')
  const context: OperationContext = { cwd: io.cwd, verifyBundleAt }
  if (values.run === true) {
    if (positionals.length === 0) throw usage('Name at least one file of vectors after --run.')
    const { runVectors } = await import('./conformance/run.ts')
    return runVectors(positionals, values.against, context, io)
  }
  if (values.against !== undefined) throw usage('--against belongs to --run FILE: name the vectors to be compared.')
  if (positionals.length > 0) throw usage('Files are read with --run FILE; requests come on standard input.')
  const { serve } = await import('./conformance/serve.ts')
  await serve(context, io)
  return 0
}
