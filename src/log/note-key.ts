import { sha256 } from '@noble/hashes/sha2.js'
import { publicKeyFromRaw } from '../crypto/public-key.ts'
import type { PublicKey } from '../crypto/types.ts'
import { base64, unbase64 } from '../encoding/base64.ts'
import { concat, equalBytes, hex, unhex, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { hasControl } from './note-text.ts'

/** 0x01: Ed25519 over the text of a note. 0x04: a cosignature of a checkpoint, with its time (C2SP signed-note, tlog-cosignature). */
export type NoteKeyType = 0x01 | 0x04

/** Who may sign a line of a note: a name, a type of signature and an Ed25519 key. */
export interface NoteKey {
  readonly name: string
  readonly type: NoteKeyType
  readonly publicKey: PublicKey
  /** First four bytes of SHA-256(name || LF || type || public key): a short name of the key, not a commitment to it. */
  readonly hash: Uint8Array
}

const ED25519_BYTES = 32
const LF = 0x0a
const NOT_IN_NAME = /[\p{White_Space}\p{Surrogate}+]/u

/**
 * The key of a signature line.
 * @throws FairtrailError `misuse` for a name that no line can carry, another type, or a key that is not Ed25519.
 */
export function noteKey(name: string, type: NoteKeyType, publicKey: PublicKey): NoteKey {
  if (!isKeyName(name)) {
    throw new FairtrailError(
      'misuse',
      `${JSON.stringify(name)} is no name of a note's key: white space and + are not accepted.`,
    )
  }
  if (type !== 0x01 && type !== 0x04) throw new FairtrailError('misuse', `${type} is none of the types 1 and 4.`)
  if (publicKey.algorithm !== 'ed25519') {
    throw new FairtrailError(
      'misuse',
      `Notes are signed with Ed25519; the key of ${name} is of the algorithm ${publicKey.algorithm}.`,
    )
  }
  return { name, type, publicKey, hash: keyHash(name, type, publicKey.raw) }
}

/** True for a name that a signature line can carry: not empty, without white space, plus or control characters. */
export function isKeyName(name: string): boolean {
  return name !== '' && !NOT_IN_NAME.test(name) && !hasControl(name)
}

/**
 * Reads a verifier key, `<name>+<8 hex digits>+<base64 of type and key>` (C2SP signed-note).
 * @throws FairtrailError `vkey-form`
 */
export function parseVkey(text: string): NoteKey {
  // The base64 part may itself have plus signs, a name may not.
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  if (first === -1 || second === -1) throw form('it has no three parts joined by +')
  const name = text.slice(0, first)
  if (!isKeyName(name)) throw form('its name is empty or has white space')
  const bytes = attempt(() => unbase64(text.slice(second + 1)), 'its last part is not standard base64')
  const type = bytes[0]
  if (type !== 0x01 && type !== 0x04) throw form('its type is neither 1 (Ed25519) nor 4 (cosignature)')
  const raw = bytes.subarray(1)
  if (raw.length !== ED25519_BYTES) throw form(`its key has ${raw.length} bytes, an Ed25519 key has ${ED25519_BYTES}`)
  const publicKey = attempt(() => publicKeyFromRaw('ed25519', raw), 'its key is not accepted')
  const hash = attempt(() => unhex(text.slice(first + 1, second)), 'its key hash is not lowercase hex')
  const key: NoteKey = { name, type, publicKey, hash: keyHash(name, type, raw) }
  if (!equalBytes(hash, key.hash)) throw form(`its key hash should be ${hex(key.hash)}`)
  return key
}

/** The verifier key as text. */
export function formatVkey(key: NoteKey): string {
  return `${key.name}+${hex(key.hash)}+${base64(concat(Uint8Array.of(key.type), key.publicKey.raw))}`
}

function keyHash(name: string, type: NoteKeyType, raw: Uint8Array): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(LF, type), raw)).slice(0, 4)
}

function attempt<T>(read: () => T, reason: string): T {
  try {
    return read()
  } catch (cause) {
    const detail = cause instanceof FairtrailError ? ` (${cause.message})` : ''
    throw new FairtrailError('vkey-form', `Not a verifier key: ${reason}.${detail}`, {}, { cause })
  }
}

function form(reason: string): FairtrailError {
  return new FairtrailError('vkey-form', `Not a verifier key: ${reason}.`)
}
