import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { p256DerSignature } from '../../src/crypto/p256-signature.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import { unbase64, unbase64url } from '../../src/encoding/base64.ts'
import { concat, utf8 } from '../../src/encoding/bytes.ts'
import { hasShared, shared } from '../support/shared.ts'
import { providers } from './providers.ts'

describe.skipIf(!hasShared)('the P-256 example of DSSE (skipped: no ../shared)', () => {
  it('is refused as it stands, r||s, and verifies in the DER form that is accepted here', async () => {
    const { paeUtf8, publicKeyJwk, envelope } = JSON.parse(
      readFileSync(shared('vectors/dsse/spec-ecdsa-p256.json'), 'utf8'),
    )
    const point = concat(Uint8Array.of(4), unbase64url(publicKeyJwk.x), unbase64url(publicKeyJwk.y))
    const key = publicKeyFromRaw('p256', point)
    const raw = unbase64(envelope.signatures[0].sig)
    for (const provider of providers) {
      expect(await provider.verify(key, utf8(paeUtf8), raw)).toBe('failed')
      expect(await provider.verify(key, utf8(paeUtf8), p256DerSignature(raw))).toBe('verified')
    }
  })
})
