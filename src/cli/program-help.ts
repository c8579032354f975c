import type { Command } from './command.ts'

/** What `fairtrail --help` prints. */
export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join('')
  return `fairtrail keeps the chain of custody of evidence as a signed record that the other side can check.

Usage:
  fairtrail COMMAND [OPTIONS]
  fairtrail COMMAND --help      how to use a command, with examples
  fairtrail --version

Commands:
${list}
Nothing is sent anywhere: every command works without a network.

Passphrases of keys are asked for on the terminal, and not shown. In a script use
--passphrase-file FILE or the environment variable FAIRTRAIL_PASSPHRASE.

Exit code
  0  done, and everything is as it should be
  1  done, and something is not as it should be
  2  could not be done: a wrong option, a file that cannot be read, a limit
`
}
