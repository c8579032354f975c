import { resolve } from 'node:path'
import { formatDraft, parseDraft, readDraft, signDraft } from '../case/draft.ts'
import { FairtrailError } from '../encoding/error.ts'
import { replaceFile } from '../node/atomic-file.ts'
import { createFile } from '../node/new-file.ts'
import { nodeProvider } from '../node/provider.ts'
import type { Command, Io } from './command.ts'
import { draftText } from './draft-text.ts'
import { loadSigner } from './key-file.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'
import { within } from './record-input.ts'
import { SIGN_HELP } from './sign-help.ts'
import { readTextFile } from './text-file.ts'

const OPTIONS = {
  key: { type: 'string', multiple: true },
  out: { type: 'string' },
  yes: { type: 'boolean' },
  ...PASSPHRASE_OPTIONS,
} as const

/** `fairtrail sign`: shows a draft in plain words, and signs it. */
export const signCommand: Command = {
  name: 'sign',
  summary: 'Show what a draft says, and sign it',
  help: SIGN_HELP,
  run,
}

/** Bytes of a draft, at most: a payload and its reveals, in base64. */
const MOST = 1024 * 1024

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw usage('Name one draft: fairtrail sign handover.draft --key petrova.pem')
  const { key: keys = [], out, yes, 'passphrase-file': passphraseFile } = values
  const text = await readTextFile(file, io.cwd, MOST)
  let draft = within(file, () => parseDraft(text, nodeProvider.sha256))
  const contents = within(file, () => readDraft(draft, nodeProvider.sha256))
  io.stdout(draftText(draft.event, contents))
  if (keys.length === 0) {
    io.stdout('\nNothing was signed: to sign it, add --key KEY.pem\n')
    return 0
  }
  if (yes !== true && io.isTerminal.stdin === true) {
    const answer = await io.ask('Sign this? Type yes to sign: ')
    if (answer.trim().toLowerCase() !== 'yes') throw new FairtrailError('aborted', 'Nothing was signed.')
  }
  for (const name of keys) {
    const signer = await loadSigner(name, passphraseFile, io)
    draft = await signDraft(draft, signer, nodeProvider)
  }
  const { missing } = readDraft(draft, nodeProvider.sha256)
  if (out === undefined) replaceFile(resolve(io.cwd, file), formatDraft(draft))
  else createFile(resolve(io.cwd, out), formatDraft(draft), 0o600)
  io.stdout(`\nSigned: ${out ?? file}\n`)
  io.stdout(
    missing.length === 0
      ? `Everybody has signed. To append it: fairtrail record CASE.db ${out ?? file} --log LOG.pem\n`
      : `Still to sign: ${missing.join(', ')}\n`,
  )
  return 0
}
