import { base64url } from '../encoding/base64.ts'
import { concat, utf8 } from '../encoding/bytes.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { canonicalBytes, type Json } from '../encoding/json.ts'
import type { Reveal } from './reveal.ts'

/** Why a value is withheld. Everything but `privacy` at a member withheld by default needs a decision (rel `withheld-under`). */
export const WITHHELD_CLASSES = ['privacy', 'protected', 'privileged', 'source', 'other'] as const

export type WithheldClass = (typeof WITHHELD_CLASSES)[number]

/** Unpadded base64url of 32 bytes, the unused bits zero: a commitment, a salt. */
export const BASE64URL_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

/** What stands in the payload in place of a withheld value. */
export interface WithheldValue {
  /** SHA-256 commitment, unpadded base64url. */
  $withheld: string
  class: WithheldClass
}

/** What a commitment binds a value to, so that no reveal opens at another place: its case, its event's nonce and its path. */
export interface CommitmentInput {
  /** Case id as it stands in the payload; null in entry 0. */
  case: string | null
  nonce: string
  /** RFC 6901 pointer from the payload's root. */
  path: string
  /** 32 random bytes, unpadded base64url. */
  salt: string
  value: Json
}

const LABEL = concat(utf8('fairtrail/withheld/v1'), Uint8Array.of(0))

/** Format, section 9: SHA-256 of the label, a zero byte and the canonical JSON of `[case, nonce, path, salt, value]`. */
export function commitmentOf(input: CommitmentInput, sha256: (bytes: Uint8Array) => Uint8Array): string {
  const { nonce, path, salt, value } = input
  return base64url(sha256(concat(LABEL, canonicalBytes([input.case, nonce, path, salt, value]))))
}

/** True where a reveal opens the commitment: it is over this value, at this place of this event. */
export function opens(
  commitment: string,
  reveal: Pick<Reveal, 'path' | 'salt' | 'value'>,
  event: { case: string | null; nonce: string },
  sha256: (bytes: Uint8Array) => Uint8Array,
): boolean {
  if (!BASE64URL_32.test(reveal.salt)) return false
  const { path, salt, value } = reveal
  try {
    return commitmentOf({ case: event.case, nonce: event.nonce, path, salt, value }, sha256) === commitment
  } catch (error) {
    // A value without a canonical form (too deep for the list around it) was never committed to.
    if (isFairtrailError(error)) return false
    throw error
  }
}

/** True for what stands in place of a withheld value, as a member's schema has let it pass. */
export const isWithheld = (value: unknown): value is WithheldValue =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '$withheld')

/** True for a withheld value in exactly its form, where no schema has looked at it. */
export function hasWithheldForm(value: object): boolean {
  const { $withheld, class: reason } = value as Partial<Record<string, unknown>>
  return (
    Object.keys(value).length === 2 &&
    typeof $withheld === 'string' &&
    BASE64URL_32.test($withheld) &&
    (WITHHELD_CLASSES as readonly unknown[]).includes(reason)
  )
}
