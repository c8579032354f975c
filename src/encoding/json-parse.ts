import { FairtrailError } from './error.ts'
import type { Json } from './json.ts'
import { MAX_DEPTH } from './json-pointer.ts'
import { Scanner } from './json-scan.ts'

const DEEPEST = 512
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export interface ParseOptions {
  /** Also refuse, with `json-not-canonical`, bytes that are not the RFC 8785 form of their value. Default: false. */
  canonical?: boolean
  /** Nested containers accepted, 0 to 512. Default: 64. */
  maxDepth?: number
}

/**
 * The value of JSON bytes of the accepted subset (RFC 8259 without fractions, exponents, `-0`, unsafe integers,
 * duplicate names, lone surrogates, U+0000 and byte order mark).
 * @throws FairtrailError, with `path` (RFC 6901) and `offset` (bytes): `json-syntax`, `json-duplicate-name`,
 * `json-number`, `json-number-range`, `json-depth`, `json-utf8`, `json-surrogate`, `json-nul`, `json-bom`,
 * `json-trailing`, `json-not-canonical`.
 */
export function parseJson(bytes: Uint8Array, options: ParseOptions = {}): Json {
  const { canonical = false, maxDepth = MAX_DEPTH } = options
  if (!(Number.isInteger(maxDepth) && maxDepth >= 0 && maxDepth <= DEEPEST)) {
    throw new FairtrailError('misuse', `maxDepth is a whole number from 0 to ${DEEPEST}.`)
  }
  new Scanner(bytes, canonical, maxDepth).scan()
  // The scan is the judge of what is accepted. For what it accepts, the runtime's parser can only give the one value
  // that there is: every name is unique, every number exact, and it makes `__proto__` an own member like any other
  // (ECMA-262, JSON.parse, CreateDataProperty).
  return JSON.parse(decoder.decode(bytes))
}
