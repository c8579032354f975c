import { portableProvider } from '../../src/crypto/portable.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { CryptoProvider } from '../../src/crypto/types.ts'
import { webCryptoProvider } from '../../src/crypto/webcrypto.ts'
import { nodeProvider, threadedProvider } from '../../src/node/provider.ts'

const webCrypto = await webCryptoProvider()
if (webCrypto === undefined) throw new Error('This Node has no Ed25519 in Web Crypto.')

/** All of them, on a Node whose Web Crypto has Ed25519. */
export const providers: readonly CryptoProvider[] = [portableProvider, webCrypto, nodeProvider, threadedProvider]

/** Whether a provider checks ML-DSA-65 here: natively (Node 24) or by the optional library. */
export async function checksMlDsa(provider: CryptoProvider): Promise<boolean> {
  const key = publicKeyFromRaw('ml-dsa-65', new Uint8Array(1952))
  return (await provider.verify(key, new Uint8Array(1), new Uint8Array(3309))) !== 'not-checked'
}
