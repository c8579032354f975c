import type { CryptoProvider, Hasher } from '../crypto/types.ts'
import { hex } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'

/** What bundle/ needs of a provider. */
export type Digests = Pick<CryptoProvider, 'hasher'>

export interface FileDigests {
  /** Bytes. */
  readonly size: number
  /** Lowercase hex. */
  readonly sha256: string
  readonly sha512: string
}

/** Both digests of a file whose bytes go by once. */
export interface Digesting {
  update(chunk: Uint8Array): void
  end(): FileDigests
}

/** @throws FairtrailError `misuse` where the provider lacks SHA-256 or SHA-512 */
export function digesting(crypto: Digests): Digesting {
  const sha256 = need(crypto, 'sha256')
  const sha512 = need(crypto, 'sha512')
  let size = 0
  return {
    update(chunk) {
      size += chunk.length
      sha256.update(chunk)
      sha512.update(chunk)
    },
    end: () => ({ size, sha256: hex(sha256.digest()), sha512: hex(sha512.digest()) }),
  }
}

function need(crypto: Digests, algorithm: 'sha256' | 'sha512'): Hasher {
  const hasher = crypto.hasher(algorithm)
  if (!hasher) throw new FairtrailError('misuse', `The crypto provider has no ${algorithm}.`)
  return hasher
}
