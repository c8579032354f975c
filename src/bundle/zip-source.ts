import { compareUtf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { crc32 } from './crc32.ts'
import { type BundleFile, type BundleFiles, rooted } from './files.ts'
import type { FormProblem, FormProblemCode } from './form-problems.ts'
import { inflate } from './inflate.ts'
import { classify, isUnsafePath } from './layout.ts'
import { type BundleLimits, bundleLimits, checkLimit } from './limits.ts'
import { blobReader, type RandomReader, readAhead, readRange } from './random-reader.ts'
import { findDirectory, unreadable, type ZipDirectory } from './zip-end.ts'
import {
  CENTRAL_SIZE,
  type CentralHeader,
  centralLength,
  DEFLATED,
  DESCRIPTOR_SIZES,
  FLAG_DESCRIPTOR,
  headerDifferences,
  isDescriptor,
  LOCAL_SIZE,
  localLength,
  parseCentral,
  parseLocal,
} from './zip-records.ts'

/** An entry while the archive is read. */
interface Entry extends CentralHeader {
  readonly path: string
  /** Where its data begins; undefined until its local header was read. */
  data?: number
  /** Why its data is not read. */
  fault?: FormProblemCode
}

/** Longer than any name of the layout in a folder with any name. */
const LONGEST_NAME = 512

/** Defects with which the data of an entry has no one meaning, or none that this reader knows. */
const FATAL: ReadonlySet<FormProblemCode> = new Set([
  'zip-encrypted',
  'zip-compression',
  'zip-flags',
  'zip-zip64',
  'zip-overlap',
  'link',
])

/**
 * A bundle in a ZIP archive, read as hostile: the directory and every local header at once, the data when asked for. Every byte of the
 * archive must belong to exactly one file or record, and where two places tell the same thing they must agree; what does not is a
 * problem, so that no two programs show two different bundles. Memory grows with the number of files alone.
 * @throws FairtrailError `bundle-unreadable` where there is no directory to read; `bundle-limit`
 */
export async function zipSource(source: Blob | RandomReader, limits: Partial<BundleLimits> = {}): Promise<BundleFiles> {
  const allowed = bundleLimits(limits)
  const reader = source instanceof Blob ? blobReader(source) : source
  const directory = await findDirectory(reader)
  checkLimit(allowed, 'files', directory.entries, 'the directory of the archive')
  const problems: FormProblem[] = [...directory.problems]
  const entries = await readDirectory(reader, directory, problems)
  await checkLocalHeaders(reader, directory, entries, problems)
  const files = checkTree(entries, problems).map((entry) => entryFile(reader, entry))
  const listed = rooted(files, problems, allowed)
  for (const file of listed.files.values()) {
    const part = classify(file.path)
    // What lies outside the layout is never unpacked.
    if (part && part.part !== 'content') {
      checkLimit(allowed, 'ratio', Math.ceil(file.size / Math.max(1, file.packed)), `${file.path}, unpacked`)
    }
  }
  return { kind: 'zip', ...listed, close: async () => reader.close?.() }
}

async function readDirectory(reader: RandomReader, directory: ZipDirectory, problems: FormProblem[]): Promise<Entry[]> {
  const read = readAhead(reader, 1 << 18)
  const entries: Entry[] = []
  let at = directory.from
  for (let i = 0; i < directory.entries; i++) {
    const room = directory.to - at
    const length = room >= CENTRAL_SIZE ? centralLength(await read(at, CENTRAL_SIZE)) : undefined
    if (length === undefined || length > room)
      throw unreadable(`its directory breaks off at entry ${i + 1} of ${directory.entries}`)
    const header = parseCentral(await read(at, length))
    at += length
    const tooLong = header.name.length > LONGEST_NAME
    const path = tooLong ? `${decodeName(header.name).slice(0, 100)}...` : decodeName(header.name)
    if (tooLong) problems.push({ code: 'outside-layout', path })
    const codes = [...header.problems, ...attributeProblems(header)]
    for (const code of codes) problems.push({ code, path })
    const fault = codes.find((code) => FATAL.has(code))
    entries.push({ ...header, offset: header.offset + directory.base, path, ...(fault ? { fault } : {}) })
  }
  if (at !== directory.to) problems.push({ code: 'zip-bytes-between', values: { bytes: directory.to - at } })
  return entries
}

/** Names outside ASCII can only be that of the top folder, which means nothing; bytes that are not UTF-8 are shown as %XX. */
function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name)
  } catch {
    return Array.from(name, (byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase()}`,
    ).join('')
  }
}

const MODE_TYPE = 0xf000
const MODE_FOLDER = 0x4000
const MODE_FILE = 0x8000
const MODE_LINK = 0xa000
const DOS_FOLDER = 0x10
const DOS_REPARSE = 0x400

/** What the attributes make of an entry, by UNIX mode and by DOS attributes, whichever system is said to have made it. */
function attributeProblems(header: CentralHeader): FormProblemCode[] {
  const type = (header.attributes >>> 16) & MODE_TYPE
  if (type === MODE_LINK || header.attributes & DOS_REPARSE) return ['link']
  const folder = isFolder(header)
  const saysFolder = type === MODE_FOLDER || (header.attributes & DOS_FOLDER) !== 0
  const odd = type !== 0 && type !== MODE_FILE && type !== MODE_FOLDER
  // An empty deflated stream has two bytes.
  const filled = folder && (header.size > 0 || header.packed > (header.method === DEFLATED ? 2 : 0))
  return odd || filled || (saysFolder && !folder) || (type === MODE_FILE && folder) ? ['special-file'] : []
}

function isFolder(header: CentralHeader): boolean {
  return header.name.at(-1) === 0x2f
}

/** Reads the local header of every entry, and holds it and the bytes up to the next one against the directory. */
async function checkLocalHeaders(
  reader: RandomReader,
  directory: ZipDirectory,
  entries: Entry[],
  problems: FormProblem[],
): Promise<void> {
  const read = readAhead(reader, 1 << 13)
  const order = [...entries].sort((a, b) => a.offset - b.offset)
  const first = order[0]?.offset ?? directory.from
  if (first > directory.base) problems.push({ code: 'zip-bytes-before', values: { bytes: first - directory.base } })
  for (const [i, entry] of order.entries()) {
    const next = order[i + 1]?.offset ?? directory.from
    const room = directory.from - entry.offset
    const length = room >= LOCAL_SIZE ? localLength(await read(entry.offset, LOCAL_SIZE)) : undefined
    const refuse = (code: FormProblemCode, values: Record<string, string | number> = {}): void => {
      problems.push({ code, path: entry.path, values })
      if (FATAL.has(code)) entry.fault ??= code
    }
    if (length === undefined || length > room) {
      refuse('zip-headers-differ', { field: 'offset' })
      entry.fault ??= 'zip-headers-differ'
      continue
    }
    const local = parseLocal(await read(entry.offset, length))
    for (const code of local.problems) refuse(code)
    for (const field of headerDifferences(entry, local)) refuse('zip-headers-differ', { field })
    entry.data = entry.offset + length
    const end = entry.data + entry.packed
    const gap = next - end
    if (gap < 0) {
      refuse('zip-overlap')
      const follower = order[i + 1]
      if (follower) follower.fault ??= 'zip-overlap'
    } else if (!(entry.flags & FLAG_DESCRIPTOR)) {
      if (gap > 0) refuse('zip-bytes-between', { bytes: gap })
    } else if (!DESCRIPTOR_SIZES.has(gap) || !isDescriptor(await read(end, gap), entry)) refuse('zip-descriptor')
  }
}

/** The files among the entries: each name once, none that is also a folder, no folder without a file. */
function checkTree(entries: readonly Entry[], problems: FormProblem[]): Entry[] {
  const files = new Map<string, Entry>()
  const folders = new Set<string>()
  for (const entry of entries) {
    const path = isFolder(entry) ? entry.path.slice(0, -1) : entry.path
    if (entry.name.length > LONGEST_NAME) continue
    if (isUnsafePath(path)) problems.push({ code: 'unsafe-path', path: entry.path })
    else if (files.has(path) || folders.has(path)) problems.push({ code: 'duplicate-name', path })
    else if (isFolder(entry)) folders.add(path)
    else files.set(path, entry)
  }
  const filled = new Set<string>()
  for (const path of files.keys()) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const parent = path.slice(0, end)
      if (filled.has(parent)) break
      filled.add(parent)
      if (files.has(parent)) problems.push({ code: 'duplicate-name', path: parent })
    }
  }
  for (const path of folders) if (!filled.has(path)) problems.push({ code: 'empty-folder', path: `${path}/` })
  return [...files.values()].sort((a, b) => compareUtf8(a.path, b.path))
}

function entryFile(reader: RandomReader, entry: Entry): BundleFile & { readonly packed: number } {
  const { path, size, crc, packed, method, data, fault } = entry
  const damaged = (why: string): FairtrailError =>
    new FairtrailError('bundle-damaged', `${path} in the archive: ${why}.`, { place: path })
  return {
    path,
    size,
    // A stored file whose two sizes differ is a problem of its own.
    packed: method === DEFLATED ? packed : size,
    async *open() {
      if (fault || data === undefined) throw damaged(`its data is not read because of "${fault}"`)
      const stored = readRange(reader, data, packed)
      let given = 0
      let sum = 0
      for await (const chunk of method === DEFLATED ? inflate(stored, path) : stored) {
        given += chunk.length
        if (given > size) throw damaged(`it unpacks to more than the ${size} bytes that its headers give`)
        sum = crc32(chunk, sum)
        yield chunk
      }
      if (given !== size) throw damaged(`it unpacks to ${given} bytes, its headers give ${size}`)
      if (sum !== crc) throw damaged('its CRC-32 is not that of its headers')
    },
  }
}
