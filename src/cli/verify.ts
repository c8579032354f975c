import { resolve } from 'node:path'
import { FAIL_ON, type FailOn, holds, type Report } from '../assess/report.ts'
import { openRegularFile, pathBytes } from '../node/open-file.ts'
import { verifyBundleAt } from '../node/verify.ts'
import { textReport } from '../report/text-report.ts'
import { TEXTS_EN } from '../report/texts-en.ts'
import { bundleNames } from './bundle-names.ts'
import type { Command, Io } from './command.ts'
import { parseOptions, usage } from './options.ts'
import { progressText } from './progress.ts'
import { VERIFY_HELP } from './verify-help.ts'

const OPTIONS = {
  case: { type: 'string' },
  seen: { type: 'string', multiple: true },
  'as-of': { type: 'string' },
  'fail-on': { type: 'string', multiple: true },
  'accept-change': { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const

/** `fairtrail verify`: checks a bundle and reports what it shows. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Check a bundle, and say what it shows and what it does not',
  help: VERIFY_HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined) throw usage('Name the bundle: fairtrail verify bundle.zip --case "FINGERPRINT"')
  if (more.length > 0)
    throw usage('Name one bundle. A fingerprint with spaces in it stands in quotes: --case "3f2a 91c0 ..."')
  const asOf = asOfOption(values['as-of'])
  const failOn = failOnOption(values['fail-on'] ?? [])
  const report = await verifyPath(path, values.case, io, {
    seen: values.seen,
    asOf,
    acceptedChanges: values['accept-change'],
  })
  if (values.json === true) io.stdout(`${JSON.stringify(report, undefined, 2)}\n`)
  else {
    const names = report.case === null ? undefined : await bundleNames(resolve(io.cwd, path), asOf)
    io.stdout(textReport(report, TEXTS_EN, names))
  }
  return holds(report, failOn) ? 0 : 1
}

interface Options {
  seen?: readonly string[] | undefined
  asOf?: number | undefined
  acceptedChanges?: readonly string[] | undefined
}

/**
 * The report of a bundle, with a line of progress on a terminal.
 * @throws FairtrailError `usage` without a fingerprint, and what `verifyBundleAt` throws
 */
export async function verifyPath(
  path: string,
  fingerprint: string | undefined,
  io: Io,
  options: Options = {},
): Promise<Report> {
  if (fingerprint === undefined) {
    throw usage(
      'Give the fingerprint of the case from the paper file: --case "3f2a 91c0 ...". Never take it from the bundle.',
    )
  }
  const { seen = [], ...rest } = options
  // Looked at first, so that a name that is mistyped is said as such.
  for (const file of seen) openRegularFile(pathBytes(file), io.cwd).close()
  const started = performance.now()
  let last = started
  const onProgress = (read: number, of: number) => {
    const now = performance.now()
    if (now - last < 200) return
    last = now
    io.stderr(`\r\x1b[K${progressText(read, of, (now - started) / 1000)}`)
  }
  const report = await verifyBundleAt(resolve(io.cwd, path), {
    case: fingerprint,
    seen: seen.map((file) => resolve(io.cwd, file)),
    ...rest,
    ...(io.isTerminal.stderr ? { onProgress } : {}),
  })
  if (last !== started) io.stderr('\r\x1b[K')
  return report
}

function asOfOption(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  if (!/^[1-9]\d{0,14}$/.test(given)) throw usage('--as-of is a number of entries, such as 120.')
  return Number(given)
}

function failOnOption(given: readonly string[]): FailOn[] {
  const words = given.flatMap((list) => list.split(','))
  for (const word of words) {
    if (!(FAIL_ON as readonly string[]).includes(word)) throw usage(`--fail-on is a list of ${FAIL_ON.join(', ')}.`)
  }
  return words as FailOn[]
}
