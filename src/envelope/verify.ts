import type { CryptoProvider, PublicKey, SignatureCheck } from '../crypto/types.ts'
import type { Envelope, EnvelopeSignature } from './envelope.ts'
import { pae } from './pae.ts'

export interface EnvelopeCheck {
  /** True where every signature is `verified`. */
  verified: boolean
  /** One for each signature of the envelope, in its order. */
  signatures: SignatureResult[]
}

export interface SignatureResult {
  /** As the envelope says it. */
  keyid: string
  check: SignatureCheck
  /** Id of the key under which the signature verified. */
  key: string | undefined
}

/**
 * Checks each signature of an envelope under the given keys. `keyid` only says which key to try first: a signature is verified where any of
 * the keys verifies it, `not-checked` where none does and one of them could not be tried, else failed.
 */
export async function verifyEnvelope(
  envelope: Envelope,
  keys: readonly PublicKey[],
  provider: CryptoProvider,
): Promise<EnvelopeCheck> {
  const message = pae(envelope.payloadType, envelope.payload)
  const signatures: SignatureResult[] = []
  for (const signature of envelope.signatures) signatures.push(await checkSignature(signature, message, keys, provider))
  return { verified: signatures.length > 0 && signatures.every(({ check }) => check === 'verified'), signatures }
}

async function checkSignature(
  { keyid, sig }: EnvelopeSignature,
  message: Uint8Array,
  keys: readonly PublicKey[],
  provider: CryptoProvider,
): Promise<SignatureResult> {
  const hinted = keys.filter((key) => key.id === keyid)
  const others = keys.filter((key) => key.id !== keyid)
  let check: SignatureCheck = 'failed'
  for (const key of [...hinted, ...others]) {
    const answer = await provider.verify(key, message, sig)
    if (answer === 'verified') return { keyid, check: answer, key: key.id }
    if (answer === 'not-checked') check = answer
  }
  return { keyid, check, key: undefined }
}
