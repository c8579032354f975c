import type { DigestAlgorithm } from '../crypto/types.ts'
import { concat, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { showName } from './file-name.ts'
import {
  digestValue,
  type FileDigest,
  type HashedFile,
  type LineReader,
  type ListLine,
  nameProblem,
} from './list-line.ts'

/** Algorithms that hashdeep 4.4 can read among those made here, in the order in which it writes them. */
export const HASHDEEP_ALGORITHMS: readonly DigestAlgorithm[] = ['md5', 'sha1', 'sha256']

const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * The first two lines of a hashdeep list ("hashdeep file format", version 1.0). The order of the columns is hashdeep's own.
 * @throws FairtrailError `misuse` for an algorithm that hashdeep does not know, or none
 */
export function hashdeepHead(algorithms: readonly DigestAlgorithm[]): Uint8Array {
  const columns = HASHDEEP_ALGORITHMS.filter((algorithm) => algorithms.includes(algorithm))
  if (columns.length === 0 || algorithms.some((algorithm) => !columns.includes(algorithm))) {
    throw new FairtrailError(
      'misuse',
      `A hashdeep list holds ${HASHDEEP_ALGORITHMS.join(', ')} and no other algorithm, and at least one.`,
    )
  }
  return utf8(`%%%% HASHDEEP-1.0\n%%%% size,${columns.join(',')},filename\n`)
}

/**
 * The line of one file, with its LF.
 * @throws FairtrailError `hash-list-name` for a name with a line end, which the format has no way to write
 */
export function hashdeepLine(file: HashedFile): Uint8Array {
  // hashdeep itself writes such names as they are, and then reads half of one: an audit of its own list fails.
  if (file.name.includes(NEWLINE) || file.name.at(-1) === CARRIAGE_RETURN) {
    throw new FairtrailError(
      'hash-list-name',
      `The name ${showName(file.name)} has a line end in it, which a hashdeep list cannot hold. The formats sha256sum and json can.`,
      { place: showName(file.name) },
    )
  }
  const values = HASHDEEP_ALGORITHMS.flatMap((algorithm) =>
    file.digests.filter((digest) => digest.algorithm === algorithm),
  )
  return concat(utf8(`${file.bytes},${values.map(({ value }) => value).join(',')},`), file.name, utf8('\n'))
}

/** Reads the lines of one list in turn; it keeps the columns of the last header. Columns of unknown algorithms are passed over. */
export function hashdeepReader(): LineReader {
  let columns: readonly string[] | undefined
  return (line) => {
    if (line === '' || line.startsWith('#')) return undefined
    if (line.startsWith('%%%%')) {
      const header = line.slice(4).trim()
      if (header === 'HASHDEEP-1.0') return undefined
      columns = header.split(',')
      return headerProblem(columns)
    }
    if (columns === undefined) return 'it stands before the header that names the columns'
    return headerProblem(columns) === undefined ? readRow(line, columns) : 'the header above it cannot be used'
  }
}

function headerProblem(columns: readonly string[]): string | undefined {
  if (columns.length > 20 || columns[0] !== 'size' || columns.at(-1) !== 'filename') {
    return 'the header is not that of hashdeep 1.0 (size, algorithms, filename)'
  }
  return columns.some(isKnown) ? undefined : 'the header names no algorithm that can be checked here'
}

function isKnown(column: string): column is DigestAlgorithm {
  return (HASHDEEP_ALGORITHMS as readonly string[]).includes(column)
}

/** The name is the last column and may itself have commas. */
function readRow(line: string, columns: readonly string[]): ListLine | string {
  const digests: FileDigest[] = []
  let bytes = 0
  let at = 0
  for (const column of columns.slice(0, -1)) {
    const comma = line.indexOf(',', at)
    if (comma === -1) return 'it has fewer columns than the header'
    const field = line.slice(at, comma)
    at = comma + 1
    if (column === 'size') {
      if (!/^[0-9]{1,15}$/.test(field)) return 'its size is not a number'
      bytes = Number(field)
    } else if (isKnown(column)) {
      const value = digestValue(column, field)
      if (value === undefined) return `its ${column} is not a digest of that algorithm`
      digests.push({ algorithm: column, value })
    }
  }
  const name = line.slice(at)
  return nameProblem(name) ?? { name, digests, bytes }
}
