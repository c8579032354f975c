import { compareUtf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { FormProblem } from './form-problems.ts'
import { bagRoot, isUnsafePath } from './layout.ts'
import { type BundleLimits, bundleLimits, checkLimit } from './limits.ts'

/** One file of a bundle. */
export interface BundleFile {
  /** Relative to the bag's root, `/` between the segments, no folder `.` or `..`. */
  readonly path: string
  /** Bytes, unpacked. */
  readonly size: number
  /**
   * The file's bytes, from the start; each call reads anew. Chunks are never reused. Gives exactly `size` bytes.
   * @throws FairtrailError on iteration: `bundle-damaged` where the container has other bytes than it says, `bundle-unreadable` where the
   * system refuses
   */
  open(): AsyncIterable<Uint8Array>
}

/** A bundle's files, however they are kept. Listed once, when it is opened. */
export interface BundleFiles {
  readonly kind: 'folder' | 'zip' | 'memory'
  /** By path, in the order of the paths' bytes. Files outside the layout are among them. */
  readonly files: ReadonlyMap<string, BundleFile>
  /** Defects of the container itself. */
  readonly problems: readonly FormProblem[]
  close(): Promise<void>
}

/**
 * A bundle whose files are at hand one by one: in memory, or chosen in a browser (`webkitRelativePath`, so one top folder is taken off).
 * @throws FairtrailError `bundle-limit`
 */
export function memoryFiles(
  given: Iterable<readonly [path: string, content: Uint8Array | Blob]>,
  limits: Partial<BundleLimits> = {},
): BundleFiles {
  const problems: FormProblem[] = []
  const named = new Map<string, BundleFile>()
  for (const [path, content] of given) {
    if (isUnsafePath(path)) problems.push({ code: 'unsafe-path', path })
    else if (named.has(path)) problems.push({ code: 'duplicate-name', path })
    else named.set(path, content instanceof Uint8Array ? bytesFile(path, content) : blobFile(path, content))
  }
  return { kind: 'memory', ...rooted([...named.values()], problems, bundleLimits(limits)), close: async () => {} }
}

/** Takes off the one top folder (`root`, with its `/`), if there is one, sorts, and holds number and sizes against the limits. */
export function rooted<F extends BundleFile>(
  found: readonly F[],
  problems: readonly FormProblem[],
  limits: BundleLimits,
  root = bagRoot(found.map((file) => file.path)),
): { files: ReadonlyMap<string, F>; problems: readonly FormProblem[] } {
  const strip = root?.length ?? 0
  const files = found.map((file) => (strip > 0 ? { ...file, path: file.path.slice(strip) } : file))
  files.sort((a, b) => compareUtf8(a.path, b.path))
  checkLimit(limits, 'files', files.length, 'the bundle')
  let unpacked = 0
  for (const file of files) unpacked += file.size
  checkLimit(limits, 'unpacked', unpacked, 'the files of the bundle')
  const all = root === undefined ? [...problems, { code: 'no-bag-root' as const }] : problems
  return {
    files: new Map(files.map((file) => [file.path, file])),
    problems: all.map((problem) =>
      strip > 0 && problem.path?.startsWith(root ?? '') ? { ...problem, path: problem.path.slice(strip) } : problem,
    ),
  }
}

function bytesFile(path: string, bytes: Uint8Array): BundleFile {
  return {
    path,
    size: bytes.length,
    async *open() {
      if (bytes.length > 0) yield bytes
    },
  }
}

const CHUNK = 1 << 18

function blobFile(path: string, blob: Blob): BundleFile {
  return {
    path,
    size: blob.size,
    async *open() {
      for (let at = 0; at < blob.size; at += CHUNK) yield await readBlob(blob, at, CHUNK, path)
    },
  }
}

/**
 * Bytes of a part of a Blob.
 * @throws FairtrailError `bundle-unreadable` (in a browser: the file behind it was changed or removed)
 */
export async function readBlob(blob: Blob, at: number, length: number, place: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(at, at + length).arrayBuffer())
  } catch (cause) {
    throw new FairtrailError(
      'bundle-unreadable',
      `${place} cannot be read: it was changed or removed since it was chosen.`,
      { place },
      { cause },
    )
  }
}
