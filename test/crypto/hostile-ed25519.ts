import { Point } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { ed25519PublicKey, signEd25519 } from '../../src/crypto/ed25519.ts'
import { concat, hex, unhex, utf8 } from '../../src/encoding/bytes.ts'

/**
 * Ed25519 keys and signatures on which verifiers differ, made by arithmetic with known discrete logarithms, so that each one satisfies
 * the equation that some verifier uses and is stopped by the one rule that its class names.
 */

export interface Ed25519Case {
  /** What is wrong, the same for all cases of a kind. */
  readonly kind: string
  readonly why: string
  readonly key: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly valid: boolean
}

const P = Point.CURVE().p
const L = Point.CURVE().n
const SEED = sha512(utf8('a key of the hostile set')).slice(0, 32)

/** The secret scalar and the key of prime order that the cases are built from. */
const secret = (littleEndian(clamp(sha512(SEED).slice(0, 32))) % L) as bigint
export const honestKey: Uint8Array = ed25519PublicKey(SEED)

export function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes.slice().reverse())}`)
}

export function toLittleEndian(value: bigint): Uint8Array {
  return unhex(value.toString(16).padStart(64, '0')).reverse()
}

function clamp(bytes: Uint8Array): Uint8Array {
  bytes[0] = (bytes[0] as number) & 248
  bytes[31] = ((bytes[31] as number) & 127) | 64
  return bytes
}

function scalar(label: string): bigint {
  return littleEndian(sha512(utf8(label))) % L
}

function challenge(r: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  return littleEndian(sha512(concat(r, key, message))) % L
}

function times(point: Point, factor: bigint): Point {
  return point.multiplyUnsafe(((factor % L) + L) % L)
}

/** A point of order 8: what remains of a point of the whole group after L times it. */
function orderEight(): Point {
  for (let i = 0; ; i++) {
    const point = decode(sha512(utf8(`torsion ${i}`)).slice(0, 32))
    const torsion = point?.multiplyUnsafe(L - 1n).add(point)
    if (torsion !== undefined && !torsion.double().double().is0()) return torsion
  }
}

function decode(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(bytes, true)
  } catch {
    return undefined
  }
}

const generator = orderEight()
/** The eight points of small order; index = multiple of the generator. */
export const TORSION: readonly Point[] = Array.from({ length: 8 }, (_, i) => {
  let sum = Point.ZERO
  for (let j = 0; j < i; j++) sum = sum.add(generator)
  return sum
})

export interface Encoding {
  readonly bytes: Uint8Array
  readonly point: Point
  readonly canonical: boolean
  readonly smallOrder: boolean
  readonly title: string
}

/** Every encoding that a lenient decoder takes for a point of small order, and every one with y >= p. */
export function specialEncodings(): Encoding[] {
  const found = new Map<string, Encoding>()
  const ys = [...TORSION.map((point) => point.y), ...Array.from({ length: 19 }, (_, i) => BigInt(i))]
  for (const y of ys) {
    for (const value of [y, y + P]) {
      if (value >= 2n ** 255n) continue
      for (const sign of [0n, 1n]) {
        const bytes = toLittleEndian(value | (sign << 255n))
        const point = decode(bytes)
        if (point === undefined) continue
        const canonical = hex(point.toBytes()) === hex(bytes)
        const smallOrder = point.isSmallOrder()
        if (canonical && !smallOrder) continue
        const name = value < 32n ? `${value}` : value >= P ? `p+${value - P}` : value === P - 1n ? 'p-1' : 'of order 8'
        found.set(hex(bytes), { bytes, point, canonical, smallOrder, title: `y = ${name}, sign ${sign}` })
      }
    }
  }
  return [...found.values()]
}

/** An R that satisfies [S]B = R + [k]A for a key whose [k]A has only torsion to correct: its k depends on R, so it is searched. */
function forgery(
  key: Uint8Array,
  discreteLog: bigint,
  torsion: Point,
  message: Uint8Array,
  exact: boolean,
): Uint8Array {
  for (let i = 0; ; i++) {
    const r = scalar(`nonce ${hex(key)} ${i}`)
    for (const guess of TORSION) {
      const point = times(Point.BASE, r).subtract(guess).toBytes()
      const k = challenge(point, key, message)
      if (times(torsion, k % 8n).equals(guess) && (!exact || guess.is0())) {
        return concat(point, toLittleEndian((r + k * discreteLog) % L))
      }
    }
  }
}

/** A signature by the honest key with R = [r]B + torsion; `encoded` replaces the encoding of R. */
function withR(r: bigint, torsion: Point, message: Uint8Array, encoded?: Uint8Array): Uint8Array {
  const bytes = encoded ?? times(Point.BASE, r).add(torsion).toBytes()
  return concat(bytes, toLittleEndian((r + challenge(bytes, honestKey, message) * secret) % L))
}

export function ed25519Cases(): Ed25519Case[] {
  const cases: Ed25519Case[] = []
  const message = utf8('hostile')
  const add = (
    kind: string,
    why: string,
    key: Uint8Array,
    signature: Uint8Array,
    valid = false,
    text = message,
  ): void => {
    cases.push({ kind, why, key, message: text, signature, valid })
  }
  const signature = signEd25519(SEED, message)

  for (const [why, text] of [
    ['an ordinary signature', message],
    ['over the empty message', new Uint8Array(0)],
    ['over 4096 bytes', new Uint8Array(4096).fill(0x5a)],
  ] as const) {
    add('valid', why, honestKey, signEd25519(SEED, text), true, text)
  }
  add('wrong message', 'another message', honestKey, signature, false, utf8('hostile.'))
  add('wrong key', 'another key', ed25519PublicKey(new Uint8Array(32)), signature)
  for (const bit of [0, 100, 255, 256, 400, 507]) {
    const flipped = signature.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
    add('changed bit', `bit ${bit} is changed`, honestKey, flipped)
  }
  for (const length of [0, 32, 63]) add('length', `${length} bytes`, honestKey, signature.slice(0, length))
  for (const more of [1, 64]) add('length', `${64 + more} bytes`, honestKey, concat(signature, new Uint8Array(more)))

  const s = littleEndian(signature.subarray(32))
  for (let m = 1n; s + m * L < 2n ** 256n; m++) {
    add('S not below L', `S + ${m}L`, honestKey, concat(signature.subarray(0, 32), toLittleEndian(s + m * L)))
  }
  add('S not below L', 'S = L', honestKey, concat(signature.subarray(0, 32), toLittleEndian(L)))
  add('S not below L', 'S = 2^256 - 1', honestKey, concat(signature.subarray(0, 32), new Uint8Array(32).fill(0xff)))
  add('wrong S', 'S = L - 1', honestKey, concat(signature.subarray(0, 32), toLittleEndian(L - 1n)))
  add('wrong S', 'S = 0', honestKey, concat(signature.subarray(0, 32), new Uint8Array(32)))

  for (const { bytes, point, canonical, smallOrder, title } of specialEncodings()) {
    const form = canonical ? 'canonical' : 'not canonical'
    if (smallOrder) {
      const identity = point.is0() ? 'identity' : 'of small order'
      add(`A ${identity}, ${form}`, `A: ${title}; the equation holds`, bytes, forgery(bytes, 0n, point, message, false))
      add(
        `A ${identity}, ${form}`,
        `A: ${title}; S = 0, R the identity`,
        bytes,
        concat(toLittleEndian(1n), new Uint8Array(32)),
      )
      add(
        `R ${identity}, ${form}`,
        `R: ${title}; the ${point.is0() ? '' : 'cofactored '}equation holds`,
        honestKey,
        withR(0n, point, message, bytes),
      )
    } else {
      add('A not canonical', `A: ${title}`, bytes, concat(signature.subarray(0, 32), toLittleEndian(scalar('any'))))
      add('R not canonical', `R: ${title}`, honestKey, concat(bytes, toLittleEndian(scalar('any'))))
    }
  }
  for (const [order, index] of [
    [2, 4],
    [4, 2],
    [8, 1],
  ] as const) {
    const torsion = TORSION[index] as Point
    const mixed = times(Point.BASE, secret).add(torsion).toBytes()
    add(
      'A with torsion',
      `A = [a]B + a point of order ${order}; R of prime order; the equation holds`,
      mixed,
      forgery(mixed, secret, torsion, message, true),
    )
    add(
      'A with torsion',
      `A = [a]B + a point of order ${order}; the equation holds`,
      mixed,
      forgery(mixed, secret, torsion, message, false),
    )
    add(
      'R with torsion',
      `R = [r]B + a point of order ${order}; the cofactored equation holds`,
      honestKey,
      withR(scalar('r'), torsion, message),
    )
  }
  const offCurve = Array.from({ length: 40 }, (_, i) => toLittleEndian(BigInt(i + 2))).filter(
    (bytes) => decode(bytes) === undefined,
  )
  add('A not on the curve', 'A is no point', offCurve[0] as Uint8Array, signature)
  add('R not on the curve', 'R is no point', honestKey, concat(offCurve[0] as Uint8Array, signature.subarray(32)))
  return cases
}
