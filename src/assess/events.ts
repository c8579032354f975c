import { formatInstant, isInstant, parseInstant } from '../encoding/instant.ts'
import type { Entry } from '../record/entry.ts'
import type { LogFacts } from './assess-log.ts'
import type { EventReport } from './report.ts'

/** What identity says of every entry that is taken. */
export function eventReports({ entries, identities }: LogFacts): EventReport[] {
  return entries.flatMap((entry) => {
    const identity = entry && identities.events[entry.index]
    if (!entry || !identity) return []
    const { after, before } = identity.established
    const late = lateness(entry)
    return [
      {
        index: entry.index,
        id: entry.id,
        type: entry.payload.type,
        established: {
          ...(after === undefined ? {} : { after: formatInstant(after) }),
          ...(before === undefined ? {} : { before: formatInstant(before) }),
        },
        ...(late === undefined ? {} : { late }),
        signers: identity.signers.map(({ key, agent, identity, reason, values }) => ({
          key,
          ...(agent === undefined ? {} : { agent }),
          identity,
          reason,
          ...(values === undefined ? {} : { values }),
        })),
      },
    ]
  })
}

/** Whole seconds from what happened to its recording, by the statement itself; undefined where no instant is stated. */
function lateness({ payload }: Entry): number | undefined {
  const { occurred, recorded } = payload
  const end = 'at' in occurred ? occurred.at : 'to' in occurred ? occurred.to : undefined
  if (end === undefined || !isInstant(end)) return undefined
  return Number((parseInstant(recorded.at) - parseInstant(end)) / 1_000_000_000n)
}
