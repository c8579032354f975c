import { FairtrailError } from '../encoding/error.ts'
import { randomBytes } from '../encoding/random.ts'
import { ed25519PublicKey, signEd25519 } from './ed25519.ts'
import { type MlDsa65Library, mlDsa65Library } from './ml-dsa-65.ts'
import { isP256Scalar, p256PublicKey, signP256 } from './p256.ts'
import type { PrivateKey } from './pkcs8.ts'
import { publicKeyFromRaw } from './public-key.ts'
import type { PublicKey, SignatureAlgorithm, Signer } from './types.ts'

/**
 * Signers whose private key this library holds. The key is a value of no object that is handed out, so that no log, JSON or inspection of
 * a signer shows it.
 */
const secrets = new WeakMap<Signer, PrivateKey>()

/** A signer with a fresh key. ML-DSA-65 needs the optional library @noble/post-quantum (`library-missing`). */
export function generateSigner(algorithm: SignatureAlgorithm = 'ed25519'): Promise<Signer> {
  return signerFromSeed(algorithm, freshSecret(algorithm))
}

/**
 * The signer of 32 given bytes: the Ed25519 or ML-DSA-65 seed, or the P-256 scalar, big-endian. For tests and for keys derived
 * elsewhere; whoever knows the bytes can sign.
 *
 * @throws FairtrailError `misuse` for another length or a scalar out of range, `library-missing`
 */
export async function signerFromSeed(algorithm: SignatureAlgorithm, seed: Uint8Array): Promise<Signer> {
  if (seed.length !== 32) throw new FairtrailError('misuse', `A seed has 32 bytes, not ${seed.length}.`)
  if (algorithm === 'p256' && !isP256Scalar(seed)) {
    throw new FairtrailError('misuse', 'A P-256 scalar lies between 1 and n - 1.')
  }
  return signerOf({ algorithm, secret: seed.slice() })
}

/** 32 random bytes that are a private key. */
export function freshSecret(algorithm: SignatureAlgorithm): Uint8Array {
  for (;;) {
    const secret = randomBytes(32)
    if (algorithm !== 'p256' || isP256Scalar(secret)) return secret
  }
}

/** The portable signer of a private key. */
export async function signerOf(key: PrivateKey): Promise<Signer> {
  const { secret } = key
  switch (key.algorithm) {
    case 'ed25519':
      return holdSigner(key, publicKeyFromRaw('ed25519', ed25519PublicKey(secret)), async (message) =>
        signEd25519(secret, message),
      )
    case 'p256':
      return holdSigner(key, publicKeyFromRaw('p256', await p256PublicKey(secret)), (message) =>
        signP256(secret, message),
      )
    case 'ml-dsa-65': {
      const library = await requireMlDsa65()
      const pair = library.keygen(secret)
      return holdSigner(key, publicKeyFromRaw('ml-dsa-65', pair.publicKey), async (message) =>
        library.sign(message, pair.secretKey),
      )
    }
  }
}

/** A signer object for a key that is held here. */
export function holdSigner(key: PrivateKey, publicKey: PublicKey, sign: Signer['sign']): Signer {
  const signer: Signer = Object.freeze({ publicKey, sign })
  secrets.set(signer, key)
  return signer
}

/** The private key of a signer made here; undefined for any other (a smart card, an HSM). */
export function heldPrivateKey(signer: Signer): PrivateKey | undefined {
  return secrets.get(signer)
}

async function requireMlDsa65(): Promise<MlDsa65Library> {
  const library = await mlDsa65Library()
  if (library !== undefined) return library
  throw new FairtrailError(
    'library-missing',
    'ML-DSA-65 keys need the package @noble/post-quantum, or /node on Node 24.',
  )
}
