import { createHash, createPublicKey, getHashes, hash, type KeyObject, verify } from 'node:crypto'
import { portableBackend } from '../crypto/portable.ts'
import type { CryptoProvider, DigestAlgorithm, Hasher, PublicKey } from '../crypto/types.ts'
import { type SignatureBackend, verifyStrictly } from '../crypto/verify.ts'

/** OpenSSL's names of the digests. */
const DIGEST_NAMES: Readonly<Record<DigestAlgorithm, string>> = {
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512',
  sha1: 'sha1',
  md5: 'md5',
}

/** One native key for each key object; null for one that this OpenSSL does not read (ML-DSA-65 before OpenSSL 3.5). */
const handles = new WeakMap<PublicKey, KeyObject | null>()

/** One signature as node:crypto takes it. */
interface Question {
  algorithm: 'sha256' | null
  key: PublicKey
  message: Uint8Array
  signature: Uint8Array
}

/** Undefined where there is no native answer; a refusal is never taken for a failed signature. */
type Answer = boolean | undefined

/** Of P-256 the signature is r||s. */
const keyInput = (algorithm: Question['algorithm'], handle: KeyObject) =>
  algorithm === null ? handle : ({ key: handle, dsaEncoding: 'ieee-p1363' } as const)

function answerNow({ algorithm, key, message, signature }: Question): Answer {
  const handle = handleOf(key)
  if (handle === null) return undefined
  try {
    return verify(algorithm, message, keyInput(algorithm, handle), signature)
  } catch {
    return undefined
  }
}

function answerFromThread({ algorithm, key, message, signature }: Question): Promise<Answer> {
  const handle = handleOf(key)
  if (handle === null) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    try {
      verify(algorithm, message, keyInput(algorithm, handle), signature, (error, valid) =>
        resolve(error ? undefined : valid),
      )
    } catch {
      resolve(undefined)
    }
  })
}

/** What this OpenSSL refuses to do (an algorithm it lacks, or that FIPS forbids) the portable library does. */
const backend: SignatureBackend = {
  ed25519: (key, message, signature) =>
    answerNow({ algorithm: null, key, message, signature }) ?? portableBackend.ed25519(key, message, signature),
  p256: (key, message, signature) =>
    answerNow({ algorithm: 'sha256', key, message, signature }) ?? portableBackend.p256(key, message, signature),
  mlDsa65(key, message, signature) {
    const valid = answerNow({ algorithm: null, key, message, signature })
    if (valid === undefined) return portableBackend.mlDsa65(key, message, signature)
    return valid ? 'verified' : 'failed'
  },
}

const threadedBackend: SignatureBackend = {
  ed25519: (key, message, signature) =>
    answerFromThread({ algorithm: null, key, message, signature }).then(
      (valid) => valid ?? portableBackend.ed25519(key, message, signature),
    ),
  p256: (key, message, signature) =>
    answerFromThread({ algorithm: 'sha256', key, message, signature }).then(
      (valid) => valid ?? portableBackend.p256(key, message, signature),
    ),
  mlDsa65: (key, message, signature) =>
    answerFromThread({ algorithm: null, key, message, signature }).then((valid) => {
      if (valid === undefined) return portableBackend.mlDsa65(key, message, signature)
      return valid ? 'verified' : 'failed'
    }),
}

/** The provider over node:crypto: native digests, and native signature checks that answer at once. */
export const nodeProvider: CryptoProvider = {
  name: 'node',
  sha256: (bytes) => fromBinary(hash('sha256', bytes, 'binary')),
  sha512: (bytes) => fromBinary(hash('sha512', bytes, 'binary')),
  hasher: nodeHasher,
  verify: (key, message, signature) => verifyStrictly(backend, key, message, signature),
}

/**
 * The same, with signatures checked on Node's thread pool: the caller reads on while they are. Faster for a log, where there is more than
 * one processor; slower for one signature.
 */
export const threadedProvider: CryptoProvider = {
  ...nodeProvider,
  verify: (key, message, signature) => verifyStrictly(threadedBackend, key, message, signature),
}

let available: ReadonlySet<string> | undefined

/** Undefined where this build of OpenSSL lacks the digest, such as MD5 under FIPS. */
function nodeHasher(algorithm: DigestAlgorithm): Hasher | undefined {
  available ??= new Set(getHashes())
  const name = DIGEST_NAMES[algorithm]
  if (!available.has(name)) return undefined
  const state = createHash(name)
  return {
    update(bytes) {
      state.update(bytes)
    },
    digest() {
      return plain(state.digest())
    },
  }
}

/** One character a byte: a small array made here costs a third of one that comes out of native code. */
function fromBinary(digest: string): Uint8Array {
  const bytes = new Uint8Array(digest.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = digest.charCodeAt(i)
  return bytes
}

/** A Buffer's `slice` shares memory, and others' does not: what leaves this file is no Buffer. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

function handleOf(key: PublicKey): KeyObject | null {
  let handle = handles.get(key)
  if (handle === undefined) {
    handle = importKey(key)
    handles.set(key, handle)
  }
  return handle
}

function importKey({ spki }: PublicKey): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}
