import * as real from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { mlDsa65Library } from '../../src/crypto/ml-dsa-65.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import { signerFromSeed } from '../../src/crypto/signer.ts'
import { utf8 } from '../../src/encoding/bytes.ts'

/** The provider over an OpenSSL that differs from this one. */
async function over(changes: Partial<typeof real>) {
  vi.resetModules()
  vi.doMock('node:crypto', () => ({ ...real, ...changes }))
  const { nodeProvider, threadedProvider } = await import('../../src/node/provider.ts')
  return { nodeProvider, threadedProvider }
}

function refuse(): never {
  throw new Error('not by this OpenSSL')
}

/** Refuses on the thread, where there is one. */
function refuseLater(...given: unknown[]): void {
  const answer = given.at(-1)
  if (typeof answer !== 'function') refuse()
  answer(new Error('not by this OpenSSL'))
}

afterEach(() => {
  vi.doUnmock('node:crypto')
})

describe('the provider over node:crypto', () => {
  it('leaves to the portable library what OpenSSL refuses, and never takes a refusal for a failed signature', async () => {
    const message = utf8('message')
    for (const changes of [
      { createPublicKey: refuse as never },
      { verify: refuse as never },
      { verify: refuseLater as never },
    ]) {
      for (const provider of Object.values(await over(changes))) {
        for (const algorithm of ['ed25519', 'p256'] as const) {
          const { publicKey, sign } = await signerFromSeed(algorithm, new Uint8Array(32).fill(5))
          expect(await provider.verify(publicKey, message, await sign(message))).toBe('verified')
          expect(await provider.verify(publicKey, utf8('other'), await sign(message))).toBe('failed')
        }
        const mlDsa = publicKeyFromRaw('ml-dsa-65', new Uint8Array(1952))
        const expected = (await mlDsa65Library()) === undefined ? 'not-checked' : 'failed'
        expect(await provider.verify(mlDsa, message, new Uint8Array(3309))).toBe(expected)
      }
    }
  })

  it('answers at once, without a promise; that of the threads with one', async () => {
    const { nodeProvider: provider, threadedProvider } = await over({})
    const { publicKey: key, sign: signed } = await signerFromSeed('ed25519', new Uint8Array(32).fill(5))
    expect(threadedProvider.verify(key, utf8('m'), await signed(utf8('m')))).toBeInstanceOf(Promise)
    for (const algorithm of ['ed25519', 'p256'] as const) {
      const { publicKey, sign } = await signerFromSeed(algorithm, new Uint8Array(32).fill(5))
      expect(provider.verify(publicKey, utf8('m'), await sign(utf8('m')))).toBe('verified')
    }
  })

  it('has no hasher for a digest that OpenSSL lacks, as MD5 under FIPS', async () => {
    const { nodeProvider: provider } = await over({ getHashes: () => ['sha256'] })
    expect(provider.hasher('md5')).toBeUndefined()
    expect(provider.hasher('sha256')).toBeDefined()
  })
})
