import { isLegacyDigest } from '../crypto/digest.ts'
import type { DigestAlgorithm } from '../crypto/types.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { showName } from '../interop/file-name.ts'
import { HASHDEEP_ALGORITHMS } from '../interop/hash-lists.ts'
import { hashTree, treeBytes } from '../node/hash-tree.ts'
import type { Command, Io } from './command.ts'
import { checkList } from './hash-check.ts'
import { digestEvents } from './hash-event.ts'
import { HASH_HELP } from './hash-help.ts'
import { type HashFormat, type HashOutput, hashOutput, isHashFormat } from './hash-output.ts'
import { parseOptions, usage } from './options.ts'
import { ProgressLine } from './progress.ts'

/** In the order in which digests are printed, whatever the order of the options. */
const ALGORITHMS = ['sha256', 'sha512', 'sha3-256', 'sha1', 'md5'] as const satisfies readonly DigestAlgorithm[]

const OPTIONS = {
  sha256: { type: 'boolean' },
  sha512: { type: 'boolean' },
  'sha3-256': { type: 'boolean' },
  sha1: { type: 'boolean' },
  md5: { type: 'boolean' },
  format: { type: 'string' },
  check: { type: 'string' },
  event: { type: 'string' },
  purpose: { type: 'string' },
  scope: { type: 'string' },
} as const

/** `fairtrail hash`: digests of files and folders, lists of them, and the event that says so. */
export const hashCommand: Command = {
  name: 'hash',
  summary: 'Compute or check digests (hashes) of files, or prepare the event that records one',
  help: HASH_HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  if (values.check !== undefined) {
    const others = [...Object.keys(values).filter((option) => option !== 'check'), ...positionals]
    if (others.length > 0)
      throw usage('--check takes only the list: names and algorithms are read from it. Leave out the rest.')
    return checkList(values.check, io)
  }
  if (positionals.length === 0) throw usage('Name at least one file or folder, such as: fairtrail hash evidence.E01')
  const chosen = ALGORITHMS.filter((algorithm) => values[algorithm])
  const algorithms = chosen.length === 0 ? (['sha256'] as const) : chosen
  if (values.event !== undefined) {
    const [file, ...more] = positionals as [string, ...string[]]
    if (more.length > 0) throw usage('--event is about one file: name one, and run the command again for the next.')
    if (values.format !== undefined) throw usage('--event has a form of its own: leave out --format.')
    const { event, purpose, scope } = values
    return printEvent(file, algorithms, { item: event, purpose, scope }, io)
  }
  if (values.purpose !== undefined || values.scope !== undefined) {
    throw usage('--purpose and --scope belong to --event ITEM: add it, or leave them out.')
  }
  return list(positionals, algorithms, formatOf(values.format, algorithms), io)
}

function formatOf(given: string | undefined, algorithms: readonly DigestAlgorithm[]): HashFormat {
  const format = given ?? 'sha256sum'
  if (!isHashFormat(format)) throw usage('--format is one of sha256sum, hashdeep, json.')
  if (format === 'hashdeep' && algorithms.some((algorithm) => !HASHDEEP_ALGORITHMS.includes(algorithm))) {
    throw usage('hashdeep reads md5, sha1 and sha256 only: leave out the others, or take --format json.')
  }
  return format
}

async function list(
  paths: string[],
  algorithms: readonly DigestAlgorithm[],
  format: HashFormat,
  io: Io,
): Promise<number> {
  const progress = new ProgressLine(io, () => treeBytes(paths, io.cwd))
  const tell = (line: string) => {
    progress.clear()
    io.stderr(`${line}\n`)
  }
  const output = hashOutput(format, algorithms, io, () => progress.clear())
  let failures = 0
  const fail = (message: string) => {
    failures += 1
    tell(message)
  }
  try {
    const entries = hashTree(paths, { algorithms, cwd: io.cwd, onProgress: ({ bytes }) => progress.reading(bytes) })
    for await (const entry of entries) {
      if (entry.kind === 'skipped') tell(`${showName(entry.path)}: a symbolic link, not followed.`)
      else if (entry.kind === 'failed') fail(entry.error.message)
      else {
        writeFile(output, entry, fail)
        progress.finished(entry.bytes)
      }
    }
  } finally {
    progress.clear()
  }
  output.end()
  if (failures > 0) tell(`${failures} not in the list: see the messages above.`)
  tellLegacy(algorithms, io)
  return failures > 0 ? 1 : 0
}

function writeFile(
  output: HashOutput,
  entry: { path: Uint8Array; bytes: number; digests: { algorithm: DigestAlgorithm; value: string }[] },
  fail: (message: string) => void,
): void {
  try {
    output.file({ name: entry.path, bytes: entry.bytes, digests: entry.digests })
  } catch (error) {
    if (!isFairtrailError(error)) throw error
    fail(error.message)
  }
}

async function printEvent(
  file: string,
  algorithms: readonly DigestAlgorithm[],
  options: { item: string; purpose: string | undefined; scope: string | undefined },
  io: Io,
): Promise<number> {
  let events: string
  try {
    events = await digestEvents(file, algorithms, options, io)
  } catch (error) {
    if (!isFairtrailError(error) || !error.code.startsWith('file-')) throw error
    io.stderr(`${error.message}\n`)
    return 1
  }
  io.stdout(events)
  tellLegacy(algorithms, io)
  return 0
}

/** A legacy digest is made when asked for, since old lists have no other, and is never made without a word. */
function tellLegacy(algorithms: readonly DigestAlgorithm[], io: Io): void {
  if (algorithms.some((algorithm) => !isLegacyDigest(algorithm))) return
  io.stderr(
    'Note: MD5 and SHA-1 are legacy: two different files with one such digest can be made on purpose. Add --sha256 to keep one that cannot.\n',
  )
}
