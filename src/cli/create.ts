import { randomUUID } from 'node:crypto'
import { linkSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { createCase } from '../case/create.ts'
import { registerOnce } from '../case/enrol.ts'
import type { LogKey } from '../case/log-signer.ts'
import { isLanguageTag } from '../encoding/text.ts'
import { refuseExisting } from '../node/new-file.ts'
import { nodeProvider } from '../node/provider.ts'
import { organisation, person, type SigningAgent } from '../record/build/agents.ts'
import { sqliteStore } from '../store/sqlite.ts'
import { loadLogKey } from './case-file.ts'
import type { Command, Io } from './command.ts'
import { CREATE_HELP } from './create-help.ts'
import { loadSigner } from './key-file.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'

const OPTIONS = {
  root: { type: 'string', multiple: true },
  name: { type: 'string', multiple: true },
  threshold: { type: 'string' },
  log: { type: 'string' },
  language: { type: 'string' },
  title: { type: 'string' },
  operator: { type: 'string' },
  ...PASSPHRASE_OPTIONS,
} as const

/** `fairtrail create`: opens a case in a new file. */
export const createCommand: Command = {
  name: 'create',
  summary: 'Open a case: make its file, and print the fingerprint for the paper file',
  help: CREATE_HELP,
  run,
}

interface NewCase {
  roots: SigningAgent[]
  log: LogKey
  threshold: number | undefined
  language: string
  title: string | undefined
  operator: string | undefined
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) {
    throw usage(
      'Name the file of the new case: fairtrail create 2026-17.db --root chief.pem --name "..." --log log.pem',
    )
  }
  const { root: rootFiles = [], name: names = [], log, language = 'en', title, operator } = values
  if (rootFiles.length === 0) throw usage('Say who decides about authority in this case: --root KEY.pem --name "NAME".')
  if (names.length !== rootFiles.length)
    throw usage('Give each --root KEY.pem its own --name "NAME", in the same order.')
  if (names.includes('')) throw usage('--name is empty: give the name of the person.')
  if (log === undefined)
    throw usage('Name the key of the log: --log LOG.pem. To make one: fairtrail key new --out log.pem')
  if (!isLanguageTag(language)) throw usage('--language is a language tag, such as en, ru or ky.')
  const threshold = thresholdOf(values.threshold, rootFiles.length)
  const file = resolve(io.cwd, path)
  refuseExisting(file)
  const passphraseFile = values['passphrase-file']
  const roots: SigningAgent[] = []
  for (const [at, root] of rootFiles.entries()) {
    roots.push(person({ name: names[at] as string, signer: await loadSigner(root, passphraseFile, io) }))
  }
  const logKey = await loadLogKey(log, passphraseFile, io)
  const keys = [...roots.map(({ signer }) => signer), logKey.signer].map(({ publicKey }) => publicKey.id)
  if (new Set(keys).size !== keys.length) {
    throw usage(
      'A key has one use: each --root and --log takes a key of its own. To make one: fairtrail key new --out FILE',
    )
  }
  const fingerprint = await createFile(file, { roots, log: logKey, threshold, language, title, operator }, io)
  io.stdout(
    `case file:    ${path}\nfingerprint:  ${fingerprint}\n\n` +
      'Write the fingerprint into the paper file now, all 16 groups, and give it to the other side. Whoever\n' +
      'checks a bundle of this case types it in from there; it is never taken from the bundle itself.\n',
  )
  return 0
}

function thresholdOf(given: string | undefined, holders: number): number | undefined {
  if (given === undefined) return undefined
  const threshold = /^\d{1,3}$/.test(given) ? Number(given) : 0
  if (threshold >= 1 && threshold <= holders) return threshold
  throw usage(`--threshold is how many of the ${holders} root holders must sign together: 1 to ${holders}.`)
}

/** The case is made under another name and put in place when it is whole, so that nothing half is left. */
async function createFile(file: string, given: NewCase, io: Io): Promise<string> {
  const { roots, operator, ...rest } = given
  const draft = `${file}.new-${randomUUID()}`
  try {
    const keeper = operator === undefined ? undefined : organisation({ name: operator })
    const store = await sqliteStore(draft)
    let fingerprint: string
    try {
      const kase = await createCase({
        ...rest,
        store,
        root: roots,
        operator: keeper,
        clock: io.now,
        provider: nodeProvider,
      })
      if (keeper) {
        await registerOnce(kase, roots, keeper, {})
        await kase.checkpoint()
      }
      fingerprint = kase.fingerprint
    } finally {
      await store.close()
    }
    putInPlace(draft, file)
    return fingerprint
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true })
  }
}

function putInPlace(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch {
    // No hard links on this disk, or somebody made a file of this name meanwhile, which is not written over.
    refuseExisting(file)
    renameSync(draft, file)
  }
}
