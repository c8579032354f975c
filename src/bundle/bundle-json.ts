import { isFairtrailError } from '../encoding/error.ts'
import { type Json, parseJson } from '../encoding/json.ts'
import { isUuid4 } from '../encoding/uuid.ts'

/** `data/bundle.json` (format, section 10). */
export interface BundleJson {
  format: 1
  kind: 'full' | 'excerpt'
  /** Size of the checkpoint. */
  size: number
  /** Of an excerpt: indexes of its entries, ascending. */
  entries?: number[]
  to?: string
  /** What is said of content that is not in the bundle. */
  content: { sha256: string; state: 'withheld' | 'destroyed' }[]
}

const MEMBERS = new Set(['format', 'kind', 'size', 'entries', 'to', 'content'])
const SHA256 = /^[0-9a-f]{64}$/

/** Reads bundle.json; answers the pointer of the first member that is wrong where it is not one of format 1. */
export function parseBundleJson(bytes: Uint8Array): BundleJson | { wrong: string } {
  let json: Json
  try {
    json = parseJson(bytes, { canonical: true })
  } catch (error) {
    if (isFairtrailError(error)) return { wrong: error.code }
    throw error
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { wrong: '' }
  const { format, kind, size, entries, to, content } = json
  const unknown = Object.keys(json).find((name) => !MEMBERS.has(name))
  if (unknown !== undefined) return { wrong: `/${unknown}` }
  if (format !== 1) return { wrong: '/format' }
  if (kind !== 'full' && kind !== 'excerpt') return { wrong: '/kind' }
  if (!isIndex(size) || size < 1) return { wrong: '/size' }
  if ((kind === 'excerpt') !== Array.isArray(entries)) return { wrong: '/entries' }
  if (Array.isArray(entries) && !isAscending(entries, size)) return { wrong: '/entries' }
  if (to !== undefined && !(typeof to === 'string' && isUuid4(to))) return { wrong: '/to' }
  if (!Array.isArray(content) || !isContentList(content)) return { wrong: '/content' }
  return json as unknown as BundleJson
}

const isIndex = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

const isAscending = (entries: readonly Json[], size: number) =>
  entries.every((one, at) => isIndex(one) && one < size && (at === 0 || (entries[at - 1] as number) < one))

/** Sorted by digest, no two alike. */
function isContentList(content: readonly Json[]): boolean {
  let last = ''
  for (const one of content) {
    if (typeof one !== 'object' || one === null || Array.isArray(one) || Object.keys(one).join() !== 'sha256,state')
      return false
    const { sha256, state } = one
    if (typeof sha256 !== 'string' || !SHA256.test(sha256) || sha256 <= last) return false
    if (state !== 'withheld' && state !== 'destroyed') return false
    last = sha256
  }
  return true
}
