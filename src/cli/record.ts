import { resolve } from 'node:path'
import type { Case, Recorded } from '../case/case.ts'
import { formatDraft, parseDraft, readDraft, signDraft } from '../case/draft.ts'
import type { KeyHolder } from '../case/signers.ts'
import type { Signer } from '../crypto/types.ts'
import { createFile } from '../node/new-file.ts'
import { nodeProvider } from '../node/provider.ts'
import type { SigningAgent } from '../record/build/agents.ts'
import type { EventInput } from '../record/build/input.ts'
import { agentOf, withCase } from './case-file.ts'
import type { Command, Io } from './command.ts'
import { loadPublicKey, loadSigner } from './key-file.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'
import { keepProof, type ProofFolder, proofFolder } from './proofs.ts'
import { RECORD_HELP } from './record-help.ts'
import { type RecordInput, readRecordInput } from './record-input.ts'
import { readTextFile } from './text-file.ts'

const OPTIONS = {
  key: { type: 'string', multiple: true },
  log: { type: 'string' },
  draft: { type: 'string' },
  proofs: { type: 'string' },
  ...PASSPHRASE_OPTIONS,
} as const

/** `fairtrail record`: signs events and appends them, or makes drafts that others sign. */
export const recordCommand: Command = {
  name: 'record',
  summary: 'Sign events and append them to a case, or make a draft for others to sign',
  help: RECORD_HELP,
  run,
}

interface Options {
  keys: readonly string[]
  draft: string | undefined
  append: boolean
  passphraseFile: string | undefined
  proofs: ProofFolder
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, ...files] = positionals
  if (path === undefined || files.length === 0) {
    throw usage('Name the case and at least one file with events: fairtrail record 2026-17.db measured.json --key ...')
  }
  const { key: keys = [], log, draft, 'passphrase-file': passphraseFile } = values
  const inputs: RecordInput[] = []
  for (const file of files) inputs.push(await readRecordInput(file, io))
  const append = log !== undefined && draft === undefined
  const options = { keys, draft, append, passphraseFile, proofs: proofFolder(path, values.proofs, io) }
  checkOptions(inputs, options)
  return withCase(path, { log, passphraseFile }, io, async (kase) => {
    const holders = await holdersOf(kase, options, io)
    // Everything is looked at before the first event is appended.
    for (const input of inputs) {
      if ('events' in input) for (const event of input.events) await kase.draft(holders, event)
    }
    for (const input of inputs) {
      if ('draft' in input) await appendDraft(kase, input.draft, holders, options, io)
      else for (const event of input.events) await record(kase, event, holders, options, io)
    }
    return 0
  })
}

function checkOptions(inputs: readonly RecordInput[], { keys, draft, append }: Options): void {
  const events = inputs.flatMap((input) => ('events' in input ? input.events : []))
  if (events.length > 0 && keys.length === 0) throw usage('Say who signs: --key KEY.pem')
  const travelling = inputs.find((input) => 'draft' in input)
  if (travelling && !append) {
    throw usage(`${travelling.file} is a draft: to append it, give --log LOG.pem; to sign it, use "fairtrail sign".`)
  }
  if (draft !== undefined && events.length > 1) throw usage('--draft names one file, and there are several events.')
}

/** Whoever signs; by the public key alone for who signs a draft elsewhere. */
async function holdersOf(kase: Case, { keys, append, passphraseFile }: Options, io: Io): Promise<Holder[]> {
  const holders: Holder[] = []
  for (const file of keys) {
    if ((await readTextFile(file, io.cwd)).includes('-----BEGIN PUBLIC KEY-----')) {
      if (append)
        throw usage(
          `${file} is a public key, which cannot sign: give the private key, or make a draft with --draft OUT.`,
        )
      const publicKey = await loadPublicKey(file, undefined, io)
      holders.push({ id: kase.authority.keys.get(publicKey.id)?.agent ?? '', signer: { publicKey } })
    } else holders.push(agentOf(kase, await loadSigner(file, passphraseFile, io), file))
  }
  return holders
}

type Holder = KeyHolder | SigningAgent
const signs = (holder: Holder): holder is SigningAgent => 'sign' in holder.signer

async function record(
  kase: Case,
  event: EventInput,
  holders: readonly Holder[],
  { draft: out, append, proofs }: Options,
  io: Io,
): Promise<void> {
  if (append) return say(await kase.record(holders.filter(signs), event), proofs, io)
  let draft = await kase.draft(holders, event)
  for (const { signer } of holders.filter(signs)) draft = await signDraft(draft, signer, nodeProvider)
  const file = out ?? `${event.type}-${draft.event.slice(0, 12)}.draft`
  createFile(resolve(io.cwd, file), formatDraft(draft), 0o600)
  const { missing } = readDraft(draft, nodeProvider.sha256)
  io.stdout(`${JSON.stringify({ draft: file, event: draft.event, items: event.items, missing })}\n`)
}

async function appendDraft(
  kase: Case,
  text: string,
  holders: readonly Holder[],
  { proofs }: Options,
  io: Io,
): Promise<void> {
  let draft = parseDraft(text, nodeProvider.sha256)
  const { missing } = readDraft(draft, nodeProvider.sha256)
  const named = (signer: Signer) => missing.includes(signer.publicKey.id)
  for (const { signer } of holders.filter(signs)) {
    if (named(signer)) draft = await signDraft(draft, signer, nodeProvider)
  }
  say(await kase.append(draft), proofs, io)
}

function say(recorded: Recorded, proofs: ProofFolder, io: Io): void {
  const { event, index, items } = recorded
  keepProof(proofs, recorded)
  io.stdout(`${JSON.stringify({ event, index, items })}\n`)
}
