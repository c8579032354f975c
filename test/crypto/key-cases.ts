import { der, derBitString, derNull, derObjectId, derSequence, derUnsigned } from '../../src/crypto/der-writer.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { PublicKey } from '../../src/crypto/types.ts'
import { concat } from '../../src/encoding/bytes.ts'
import { honestKey } from './hostile-ed25519.ts'
import { honestPoint, point, yOf } from './hostile-p256.ts'

/** SubjectPublicKeyInfos at the edges of what is accepted. */
export interface KeyCase {
  readonly why: string
  readonly spki: Uint8Array
  /** `refused`: not read. `unusable`: read, and refused when it is checked. */
  readonly expect: PublicKey['algorithm'] | 'refused' | 'unusable'
}

const FIELD = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const ED25519 = '1.3.101.112'
const ML_DSA_65 = '2.16.840.1.101.3.4.3.18'
const EC = '1.2.840.10045.2.1'
const P256 = '1.2.840.10045.3.1.7'

function spki(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return derSequence(algorithm, derBitString(key))
}

function identifier(oid: string, ...parameters: Uint8Array[]): Uint8Array {
  return derSequence(derObjectId(oid), ...parameters)
}

/** ECParameters of P-256 written out (X9.62, not RFC 5480): the same curve under another AlgorithmIdentifier. */
function explicitP256(): Uint8Array {
  const octets = (value: bigint): Uint8Array =>
    der(
      0x04,
      Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 255n)),
    )
  return derSequence(
    derUnsigned(1),
    derSequence(derObjectId('1.2.840.10045.1.1'), derUnsigned(FIELD)),
    derSequence(octets(FIELD - 3n), octets(0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn)),
    der(0x04, honestPoint),
    derUnsigned(0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n),
    derUnsigned(1),
  )
}

export function keyCases(): KeyCase[] {
  const ed25519 = publicKeyFromRaw('ed25519', honestKey).spki
  const p256 = publicKeyFromRaw('p256', honestPoint).spki
  const mlDsa = publicKeyFromRaw('ml-dsa-65', new Uint8Array(1952)).spki
  const named = identifier(EC, derObjectId(P256))
  const x0 = yOf(0n) as bigint
  const compressed = concat(Uint8Array.of(2 + ((honestPoint[64] as number) & 1)), honestPoint.subarray(1, 33))
  const changed = honestPoint.slice()
  changed[64] = (changed[64] as number) ^ 1
  const unusedBits = ed25519.slice()
  unusedBits[11] = 1
  const wrongTag = ed25519.slice()
  wrongTag[0] = 0x31
  return [
    { why: 'Ed25519 in its accepted encoding', spki: ed25519, expect: 'ed25519' },
    { why: 'P-256 in its accepted encoding', spki: p256, expect: 'p256' },
    { why: 'P-256: x = 0', spki: publicKeyFromRaw('p256', point(0n, x0)).spki, expect: 'p256' },
    { why: 'ML-DSA-65 in its accepted encoding; every key of 1952 bytes is one', spki: mlDsa, expect: 'ml-dsa-65' },

    { why: 'Ed25519 with NULL parameters', spki: spki(identifier(ED25519, derNull()), honestKey), expect: 'refused' },
    { why: 'Ed25519 of 31 bytes', spki: spki(identifier(ED25519), honestKey.slice(1)), expect: 'refused' },
    {
      why: 'Ed25519 of 33 bytes',
      spki: spki(identifier(ED25519), concat(honestKey, Uint8Array.of(0))),
      expect: 'refused',
    },
    { why: 'Ed25519 with a byte after it', spki: concat(ed25519, Uint8Array.of(0)), expect: 'refused' },
    { why: 'Ed25519 cut off', spki: ed25519.slice(0, -1), expect: 'refused' },
    {
      why: 'Ed25519 with a length in the long form',
      spki: concat(Uint8Array.of(0x30, 0x81, 42), ed25519.subarray(2)),
      expect: 'refused',
    },
    {
      why: 'Ed25519 with an indefinite length',
      spki: concat(Uint8Array.of(0x30, 0x80), ed25519.subarray(2), new Uint8Array(2)),
      expect: 'refused',
    },
    { why: 'Ed25519 with an unused bit in the BIT STRING', spki: unusedBits, expect: 'refused' },
    { why: 'Ed25519 in a SET', spki: wrongTag, expect: 'refused' },
    { why: 'the 32 bytes of an Ed25519 key alone', spki: honestKey, expect: 'refused' },
    { why: 'empty', spki: new Uint8Array(0), expect: 'refused' },
    { why: 'P-256 as a compressed point', spki: spki(named, compressed), expect: 'refused' },
    {
      why: 'P-256 as a hybrid point',
      spki: spki(named, concat(Uint8Array.of(6 + ((honestPoint[64] as number) & 1)), honestPoint.subarray(1))),
      expect: 'refused',
    },
    { why: 'P-256, the identity', spki: spki(named, Uint8Array.of(0)), expect: 'refused' },
    { why: 'P-256 of 66 bytes', spki: spki(named, concat(honestPoint, Uint8Array.of(0))), expect: 'refused' },
    {
      why: 'P-256 with two parameters',
      spki: spki(identifier(EC, derObjectId(P256), derNull()), honestPoint),
      expect: 'refused',
    },
    {
      why: 'ML-DSA-65 with NULL parameters',
      spki: spki(identifier(ML_DSA_65, derNull()), new Uint8Array(1952)),
      expect: 'refused',
    },
    { why: 'ML-DSA-65 of 1951 bytes', spki: spki(identifier(ML_DSA_65), new Uint8Array(1951)), expect: 'refused' },
    {
      why: 'an AlgorithmIdentifier without an OBJECT IDENTIFIER',
      spki: spki(derSequence(derNull()), honestKey),
      expect: 'refused',
    },
    {
      why: 'an AlgorithmIdentifier with an arc not in its shortest form',
      spki: spki(derSequence(der(0x06, Uint8Array.of(0x2b, 0x80, 0x65))), honestKey),
      expect: 'refused',
    },
    {
      why: 'an OCTET STRING for the key',
      spki: derSequence(identifier('1.3.101.113'), der(0x04, new Uint8Array(57))),
      expect: 'refused',
    },
    {
      why: 'a third element',
      spki: derSequence(identifier('1.3.101.113'), derBitString(new Uint8Array(57)), derNull()),
      expect: 'refused',
    },

    { why: 'P-256: a point that is not on the curve', spki: spki(named, changed), expect: 'unusable' },
    { why: 'P-256: x = p, which is 0 not reduced', spki: spki(named, point(FIELD, x0)), expect: 'unusable' },
    { why: 'P-256: y = 2^256 - 1', spki: spki(named, point(1n, 2n ** 256n - 1n)), expect: 'unusable' },
    { why: 'P-256: zeros', spki: spki(named, point(0n, 0n)), expect: 'unusable' },

    { why: 'Ed448: carried, not checked', spki: spki(identifier('1.3.101.113'), new Uint8Array(57)), expect: 'other' },
    { why: 'X25519: carried, not checked', spki: spki(identifier('1.3.101.110'), honestKey), expect: 'other' },
    {
      why: 'ML-DSA-44: carried, not checked',
      spki: spki(identifier('2.16.840.1.101.3.4.3.17'), new Uint8Array(1312)),
      expect: 'other',
    },
    {
      why: 'RSA: carried, not checked',
      spki: spki(
        identifier('1.2.840.113549.1.1.1', derNull()),
        derSequence(derUnsigned(2n ** 2047n + 1n), derUnsigned(65537)),
      ),
      expect: 'other',
    },
    {
      why: 'P-384: carried, not checked',
      spki: spki(identifier(EC, derObjectId('1.3.132.0.34')), new Uint8Array(97).fill(4)),
      expect: 'other',
    },
    {
      why: 'GOST R 34.10-2012: carried, not checked',
      spki: spki(
        identifier('1.2.643.7.1.1.1.1', derSequence(derObjectId('1.2.643.2.2.36.0'), derObjectId('1.2.643.7.1.1.2.2'))),
        der(0x04, new Uint8Array(64)),
      ),
      expect: 'other',
    },
    {
      why: 'an EC key with parameters written out, though they are those of P-256: another AlgorithmIdentifier, carried, not checked',
      spki: spki(identifier(EC, explicitP256()), honestPoint),
      expect: 'other',
    },
    {
      why: 'an EC key without parameters: carried, not checked',
      spki: spki(identifier(EC), honestPoint),
      expect: 'other',
    },
    {
      why: 'an unknown algorithm with an empty key: carried, not checked',
      spki: spki(identifier('2.25.329800735698586629295641978511506172918'), new Uint8Array(0)),
      expect: 'other',
    },
  ]
}
