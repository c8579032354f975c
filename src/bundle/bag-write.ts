import { compareUtf8, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { type Digests, digesting, type FileDigests } from './digesting.ts'
import { classify, LISTED_TAG_FILES, MANIFEST_ALGORITHMS, manifestPath, tagManifestPath } from './layout.ts'
import { BAGIT_TXT, bagInfo, manifestLine } from './manifest.ts'

/** A file to be written. */
export interface BagFile {
  readonly path: string
  /** Bytes, where known before; another number then fails the writing. */
  readonly size?: number
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** Where a bag is written to: a folder, an archive. Nothing is there before `finish`, and nothing is left after `abort`. */
export interface BagSink {
  /** Takes one file; the next is given when it has resolved. */
  add(file: BagFile): Promise<void>
  finish(): Promise<void>
  abort(): Promise<void>
}

export interface BagWriteOptions {
  readonly crypto: Digests
  /** The VERIFY.md that the project publishes for format 1. */
  readonly verifyMd: Uint8Array
}

export interface BagWritten {
  /** The bundle digest: lowercase hex SHA-256 of manifest-sha256.txt. */
  readonly digest: string
  /** Bytes and files under data/. */
  readonly octets: number
  readonly files: number
}

/**
 * Writes a bag in the one form that the format gives it: the same payload makes the same bytes, in the same order. Every payload file is
 * read once, in one pass that writes it and takes both digests.
 * @param payload the files under data/, in any order
 * @throws FairtrailError `misuse` for a path that is no payload of a bundle, or is there twice; `bundle-source` for a file whose size, or, under
 * data/content, whose SHA-256, is not the one given; `bundle-exists` and `bundle-write` from the sink. The sink is aborted then.
 */
export async function writeBag(
  payload: Iterable<BagFile>,
  sink: BagSink,
  options: BagWriteOptions,
): Promise<BagWritten> {
  try {
    const written = await writeFiles(sortPayload(payload), sink, options)
    await sink.finish()
    return written
  } catch (error) {
    // What went wrong first is what the caller must hear of.
    await sink.abort().catch(() => {})
    throw error
  }
}

function sortPayload(payload: Iterable<BagFile>): readonly BagFile[] {
  const files = [...payload].sort((a, b) => compareUtf8(a.path, b.path))
  for (const [i, { path }] of files.entries()) {
    if (!classify(path)?.payload)
      throw new FairtrailError('misuse', `${JSON.stringify(path)} is no payload file of a bundle.`)
    if (path === files[i - 1]?.path) throw new FairtrailError('misuse', `${path} is given twice.`)
  }
  return files
}

async function writeFiles(
  payload: readonly BagFile[],
  sink: BagSink,
  { crypto, verifyMd }: BagWriteOptions,
): Promise<BagWritten> {
  const digests = new Map<string, FileDigests>()
  const add = async (file: BagFile): Promise<void> => {
    const hashes = digesting(crypto)
    await sink.add({
      ...file,
      async *open() {
        for await (const chunk of file.open()) {
          hashes.update(chunk)
          yield chunk
        }
      },
    })
    digests.set(file.path, checkSource(file, hashes.end()))
  }
  const addTag = (path: string, chunks: readonly Uint8Array[]): Promise<void> =>
    add({ path, size: chunks.reduce((size, chunk) => size + chunk.length, 0), open: () => chunks })

  await addTag('bagit.txt', [utf8(BAGIT_TXT)])
  await addTag('VERIFY.md', [verifyMd])
  let octets = 0
  for (const file of payload) {
    await add(file)
    octets += digests.get(file.path)?.size ?? 0
  }
  await addTag('bag-info.txt', [utf8(bagInfo(octets, payload.length))])
  const listedPayload = payload.map((file) => file.path)
  for (const algorithm of MANIFEST_ALGORITHMS)
    await addTag(manifestPath(algorithm), manifest(listedPayload, algorithm, digests))
  for (const algorithm of MANIFEST_ALGORITHMS)
    await addTag(tagManifestPath(algorithm), manifest(LISTED_TAG_FILES, algorithm, digests))
  return { digest: digests.get('manifest-sha256.txt')?.sha256 ?? '', octets, files: payload.length }
}

/** Lines to a chunk: many files must not make one string that is too long. */
const LINES = 1000

function manifest(
  paths: readonly string[],
  algorithm: 'sha256' | 'sha512',
  digests: ReadonlyMap<string, FileDigests>,
): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0; at < paths.length; at += LINES) {
    const lines = paths
      .slice(at, at + LINES)
      .map((path) => manifestLine((digests.get(path) as FileDigests)[algorithm], path))
    chunks.push(utf8(lines.join('')))
  }
  return chunks
}

function checkSource(file: BagFile, digests: FileDigests): FileDigests {
  const fail = (what: string): never => {
    throw new FairtrailError('bundle-source', `${file.path}: ${what}; it may have changed while it was read.`, {
      place: file.path,
    })
  }
  if (file.size !== undefined && digests.size !== file.size)
    fail(`it has ${digests.size} bytes, ${file.size} were announced`)
  const part = classify(file.path)
  if (part?.part === 'content' && part.sha256 !== digests.sha256) fail(`its SHA-256 is ${digests.sha256}`)
  return digests
}
