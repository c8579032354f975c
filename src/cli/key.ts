import type { Command, Io } from './command.ts'
import { KEY_HELP } from './key-help.ts'
import { newKey } from './key-new.ts'
import { showKey } from './key-show.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'

const NEW_OPTIONS = {
  out: { type: 'string' },
  algorithm: { type: 'string' },
  'no-passphrase': { type: 'boolean' },
  ...PASSPHRASE_OPTIONS,
} as const

/** `fairtrail key`: makes signing keys, and shows what a key's file holds. */
export const keyCommand: Command = {
  name: 'key',
  summary: 'Make a key for signing, or show what a key file holds',
  help: KEY_HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const [action, ...rest] = args
  if (action === 'new') {
    const { values, positionals } = parseOptions({ args: rest, options: NEW_OPTIONS, allowPositionals: true })
    if (positionals.length > 0) throw usage('The file is named by --out: fairtrail key new --out petrova.pem')
    const { out, algorithm, 'no-passphrase': noPassphrase, 'passphrase-file': passphraseFile } = values
    if (out === undefined) throw usage('Say where the private key goes: fairtrail key new --out petrova.pem')
    return newKey(out, { algorithm, unprotected: noPassphrase === true, passphraseFile }, io)
  }
  if (action === 'show') {
    const { values, positionals } = parseOptions({ args: rest, options: PASSPHRASE_OPTIONS, allowPositionals: true })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw usage('Name one file: fairtrail key show petrova.pem.pub')
    return showKey(file, values['passphrase-file'], io)
  }
  throw usage('Say what to do: "fairtrail key new --out FILE" or "fairtrail key show FILE".')
}
