import { createReadStream, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { contentNames } from '../assess/content-names.ts'
import { type ContentFile, exportTo, quorumHead } from '../bundle/export.ts'
import { isUuid4 } from '../encoding/uuid.ts'
import { showName } from '../interop/file-name.ts'
import { folderSink } from '../node/bundle-folder.ts'
import { zipFileSink } from '../node/bundle-zip.ts'
import { hashTree, treeBytes } from '../node/hash-tree.ts'
import { withCase } from './case-file.ts'
import type { Command, Io } from './command.ts'
import { EXPORT_HELP } from './export-help.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'
import { ProgressLine } from './progress.ts'

const OPTIONS = {
  log: { type: 'string' },
  files: { type: 'string', multiple: true },
  reveal: { type: 'string' },
  to: { type: 'string' },
  ...PASSPHRASE_OPTIONS,
} as const

/** `fairtrail export`: writes the bundle of a case. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the bundle that a court or another party gets',
  help: EXPORT_HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, out, ...more] = positionals
  if (path === undefined || out === undefined)
    throw usage('Name the case and where the bundle goes: fairtrail export 2026-17.db bundle.zip --log log.pem')
  const { log, reveal = 'none', to, 'passphrase-file': passphraseFile } = values
  if (more.length > 0 && values.files === undefined)
    throw usage(`What is ${more[0]}? Files that go with the bundle stand after --files.`)
  if (reveal !== 'all' && reveal !== 'none') throw usage('--reveal is all or none.')
  if (to !== undefined && !isUuid4(to)) throw usage('--to takes the id of an agent, as enrol printed it.')
  const given = await readFiles([...(values.files ?? []), ...more], io)
  return withCase(path, { log, passphraseFile }, io, async (kase) => {
    const { size } = await quorumHead(kase)
    const target = resolve(io.cwd, out)
    const sink = target.toLowerCase().endsWith('.zip') ? await zipFileSink(target) : await folderSink(target)
    const content = new Map([...given].map(([sha256, { file }]) => [sha256, file]))
    const { digest, files, octets } = await exportTo(kase, sink, { content, reveals: reveal, to })
    const named = contentNames(kase.log.entries.slice(0, size))
    const supplied = [...given].filter(([sha256]) => named.has(sha256))
    const left = [...given].filter(([sha256]) => !named.has(sha256))
    const missing = [...named].filter(([sha256]) => !given.has(sha256))
    io.stdout(`bundle:         ${out} (${files} files, ${octets} bytes)\n`)
    io.stdout(
      `entries:        ${size}${kase.size > size ? `, and ${kase.size - size} that are not cosigned yet` : ''}\n`,
    )
    io.stdout(
      reveal === 'all'
        ? 'revealed:       every withheld value that is kept here\n'
        : 'revealed:       nothing: names and other withheld values stay behind (--reveal all takes them along)\n',
    )
    io.stdout(`files in it:    ${supplied.length} of the ${named.size} that the record names\n`)
    for (const [sha256, { name }] of supplied) io.stdout(`  ${sha256}  ${name}\n`)
    if (missing.length > 0) io.stdout('not in it, though the record names them:\n')
    for (const [sha256, entries] of missing) io.stdout(`  ${sha256}  named by ${entryList(entries)}\n`)
    if (left.length > 0) io.stdout('left out, because the record does not name them:\n')
    for (const [sha256, { name }] of left) io.stdout(`  ${sha256}  ${name}\n`)
    io.stdout(`bundle digest:  ${digest}\n`)
    return 0
  })
}

const entryList = (entries: readonly number[]) => `${entries.length === 1 ? 'entry' : 'entries'} ${entries.join(', ')}`

/** Files and what is in folders, by SHA-256. One that cannot be read ends the work: nobody should believe that it went along. */
async function readFiles(paths: readonly string[], io: Io): Promise<Map<string, { name: string; file: ContentFile }>> {
  const found = new Map<string, { name: string; file: ContentFile }>()
  if (paths.length === 0) return found
  const progress = new ProgressLine(io, () => treeBytes(paths, io.cwd))
  try {
    const entries = hashTree(paths, {
      algorithms: ['sha256'],
      cwd: io.cwd,
      onProgress: ({ bytes }) => progress.reading(bytes),
    })
    for await (const entry of entries) {
      if (entry.kind === 'failed') throw entry.error
      const name = showName(entry.path)
      if (entry.kind === 'skipped') {
        progress.clear()
        io.stderr(`${name}: a symbolic link, not followed.\n`)
        continue
      }
      progress.finished(entry.bytes)
      const path = resolve(io.cwd, Buffer.from(entry.path).toString())
      const [digest] = entry.digests
      if (digest) found.set(digest.value, { name, file: contentFile(path) })
    }
  } finally {
    progress.clear()
  }
  return found
}

function contentFile(path: string): ContentFile {
  return { size: statSync(path).size, open: () => createReadStream(path) }
}
