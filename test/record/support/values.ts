import { base64 } from '../../../src/encoding/base64.ts'
import type { JsonObject } from '../../../src/encoding/json.ts'
import { testSigner } from '../../log/support/keys.ts'

const uuid = (kind: string, n: number) => `${kind}${String(n).padStart(7, '0')}-0000-4000-8000-000000000000`

/** Ids that say what they are of: items begin with 1, agents with a, acts with c. */
export const itemId = (n: number): string => uuid('1', n)
export const agentId = (n: number): string => uuid('a', n)
export const actId = (n: number): string => uuid('c', n)

/** A SHA-256 in hex. */
export const hash = (n: number): string => n.toString(16).padStart(64, '0')

export const text = (words: string): { lang: string; text: string } => ({ lang: 'en', text: words })

/** A withheld value. */
export const withheld = (reason = 'privacy'): { $withheld: string; class: string } => ({
  $withheld: 'A'.repeat(43),
  class: reason,
})

/** Base64 SPKI of an Ed25519 key; the label picks it. */
export const spki = (label: string): string => base64(testSigner(label).publicKey.spki)

/** A word with what a national law calls it. */
export const nationalWord = (code: string): JsonObject => ({
  code,
  national: { scheme: 'kz', code: 'art-254', label: { lang: 'kk', text: 'тінту' } },
})

/** A word of one's own. */
export const otherWord = (words: string): JsonObject => ({ code: 'other', text: text(words) })
