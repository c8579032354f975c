import { portableProvider } from './portable.ts'
import type { CryptoProvider } from './types.ts'
import { webCryptoProvider } from './webcrypto.ts'

/** Web Crypto where the platform has a strict Ed25519, else the portable provider. On Node, `/node` has a faster one. */
export async function defaultProvider(): Promise<CryptoProvider> {
  return (await webCryptoProvider()) ?? portableProvider
}
