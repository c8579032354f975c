import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkPublicKey, keyDefect } from '../../src/crypto/key-check.ts'
import { parsePublicKeyPem, publicKeyPem } from '../../src/crypto/pem.ts'
import { isSignatureAlgorithm, keyIdOf, parsePublicKey, publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { PublicKey } from '../../src/crypto/types.ts'
import { hex } from '../../src/encoding/bytes.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { honestKey } from './hostile-ed25519.ts'
import { honestPoint } from './hostile-p256.ts'
import { keyCases } from './key-cases.ts'
import { providers } from './providers.ts'

function outcome(spki: Uint8Array): string {
  try {
    const key = parsePublicKey(spki)
    return keyDefect(key) === undefined ? key.algorithm : 'unusable'
  } catch (error) {
    if (isFairtrailError(error) && ['key-encoding', 'der-syntax'].includes(error.code)) return 'refused'
    throw error
  }
}

describe('public keys', () => {
  it.each(keyCases().map((it) => [it.expect, it.why, it.spki] as const))('%s: %s', (expected, _, spki) => {
    expect(outcome(spki)).toBe(expected)
  })

  it('are read from what node:crypto writes, and carry the SHA-256 of that as their id', () => {
    const pairs = [
      ['ed25519', generateKeyPairSync('ed25519').publicKey],
      ['p256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
      ['other', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
      ['other', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey],
      ['other', generateKeyPairSync('ed448').publicKey],
    ] as const
    for (const [algorithm, handle] of pairs) {
      const spki = handle.export({ type: 'spki', format: 'der' })
      const key = parsePublicKey(spki)
      expect(key.algorithm).toBe(algorithm)
      expect(key.id).toBe(createHash('sha256').update(spki).digest('hex'))
      expect(hex(key.spki)).toBe(spki.toString('hex'))
      expect(spki.toString('hex').endsWith(hex(key.raw))).toBe(true)
      expect(() => checkPublicKey(key)).not.toThrow()
    }
  })

  it('are the same from their raw bytes', () => {
    for (const [algorithm, raw] of [
      ['ed25519', honestKey],
      ['p256', honestPoint],
      ['ml-dsa-65', new Uint8Array(1952).fill(3)],
    ] as const) {
      const key = publicKeyFromRaw(algorithm, raw)
      expect(parsePublicKey(key.spki)).toEqual(key)
      expect(hex(key.raw)).toBe(hex(raw))
      expect(() => publicKeyFromRaw(algorithm, raw.slice(1))).toThrow('one accepted encoding')
    }
  })

  it('keep their own copy of the bytes', () => {
    const { spki } = publicKeyFromRaw('ed25519', honestKey)
    const bytes = spki.slice()
    const key = parsePublicKey(bytes)
    bytes.fill(0)
    expect(hex(key.spki)).toBe(hex(spki))
    expect(Object.isFrozen(key)).toBe(true)
  })

  it('say what would be accepted', () => {
    const compressed = keyCases().find(({ why }) => why.includes('compressed'))?.spki as Uint8Array
    expect(() => parsePublicKey(compressed)).toThrow(/P-256 key has one accepted encoding, 91 bytes .* begin 3059.*04/)
  })

  it('refuse a P-256 point given in another form', () => {
    const hybrid = honestPoint.slice()
    hybrid[0] = 6
    expect(() => publicKeyFromRaw('p256', hybrid)).toThrow('not uncompressed')
  })

  it('throw when they are checked and cannot be used', () => {
    const weak = publicKeyFromRaw('ed25519', Uint8Array.of(1, ...new Uint8Array(31)))
    expect(() => checkPublicKey(weak)).toThrow(`The ed25519 key ${weak.id} cannot be used: the point has small order.`)
    expect(() => checkPublicKey(weak)).toThrow('small order')
  })

  it('put together by hand verify nothing', async () => {
    const good = publicKeyFromRaw('ed25519', honestKey)
    const other = publicKeyFromRaw('ed25519', new Uint8Array(32))
    const forged: PublicKey[] = [
      { ...good, id: other.id },
      { ...good, raw: other.raw },
      { ...good, spki: other.spki, id: other.id },
      { ...good, raw: new Uint8Array(5) },
      { ...good, algorithm: 'p256' },
      { ...good, algorithm: 'ml-dsa-65' },
    ]
    for (const key of forged) {
      expect(keyDefect(key)).toBeDefined()
      for (const provider of providers) {
        for (const length of [64, 70, 3309]) {
          expect(await provider.verify(key, new Uint8Array(1), new Uint8Array(length))).toBe('failed')
        }
      }
    }
    expect(keyDefect({ ...good })).toBeUndefined()
  })

  it('of another algorithm are carried and never checked', async () => {
    const key = parsePublicKey(keyCases().find(({ expect: it }) => it === 'other')?.spki as Uint8Array)
    for (const provider of providers) {
      expect(await provider.verify(key, new Uint8Array(1), new Uint8Array(64))).toBe('not-checked')
    }
    expect(keyDefect({ ...key, id: keyIdOf(new Uint8Array(1)) })).toContain('its id')
  })

  it('know the names of the algorithms that are checked', () => {
    expect(['ed25519', 'p256', 'ml-dsa-65', 'other', 'toString'].map(isSignatureAlgorithm)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('public keys in PEM', () => {
  it('are written as node:crypto writes them, and read back', () => {
    for (const handle of [
      generateKeyPairSync('ed25519').publicKey,
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
    ]) {
      const pem = handle.export({ type: 'spki', format: 'pem' }).toString()
      expect(publicKeyPem(parsePublicKeyPem(pem))).toBe(pem)
      expect(parsePublicKeyPem(`Subject: someone\r\n${pem.replaceAll('\n', '\r\n')}\r\n`)).toEqual(
        parsePublicKeyPem(pem),
      )
    }
  })

  it('are refused where there is none, more than one, or no base64', () => {
    const pem = publicKeyPem(publicKeyFromRaw('ed25519', honestKey))
    const codeOf = (text: string): unknown => {
      try {
        return parsePublicKeyPem(text)
      } catch (error) {
        return isFairtrailError(error) ? error.code : error
      }
    }
    expect(codeOf('')).toBe('pem-syntax')
    expect(codeOf(pem + pem)).toBe('pem-syntax')
    expect(codeOf(pem.replace('END PUBLIC', 'END PRIVATE'))).toBe('pem-syntax')
    expect(codeOf(pem.replace('\nMC', '\n!C'))).toBe('pem-syntax')
    expect(codeOf('x'.repeat(70_000))).toBe('pem-syntax')
    expect(codeOf('-----BEGIN A-----\n'.repeat(3000))).toBe('pem-syntax')
    expect(codeOf(pem.replaceAll('PUBLIC', 'SECRET PUBLIC'))).toBe('pem-syntax')
    expect(() => parsePublicKeyPem(pem.replaceAll('PUBLIC', 'RSA PUBLIC'))).toThrow('found RSA PUBLIC KEY')
  })
})
