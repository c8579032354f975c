import { type Confirmations, confirmChanges } from '../../src/authority/confirm.ts'
import { AuthorityFold } from '../../src/authority/fold.ts'
import type { Observation } from '../../src/authority/types.ts'
import { type Identities, identify } from '../../src/identity/identify.ts'
import type { SignatureIdentity } from '../../src/identity/types.ts'
import type { Entry } from '../../src/record/entry.ts'
import { TimeLine } from '../../src/time/intervals.ts'
import { acceptedMarks, type TokenBound } from '../../src/time/marks.ts'
import { anchorNotes, type NotesRead, readNotes } from '../../src/time/read-notes.ts'
import type { TestAgent } from './agents.ts'
import type { LogBuilder } from './log-builder.ts'

export interface ReplayOptions {
  /** Checkpoints from outside the log: log proofs, the bundle's own. */
  notes?: readonly string[]
  tokens?: readonly TokenBound[]
  accepted?: readonly string[]
}

export interface Replay {
  fold: AuthorityFold
  notes: NotesRead
  confirmations: Confirmations
  time: TimeLine
  identities: Identities
  observations: Observation[]
  /** Result and reason of one signer of an entry, as `stands: in-force`. */
  result(entry: Entry, agent?: TestAgent): string
  signature(entry: Entry, agent?: TestAgent): SignatureIdentity
  moves(entry: Entry): boolean
}

export function foldOf(entries: readonly (Entry | undefined)[]): AuthorityFold {
  const fold = new AuthorityFold()
  for (const entry of entries) if (entry) fold.apply(entry)
  return fold
}

/** Reads a whole log: order, notes, confirmations, time, identity. */
export async function replay({ reader, provider }: LogBuilder, options: ReplayOptions = {}): Promise<Replay> {
  const fold = foldOf(reader.entries)
  const sources = [...anchorNotes(reader.entries, fold), ...(options.notes ?? []).map((note) => ({ note }))]
  const notes = await readNotes(sources, fold, reader, provider)
  const confirmations = confirmChanges(fold.periods, notes.notes, options.accepted)
  const { marks, observations } = acceptedMarks(fold, confirmations, notes.notes, options.tokens)
  const time = new TimeLine(reader.size, marks)
  const sawThisLog = ({ payload: { after } }: Entry) => reader.holds(after.size, after.root)
  const identities = identify({ fold, entries: reader.entries, time, sawThisLog })
  const ofFold = fold.orders.flatMap((order) => order?.observations ?? [])
  const signature = (entry: Entry, agent?: TestAgent) => {
    const signers = identities.events[entry.index]?.signers ?? []
    const found = agent ? signers.find(({ key }) => key === agent.key) : signers[0]
    if (!found) throw new Error(`entry ${entry.index} has no such signer`)
    return found
  }
  return {
    fold,
    notes,
    confirmations,
    time,
    identities,
    observations: [
      ...ofFold,
      ...notes.observations,
      ...confirmations.observations,
      ...observations,
      ...identities.observations,
    ],
    result: (entry, agent) => {
      const { identity, reason } = signature(entry, agent)
      return `${identity}: ${reason}`
    },
    signature,
    moves: (entry) => identities.events[entry.index]?.moves === true,
  }
}

/** Observations in short: `status code: reason`, of one entry or of all. */
export function said(observations: readonly Observation[], entry?: Entry): string[] {
  return observations
    .filter(({ entries }) => entry === undefined || entries.includes(entry.index))
    .map(({ status, code, values }) => `${status} ${code}: ${values.reason}`)
}
