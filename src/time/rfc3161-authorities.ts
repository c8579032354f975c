import type { Timestamp, TimestampResult } from './rfc3161-verify.ts'

/** The times between which a time-stamp places a message, in nanoseconds since 1970. */
export interface TimestampBounds {
  /** The message existed before this: genTime plus accuracy. */
  readonly existedBefore: bigint
  /** The authority signed after this: genTime minus accuracy. What contains the token is later. */
  readonly signedAfter: bigint
  /** False: the authority states no accuracy, and none was added; to be said wherever the times are shown. */
  readonly accuracyStated: boolean
}

export function timestampBounds({ genTime, accuracy }: Pick<Timestamp, 'genTime' | 'accuracy'>): TimestampBounds {
  const margin = accuracy ?? 0n
  return { existedBefore: genTime + margin, signedAfter: genTime - margin, accuracyStated: accuracy !== undefined }
}

/**
 * The time-stamps that stand, one group for each distinct authority: a threshold is met by that many groups. Two count as one authority
 * where they share the key that signed, or the root of the caller to which they lead: who holds the key of a root can make any number of
 * signers. A caller for whom two services under one root are independent gives their own certificates as roots.
 */
export function distinctAuthorities(results: readonly TimestampResult[]): Timestamp[][] {
  const standing = results.filter((result) => result.ok)
  let groups: string[][] = []
  for (const { authority, root } of standing) {
    const keys = [authority.keyId, root.keyId]
    const joined = groups.filter((group) => group.some((key) => keys.includes(key)))
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), ...keys]]
  }
  return groups.map((keys) => standing.filter(({ authority }) => keys.includes(authority.keyId)))
}
