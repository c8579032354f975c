import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIGEST_BYTES, digestOf, isLegacyDigest, portableHasher } from '../../src/crypto/digest.ts'
import type { DigestAlgorithm } from '../../src/crypto/types.ts'
import { hex, utf8 } from '../../src/encoding/bytes.ts'
import { providers } from './providers.ts'

const algorithms = Object.keys(DIGEST_BYTES) as DigestAlgorithm[]

describe('digests', () => {
  it('know their algorithms, lengths, and which are legacy', () => {
    expect(algorithms).toEqual(['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512', 'sha1', 'md5'])
    for (const algorithm of algorithms) {
      expect(digestOf(algorithm, utf8('abc'))).toHaveLength(DIGEST_BYTES[algorithm])
    }
    expect(algorithms.filter(isLegacyDigest)).toEqual(['sha1', 'md5'])
  })

  it('have the published values for "abc" (FIPS 180-4, FIPS 202, RFC 1321)', () => {
    expect(hex(digestOf('md5', utf8('abc')))).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(hex(digestOf('sha1', utf8('abc')))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
    expect(hex(digestOf('sha256', utf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
    expect(hex(digestOf('sha3-256', utf8('abc')))).toBe(
      '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
    )
  })

  it('are the same from every provider, whole or in parts, as from OpenSSL', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (parts) => {
        const whole = new Uint8Array(parts.flatMap((part) => [...part]))
        for (const algorithm of algorithms) {
          const expected = createHash(algorithm).update(whole).digest('hex')
          expect(hex(digestOf(algorithm, whole))).toBe(expected)
          for (const provider of providers) {
            const hasher = provider.hasher(algorithm)
            for (const part of parts) hasher?.update(part)
            expect(hasher && hex(hasher.digest()), `${provider.name} ${algorithm}`).toBe(expected)
          }
        }
        for (const provider of providers) {
          expect(hex(provider.sha256(whole))).toBe(hex(digestOf('sha256', whole)))
          expect(hex(provider.sha512(whole))).toBe(hex(digestOf('sha512', whole)))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('are plain byte arrays from every provider, so that a slice is a copy', () => {
    for (const provider of providers) {
      for (const bytes of [provider.sha256(utf8('x')), provider.sha512(utf8('x')), provider.hasher('md5')?.digest()]) {
        expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype)
      }
    }
  })

  it('are spent after the digest', () => {
    const hasher = portableHasher('sha256')
    hasher.digest()
    expect(() => hasher.update(utf8('more'))).toThrow()
  })
})
