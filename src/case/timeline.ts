import { type ItemReport, itemReport } from '../custody/item-report.ts'
import { replayLog } from '../custody/replay-log.ts'
import { identify } from '../identity/identify.ts'
import { TimeLine } from '../time/intervals.ts'
import type { Case } from './case.ts'

/**
 * Custodians, places, seals and breaks of one item, from the case's own log. Independent time is not looked at here, so a signature that
 * only time could decide is undetermined: a bundle's report says more.
 */
export function timeline(kase: Case, item: string): ItemReport {
  const { entries } = kase.log
  const { events } = identify({ fold: kase.authority, entries, time: new TimeLine(entries.length, []) })
  return itemReport(replayLog(entries, events), item)
}
