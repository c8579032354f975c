import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { mlDsa65Library } from '../../src/crypto/ml-dsa-65.ts'
import { utf8 } from '../../src/encoding/bytes.ts'

/** ML-DSA-65 signatures: one that is valid, and what a verifier must refuse. They need the optional library. */

export interface MlDsaCase {
  readonly why: string
  /** 1952 bytes. */
  readonly key: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly valid: boolean
}

/** More of the library than the sources use: a context, signatures without randomness, a digest signed in place of the message. */
interface Whole {
  keygen(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array }
  sign(message: Uint8Array, secretKey: Uint8Array, options: { context?: Uint8Array; extraEntropy: false }): Uint8Array
  prehash(digest: unknown): Whole
}

/** Where the hints begin: after the challenge of 48 bytes and z of 3200. 55 positions, then where each of 6 rows ends. */
const HINTS = 3248
const OMEGA = 55

/** Undefined where the library is not installed. */
export async function mlDsaCases(): Promise<MlDsaCase[] | undefined> {
  const library = (await mlDsa65Library()) as unknown as Whole | undefined
  if (library === undefined) return undefined
  const { publicKey, secretKey } = library.keygen(sha256(utf8('an ML-DSA-65 key of the hostile set')))
  const message = utf8('hostile')
  const plain = { extraEntropy: false } as const
  const signature = library.sign(message, secretKey, plain)
  const changed = (edit: (bytes: Uint8Array) => void): Uint8Array => {
    const bytes = signature.slice()
    edit(bytes)
    return bytes
  }
  const flip = (at: number) => changed((bytes) => bytes.set([(bytes[at] as number) ^ 1], at))
  const firstRowEnd = signature[HINTS + OMEGA] as number
  const used = signature[HINTS + OMEGA + 5] as number
  const otherKey = publicKey.slice()
  otherKey[100] = (otherKey[100] as number) ^ 1
  const of = (why: string, bytes: Uint8Array, valid = false, key = publicKey, text = message): MlDsaCase => ({
    why,
    key,
    message: text,
    signature: bytes,
    valid,
  })
  const withContext = library.sign(message, secretKey, { ...plain, context: utf8('fairtrail') })
  return [
    of('an ordinary signature', signature, true),
    of('another message', signature, false, publicKey, utf8('hostile.')),
    of('another key', signature, false, otherKey),
    of('signed with a context', withContext),
    of('the digest was signed (HashML-DSA)', library.prehash(sha512).sign(message, secretKey, plain)),
    of('the challenge is changed', flip(0)),
    of('z is changed', flip(1000)),
    of(
      'z is out of range',
      changed((bytes) => bytes.fill(0, 48, 68)),
    ),
    of(
      'two hints are out of order',
      changed((bytes) => bytes.set([bytes[HINTS + 1], bytes[HINTS]] as number[], HINTS)),
    ),
    of(
      'a hint stands twice',
      changed((bytes) => bytes.set([bytes[HINTS + 1]] as number[], HINTS)),
    ),
    of(
      'more hints than there may be',
      changed((bytes) => bytes.fill(OMEGA + 1, HINTS + OMEGA + 5)),
    ),
    of(
      'a row of hints ends before it begins',
      changed((bytes) => bytes.set([firstRowEnd - 1], HINTS + OMEGA + 1)),
    ),
    of(
      'the unused hints are not zero',
      changed((bytes) => bytes.set([7], HINTS + used)),
    ),
    of('one byte is missing', signature.slice(0, -1)),
    of('one byte too many', Uint8Array.from([...signature, 0])),
    of('empty', new Uint8Array(0)),
    of('zeros', new Uint8Array(3309)),
  ]
}
