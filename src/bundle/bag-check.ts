import { isFairtrailError } from '../encoding/error.ts'
import { type Digests, digesting, type FileDigests } from './digesting.ts'
import type { BundleFile, BundleFiles } from './files.ts'
import type { FormProblem } from './form-problems.ts'
import { classify, MANIFEST_ALGORITHMS, manifestPath, tagManifestPath } from './layout.ts'
import { layoutProblems } from './layout-check.ts'
import { type BundleLimits, bundleLimits } from './limits.ts'
import { ManifestReader } from './manifest.ts'
import { manifestProblems } from './manifest-check.ts'
import { tagFileProblems } from './tag-file-check.ts'

export type { FileDigests } from './digesting.ts'

export interface BagCheckOptions {
  readonly crypto: Digests
  /** Lowercase hex SHA-256 of the VERIFY.md that the project publishes for format 1. */
  readonly verifyMd: string
  readonly limits?: Partial<BundleLimits>
  /** Called as bytes are read, with the number read so far and of all. */
  readonly onProgress?: (read: number, of: number) => void
}

export interface BagReport {
  /** The container's problems and those of layout and manifests; empty: a bag in good form. Same bundle, same order. */
  readonly problems: readonly FormProblem[]
  /** The bundle digest: lowercase hex SHA-256 of manifest-sha256.txt; null where that cannot be read. */
  readonly digest: string | null
  /** Digests of every file of the layout that could be read, by path, in the order of the paths' bytes. Nothing need be hashed again. */
  readonly digests: ReadonlyMap<string, FileDigests>
}

/**
 * Holds a bundle against the layout and manifest rules of the format (section 10; RFC 8493). Reads every file of the layout once, at
 * constant memory. What the payload says is not looked at.
 * @throws FairtrailError `bundle-limit`; `bundle-unreadable` where the system refuses to give a file's bytes
 */
export async function checkBag(bundle: BundleFiles, options: BagCheckOptions): Promise<BagReport> {
  const names = [...bundle.files.keys()]
  const files = [...bundle.files.values()].filter((file) => classify(file.path) !== undefined)
  const { digests, manifests, small, damaged } = await readFiles(files, options)
  const problems = [
    ...bundle.problems,
    ...layoutProblems(names),
    ...damaged,
    ...tagFileProblems(files, small, digests, options.verifyMd),
    ...contentProblems(digests),
    ...manifestProblems(
      manifests,
      files.map((file) => file.path),
      digests,
    ),
  ]
  return { problems, digest: digests.get('manifest-sha256.txt')?.sha256 ?? null, digests }
}

/** Longer than any bagit.txt or bag-info.txt. */
const SMALL = 1024

interface FilesRead {
  readonly digests: Map<string, FileDigests>
  /** The four manifests, by path. */
  readonly manifests: Map<string, ManifestReader>
  /** The first bytes of bagit.txt and bag-info.txt. */
  readonly small: Map<string, Uint8Array>
  readonly damaged: FormProblem[]
}

async function readFiles(files: readonly BundleFile[], options: BagCheckOptions): Promise<FilesRead> {
  const limits = bundleLimits(options.limits)
  const found: FilesRead = { digests: new Map(), manifests: new Map(), small: new Map(), damaged: [] }
  let total = 0
  for (const file of files) total += file.size
  let read = 0
  for (const file of files) {
    const { path } = file
    const hashes = digesting(options.crypto)
    const algorithm = MANIFEST_ALGORITHMS.find((name) => path === manifestPath(name) || path === tagManifestPath(name))
    const manifest = algorithm && new ManifestReader(path, algorithm, limits)
    const head = new Uint8Array(path === 'bagit.txt' || path === 'bag-info.txt' ? SMALL : 0)
    let at = 0
    try {
      for await (const chunk of file.open()) {
        hashes.update(chunk)
        manifest?.push(chunk)
        if (at < head.length) head.set(chunk.subarray(0, head.length - at), at)
        at += chunk.length
        read += chunk.length
        options.onProgress?.(read, total)
      }
    } catch (error) {
      if (!isFairtrailError(error) || error.code !== 'bundle-damaged') throw error
      found.damaged.push({ code: 'unreadable', path, values: { why: error.message } })
      continue
    }
    found.digests.set(path, hashes.end())
    if (head.length > 0) found.small.set(path, head.subarray(0, at))
    if (manifest) found.manifests.set(path, manifest)
  }
  return found
}

function* contentProblems(digests: ReadonlyMap<string, FileDigests>): Generator<FormProblem> {
  for (const [path, { sha256 }] of digests) {
    const part = classify(path)
    if (part?.part === 'content' && part.sha256 !== sha256) yield { code: 'content-digest', path, values: { sha256 } }
  }
}
