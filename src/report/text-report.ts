import type { EventReport, Report } from '../assess/report.ts'
import { formatFingerprint } from '../encoding/fingerprint.ts'
import { escaped } from '../encoding/text.ts'
import { checkLines } from './check-text.ts'
import { itemLines } from './custody-text.ts'
import { agentText, filled } from './fill.ts'
import type { Names } from './names.ts'
import type { Texts } from './texts.ts'
import { durationText, instantText } from './when.ts'

const NO_NAMES: Names = { agents: new Map(), items: new Map() }

/**
 * A report as plain text: the five questions apart, each with what the record shows, does not show and cannot show, and what was not checked,
 * not supplied or withheld. Where the fingerprint is another one, only that is said.
 * @param names what agents and items are called, as far as this reader can read it; without it they stand under their ids
 */
export function textReport(report: Report, texts: Texts, names: Names = NO_NAMES): string {
  const { words, questions } = texts
  const { integrity, identity, time, custody, procedure, size } = report
  const lines = [texts.title, '='.repeat(texts.title.length), '']
  if (report.case === null && size !== null) {
    const pin = integrity.checks.filter(({ code }) => code === 'pin')
    return text([...lines, words.otherCase, ...checkLines(pin, texts)])
  }
  if (report.case !== null) lines.push(filled(words.case, { case: formatFingerprint(report.case) }))
  if (size !== null) lines.push(filled(words.read, { size }))
  const part = (question: string, body: readonly string[]) =>
    lines.push('', question, '-'.repeat(question.length), ...body)
  part(questions.integrity, checkLines(integrity.checks, texts))
  part(questions.identity, [
    ...checkLines(identity.checks, texts),
    '',
    words.events,
    ...identity.events.flatMap((event) => eventLines(event, texts, names)),
  ])
  part(questions.time, checkLines(time.checks, texts))
  part(questions.custody, [
    ...checkLines(custody.checks, texts),
    ...(custody.items.length === 0 ? ['', words.noItems] : []),
    ...custody.items.flatMap((item) => ['', ...itemLines(item, texts, names)]),
  ])
  part(questions.procedure, procedure.profile === undefined ? ['', words.noProfile] : ['', escaped(procedure.profile)])
  return text(lines)
}

const text = (lines: readonly string[]) => `${lines.join('\n')}\n`

function eventLines(event: EventReport, texts: Texts, names: Names): string[] {
  const { words, identities, reasons } = texts
  const { index, type, signers, established, late } = event
  const who = signers.map(({ agent, key, identity, reason }) => {
    const why = identity === 'stands' ? '' : ` (${reasons[reason] ?? reason})`
    const name = agent === undefined ? key : agentText(agent, names, texts)
    return `    ${filled(words.signedBy, { who: name, identity: identities[identity] ?? identity })}${why}`
  })
  const lateness =
    late === undefined || late <= 0 ? [] : [`    ${filled(words.late, { duration: durationText(late, texts) })}`]
  return [
    `  ${filled(words.event, { index, type })}`,
    ...who,
    ...lateness,
    `    ${establishedText(established, texts)}`,
  ]
}

function establishedText({ after, before }: EventReport['established'], texts: Texts): string {
  const { words } = texts
  const values = {
    after: after === undefined ? undefined : instantText(after, texts),
    before: before === undefined ? undefined : instantText(before, texts),
  }
  if (after !== undefined && before !== undefined) return filled(words.establishedBetween, values)
  if (before !== undefined) return filled(words.establishedBefore, values)
  return after !== undefined ? filled(words.establishedAfter, values) : words.notEstablished
}
