import type { DraftContents } from '../case/draft.ts'
import { formatFingerprint } from '../encoding/fingerprint.ts'
import type { Json, JsonObject } from '../encoding/json.ts'
import { escaped } from '../encoding/text.ts'

/** Members that are said in lines of their own, or tell a person nothing. */
const SAID: ReadonlySet<string> = new Set([
  'type',
  'tv',
  'case',
  'nonce',
  'after',
  'signers',
  'occurred',
  'recorded',
  'items',
  'details',
  'participants',
  'language',
  'refs',
])

/**
 * A draft in plain words: everything that a signature would stand for, with withheld values as they are.
 * @param event the draft's event id
 */
export function draftText(event: string, { plain, missing }: DraftContents): string {
  const { type, case: caseId, after, signers, occurred, recorded, items, refs, participants, details, ...rest } = plain
  const lines: string[] = []
  const say = (name: string, value: string) => lines.push(`${`${name}:`.padEnd(15)}${value}`)
  say('What', show(type))
  say('When', whenText(occurred))
  say('Written down', whenText(recorded))
  say('Case', typeof caseId === 'string' ? formatFingerprint(caseId) : 'a new one, which this event opens')
  say('After entry', String(Number((after as JsonObject).size) - 1))
  say('Event id', event)
  for (const item of items as string[]) say('Item', item)
  for (const ref of refs as JsonObject[]) say('Refers to', `${show(ref.event)} (${show(ref.rel)})`)
  for (const [at, one] of (participants as JsonObject[]).entries()) say(at === 0 ? 'Taking part' : '', personText(one))
  const keys = (signers as JsonObject[]).map(({ key }) => String(key))
  for (const [at, key] of keys.entries()) {
    say(at === 0 ? 'To sign' : '', `${key} (${missing.includes(key) ? 'not yet' : 'has signed'})`)
  }
  lines.push('', 'What it says:')
  list(details as Json, '  ', lines)
  for (const [name, value] of Object.entries(rest)) {
    if (SAID.has(name)) continue
    lines.push(`${name}:`)
    list(value, '  ', lines)
  }
  return `${lines.join('\n')}\n`
}

function personText({ agent, capacity, for: organisation, signs }: JsonObject): string {
  const answers = organisation === undefined ? '' : `, for ${show(organisation)}`
  return `${show(agent)} as ${show(capacity)}${answers} (signs: ${show(signs)})`
}

/** The forms of `occurred` and of `recorded`, as they were stated. */
function whenText(value: Json | undefined): string {
  const { at, from, to, date, dates, local, zone, unknown, clock, lateReason } = (value ?? {}) as JsonObject
  const words =
    at !== undefined
      ? show(at)
      : from !== undefined
        ? `from ${show(from)} to ${show(to)}`
        : date !== undefined
          ? `on ${show(date)}, no time stated`
          : Array.isArray(dates)
            ? `between ${show(dates[0])} and ${show(dates[1])}, no time stated`
            : local !== undefined
              ? `${show(local)} by a clock whose offset from UTC is not stated${zone === undefined ? '' : ` (${show(zone)})`}`
              : unknown === true
                ? 'stated to be unknown'
                : 'not stated'
  const late = lateReason === undefined ? '' : `; late because: ${show(lateReason)}`
  return words + (clock === undefined ? '' : `; clock: ${show(clock)}`) + late
}

/** A value with its members below each other, each with its name; texts as they are, with their language. */
function list(value: Json, indent: string, lines: string[]): void {
  const entries = Array.isArray(value)
    ? value.map((one, at) => [String(at + 1), one] as const)
    : Object.entries(value as JsonObject)
  for (const [name, one] of entries) {
    if (typeof one !== 'object' || one === null || isText(one)) lines.push(`${indent}${escaped(name)}: ${show(one)}`)
    else if (Object.keys(one).length === 0) lines.push(`${indent}${escaped(name)}: stated to be none`)
    else {
      lines.push(`${indent}${escaped(name)}:`)
      list(one, `${indent}  `, lines)
    }
  }
}

const isText = (value: Json): value is { lang: string; text: string } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).sort().join() === 'lang,text'

function show(value: Json | undefined): string {
  if (value === undefined) return 'not stated'
  if (typeof value === 'string') return escaped(value)
  if (isText(value)) return `${escaped(value.text)} (${escaped(value.lang)})`
  return escaped(JSON.stringify(value))
}
