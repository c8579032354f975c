import type { DigestAlgorithm } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import { hashdeepReader } from './hashdeep-list.ts'
import { bytesOfLatin1, type LineReader, type ListLine, latin1OfBytes } from './list-line.ts'
import { readSumLine } from './sum-list.ts'

export { HASHDEEP_ALGORITHMS, hashdeepHead, hashdeepLine } from './hashdeep-list.ts'
export type { FileDigest, HashedFile } from './list-line.ts'
export { sumLines } from './sum-list.ts'

/** One file of a list, with all that the list says about it. */
export interface ListedFile {
  /** Name as the list has it, escapes undone: bytes, because a file name need not be text. */
  name: Uint8Array
  /** Lowercase hex. An algorithm stands twice where the list contradicts itself; no file then matches. */
  digests: { algorithm: DigestAlgorithm; value: string }[]
  /** Size in bytes, where the list has it. */
  bytes?: number
  /** First line that names the file, from 1. */
  line: number
}

export interface HashList {
  format: 'sha256sum' | 'hashdeep'
  /** In the order of the list, each name once. */
  files: ListedFile[]
  /** Lines that are neither a digest of a file nor a comment. A file named there goes unchecked, so a reader must be told. */
  unread: { line: number; reason: string }[]
}

const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const HASHDEEP_MAGIC = '%%%% HASHDEEP-'

/**
 * Reads a list of digests: `hashdeep`; `sha256sum`, `md5sum` and their kin, plain or with `--tag`; `md5deep`, also with sizes;
 * `openssl dgst`. The format is recognised by its first line. Line ends may be LF or CR LF; a byte order mark is passed over.
 *
 * A name that stands on several lines (one for each algorithm) becomes one file.
 * @throws FairtrailError `hash-list-form` for bytes that are no such list at all
 */
export function parseHashList(list: Uint8Array): HashList {
  const start = textStart(list)
  const isHashdeep = latin1OfBytes(list.subarray(start, start + HASHDEEP_MAGIC.length)) === HASHDEEP_MAGIC
  const read: LineReader = isHashdeep ? hashdeepReader() : readSumLine
  const files = new Map<string, ListedFile>()
  const unread: HashList['unread'] = []
  let line = 0
  for (let at = start; at < list.length; ) {
    line += 1
    const end = lineEnd(list, at)
    const result = read(latin1OfBytes(list.subarray(at, end > at && list[end - 1] === CARRIAGE_RETURN ? end - 1 : end)))
    at = end + 1
    if (result === undefined) continue
    const reason = typeof result === 'string' ? result : add(files, result, line)
    if (reason !== undefined) unread.push({ line, reason })
  }
  if (files.size === 0 && line > 0 && unread.length > 0) {
    const first = unread[0] as HashList['unread'][number]
    throw new FairtrailError(
      'hash-list-form',
      `This is no list of digests: line ${first.line}: ${first.reason}. Accepted are lists of hashdeep, sha256sum and its kin, md5deep and openssl dgst.`,
      { place: `line ${first.line}` },
    )
  }
  return { format: isHashdeep ? 'hashdeep' : 'sha256sum', files: [...files.values()], unread }
}

/** Adds what a line says to the file that it names; a text says why it cannot be added. */
function add(files: Map<string, ListedFile>, said: ListLine, line: number): string | undefined {
  const known = files.get(said.name)
  if (known === undefined) {
    const file: ListedFile = { name: bytesOfLatin1(said.name), digests: [...said.digests], line }
    if (said.bytes !== undefined) file.bytes = said.bytes
    files.set(said.name, file)
    return undefined
  }
  if (said.bytes !== undefined) {
    if (known.bytes !== undefined && known.bytes !== said.bytes) {
      return `the file of line ${known.line} again, with another size`
    }
    known.bytes = said.bytes
  }
  for (const digest of said.digests) {
    const repeated = known.digests.some(
      ({ algorithm, value }) => algorithm === digest.algorithm && value === digest.value,
    )
    if (!repeated) known.digests.push(digest)
  }
  return undefined
}

function textStart(list: Uint8Array): number {
  if ((list[0] === 0xff && list[1] === 0xfe) || (list[0] === 0xfe && list[1] === 0xff)) {
    throw new FairtrailError(
      'hash-list-form',
      'The list is UTF-16 text, as some shells of Windows write it. Save it as UTF-8 and try again.',
    )
  }
  return list[0] === 0xef && list[1] === 0xbb && list[2] === 0xbf ? 3 : 0
}

function lineEnd(list: Uint8Array, from: number): number {
  const end = list.indexOf(NEWLINE, from)
  return end === -1 ? list.length : end
}
