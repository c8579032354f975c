import type { Json } from '../encoding/json.ts'

/** What opens one withheld value: one line of a bundle's data/reveals.jsonl (format, section 9). */
export interface Reveal {
  /** Event id. */
  event: string
  /** RFC 6901 pointer from the payload's root to the withheld member or list element. */
  path: string
  /** 32 random bytes, unpadded base64url. */
  salt: string
  value: Json
}
