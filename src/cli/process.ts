import { COMMANDS } from './commands.ts'
import { errorText } from './error-text.ts'
import { processIo } from './process-io.ts'
import { runProgram } from './program.ts'

/** Runs the command line of this process and sets its exit code: 0, 1 or 2. */
export async function main(): Promise<void> {
  const { argv, env, stderr } = process
  // Node would exit with 1, which says that something was checked and is not as it should be.
  process.on('uncaughtException', (error) => {
    stderr.write(errorText(error, env))
    process.exit(2)
  })
  if (env.FAIRTRAIL_DEBUG !== '1') hideExperimentalWarnings()
  process.exitCode = await runProgram(argv.slice(2), processIo(), COMMANDS)
}

/** That node:sqlite is experimental in Node 22 is for us to know; other warnings stay. */
function hideExperimentalWarnings(): void {
  const listeners = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return
    for (const listener of listeners) listener.call(process, warning)
  })
}
