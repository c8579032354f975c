import type { BreakReport, IntervalReport, ItemReport } from '../custody/item-report.ts'
import { escaped } from '../encoding/text.ts'
import { agentText, entriesText, filled } from './fill.ts'
import type { Names } from './names.ts'
import type { Texts } from './texts.ts'
import { durationText, instantText, secondsBetween } from './when.ts'

/** An item's timeline and breaks as a person would read them, in lines. */
export function itemLines(item: ItemReport, texts: Texts, names: Names): string[] {
  const { words } = texts
  const named = names.items.get(item.item)
  const exhibit = item.exhibit ?? named?.exhibit
  const id = filled(words.item, { item: item.item })
  const head = exhibit === undefined ? id : `${filled(words.exhibit, { exhibit })} (${id})`
  const lines = [named?.text === undefined ? head : `${head}: ${escaped(named.text)}`]
  if (item.timeline.length === 0) lines.push(`  ${words.noTimeline}`)
  for (const interval of item.timeline) lines.push(...intervalLines(interval, texts, names))
  if (item.breaks.length === 0) lines.push(`  ${words.noBreaks}`)
  else lines.push(`  ${words.breaks}`)
  for (const one of item.breaks) lines.push(...breakLines(one, texts, names))
  return lines
}

function intervalLines(interval: IntervalReport, texts: Texts, names: Names): string[] {
  const { words, states, identities } = texts
  const { custodian, for: organisation, location, seals, from, to, entries, identity, state } = interval
  const who =
    custodian === undefined
      ? (states[state] ?? state)
      : organisation === undefined
        ? agentText(custodian, names, texts)
        : filled(words.for, {
            who: agentText(custodian, names, texts),
            organisation: agentText(organisation, names, texts),
          })
  const more = [
    ...(location === undefined ? [] : [filled(words.where, { place: placeText(location, names, texts) })]),
    seals.length === 0 ? words.noSeals : filled(words.seals, { list: seals.join(', ') }),
    filled(words.recordedBy, { entries: entriesText(entries, texts), identity: identities[identity] ?? identity }),
  ]
  return [`  ${who}`, `    ${periodText(from, to, texts, true)}`, `    ${more.join('; ')}`]
}

function breakLines(one: BreakReport, texts: Texts, names: Names): string[] {
  const { words, breaks } = texts
  const meaning = breaks[one.code]
  const { reason, explainedBy } = one.values
  const why = typeof reason === 'string' ? ` [${reason}]` : ''
  const explained = Array.isArray(explainedBy) ? (explainedBy as number[]) : []
  return [
    `  - ${meaning?.means ?? one.code} (${one.code})${why}`,
    `    ${periodText(one.from, one.to, texts, false)}; ${entriesText(one.entries, texts)}`,
    ...(one.agents.length === 0
      ? []
      : [`    ${filled(words.agents, { list: one.agents.map((id) => agentText(id, names, texts)).join('; ') })}`]),
    ...(explained.length === 0 ? [] : [`    ${filled(words.explained, { entries: entriesText(explained, texts) })}`]),
    ...(meaning === undefined ? [] : [`    ${words.elsewise}: ${meaning.notMeans}`]),
  ]
}

/** @param open whether a missing end means that it lasts */
function periodText(from: string | null, to: string | null, texts: Texts, open: boolean): string {
  const { words } = texts
  const begins = filled(words.from, { time: from === null ? words.noTime : instantText(from, texts) })
  if (to === null) return open ? `${begins} ${words.until}` : begins
  const ends = filled(words.to, { time: instantText(to, texts) })
  if (from === null) return `${begins} ${ends}`
  const seconds = secondsBetween(from, to)
  // The end before the beginning is a break of its own, and no length of time.
  return seconds < 0
    ? `${begins} ${ends}`
    : `${begins} ${ends} ${filled(words.lasted, { duration: durationText(seconds, texts) })}`
}

function placeText(location: string, names: Names, texts: Texts): string {
  const item = names.items.get(location)
  if (item) return item.text ?? item.exhibit ?? location
  return names.agents.has(location) ? agentText(location, names, texts) : location
}
