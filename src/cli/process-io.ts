import { once } from 'node:events'
import { ask } from './ask.ts'
import type { Io } from './command.ts'
import { localInstant } from './local-instant.ts'

/** The world of this process. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read the output has seen enough. Not 0, since not everything was said.
    if (error.code !== 'EPIPE') stderr.write(`fairtrail: the output cannot be written (${error.code}).\n`)
    process.exit(2)
  })
  // Without a reader of messages there is nothing to be said about it.
  stderr.on('error', () => undefined)
  return {
    stdout: (text) => void stdout.write(text),
    stdoutBytes: (bytes) => void stdout.write(bytes),
    stderr: (text) => void stderr.write(text),
    drained: async () => {
      if (stdout.writableNeedDrain) await once(stdout, 'drain')
    },
    stdin: () => stdin,
    isTerminal: { stdout: stdout.isTTY === true, stderr: stderr.isTTY === true, stdin: stdin.isTTY === true },
    cwd: process.cwd(),
    env: process.env,
    now: () => localInstant(new Date()),
    ask,
  }
}
