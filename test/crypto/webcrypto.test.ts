import { afterEach, describe, expect, it, vi } from 'vitest'
import { verifyEd25519 } from '../../src/crypto/ed25519.ts'
import { signerFromSeed } from '../../src/crypto/signer.ts'
import { utf8 } from '../../src/encoding/bytes.ts'

/** A fresh copy of the module over another platform: it looks at the platform once. */
async function over(subtle: Partial<SubtleCrypto> | undefined) {
  vi.resetModules()
  vi.stubGlobal('crypto', subtle === undefined ? {} : { subtle })
  const { webCryptoProvider } = await import('../../src/crypto/webcrypto.ts')
  const { defaultProvider } = await import('../../src/crypto/default-provider.ts')
  return { provider: await webCryptoProvider(), chosen: (await defaultProvider()).name }
}

const native = globalThis.crypto.subtle
const importKey = native.importKey.bind(native) as SubtleCrypto['importKey']
const verify = native.verify.bind(native) as SubtleCrypto['verify']

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the Web Crypto provider', () => {
  it('is the default where the platform has a strict Ed25519', async () => {
    const { provider, chosen } = await over({ importKey, verify })
    expect(provider?.name).toBe('webcrypto')
    expect(chosen).toBe('webcrypto')
  })

  it.each([
    ['without crypto.subtle, as in a page that is no secure context', undefined],
    [
      'without Ed25519',
      { importKey: (() => Promise.reject(new DOMException('', 'NotSupportedError'))) as never, verify },
    ],
    ['with an Ed25519 that accepts nothing', { importKey, verify: async () => false }],
    ['with a cofactored Ed25519', { importKey, verify: async () => true }],
  ])('is not offered %s; the default is then portable', async (_, subtle) => {
    const { provider, chosen } = await over(subtle)
    expect(provider).toBeUndefined()
    expect(chosen).toBe('portable')
  })

  it('leaves to the portable library what the platform refuses, and never takes a refusal for a failed signature', async () => {
    const message = utf8('message')
    for (const algorithm of ['ed25519', 'p256'] as const) {
      const signer = await signerFromSeed(algorithm, new Uint8Array(32).fill(5))
      const signature = await signer.sign(message)
      let refusing = false
      const refuse = (): Promise<never> => Promise.reject(new DOMException('', 'OperationError'))
      for (const broken of ['importKey', 'verify'] as const) {
        refusing = false
        const { provider } = await over({
          importKey: ((...args: Parameters<SubtleCrypto['importKey']>) =>
            refusing && broken === 'importKey' ? refuse() : importKey(...args)) as SubtleCrypto['importKey'],
          verify: (...args) => (refusing && broken === 'verify' ? refuse() : verify(...args)),
        })
        refusing = true
        expect(await provider?.verify(signer.publicKey, message, signature)).toBe('verified')
        expect(await provider?.verify(signer.publicKey, utf8('other'), signature)).toBe('failed')
      }
    }
  })

  it('imports each key once', async () => {
    let imports = 0
    const { provider } = await over({
      importKey: ((...args: Parameters<SubtleCrypto['importKey']>) => {
        imports++
        return importKey(...args)
      }) as SubtleCrypto['importKey'],
      verify,
    })
    const before = imports
    const signer = await signerFromSeed('ed25519', new Uint8Array(32))
    const signature = await signer.sign(utf8('m'))
    for (let i = 0; i < 3; i++) expect(await provider?.verify(signer.publicKey, utf8('m'), signature)).toBe('verified')
    expect(imports - before).toBe(1)
  })

  it('takes messages in shared memory, which the platform does not', async () => {
    const { provider } = await over({ importKey, verify })
    const signer = await signerFromSeed('ed25519', new Uint8Array(32))
    const message = new Uint8Array(new SharedArrayBuffer(4))
    expect(await provider?.verify(signer.publicKey, message, await signer.sign(message.slice()))).toBe('verified')
  })
})

describe('the portable Ed25519', () => {
  it('answers the same with a table of the key, which it makes for a key used often, as without', async () => {
    const signers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => signerFromSeed('ed25519', new Uint8Array(32).fill(i + 1))),
    )
    for (const { publicKey, sign } of signers) {
      const message = utf8(publicKey.id)
      const signature = await sign(message)
      for (let i = 0; i < 6; i++) {
        expect(verifyEd25519(publicKey, message, signature)).toBe(true)
        expect(verifyEd25519(publicKey, utf8(`${i}`), signature)).toBe(false)
      }
    }
    // The first keys' tables have made room for others by now.
    const [first] = signers
    const signature = await first?.sign(utf8('again'))
    expect(first && signature && verifyEd25519(first.publicKey, utf8('again'), signature)).toBe(true)
  })
})
