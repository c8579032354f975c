import { FairtrailError } from '../encoding/error.ts'
import type { Io } from './command.ts'
import { usage } from './options.ts'
import { readTextFile } from './text-file.ts'

/** The option of every command that reads or writes a private key, for {@link parseOptions}. */
export const PASSPHRASE_OPTIONS = { 'passphrase-file': { type: 'string' } } as const

const VARIABLE = 'FAIRTRAIL_PASSPHRASE'
const ELSEWHERE = `give --passphrase-file FILE, or set ${VARIABLE}`

/**
 * The passphrase of a private key that exists: from the file where one is named, else from the environment, else asked for on the terminal.
 * It is never an argument, which every user of the machine could read.
 *
 * @param what the file of the key, for the question
 * @throws FairtrailError `passphrase-needed` where there is no terminal; `usage` for a file or a variable that holds none
 */
export async function passphrase(what: string, file: string | undefined, io: Io): Promise<string> {
  const given = await givenPassphrase(file, io)
  if (given !== undefined) return given
  if (io.isTerminal.stdin !== true) {
    throw new FairtrailError('passphrase-needed', `${what} is encrypted, and there is no terminal: ${ELSEWHERE}.`)
  }
  return io.ask(`Passphrase of ${what}: `, { hidden: true })
}

/**
 * The passphrase for a new private key, asked for twice on a terminal.
 * @throws FairtrailError as {@link passphrase}, and `usage` where the two differ
 */
export async function newPassphrase(what: string, file: string | undefined, io: Io): Promise<string> {
  const given = await givenPassphrase(file, io)
  if (given !== undefined) return given
  if (io.isTerminal.stdin !== true) {
    throw new FairtrailError(
      'passphrase-needed',
      `A passphrase is needed for ${what}, and there is no terminal: ${ELSEWHERE}; --no-passphrase leaves the key unprotected.`,
    )
  }
  const first = await io.ask(`New passphrase for ${what}: `, { hidden: true })
  if (first === '') throw usage('The passphrase is empty. To leave the key unprotected, say --no-passphrase.')
  const second = await io.ask('The same again: ', { hidden: true })
  if (first !== second) throw usage('The two passphrases differ, so no key was made. Run the command again.')
  return first
}

async function givenPassphrase(file: string | undefined, io: Io): Promise<string | undefined> {
  if (file !== undefined) {
    // Editors and `echo` end the line; the end is not part of the passphrase.
    const text = (await readTextFile(file, io.cwd)).replace(/\r?\n$/, '')
    if (text === '' || /[\r\n]/.test(text)) throw usage('--passphrase-file names a file of one line: the passphrase.')
    return text
  }
  const variable = io.env[VARIABLE]
  if (variable === '') throw usage(`${VARIABLE} is set and empty: set it to the passphrase, or unset it.`)
  return variable
}
