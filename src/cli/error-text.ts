import { inspect } from 'node:util'
import { type FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { quoted } from '../encoding/text.ts'
import { printable } from './printable.ts'

/**
 * An error for whoever sits at the terminal: one line that says what is wrong, and where there is more to say a second one. With
 * `FAIRTRAIL_DEBUG=1` in the environment the stack follows.
 * @param command the command that was run; undefined where none was found
 */
export function errorText(error: unknown, env: Record<string, string | undefined>, command?: string): string {
  const text = isFairtrailError(error) ? expected(error, command) : unexpected(error, env)
  const debug = env.FAIRTRAIL_DEBUG === '1' ? `${inspect(error)}\n` : ''
  return text + debug
}

function expected(error: FairtrailError, command: string | undefined): string {
  const name = command === undefined ? 'fairtrail' : `fairtrail ${command}`
  const lines = [`${name}: ${error.message}`]
  const where = placeOf(error)
  if (where !== undefined) lines.push(`  where: ${where}`)
  else if (error.code === 'usage' && !error.message.includes('--help')) lines.push(`  help: ${name} --help`)
  return lines.map((line) => `${printable(line)}\n`).join('')
}

/** What the message does not say already. */
function placeOf({ message, place, path, offset }: FairtrailError): string | undefined {
  const parts: string[] = []
  if (place !== undefined && !message.includes(place)) parts.push(place)
  if (path !== undefined && path !== '' && !message.includes(path)) parts.push(quoted(path, 200))
  if (offset !== undefined && !message.includes(String(offset))) parts.push(`byte ${offset}`)
  return parts.length === 0 ? undefined : parts.join(', ')
}

function unexpected(error: unknown, env: Record<string, string | undefined>): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const hint = env.FAIRTRAIL_DEBUG === '1' ? '' : '  To see where it arose, set FAIRTRAIL_DEBUG=1 and run it again.\n'
  return `fairtrail: an error that was not expected. ${printable(message)}\n${hint}`
}
