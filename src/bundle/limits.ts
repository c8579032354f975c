import { FairtrailError } from '../encoding/error.ts'

/** What a hostile bundle may cost at most. Each is named in the error that it causes, and can be raised. */
export interface BundleLimits {
  /** Lines of data/log/entries.jsonl. */
  readonly entries: number
  /** Files and folders in the container. */
  readonly files: number
  /** Bytes of one line of data/reveals.jsonl, its LF included. */
  readonly revealLine: number
  /** Bytes of one line of data/log/entries.jsonl, its LF included. */
  readonly entryLine: number
  /** Bytes of all files together, unpacked. */
  readonly unpacked: number
  /** Unpacked bytes for one packed byte, of a file outside data/content. */
  readonly ratio: number
}

export const DEFAULT_LIMITS: BundleLimits = {
  entries: 1_000_000,
  files: 1_000_000,
  revealLine: 1_048_576,
  entryLine: 65_536,
  unpacked: 4 * 1024 ** 4,
  ratio: 100,
}

/** The defaults with what the caller sets. */
export function bundleLimits(given: Partial<BundleLimits> = {}): BundleLimits {
  for (const [name, value] of Object.entries(given)) {
    if (!(name in DEFAULT_LIMITS) || !(typeof value === 'number' && value > 0)) {
      throw new FairtrailError('misuse', `limits.${name} is not a positive number of the known limits.`)
    }
  }
  return { ...DEFAULT_LIMITS, ...given }
}

/**
 * Holds a count against one of the limits.
 * @throws FairtrailError `bundle-limit`
 */
export function checkLimit(limits: BundleLimits, name: keyof BundleLimits, count: number, place: string): void {
  if (count <= limits[name]) return
  throw new FairtrailError(
    'bundle-limit',
    `${place}: ${count} is over the limit "${name}" of ${limits[name]}; raise it to read on.`,
    { place },
  )
}
