import type { CryptoProvider } from '../crypto/types.ts'
import type { BundleFiles } from './files.ts'
import type { FormProblem } from './form-problems.ts'
import type { BundleLimits } from './limits.ts'

export interface BagCheckOptions {
  readonly crypto: Pick<CryptoProvider, 'hasher'>
  /** Lowercase hex SHA-256 of the VERIFY.md that the project publishes for format 1. */
  readonly verifyMd: string
  readonly limits?: Partial<BundleLimits>
}

export interface BagReport {
  /** The container's problems and those of layout and manifests; empty: a bag in good form. Same bundle, same order. */
  readonly problems: readonly FormProblem[]
  /** The bundle digest: lowercase hex SHA-256 of manifest-sha256.txt; null where that cannot be read. */
  readonly digest: string | null
  /** Digests of every file of the layout that could be read, by path, in the order of the paths' bytes. Nothing need be hashed again. */
  readonly digests: ReadonlyMap<string, FileDigests>
}

export interface FileDigests {
  readonly size: number
  /** Lowercase hex. */
  readonly sha256: string
  readonly sha512: string
}

/**
 * Holds a bundle against the layout and manifest rules of the format (section 10; RFC 8493). Reads every file of the layout once, at
 * constant memory. What the files say is not looked at.
 * @throws FairtrailError `bundle-limit`
 */
export declare function checkBag(bundle: BundleFiles, options: BagCheckOptions): Promise<BagReport>
