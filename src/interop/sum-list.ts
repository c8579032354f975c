import type { DigestAlgorithm } from '../crypto/types.ts'
import { concat, utf8 } from '../encoding/bytes.ts'
import { bytesOfLatin1, digestValue, type HashedFile, type ListLine, latin1OfBytes, nameProblem } from './list-line.ts'

/**
 * Lists of the coreutils (`sha256sum`, `md5sum`, ... ; GNU coreutils manual, section 6.3 "md5sum invocation"), in both of their
 * forms, and what is close to them: `md5deep`, with sizes or without, BSD `md5` and `openssl dgst`.
 */

/** The algorithm of a plain line is not written in it; its length decides, as coreutils' own `cksum --check` has it. */
const BY_HEX_LENGTH: Readonly<Record<number, DigestAlgorithm>> = {
  32: 'md5',
  40: 'sha1',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
}

const TAGS: Readonly<Record<DigestAlgorithm, string>> = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha256: 'SHA256',
  sha384: 'SHA384',
  sha512: 'SHA512',
  'sha3-256': 'SHA3-256',
  'sha3-384': 'SHA3-384',
  'sha3-512': 'SHA3-512',
}

const BY_TAG: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ...Object.entries(TAGS).map(([algorithm, tag]) => [tag, algorithm as DigestAlgorithm] as const),
  ['SHA2-256', 'sha256'],
  ['SHA2-384', 'sha384'],
  ['SHA2-512', 'sha512'],
] as const)

const PLAIN = /^[ \t]*(\\?)([0-9a-f]+) [ *](.*)$/is
const SIZED = /^[ \t]*([0-9]{1,15}) {2}([0-9a-f]+) {2}(.*)$/is
const TAGGED = /^[ \t]*(\\?)([A-Za-z][A-Za-z0-9/-]*) ?\((.*)\) ?= ?([0-9a-f]+)$/is

/**
 * Lines for one file, each with its LF. One algorithm of the SHA-2 family, SHA-1 or MD5 gives the plain form that `sha256sum -c`
 * and its kin read. Several, or SHA-3 (as long as SHA-2, and so mistaken for it in a plain line), give the tagged form, one line an algorithm: `cksum -c` reads them all,
 * `sha256sum -c` those of SHA-256.
 */
export function sumLines(file: HashedFile): Uint8Array {
  const raw = latin1OfBytes(file.name)
  const escaped = withEscapes(raw)
  const mark = escaped === raw ? '' : '\\'
  const name = bytesOfLatin1(escaped)
  const [first] = file.digests
  if (file.digests.length === 1 && first !== undefined && BY_HEX_LENGTH[first.value.length] === first.algorithm) {
    return concat(utf8(`${mark}${first.value}  `), name, utf8('\n'))
  }
  const lines = file.digests.map(({ algorithm, value }) =>
    concat(utf8(`${mark}${TAGS[algorithm]} (`), name, utf8(`) = ${value}\n`)),
  )
  return concat(...lines)
}

/** Reads one line of such a list. */
export function readSumLine(line: string): ListLine | string | undefined {
  if (line === '' || line.startsWith('#')) return undefined
  const plain = PLAIN.exec(line)
  if (plain !== null) {
    const algorithm = BY_HEX_LENGTH[(plain[2] as string).length]
    if (algorithm !== undefined) return said(algorithm, plain[2] as string, plain[3] as string, plain[1] !== '')
  }
  const sized = SIZED.exec(line)
  if (sized !== null) {
    const algorithm = BY_HEX_LENGTH[(sized[2] as string).length]
    if (algorithm === undefined) return 'the digest has the length of no known algorithm'
    const read = said(algorithm, sized[2] as string, sized[3] as string, false)
    return typeof read === 'string' ? read : { ...read, bytes: Number(sized[1]) }
  }
  const tagged = TAGGED.exec(line)
  if (tagged !== null) {
    const algorithm = BY_TAG.get((tagged[2] as string).toUpperCase())
    if (algorithm === undefined) return 'its algorithm is not one of those that can be checked here'
    return said(algorithm, tagged[4] as string, tagged[3] as string, tagged[1] !== '')
  }
  return plain === null ? 'it is not the digest of a file' : 'the digest has the length of no known algorithm'
}

function said(algorithm: DigestAlgorithm, digest: string, written: string, escaped: boolean): ListLine | string {
  const value = digestValue(algorithm, digest)
  if (value === undefined) return `the digest does not have the length of ${TAGS[algorithm]}`
  const name = escaped ? withoutEscapes(written) : written
  if (name === undefined) return 'the name has a backslash that escapes nothing'
  return nameProblem(name) ?? { name, digests: [{ algorithm, value }] }
}

/** GNU escapes these three, and marks the line with a backslash at its start. */
function withEscapes(name: string): string {
  return name.replace(/[\\\n\r]/g, (character) => (character === '\\' ? '\\\\' : character === '\n' ? '\\n' : '\\r'))
}

function withoutEscapes(name: string): string | undefined {
  if (!/^(?:[^\\]|\\[\\nr])*$/.test(name)) return undefined
  return name.replace(/\\([\\nr])/g, (_, code: string) => (code === 'n' ? '\n' : code === 'r' ? '\r' : '\\'))
}
