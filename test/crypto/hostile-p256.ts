import { p256 } from '@noble/curves/nist.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { TAG } from '../../src/crypto/der.ts'
import { der, derSequence, derUnsigned } from '../../src/crypto/der-writer.ts'
import { concat, hex, unhex, utf8 } from '../../src/encoding/bytes.ts'

/** ECDSA signatures at the edges of what is accepted, made with known private keys and nonces. */

export interface P256Case {
  readonly kind: string
  readonly why: string
  /** The uncompressed point. */
  readonly key: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly valid: boolean
}

const { Point } = p256
const N = Point.CURVE().n
const FIELD = Point.CURVE().p
const B = Point.CURVE().b

export function mod(value: bigint, modulus = N): bigint {
  return ((value % modulus) + modulus) % modulus
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let b = mod(base, modulus), e = exponent; e > 0n; e >>= 1n, b = (b * b) % modulus) {
    if (e & 1n) result = (result * b) % modulus
  }
  return result
}

function inverse(value: bigint): bigint {
  return power(value, N - 2n, N)
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes)}`)
}

/** y of the point with this x, if there is one: p = 3 mod 4. */
export function yOf(x: bigint): bigint | undefined {
  const square = mod(x * x * x - 3n * x + B, FIELD)
  const y = power(square, (FIELD + 1n) / 4n, FIELD)
  return (y * y) % FIELD === square ? y : undefined
}

export function point(x: bigint, y: bigint): Uint8Array {
  return unhex(`04${x.toString(16).padStart(64, '0')}${y.toString(16).padStart(64, '0')}`)
}

function publicOf(d: bigint): Uint8Array {
  return Point.BASE.multiply(d).toBytes(false)
}

/** A negative or positive INTEGER with the content as given, whatever its form. */
function integer(content: Uint8Array): Uint8Array {
  return der(TAG.integer, content)
}

function signatureOf(r: bigint, s: bigint): Uint8Array {
  return derSequence(derUnsigned(r), derUnsigned(s))
}

export const SECRET: bigint = mod(number(sha256(utf8('a P-256 key of the hostile set'))))
export const honestPoint: Uint8Array = publicOf(SECRET)

/** The key under which (r, s) with the point R is a signature of the message: Q = (sR - eG) / r. */
function recover(x: bigint, s: bigint, message: Uint8Array): { key: Uint8Array; r: bigint } {
  const r = mod(x)
  const nonce = Point.fromAffine({ x, y: yOf(x) as bigint })
  const e = mod(number(sha256(message)))
  const key = nonce.multiply(s).subtract(Point.BASE.multiply(e)).multiply(inverse(r))
  return { key: key.toBytes(false), r }
}

function smallestX(from: bigint): bigint {
  let x = from
  while (yOf(x) === undefined) x++
  return x
}

export function p256Cases(): P256Case[] {
  const cases: P256Case[] = []
  const message = utf8('hostile')
  const e = mod(number(sha256(message)))
  const add = (
    kind: string,
    why: string,
    signature: Uint8Array,
    valid = false,
    key = honestPoint,
    text = message,
  ): void => {
    cases.push({ kind, why, key, message: text, signature, valid })
  }
  const raw = p256.sign(message, unhex(SECRET.toString(16).padStart(64, '0')))
  const r = number(raw.subarray(0, 32))
  const s = number(raw.subarray(32))
  const signature = signatureOf(r, s)
  const half = (N - 1n) / 2n
  /** r of a signature whose nonce is 3. */
  const nonce = mod(Point.BASE.multiply(3n).toAffine().x)

  add('valid', 'an ordinary signature', signature, true)
  add('wrong message', 'another message', signature, false, honestPoint, utf8('hostile.'))
  add('wrong key', 'another key', signature, false, publicOf(2n))
  add('wrong digest', 'SHA-512 instead of SHA-256', ecdsaOver(number(sha512(message).slice(0, 32))))
  add('high s', 'n - s, which verifies too', signatureOf(r, N - s))

  for (const [title, edge, valid] of [
    ['s = (n - 1)/2', half, true],
    ['s = (n + 1)/2', half + 1n, false],
    ['s = 1', 1n, true],
    ['s = n - 1', N - 1n, false],
  ] as const) {
    // With the nonce 3 the private key follows from s: d = (3s - e)/r.
    const key = publicOf(mod((3n * edge - e) * inverse(nonce)))
    add(valid ? 'valid' : 'high s', `${title}; the equation holds`, signatureOf(nonce, edge), valid, key)
  }
  const small = recover(smallestX(1n), 5n, message)
  add('valid', `r = ${small.r}: the shortest INTEGER`, signatureOf(small.r, 5n), true, small.key)
  add('r or s out of range', 'r + n for that signature', signatureOf(small.r + N, 5n), false, small.key)
  const above = recover(smallestX(N), 7n, message)
  add('valid', 'x of R lies between n and p: r = x - n', signatureOf(above.r, 7n), true, above.key)
  add('r or s out of range', 'x of R lies between n and p: r = x', signatureOf(above.r + N, 7n), false, above.key)

  for (const [why, rr, ss] of [
    ['r = 0', 0n, s],
    ['s = 0', r, 0n],
    ['r = 0, s = 0', 0n, 0n],
    ['r = n', N, s],
    ['s = n', r, N],
    ['s + n', r, s + N],
    ['r = p', FIELD, s],
    ['r = 2^256 - 1', 2n ** 256n - 1n, s],
  ] as const) {
    add('r or s out of range', why, signatureOf(rr, ss))
  }
  // Q = -(e/r)G brings u1 G + u2 Q to the identity, which has no x.
  const cancelling = publicOf(mod(-e * inverse(r)))
  add('R the identity', 'u1 G + u2 Q is the identity', signatureOf(r, s), false, cancelling)

  const rBytes = derUnsigned(r).subarray(2)
  const sBytes = derUnsigned(s).subarray(2)
  const body = signature.subarray(2)
  const forms: [string, Uint8Array][] = [
    ['r||s of 64 bytes', raw],
    ['empty', new Uint8Array(0)],
    ['an empty SEQUENCE', derSequence()],
    ['one INTEGER', derSequence(derUnsigned(r))],
    ['three INTEGERs', derSequence(derUnsigned(r), derUnsigned(s), derUnsigned(1))],
    ['a leading zero in r', derSequence(integer(concat(Uint8Array.of(0), rBytes)), derUnsigned(s))],
    ['a leading zero in s', derSequence(derUnsigned(r), integer(concat(Uint8Array.of(0), sBytes)))],
    ['r negative', derSequence(integer(negated(r)), derUnsigned(s))],
    ['s negative', derSequence(derUnsigned(r), integer(negated(s)))],
    ['an INTEGER without content', derSequence(derUnsigned(r), integer(new Uint8Array(0)))],
    ['a length in the long form', concat(Uint8Array.of(0x30, 0x81, body.length), body)],
    ['a length with a leading zero', concat(Uint8Array.of(0x30, 0x82, 0, body.length), body)],
    ['an indefinite length', concat(Uint8Array.of(0x30, 0x80), body, new Uint8Array(2))],
    [
      'an INTEGER length in the long form',
      derSequence(concat(Uint8Array.of(0x02, 0x81, rBytes.length), rBytes), derUnsigned(s)),
    ],
    ['a byte after the SEQUENCE', concat(signature, Uint8Array.of(0))],
    ['a byte in the SEQUENCE', derSequence(body, Uint8Array.of(0))],
    ['NULL in the SEQUENCE', derSequence(body, Uint8Array.of(5, 0))],
    ['the last byte cut off', signature.slice(0, -1)],
    ['a SEQUENCE longer than the input', concat(Uint8Array.of(0x30, body.length + 1), body)],
    ['a SET', der(TAG.set, body)],
    ['an OCTET STRING for r', derSequence(der(TAG.octetString, rBytes), derUnsigned(s))],
    ['zeros', new Uint8Array(72)],
  ]
  for (const [why, bytes] of forms) add('not the accepted DER', why, bytes)
  return cases

  /** A signature of this digest by the honest key, with the nonce 3. */
  function ecdsaOver(digest: bigint): Uint8Array {
    const value = mod((mod(digest) + nonce * SECRET) * inverse(3n))
    return signatureOf(nonce, value > half ? N - value : value)
  }
}

/** Two's complement of -value in its shortest form. */
function negated(value: bigint): Uint8Array {
  const bytes = derUnsigned((1n << 264n) - value).subarray(2)
  let from = bytes.length - 33
  while (bytes[from] === 0xff && (bytes[from + 1] as number) >= 0x80) from++
  return bytes.slice(from)
}
