import type { FormProblem } from './form-problems.ts'
import type { ManifestAlgorithm } from './layout.ts'
import { type BundleLimits, checkLimit } from './limits.ts'

/** The one bagit.txt (RFC 8493, section 2.1.1). */
export const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

const HEX_LENGTH = { sha256: 64, sha512: 128 } as const
/** Longer than a line with the longest path of the layout. */
const LONGEST_LINE = 512

/** One line of a manifest (RFC 8493, section 2.1.3, in its one accepted form), with its LF. */
export function manifestLine(digest: string, path: string): string {
  return `${digest}  ${path}\n`
}

/** bag-info.txt: the number of bytes and of files under data/. */
export function bagInfo(octets: number, files: number): string {
  return `Payload-Oxum: ${octets}.${files}\n`
}

/** The two numbers of bag-info.txt, as decimal digits; undefined where it is anything but that one line. */
export function parseBagInfo(bytes: Uint8Array): string | undefined {
  return /^Payload-Oxum: ((?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*))\n$/.exec(latin1(bytes))?.[1]
}

/** The version that a bagit.txt names, for the message that it is not 1.0. */
export function bagitVersion(bytes: Uint8Array): string | undefined {
  return /BagIt-Version\s*:\s*([0-9]{1,9}\.[0-9]{1,9})\s/.exec(latin1(bytes))?.[1]
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** Reads the lines of a manifest as its bytes go by: `<lowercase hex>  <path>` LF, sorted by the path's bytes, each path once. */
export class ManifestReader {
  /** Digests by path. */
  readonly listed = new Map<string, string>()
  readonly #problems = new Map<string, FormProblem>()
  readonly #file: string
  readonly #hexLength: number
  readonly #limits: BundleLimits
  readonly #line = new Uint8Array(LONGEST_LINE)
  #length = 0
  #number = 1
  #last = ''

  constructor(file: string, algorithm: ManifestAlgorithm, limits: BundleLimits) {
    this.#file = file
    this.#hexLength = HEX_LENGTH[algorithm]
    this.#limits = limits
  }

  /** @throws FairtrailError `bundle-limit` for more lines than a bundle may have files */
  push(chunk: Uint8Array): void {
    for (let start = 0; start < chunk.length; ) {
      const end = chunk.indexOf(0x0a, start)
      const part = chunk.subarray(start, end === -1 ? chunk.length : end)
      if (this.#length + part.length <= LONGEST_LINE) this.#line.set(part, this.#length)
      this.#length += part.length
      if (end === -1) return
      this.#endLine()
      start = end + 1
    }
  }

  /** To be asked at the end: what is wrong with the lines, each kind once, at its first line. */
  problems(): readonly FormProblem[] {
    if (this.#length > 0) this.#problem('manifest-line')
    return [...this.#problems.values()]
  }

  #endLine(): void {
    if (this.#number > this.#limits.files) checkLimit(this.#limits, 'files', this.#number, `${this.#file}, lines`)
    const parsed =
      this.#length <= LONGEST_LINE ? parseLine(this.#line.subarray(0, this.#length), this.#hexLength) : undefined
    if (!parsed) this.#problem('manifest-line')
    else if (this.listed.has(parsed.path)) this.#problem('manifest-duplicate', parsed.path)
    else {
      if (parsed.path < this.#last) this.#problem('manifest-unsorted', parsed.path)
      this.#last = parsed.path
      this.listed.set(parsed.path, parsed.digest)
    }
    this.#length = 0
    this.#number++
  }

  #problem(code: FormProblem['code'], listed?: string): void {
    if (this.#problems.has(code)) return
    this.#problems.set(code, {
      code,
      path: this.#file,
      values: { line: this.#number, ...(listed === undefined ? {} : { listed }) },
    })
  }
}

/** Paths of the layout are ASCII without anything that some program would write in another way. */
const LINE = /^([0-9a-f]+) {2}((?!\.\/)[!-~]+)$/

function parseLine(line: Uint8Array, hexLength: number): { digest: string; path: string } | undefined {
  const [, digest, path] = LINE.exec(latin1(line)) ?? []
  return path !== undefined && digest?.length === hexLength && !/[*%\\]/.test(path) ? { digest, path } : undefined
}
