import { quoted } from '../encoding/text.ts'
import type { Command, Io } from './command.ts'
import { errorText } from './error-text.ts'
import { usage } from './options.ts'
import { programHelp } from './program-help.ts'
import { VERSION } from './version.ts'

/**
 * Runs the command that the arguments name. Never throws: errors are written to standard error.
 * @returns the exit code: 0, 1 or 2
 */
export async function runProgram(args: readonly string[], io: Io, commands: readonly Command[]): Promise<number> {
  let running: Command | undefined
  try {
    const [first, ...rest] = args
    if (first === undefined || isHelp(first)) {
      io.stdout(programHelp(commands))
      // Nothing was asked for, so nothing was done: a script that lost its command must not go on as if it were.
      return first === undefined ? 2 : 0
    }
    if (first === '--version') {
      io.stdout(`fairtrail ${VERSION}\n`)
      return 0
    }
    if (first === 'help') {
      io.stdout(rest[0] === undefined ? programHelp(commands) : find(rest[0], commands).help)
      return 0
    }
    running = find(first, commands)
    if (asksForHelp(rest)) {
      io.stdout(running.help)
      return 0
    }
    return await running.run(rest, io)
  } catch (error) {
    io.stderr(errorText(error, io.env, running?.name))
    return 2
  }
}

function find(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name)
  if (found !== undefined) return found
  const names = commands.map((command) => command.name).join(', ')
  const what = name.startsWith('-') ? 'option before the command' : 'command'
  throw usage(`There is no ${what} ${quoted(name)}. The commands are: ${names}.`)
}

/** After `--` everything is an argument, a file of that name too. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some(isHelp)
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h'
}
