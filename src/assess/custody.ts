import { type ItemReport, itemReports } from '../custody/item-report.ts'
import type { ReplayOptions } from '../custody/replay.ts'
import { replayLog } from '../custody/replay-log.ts'
import type { LogFacts } from './assess-log.ts'
import type { CheckList } from './check-list.ts'

/** The custody of every item. An item that came from another case rests on that case's log, which was not supplied. */
export function custodyReport(
  { entries, identities }: LogFacts,
  checks: CheckList,
  options: ReplayOptions = {},
): ItemReport[] {
  for (const entry of entries) {
    const source = entry?.payload.refs.find(({ rel }) => rel === 'source')
    if (!entry || !source) continue
    checks.add({ code: 'item-source', status: 'not-supplied', entries: [entry.index], subject: source.event })
  }
  return itemReports(replayLog(entries, identities.events, options))
}
