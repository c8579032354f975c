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
  let groups: Group[] = []
  for (const result of results) {
    if (!result.ok) continue
    const group: Group = { keys: [result.authority.keyId, result.root.keyId], members: [result] }
    const apart: Group[] = []
    for (const other of groups) {
      if (other.keys.some((key) => group.keys.includes(key))) join(group, other)
      else apart.push(other)
    }
    groups = [...apart, group]
  }
  return groups.map(({ members }) => members)
}

/** Time-stamps of one authority, with every key that makes them so. */
interface Group {
  readonly keys: string[]
  readonly members: Timestamp[]
}

function join(group: Group, other: Group): void {
  group.keys.push(...other.keys)
  group.members.unshift(...other.members)
}
