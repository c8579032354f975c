import type { Check, CheckStatus } from '../assess/report.ts'
import type { Json } from '../encoding/json.ts'
import { escaped } from '../encoding/text.ts'
import { entriesText, filled } from './fill.ts'
import type { Texts } from './texts.ts'
import { instantText } from './when.ts'

/** The order in which a part of the report is read: what does not hold comes first. */
const ORDER: readonly CheckStatus[] = ['failed', 'passed', 'undetermined', 'not-checked', 'not-supplied', 'withheld']

/** Places of one check that are listed where nothing failed. */
const MOST = 25

/** The checks of one question, by what the record shows of them, in lines. */
export function checkLines(checks: readonly Check[], texts: Texts): string[] {
  const partly = new Set(checks.filter(({ status }) => status !== 'passed').map(({ code }) => code))
  return ORDER.flatMap((status) => {
    const some = checks.filter((check) => check.status === status)
    if (some.length === 0) return []
    const byCode = Map.groupBy(some, ({ code }) => code)
    return ['', texts.statuses[status], ...[...byCode.values()].flatMap((list) => sameLines(list, partly, texts))]
  })
}

/** Checks of one code and status. */
function sameLines(checks: readonly Check[], partly: ReadonlySet<string>, texts: Texts): string[] {
  const { code, status } = checks[0] as Check
  const { words } = texts
  const meaning = texts.checks[code] ?? { means: code, notMeans: '' }
  const shown = status === 'failed' ? checks : checks.slice(0, MOST)
  const more = checks.length - shown.length
  const holding = status === 'passed' && partly.has(code) ? checks.flatMap(({ entries }) => entries) : []
  return [
    `  - ${texts.heads[`${code}/${status}`] ?? meaning.means} (${code})`,
    ...(holding.length > 0 ? [`    ${filled(words.partly, { entries: entriesText(holding, texts) })}`] : []),
    ...shown.flatMap((check) => placeLines(check, texts)),
    ...(more > 0 ? [`    ${filled(words.moreInJson, { count: more })}`] : []),
    ...(checks.some(({ about }) => about === 'statement' && status === 'failed') ? [`    ${words.statement}`] : []),
    ...(status === 'passed' ? [] : [`    ${words.elsewise}: ${meaning.notMeans}`]),
  ]
}

function placeLines(check: Check, texts: Texts): string[] {
  const { words } = texts
  const { entries, subject, place, status } = check
  const [only] = entries
  const where = [
    ...(entries.length === 0 ? [] : [entriesText(entries, texts)]),
    ...(status === 'failed' && entries.length === 1 ? [filled(words.line, { line: (only as number) + 1 })] : []),
    ...(place === undefined ? [] : [escaped(place)]),
    ...(subject === undefined ? [] : [escaped(subject)]),
  ]
  const what = detailText(check, texts)
  if (status === 'passed')
    return what === undefined ? [] : [`    ${where.length > 0 ? `${where.join(', ')}: ` : ''}${what}`]
  return [
    ...(where.length === 0 ? [] : [`    ${words.about}: ${where.join(', ')}`]),
    ...(what === undefined ? [] : [`    ${words.what}: ${what}`]),
  ]
}

/** What the data of a check say. */
function detailText({ code, status, values }: Check, texts: Texts): string | undefined {
  if (values === undefined) return undefined
  const { reason, error, state, message, to, until } = values
  const keys = [reason, error, state, status].filter((one) => typeof one === 'string').map((one) => `${code}/${one}`)
  const template = [...keys, code].map((key) => texts.details[key]).find((one) => one !== undefined)
  if (template !== undefined) {
    const more: Record<string, Json> = { ...values }
    if (typeof to === 'number') more.last = to - 1
    if (typeof until === 'string') more.until = instantText(until, texts)
    return filled(template, more)
  }
  const said = [reason, error].find((one) => typeof one === 'string')
  const meaning = said === undefined ? undefined : texts.reasons[said]
  if (typeof message === 'string') return escaped(message)
  if (meaning !== undefined) return meaning
  return said === undefined ? undefined : escaped(said)
}
