import { unhex, utf8 } from '../encoding/bytes.ts'
import { portableBackend, portableProvider } from './portable.ts'
import { publicKeyFromRaw } from './public-key.ts'
import type { CryptoProvider, PublicKey, SignatureAlgorithm, SignatureCheck } from './types.ts'
import { type SignatureBackend, verifyStrictly } from './verify.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A key of prime order, and two signatures of "fairtrail" that pass the strict checks. */
const PROBE_KEY = unhex('c8b07fdf824f0390f299c2d148957d38c0c867dad305edaec7645fa0f8644a46')
const PROBE_MESSAGE = utf8('fairtrail')
const PROBE_VALID = unhex(
  '4f47562f9e80459f21d1b0e31e0ebf3426a1bc101b11a4f19c86a94995c229b881088cc0d139aef85e46ae8d89c7a593181b9c0372094da08ed1258b891a910d',
)
/** R has torsion: only a cofactored equation, [8][S]B = [8]R + [8][k]A, accepts it. */
const PROBE_COFACTORED = unhex(
  '5b61c2e3b93e6c06450f327ea72cdfeb8cde6aa020d2dd827ab3f86e708c8393a13d6fac64dfd37bce953c8f25c74f978f4c0a804427c51d77a5186fe9b20507',
)

let provider: Promise<CryptoProvider | undefined> | undefined

/**
 * The provider over `globalThis.crypto.subtle`; undefined where the platform has none (a page that is not a secure context), has no
 * Ed25519, or verifies it by the cofactored equation. Digests are the portable ones, as those of the platform are asynchronous.
 */
export function webCryptoProvider(): Promise<CryptoProvider | undefined> {
  provider ??= probe()
  return provider
}

async function probe(): Promise<CryptoProvider | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (subtle === undefined) return undefined
  const key = publicKeyFromRaw('ed25519', PROBE_KEY)
  try {
    const handle = await importKey(subtle, key, 'ed25519')
    const valid = await subtle.verify('Ed25519', handle, bufferSource(PROBE_VALID), bufferSource(PROBE_MESSAGE))
    const loose = await subtle.verify('Ed25519', handle, bufferSource(PROBE_COFACTORED), bufferSource(PROBE_MESSAGE))
    return valid && !loose ? webCryptoOver(subtle) : undefined
  } catch {
    return undefined
  }
}

function webCryptoOver(subtle: SubtleCrypto): CryptoProvider {
  const backend = webCryptoBackend(subtle)
  return {
    ...portableProvider,
    name: 'webcrypto',
    verify: (key, message, signature) => verifyStrictly(backend, key, message, signature),
  }
}

/**
 * What the platform cannot do (an algorithm it lacks, a key it will not import) the portable library does. A platform's refusal is never
 * taken for a failed signature.
 */
function webCryptoBackend(subtle: SubtleCrypto): SignatureBackend {
  const handles = new WeakMap<PublicKey, Promise<CryptoKey | undefined>>()

  function handleOf(key: PublicKey, algorithm: SignatureAlgorithm): Promise<CryptoKey | undefined> {
    let handle = handles.get(key)
    if (handle === undefined) {
      handle = importKey(subtle, key, algorithm).catch(() => undefined)
      handles.set(key, handle)
    }
    return handle
  }

  async function check(
    algorithm: SignatureAlgorithm,
    key: PublicKey,
    message: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean | undefined> {
    const handle = await handleOf(key, algorithm)
    if (handle === undefined) return undefined
    try {
      return await subtle.verify(PARAMETERS[algorithm], handle, bufferSource(signature), bufferSource(message))
    } catch {
      return undefined
    }
  }

  return {
    async ed25519(key, message, signature) {
      return (await check('ed25519', key, message, signature)) ?? portableBackend.ed25519(key, message, signature)
    },
    async p256(key, message, raw) {
      return (await check('p256', key, message, raw)) ?? portableBackend.p256(key, message, raw)
    },
    async mlDsa65(key, message, signature): Promise<SignatureCheck> {
      const valid = await check('ml-dsa-65', key, message, signature)
      if (valid === undefined) return portableBackend.mlDsa65(key, message, signature)
      return valid ? 'verified' : 'failed'
    },
  }
}

const PARAMETERS: Readonly<Record<SignatureAlgorithm, { name: string; namedCurve?: string; hash?: string }>> = {
  ed25519: { name: 'Ed25519' },
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'ml-dsa-65': { name: 'ML-DSA-65' },
}

async function importKey(subtle: SubtleCrypto, key: PublicKey, algorithm: SignatureAlgorithm): Promise<CryptoKey> {
  return subtle.importKey('spki', bufferSource(key.spki), PARAMETERS[algorithm], true, ['verify'])
}

/** The platform takes no view of shared memory. */
function bufferSource(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : new Uint8Array(bytes)
}
