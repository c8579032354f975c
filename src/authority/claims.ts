import type { Entry } from '../record/entry.ts'
import { detailsOf } from './judge.ts'
import { enrolledKey } from './judge-enrolment.ts'
import type { AuthorityPeriod, EnrolmentDetails, KeyStory } from './types.ts'

/** A key that an entry puts in force itself, if it has effect. */
export interface Claim {
  agent: string
  use: 'root' | 'person'
  algorithm: KeyStory['algorithm']
  /** Of a person's key. */
  details?: EnrolmentDetails
}

export type Claims = ReadonlyMap<string, Claim>

export const NO_CLAIMS: Claims = new Map()

/** The keys that an entry puts in force, if it has effect; `sets` is the authority that it would set. */
export function claimsOf(entry: Entry, sets: AuthorityPeriod | undefined): Claims {
  if (entry.payload.type === 'key.enrolled') {
    const details = detailsOf<'key.enrolled'>(entry)
    const { id, algorithm } = enrolledKey(entry)
    return new Map([[id, { agent: details.agent, use: 'person', algorithm, details }]])
  }
  if (sets === undefined) return NO_CLAIMS
  const claims = new Map<string, Claim>()
  for (const [id, { use, agent, publicKey }] of sets.keys) {
    if (use === 'root') claims.set(id, { agent, use, algorithm: publicKey.algorithm })
  }
  return claims
}
