import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { p256DerSignature } from '../crypto/p256-signature.ts'
import { type PrivateKey, writePkcs8 } from '../crypto/pkcs8.ts'
import { checkClaim, type Passphrase, readPrivateKey } from '../crypto/private-key.ts'
import { parsePublicKey } from '../crypto/public-key.ts'
import { freshSecret, heldPrivateKey, holdSigner } from '../crypto/signer.ts'
import type { SignatureAlgorithm, Signer } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'

/**
 * The signer of a private key in PEM that signs natively, and several times as fast as the portable one. Reads what `importPrivateKey`
 * reads, with the same errors; ML-DSA-65 needs Node 24.
 */
export async function nodeSigner(pem: string, passphrase?: Passphrase): Promise<Signer> {
  const stored = await readPrivateKey(pem, passphrase)
  const signer = nativeSigner(stored)
  checkClaim(stored, signer)
  return signer
}

/** A signer with a fresh key that signs natively. */
export async function generateNodeSigner(algorithm: SignatureAlgorithm = 'ed25519'): Promise<Signer> {
  return nativeSigner({ algorithm, secret: freshSecret(algorithm) })
}

/** A signer made by this library, made to sign natively; any other (a smart card) as it is. */
export function toNodeSigner(signer: Signer): Signer {
  const key = heldPrivateKey(signer)
  return key === undefined ? signer : nativeSigner(key)
}

function nativeSigner(key: PrivateKey): Signer {
  const handle = importKey(key)
  const publicKey = parsePublicKey(createPublicKey(handle).export({ type: 'spki', format: 'der' }))
  return holdSigner(key, publicKey, async (message) => {
    if (key.algorithm !== 'p256') return new Uint8Array(sign(null, message, handle))
    return p256DerSignature(sign('sha256', message, { key: handle, dsaEncoding: 'ieee-p1363' }))
  })
}

/** Without the public key beside it: OpenSSL then computes it. */
function importKey(key: PrivateKey): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(writePkcs8(key)), format: 'der', type: 'pkcs8' })
  } catch {
    throw new FairtrailError('library-missing', `This Node has no ${key.algorithm}; ML-DSA-65 needs Node 24 or newer.`)
  }
}
