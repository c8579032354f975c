import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs'
import { type FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { type FileName, fileName } from '../interop/file-name.ts'
import { type FileHashes, type HashOptions, startHashing } from './hash-file.ts'
import { absolutePath, attempt, type FilePath, pathBytes } from './open-file.ts'

const SLASH = Buffer.from('/')

/** What became of one path. `path` is in the file system's bytes and begins as the caller gave it; `file` is the same for a record. */
export type TreeEntry =
  | ({ kind: 'file'; path: Uint8Array; file: FileName } & FileHashes)
  | { kind: 'skipped'; path: Uint8Array; file: FileName; reason: 'symbolic-link' }
  | { kind: 'failed'; path: Uint8Array; file: FileName; error: FairtrailError }

type Found = { path: Buffer; kind: 'file' | 'symbolic-link' } | { path: Buffer; kind: 'failed'; error: FairtrailError }

/**
 * Hashes files and whole folders. Paths come in the order given, what is in a folder in the order of the names' bytes, so that two
 * runs over the same files give the same list. One that fails does not end the work: it is an entry with the error of
 * {@link hashFile}. A symbolic link in a folder is skipped, and said; one that the caller names is a failure.
 *
 * @throws FairtrailError `aborted`, `algorithm-not-available`, `hash-worker`, `misuse`
 */
export async function* hashTree(
  paths: Iterable<FilePath>,
  options: HashOptions = {},
): AsyncGenerator<TreeEntry, void, undefined> {
  const hashing = startHashing(options)
  try {
    for (const found of walk(paths, options.cwd ?? process.cwd())) {
      const about = { path: found.path, file: fileName(found.path) }
      if (found.kind === 'failed') yield { kind: 'failed', ...about, error: found.error }
      else if (found.kind === 'symbolic-link') yield { kind: 'skipped', ...about, reason: 'symbolic-link' }
      else
        yield await hashing
          .hash(found.path)
          .then((hashes) => ({ kind: 'file' as const, ...about, ...hashes }), failed(about))
    }
  } finally {
    await hashing.close()
  }
}

/** Sum of the sizes of the files that {@link hashTree} would read, in bytes; one that cannot be looked at counts as 0. */
export function treeBytes(paths: Iterable<FilePath>, cwd: string = process.cwd()): number {
  let sum = 0
  for (const found of walk(paths, cwd)) {
    const stats = found.kind === 'file' ? lstatOf(found.path, cwd) : undefined
    if (stats?.isFile()) sum += stats.size
  }
  return sum
}

function failed(about: { path: Uint8Array; file: FileName }): (error: unknown) => TreeEntry {
  return (error) => {
    if (isFairtrailError(error) && error.code.startsWith('file-')) return { kind: 'failed', ...about, error }
    throw error
  }
}

/** What is not a folder is passed on as a file, named or found: opening it says what is wrong with it. */
function* walk(paths: Iterable<FilePath>, cwd: string): Generator<Found, void, undefined> {
  for (const given of paths) {
    const path = pathBytes(given)
    if (lstatOf(path, cwd)?.isDirectory()) yield* walkFolder(path, cwd)
    else yield { path, kind: 'file' }
  }
}

/** Folders that wait are kept in a list of our own: a deep tree must not end at the depth of the call stack. */
function* walkFolder(top: Buffer, cwd: string): Generator<Found, void, undefined> {
  const waiting: (Found | { path: Buffer; kind: 'folder' })[] = [{ path: top, kind: 'folder' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'folder') waiting.push(...contentOf(next.path, cwd).reverse())
    else yield next
  }
}

function contentOf(folder: Buffer, cwd: string): (Found | { path: Buffer; kind: 'folder' })[] {
  let entries: Dirent<Buffer>[]
  try {
    entries = attempt(folder, () => readdirSync(absolutePath(folder, cwd), { withFileTypes: true, encoding: 'buffer' }))
  } catch (error) {
    if (isFairtrailError(error)) return [{ path: folder, kind: 'failed', error }]
    throw error
  }
  const prefix = folder.at(-1) === SLASH[0] ? folder : Buffer.concat([folder, SLASH])
  return entries
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .map((entry) => ({
      path: Buffer.concat([prefix, entry.name]),
      kind: entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'symbolic-link' : 'file',
    }))
}

function lstatOf(path: Buffer, cwd: string): Stats | undefined {
  try {
    return lstatSync(absolutePath(path, cwd))
  } catch {
    return undefined
  }
}
