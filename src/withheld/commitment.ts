import { base64url } from '../encoding/base64.ts'
import { concat, utf8 } from '../encoding/bytes.ts'
import { canonicalBytes, type Json } from '../encoding/json.ts'
import type { Reveal } from './reveal.ts'

/** Why a value is withheld. Everything but `privacy` at a member withheld by default needs a decision (rel `withheld-under`). */
export type WithheldClass = 'privacy' | 'protected' | 'privileged' | 'source' | 'other'

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

/** Format, section 8: SHA-256 of the label, a zero byte and the canonical JSON of `[case, nonce, path, salt, value]`. */
export function commitmentOf(input: CommitmentInput, sha256: (bytes: Uint8Array) => Uint8Array): string {
  const { nonce, path, salt, value } = input
  return base64url(sha256(concat(LABEL, canonicalBytes([input.case, nonce, path, salt, value]))))
}

const SALT = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

/** True where a reveal opens the commitment: it is over this value, at this place of this event. */
export function opens(
  commitment: string,
  reveal: Pick<Reveal, 'path' | 'salt' | 'value'>,
  event: { case: string | null; nonce: string },
  sha256: (bytes: Uint8Array) => Uint8Array,
): boolean {
  if (!SALT.test(reveal.salt)) return false
  const { path, salt, value } = reveal
  return commitmentOf({ case: event.case, nonce: event.nonce, path, salt, value }, sha256) === commitment
}

export const isWithheld = (value: unknown): value is WithheldValue =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '$withheld')
