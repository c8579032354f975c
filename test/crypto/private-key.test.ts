import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TAG } from '../../src/crypto/der.ts'
import { der, derBitString, derObjectId, derOctets, derSequence, derUnsigned } from '../../src/crypto/der-writer.ts'
import { mlDsa65Library } from '../../src/crypto/ml-dsa-65.ts'
import { encryptPkcs8, PBKDF2_ITERATIONS } from '../../src/crypto/pbes2.ts'
import { readPem, writePem } from '../../src/crypto/pem.ts'
import { readPkcs8, writePkcs8 } from '../../src/crypto/pkcs8.ts'
import { exportPrivateKey, importPrivateKey } from '../../src/crypto/private-key.ts'
import { parsePublicKey } from '../../src/crypto/public-key.ts'
import { generateSigner, heldPrivateKey, signerFromSeed } from '../../src/crypto/signer.ts'
import type { SignatureAlgorithm, Signer } from '../../src/crypto/types.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { concat, hex, unhex, utf8 } from '../../src/encoding/bytes.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { generateNodeSigner, nodeSigner, toNodeSigner } from '../../src/node/signer.ts'
import { providers } from './providers.ts'

const [, , node] = providers
const message = utf8('a message')
const hasMlDsa = (await mlDsa65Library()) !== undefined

async function codeOf(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return 'accepted'
  } catch (error) {
    if (isFairtrailError(error)) return error.code
    throw error
  }
}

async function verifies({ publicKey, sign }: Signer): Promise<void> {
  expect(await node?.verify(publicKey, message, await sign(message))).toBe('verified')
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('signers', () => {
  it.each(['ed25519', 'p256'] as const)(
    '%s: fresh keys differ and sign what every provider verifies',
    async (algorithm) => {
      const makers = [generateSigner, generateNodeSigner]
      const signers = await Promise.all([...makers, ...makers].map((make) => make(algorithm)))
      expect(new Set(signers.map(({ publicKey }) => publicKey.id)).size).toBe(4)
      for (const { publicKey, sign } of signers) {
        expect(publicKey.algorithm).toBe(algorithm)
        const signature = await sign(message)
        for (const provider of providers) expect(await provider.verify(publicKey, message, signature)).toBe('verified')
      }
    },
  )

  it('make Ed25519 keys unless asked otherwise', async () => {
    expect((await generateSigner()).publicKey.algorithm).toBe('ed25519')
    expect((await generateNodeSigner()).publicKey.algorithm).toBe('ed25519')
  })

  it('have the published Ed25519 key and signature (RFC 8032, section 7.1, test 2)', async () => {
    const signer = await signerFromSeed(
      'ed25519',
      unhex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
    )
    expect(hex(signer.publicKey.raw)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const expected =
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
    expect(hex(await signer.sign(Uint8Array.of(0x72)))).toBe(expected)
    expect(hex(await toNodeSigner(signer).sign(Uint8Array.of(0x72)))).toBe(expected)
  })

  it('have the published P-256 key and signature, s brought to its low form (RFC 6979, appendix A.2.5)', async () => {
    const signer = await signerFromSeed(
      'p256',
      unhex('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
    )
    expect(hex(signer.publicKey.raw.subarray(1, 33))).toBe(
      '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6',
    )
    const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const s = 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n
    const r = 0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n
    expect(hex(await signer.sign(utf8('sample')))).toBe(hex(derSequence(derUnsigned(r), derUnsigned(n - s))))
  })

  it('always have a low s, from the native library too', async () => {
    for (const signer of [await generateSigner('p256'), await generateNodeSigner('p256')]) {
      for (let i = 0; i < 20; i++) {
        const text = utf8(`${i}`)
        expect(await node?.verify(signer.publicKey, text, await signer.sign(text))).toBe('verified')
      }
    }
  })

  it('refuse a seed that is none', async () => {
    expect(await codeOf(signerFromSeed('ed25519', new Uint8Array(31)))).toBe('misuse')
    expect(await codeOf(signerFromSeed('p256', new Uint8Array(32)))).toBe('misuse')
    expect(await codeOf(signerFromSeed('p256', new Uint8Array(32).fill(255)))).toBe('misuse')
  })

  it('keep their own copy of the seed', async () => {
    const seed = new Uint8Array(32).fill(1)
    const signer = await signerFromSeed('ed25519', seed)
    const signature = hex(await signer.sign(message))
    seed.fill(2)
    expect(hex(await signer.sign(message))).toBe(signature)
  })

  it('of ML-DSA-65 come from Node, or from the optional library', async () => {
    const native = await generateNodeSigner('ml-dsa-65')
    await verifies(native)
    const portable = generateSigner('ml-dsa-65')
    if (hasMlDsa) await verifies(await portable)
    else expect(await codeOf(portable)).toBe('library-missing')
  })

  it('made elsewhere stay what they are', () => {
    const card: Signer = {
      publicKey: parsePublicKey(unhex('302a300506032b6570032100'.padEnd(88, '0'))),
      sign: async () => message,
    }
    expect(toNodeSigner(card)).toBe(card)
  })
})

describe('private keys', () => {
  const algorithms: SignatureAlgorithm[] = ['ed25519', 'p256', 'ml-dsa-65']

  it.each(algorithms)('%s: are exported under a passphrase, and imported with it alone', async (algorithm) => {
    const signer = await generateNodeSigner(algorithm)
    const pem = await exportPrivateKey(signer, 'пароль')
    expect(pem.startsWith('-----BEGIN ENCRYPTED PRIVATE KEY-----\n')).toBe(true)
    const readers = algorithm === 'ml-dsa-65' && !hasMlDsa ? [nodeSigner] : [nodeSigner, importPrivateKey]
    for (const read of readers) {
      const again = await read(pem, 'пароль')
      expect(again.publicKey.id).toBe(signer.publicKey.id)
      await verifies(again)
      expect((await read(pem, async () => 'пароль')).publicKey.id).toBe(signer.publicKey.id)
      expect(await codeOf(read(pem, 'Пароль'))).toBe('passphrase-wrong')
      expect(await codeOf(read(pem))).toBe('passphrase-needed')
    }
  })

  it('exported twice share neither salt nor vector', async () => {
    const signer = await generateSigner()
    expect(await exportPrivateKey(signer, 'x')).not.toBe(await exportPrivateKey(signer, 'x'))
    expect(PBKDF2_ITERATIONS).toBeGreaterThanOrEqual(600_000)
  })

  it('are not asked for a passphrase where they are not encrypted', async () => {
    const handle = generateKeyPairSync('ed25519').privateKey
    const pem = handle.export({ type: 'pkcs8', format: 'pem' }).toString()
    const ask = vi.fn(async () => 'never')
    await verifies(await importPrivateKey(pem, ask))
    expect(ask).not.toHaveBeenCalled()
  })

  it('are read from what node:crypto writes, and written as it reads them', async () => {
    const pairs: [SignatureAlgorithm, KeyObject][] = [
      ['ed25519', generateKeyPairSync('ed25519').privateKey],
      ['p256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
      ['ml-dsa-65', generateKeyPairSync('ml-dsa-65' as 'ed25519').privateKey],
    ]
    for (const [algorithm, handle] of pairs) {
      const signer = await nodeSigner(handle.export({ type: 'pkcs8', format: 'pem' }).toString())
      expect(signer.publicKey.algorithm).toBe(algorithm)
      const key = heldPrivateKey(signer)
      if (key === undefined) throw new Error('the key is held')
      const written = createPrivateKey({
        key: Buffer.from(writePkcs8(key, signer.publicKey.raw)),
        format: 'der',
        type: 'pkcs8',
      })
      expect(written.equals(handle)).toBe(true)
    }
  })

  it('of a signer elsewhere are not exported', async () => {
    const { publicKey, sign } = await generateSigner()
    expect(await codeOf(exportPrivateKey({ publicKey, sign }, 'x'))).toBe('private-key-not-exportable')
    expect(await codeOf(exportPrivateKey(await generateSigner(), ''))).toBe('misuse')
  })

  it('of other algorithms and forms are refused by name', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
    for (const handle of [rsa, p384]) {
      const pem = handle.export({ type: 'pkcs8', format: 'pem' }).toString()
      expect(await codeOf(importPrivateKey(pem))).toBe('private-key-unsupported')
      const encrypted = handle
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString()
      expect(await codeOf(importPrivateKey(encrypted, 'x'))).toBe('private-key-unsupported')
    }
    const sec1 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' })
    await expect(importPrivateKey(sec1.toString())).rejects.toThrow('found EC PRIVATE KEY')
    const expandedOnly = derSequence(
      derUnsigned(0),
      derSequence(derObjectId('2.16.840.1.101.3.4.3.18')),
      derOctets(derOctets(new Uint8Array(4032))),
    )
    expect(await codeOf(importPrivateKey(writePem('PRIVATE KEY', expandedOnly)))).toBe('private-key-unsupported')
  })

  it('that contradict themselves are refused', async () => {
    const [a, b] = [await generateSigner('p256'), await generateSigner('p256')]
    const key = heldPrivateKey(a)
    if (key === undefined) throw new Error('the key is held')
    const mixed = writePem('PRIVATE KEY', writePkcs8(key, b.publicKey.raw))
    expect(await codeOf(importPrivateKey(mixed))).toBe('private-key-syntax')
    expect(await codeOf(nodeSigner(mixed))).toBe('private-key-syntax')
    const zero = writePem('PRIVATE KEY', writePkcs8({ algorithm: 'p256', secret: new Uint8Array(32) }))
    expect(await codeOf(importPrivateKey(zero))).toBe('private-key-syntax')
    const ed = await signerFromSeed('ed25519', new Uint8Array(32).fill(3))
    const attached = (raw: Uint8Array): string =>
      writePem(
        'PRIVATE KEY',
        derSequence(
          derUnsigned(1),
          derSequence(derObjectId('1.3.101.112')),
          derOctets(derOctets(new Uint8Array(32).fill(3))),
          der(0x81, derBitString(raw).subarray(2)),
        ),
      )
    expect((await importPrivateKey(attached(ed.publicKey.raw))).publicKey.id).toBe(ed.publicKey.id)
    expect(await codeOf(importPrivateKey(attached(a.publicKey.raw)))).toBe('private-key-syntax')
    const short = writePem('PRIVATE KEY', writePkcs8({ algorithm: 'ed25519', secret: new Uint8Array(31) }))
    expect(await codeOf(importPrivateKey(short))).toBe('private-key-syntax')
  })

  it('give only our own errors, whatever byte of the file is changed', async () => {
    const pkcs8 = writePkcs8({ algorithm: 'p256', secret: new Uint8Array(32).fill(7) })
    const accepted = new Set(['accepted', 'private-key-syntax', 'private-key-unsupported'])
    await fc.assert(
      fc.asyncProperty(fc.nat(pkcs8.length - 1), fc.nat(255), async (at, value) => {
        const changed = pkcs8.slice()
        changed[at] = value
        expect(accepted).toContain(await codeOf(importPrivateKey(writePem('PRIVATE KEY', changed))))
      }),
      { numRuns: 150 },
    )
  })
})

describe('the encryption of private keys', () => {
  const PBES2 = derObjectId('1.2.840.113549.1.5.13')
  const pkcs8 = writePkcs8({ algorithm: 'ed25519', secret: new Uint8Array(32).fill(7) })

  /** A file like ours with another derivation or cipher. */
  function file(kdf: Uint8Array, cipher: Uint8Array, scheme = PBES2): string {
    const encrypted = derOctets(new Uint8Array(48))
    return writePem('ENCRYPTED PRIVATE KEY', derSequence(derSequence(scheme, derSequence(kdf, cipher)), encrypted))
  }
  const kdf = (iterations: number, prf = '1.2.840.113549.2.9', salt = new Uint8Array(16)): Uint8Array =>
    derSequence(
      derObjectId('1.2.840.113549.1.5.12'),
      derSequence(derOctets(salt), derUnsigned(iterations), derSequence(derObjectId(prf))),
    )
  const cipher = (oid = '2.16.840.1.101.3.4.1.42', iv = new Uint8Array(16)): Uint8Array =>
    derSequence(derObjectId(oid), derOctets(iv))

  it('is bounded in work, and read in the named forms alone', async () => {
    const codes = async (pem: string): Promise<string> => codeOf(importPrivateKey(pem, 'x'))
    expect(await codes(file(kdf(1000), cipher()))).toBe('passphrase-wrong')
    expect(await codes(file(kdf(10_000_001), cipher()))).toBe('private-key-unsupported')
    expect(await codes(file(kdf(0), cipher()))).toBe('private-key-unsupported')
    expect(await codes(file(kdf(2 ** 40), cipher()))).toBe('private-key-syntax')
    expect(await codes(file(kdf(1000, '1.2.840.113549.2.9', new Uint8Array(1025)), cipher()))).toBe(
      'private-key-unsupported',
    )
    expect(await codes(file(kdf(1000, '1.2.643.7.1.1.4.2'), cipher()))).toBe('private-key-unsupported')
    expect(await codes(file(kdf(1000), cipher('1.2.840.113549.3.7', new Uint8Array(8))))).toBe(
      'private-key-unsupported',
    )
    expect(await codes(file(kdf(1000), cipher('2.16.840.1.101.3.4.1.42', new Uint8Array(8))))).toBe(
      'private-key-unsupported',
    )
    const scrypt = derSequence(derObjectId('1.3.6.1.4.1.11591.4.11'), derSequence())
    expect(await codes(file(scrypt, cipher()))).toBe('private-key-unsupported')
    expect(await codes(file(kdf(1000), cipher(), derObjectId('1.2.840.113549.1.5.3')))).toBe('private-key-unsupported')
    expect(await codes(file(kdf(1000), derSequence(derObjectId('2.16.840.1.101.3.4.1.42'))))).toBe('private-key-syntax')
    expect(await codes(writePem('ENCRYPTED PRIVATE KEY', derSequence()))).toBe('private-key-syntax')
    expect(await codes(writePem('ENCRYPTED PRIVATE KEY', der(TAG.octetString)))).toBe('private-key-syntax')
  })

  it('tells a key that decrypts to something else than PKCS#8 from a good one', async () => {
    const pem = writePem('ENCRYPTED PRIVATE KEY', await encryptPkcs8(utf8('no private key'), 'x'))
    expect(await codeOf(importPrivateKey(pem, 'x'))).toBe('passphrase-wrong')
    const good = writePem('ENCRYPTED PRIVATE KEY', await encryptPkcs8(pkcs8, 'x'))
    expect(await codeOf(importPrivateKey(good, 'x'))).toBe('accepted')
  })

  it('needs crypto.subtle, and says so', async () => {
    const pem = writePem('ENCRYPTED PRIVATE KEY', await encryptPkcs8(pkcs8, 'x'))
    const signer = await signerFromSeed('ed25519', new Uint8Array(32))
    const { getRandomValues } = globalThis.crypto
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(globalThis.crypto) })
    expect(await codeOf(importPrivateKey(pem, 'x'))).toBe('webcrypto-missing')
    expect(await codeOf(exportPrivateKey(signer, 'x'))).toBe('webcrypto-missing')
  })
})

describe('private material', () => {
  const secret = unhex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')

  /** Forms in which the 32 bytes, or half of them, would show. */
  function leaks(text: string): boolean {
    const list = [...secret.subarray(0, 6)]
    const indexed = list.map((byte, i) => `"${i}":${byte}`)
    const forms = [hex(secret.subarray(0, 8)), base64(secret.subarray(0, 9)), list.join(','), indexed.join(',')]
    const compact = text.replace(/\s/g, '').toLowerCase()
    return forms.some((form) => compact.includes(form.toLowerCase()))
  }

  function everything(value: unknown): string {
    const shown = inspect(value, { showHidden: true, depth: null, maxArrayLength: null, getters: true })
    return [
      shown,
      JSON.stringify(value),
      String(value),
      value instanceof Error ? `${value.stack}${inspect(value.cause)}` : '',
    ].join('\n')
  }

  it('does not show in a signer, however it is printed', async () => {
    for (const algorithm of ['ed25519', 'p256'] as const) {
      const signer = await signerFromSeed(algorithm, secret)
      for (const it of [signer, toNodeSigner(signer)]) {
        expect(leaks(everything(it))).toBe(false)
        expect(Object.keys(it)).toEqual(['publicKey', 'sign'])
        expect(() => structuredClone(it)).toThrow()
      }
    }
    expect(leaks(inspect({ secret }))).toBe(true)
    expect(leaks(JSON.stringify({ secret }))).toBe(true)
    expect(leaks(hex(secret))).toBe(true)
  })

  it('does not show in errors about a damaged file', async () => {
    for (const algorithm of ['ed25519', 'p256'] as const) {
      const whole = writePkcs8({ algorithm, secret })
      for (let at = 0; at < whole.length; at++) {
        const changed = concat(whole)
        changed[at] = (changed[at] as number) ^ 0xff
        for (const bytes of [changed, whole.slice(0, at)]) {
          try {
            readPkcs8(bytes)
          } catch (error) {
            expect(leaks(everything(error))).toBe(false)
            // Not even one octet: a reader's "found tag 0x9d" would be one.
            expect(`${(error as Error).message}`).not.toMatch(/0x[0-9a-f]{2}/)
          }
        }
      }
    }
  })

  it('does not show in errors about a damaged PEM text', async () => {
    const pem = writePem('PRIVATE KEY', writePkcs8({ algorithm: 'ed25519', secret }))
    const [, body = ''] = pem.split('\n')
    for (const text of [pem.replace('END', 'ENDS'), pem.replace(body, `!${body}`), pem + pem, pem.slice(0, -30)]) {
      const error = await importPrivateKey(text).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(isFairtrailError(error)).toBe(true)
      expect(everything(error)).not.toContain(body.slice(24, 36))
    }
    expect(() => readPem('', ['PRIVATE KEY'])).toThrow('found none')
  })

  it('and the passphrase do not show in errors about a wrong passphrase', async () => {
    const pem = await exportPrivateKey(await signerFromSeed('ed25519', secret), 'right horse')
    const error = await importPrivateKey(pem, 'wrong horse').catch((reason: unknown) => reason)
    expect(leaks(everything(error))).toBe(false)
    expect(everything(error)).not.toContain('horse')
  })
})
