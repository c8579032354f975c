import type { EntryIdentity } from '../identity/types.ts'
import type { Entry } from '../record/entry.ts'
import type { CaseState } from './case-state.ts'
import { Replay, type ReplayOptions } from './replay.ts'

/**
 * Replays a log's custody: every entry that is taken, with what identity says of it.
 * @param entries - by index, undefined where one was refused; `identities` likewise
 */
export function replayLog(
  entries: readonly (Entry | undefined)[],
  identities: readonly (EntryIdentity | undefined)[],
  options: ReplayOptions = {},
): CaseState {
  const replay = new Replay(options)
  for (const entry of entries) {
    const identity = entry && identities[entry.index]
    if (!entry || !identity) continue
    const { index, id, known, payload } = entry
    const agents = [...new Set(identity.signers.flatMap(({ agent }) => agent ?? []))]
    replay.apply({ index, id, known, payload, moves: identity.moves, identity: identity.identity, agents })
  }
  return replay.finish()
}
