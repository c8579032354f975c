import { checkPublicKey } from '../../src/crypto/key-check.ts'
import { isSignatureAlgorithm, parsePublicKey, publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { CryptoProvider, PublicKey } from '../../src/crypto/types.ts'
import { unbase64 } from '../../src/encoding/base64.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import type { VectorLine } from '../vectors/make-signatures.ts'

/** The answer of one provider to a vector, or `not-checked`. Only this library's own errors become answers. */
export async function answer(
  line: VectorLine,
  provider: CryptoProvider,
): Promise<VectorLine['expect'] | 'not-checked'> {
  try {
    const key = keyOf(line.in)
    if (line.op === 'key.check') {
      checkPublicKey(key)
      return { ok: true, out: { keyId: key.id } }
    }
    const { message = '', signature = '' } = line.in
    const result = await provider.verify(key, unbase64(message), unbase64(signature))
    return result === 'not-checked' ? result : { ok: result === 'verified' }
  } catch (error) {
    if (isFairtrailError(error)) return { ok: false }
    throw error
  }
}

function keyOf({ algorithm = '', publicKey, spki = '' }: VectorLine['in']): PublicKey {
  if (publicKey === undefined) return parsePublicKey(unbase64(spki))
  if (!isSignatureAlgorithm(algorithm)) throw new Error(`A vector has the algorithm ${algorithm}.`)
  return publicKeyFromRaw(algorithm, unbase64(publicKey))
}
