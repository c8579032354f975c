import { type BreakReport, CHECKS, type Check, type CheckCode, formatFingerprint, type Report } from '../index.ts'
import type { MadeCase } from './make-case.ts'

/** Columns of the text. */
const WIDTH = 100

const PARTS = ['integrity', 'identity', 'time', 'custody'] as const

/** What happened, before anything is verified. */
export function whatWasDone(made: MadeCase): string {
  const { evidence, size } = made
  const ended = evidence.image
    ? `The sealed memory stick was opened in the laboratory and imaged (${evidence.image.madeBy}; ${evidence.image.bytes} bytes), the image was measured again, and a working copy was examined.`
    : `Your files (${evidence.own.map(({ name }) => name).join(', ')}) stand in the place of the memory stick; a working copy of the first was examined. Only copies and digests were taken.`
  return section('What was done', [
    `An invented case of March 2026 was recorded, in Russian: ${size} signed entries in case.db, exported as bundle/ and bundle.zip.`,
    'By order of a court a phone, a notebook and more were seized in the presence of two attesting witnesses, who signed on paper, and sealed. A courier took them over and brought them to a laboratory: two handovers, each signed by both sides.',
    ended,
    'Two experts signed the conclusion on different days. A discrepancy was opened and closed, one entry came nine days late and says why, one mistake was corrected by a new entry.',
    `Digests were measured on this computer: ${(evidence.image ?? evidence.own[0] ?? evidence.photo).name} has SHA-256 ${(evidence.image ?? evidence.own[0] ?? evidence.photo).sha256}.`,
    'Signing keys were made for this run and are gone: none was written to the disk. So nobody can add to this case. The bundle reveals to the court who acted; from whom things were taken, and the number in the phone, stay withheld.',
  ])
}

/** The report on the bundle, in plain words. */
export function whatItShows(report: Report, made: MadeCase): string {
  const checks = checksOf(report)
  const passed = new Set(checks.filter(({ status }) => status === 'passed').map(({ code }) => code))
  // A check that failed anywhere, or was left open anywhere, is not among what is established.
  for (const { code, status } of checks) if (status !== 'passed' && code !== 'withheld-values') passed.delete(code)
  passed.delete('quorum')
  passed.delete('withheld-values')
  const others = checks.filter(({ status, code }) => status !== 'passed' && code !== 'withheld-values')
  const withheld = checks.filter(({ status }) => status === 'withheld').length
  return [
    section('What the record establishes', [...passed].map(meaning)),
    section('What it does not', [
      ...others.map(({ code, status }) => `${STATUS_WORDS[status]}: "${meaning(code)}" ${notMeaning(code)}`),
      'No cosigner was asked for: the operator of the log alone vouches that there is one history.',
      `Withheld from the reader: values in ${withheld} ${withheld === 1 ? 'entry' : 'entries'} (from whom things were taken, a phone's number). That they exist, and cannot be exchanged, is shown.`,
      'Whether a statement is true, whether an act was lawful, and what follows from it. Rules of procedure were not evaluated.',
    ]),
    section('Where custody breaks', breaksOf(report, made)),
  ].join('')
}

/** What became of one altered word. */
export function whatTheAlteredShows(report: Report): string {
  const failed = checksOf(report).filter(({ status }) => status === 'failed')
  return section('The same bundle with one word altered', [
    'In altered/ the expert\'s result "does-not-support" was made "supports", and every manifest was made to fit: the digests of all files agree. The verification shows it nevertheless:',
    ...[...new Set(failed.map(({ code }) => code))].map((code) => {
      const places = failed.filter((check) => check.code === code).flatMap(placeOf)
      return `Not so${places.length > 0 ? ` (${places.join(', ')})` : ''}: "${meaning(code)}"`
    }),
  ])
}

const checksOf = (report: Report): Check[] => PARTS.flatMap((part) => report[part].checks)

const meaning = (code: string): string => CHECKS[code as CheckCode]?.means.replace(/^Never passed: n/, 'N') ?? code
const notMeaning = (code: string): string => CHECKS[code as CheckCode]?.notMeans ?? ''

const STATUS_WORDS: Record<Check['status'], string> = {
  passed: 'Shown',
  failed: 'Not so',
  undetermined: 'Undetermined',
  'not-checked': 'Not checked',
  'not-supplied': 'Not supplied',
  withheld: 'Withheld',
}

function placeOf({ entries, subject }: Check): string[] {
  if (subject?.endsWith('.tlog-proof')) return [`the log proof ${subject.slice(0, 8)}... that its holder gave`]
  return entries.map((entry) => `entry ${entry}`)
}

function breaksOf(report: Report, made: MadeCase): string[] {
  const lines = report.custody.items.flatMap(({ item, breaks }) =>
    breaks.map((one) => `${made.items.get(item) ?? item}: ${breakWords(one)}`),
  )
  return lines.length > 0 ? lines : ['No break was found.']
}

function breakWords({ code, from, to, entries }: BreakReport): string {
  const words =
    code === 'in-transit'
      ? 'in transit: released, and nobody recorded that they received it'
      : code.replaceAll('-', ' ')
  const since = from === null ? '' : `, from ${from}`
  const until = to === null ? '' : ` until ${to}`
  return `${words}${since}${until} (entry ${entries.join(', ')}).`
}

/** The line that tells what to do next. */
export function nextStep(folder: string, made: MadeCase): string {
  const fingerprint = formatFingerprint(made.fingerprint.replaceAll(' ', ''))
  return `\nNext, from another computer if you like: npx fairtrail verify ${folder}/bundle --case "${fingerprint}"\n`
}

function section(title: string, lines: readonly string[]): string {
  return `\n${title}\n${lines.map((line) => wrap(line)).join('')}`
}

function wrap(text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string
    if (last !== '' && last.length + word.length + 1 > WIDTH - 4) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.map((line, n) => `${n === 0 ? '  - ' : '    '}${line}\n`).join('')
}
