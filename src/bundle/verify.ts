import { assessLog } from '../assess/assess-log.ts'
import { CheckList } from '../assess/check-list.ts'
import { checkContent } from '../assess/content.ts'
import { custodyReport } from '../assess/custody.ts'
import { checkText } from '../assess/deceptive-text.ts'
import { eventReports } from '../assess/events.ts'
import type { Report } from '../assess/report.ts'
import { RevealReader } from '../assess/reveals.ts'
import { SeenChecker, type SeenFile } from '../assess/seen.ts'
import { checkUnlogged } from '../assess/unlogged.ts'
import { checkWithheld } from '../assess/withheld-values.ts'
import { defaultProvider } from '../crypto/default-provider.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import { utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { parseFingerprint } from '../encoding/fingerprint.ts'
import { LogReader } from '../record/log-reader.ts'
import type { NoteSource } from '../time/read-notes.ts'
import { type BagReport, checkBag } from './bag-check.ts'
import { type BundleJson, parseBundleJson } from './bundle-json.ts'
import type { BundleFiles } from './files.ts'
import { FORM_PROBLEMS } from './form-problems.ts'
import { classify } from './layout.ts'
import { type BundleLimits, bundleLimits } from './limits.ts'
import { LineSplitter } from './lines.ts'
import { bundleProofs } from './proofs.ts'
import { readSmall } from './read-small.ts'
import { VERIFY_MD_SHA256 } from './verify-md.ts'

export interface VerifyOptions {
  /** The fingerprint of the case, from the paper file. Never from the bundle. */
  case: string
  /** What the reader holds already: log proofs, checkpoints, signed statements. */
  seen?: readonly SeenFile[] | undefined
  /** Replays the first so many entries only; the log as a whole is checked all the same. */
  asOf?: number | undefined
  /** Changes of the log or of cosigners that the reader vouches for beside the fingerprint, by event id. */
  acceptedChanges?: readonly string[] | undefined
  limits?: Partial<BundleLimits> | undefined
  provider?: CryptoProvider | undefined
  /** Called as bytes are read, with the number read so far and of all. */
  onProgress?: ((read: number, of: number) => void) | undefined
}

/**
 * Answers the five questions of a bundle, offline, with nothing taken from the bundle on trust. What is wrong with it is in the report.
 *
 * ```ts
 * const report = await verifyBundle(await openBundleFiles('./bundle'), { case: '3f2a 91c0 ...' })
 * if (!holds(report)) process.exitCode = 1
 * ```
 * @throws FairtrailError where it cannot be run: `fingerprint`, `bundle-limit`, `bundle-unreadable`, `bundle-not-understood`, `as-of`
 */
export async function verifyBundle(files: BundleFiles, options: VerifyOptions): Promise<Report> {
  const pin = parseFingerprint(options.case)
  const provider = options.provider ?? (await defaultProvider())
  const limits = bundleLimits(options.limits)
  const checks = new CheckList()
  const { onProgress } = options
  const bag = await checkBag(files, {
    crypto: provider,
    verifyMd: VERIFY_MD_SHA256,
    limits,
    ...(onProgress ? { onProgress } : {}),
  })
  addForm(checks, bag)
  const description = await describe(files, checks)
  const checkpoint = await readText(files, 'data/log/checkpoint', checks)
  const log = await readLog(files, limits, provider, checks)
  if (description && description.size !== log.size) {
    checks.add({
      code: 'bundle-form',
      status: 'failed',
      place: 'data/bundle.json',
      values: { error: 'size', size: description.size },
    })
  }
  const asOf = checkAsOf(options.asOf, log.size)
  const proofs = await bundleProofs(files, log, checks)
  const facts = await assessLog(
    { pin, log, checkpoint, notes: proofs satisfies NoteSource[], acceptedChanges: options.acceptedChanges, asOf },
    checks,
    provider,
  )
  const reveals = new RevealReader(log, checks, provider.sha256)
  await eachLine({ files, limits, checks }, 'data/reveals.jsonl', (line) => reveals.add(line))
  const unlogged: Uint8Array[] = []
  await eachLine({ files, limits, checks }, 'data/unlogged.jsonl', (line) => {
    unlogged.push(line.slice())
  })
  await checkUnlogged(checks, log, unlogged, provider)
  const supplied = new Set([...files.files.keys()].flatMap((path) => contentOf(path) ?? []))
  const states = new Map(description?.content.map(({ sha256, state }) => [sha256, state]))
  checkContent(checks, log.entries, { supplied, states })
  checkWithheld(checks, facts.entries, reveals.opened)
  checkText(checks, facts.entries, reveals.opened)
  if (log.caseId !== undefined) {
    const seen = new SeenChecker(log, facts.authority, provider, checks)
    for (const file of options.seen ?? []) await seen.check(file)
  }
  const items = custodyReport(facts, checks)
  // A reader who typed another fingerprint is not shown the bundle's own, nor what a log says that is not the one asked for.
  const isAsked = log.caseId === pin
  return {
    case: isAsked ? pin : null,
    size: asOf ?? log.size,
    checkpoint: isAsked ? checkpoint : null,
    kind: description?.kind ?? 'full',
    integrity: { checks: checks.part('integrity') },
    identity: { checks: checks.part('identity'), events: isAsked ? eventReports(facts) : [] },
    time: { checks: checks.part('time') },
    custody: { checks: checks.part('custody'), items: isAsked ? items : [] },
    procedure: { results: [] },
  }
}

function addForm(checks: CheckList, { problems }: BagReport): void {
  const codes = { form: 'bundle-form', manifest: 'manifest', content: 'content-digest' } as const
  for (const code of Object.values(codes))
    if (!problems.some((one) => codes[FORM_PROBLEMS[one.code][0]] === code)) checks.pass(code)
  for (const { code, path, values } of problems) {
    checks.add({
      code: codes[FORM_PROBLEMS[code][0]],
      status: 'failed',
      place: path,
      values: { error: code, ...values },
    })
  }
}

async function describe(files: BundleFiles, checks: CheckList): Promise<BundleJson | undefined> {
  if (!files.files.has('data/bundle.json')) return undefined
  const parsed = parseBundleJson(utf8(await readText(files, 'data/bundle.json', checks)))
  if ('wrong' in parsed) {
    checks.add({
      code: 'bundle-form',
      status: 'failed',
      place: 'data/bundle.json',
      values: { error: 'bundle-json', path: parsed.wrong },
    })
    return undefined
  }
  if (parsed.kind === 'excerpt') {
    throw new FairtrailError(
      'bundle-not-understood',
      'The bundle is an excerpt of a log; this version reads whole logs only.',
    )
  }
  return parsed
}

/** A small file as text; one that cannot be read as text fails the bundle, and is read as empty. */
async function readText(files: BundleFiles, path: string, checks: CheckList): Promise<string> {
  try {
    return await readSmall(files, path)
  } catch (error) {
    if (!(error instanceof FairtrailError) || error.code === 'bundle-limit') throw error
    checks.add({ code: 'bundle-form', status: 'failed', place: path, values: { error: error.code } })
    return ''
  }
}

async function readLog(
  files: BundleFiles,
  limits: BundleLimits,
  provider: CryptoProvider,
  checks: CheckList,
): Promise<LogReader> {
  const log = new LogReader(provider)
  await eachLine({ files, limits, checks }, 'data/log/entries.jsonl', (line) => log.add(line))
  await log.settle()
  return log
}

/**
 * Gives each line of a file that may be absent, and waits only where the taker has something to wait for. A last line without LF is cut off:
 * it fails the bundle, and is not read.
 */
async function eachLine(
  { files, limits, checks }: { files: BundleFiles; limits: BundleLimits; checks: CheckList },
  path: 'data/log/entries.jsonl' | 'data/reveals.jsonl' | 'data/unlogged.jsonl',
  take: (line: Uint8Array) => Promise<void> | undefined | void,
): Promise<void> {
  const file = files.files.get(path)
  if (!file) return
  const splitter = new LineSplitter({
    path,
    limits,
    line: path === 'data/reveals.jsonl' ? 'revealLine' : 'entryLine',
    ...(path === 'data/log/entries.jsonl' ? { count: 'entries' as const } : {}),
  })
  try {
    for await (const chunk of file.open()) {
      for (const line of splitter.push(chunk)) {
        const taken = take(line)
        if (taken) await taken
      }
    }
    splitter.end()
  } catch (error) {
    if (!(error instanceof FairtrailError) || (error.code !== 'lines-end' && error.code !== 'bundle-damaged'))
      throw error
    checks.add({ code: 'bundle-form', status: 'failed', place: path, values: { error: error.code } })
  }
}

function contentOf(path: string): string | undefined {
  const part = classify(path)
  return part?.part === 'content' ? part.sha256 : undefined
}

function checkAsOf(asOf: number | undefined, size: number): number | undefined {
  if (asOf === undefined || (Number.isSafeInteger(asOf) && asOf >= 1 && asOf <= size)) return asOf
  throw new FairtrailError(
    'as-of',
    `The log has ${size} entries; an assessment can be made as of 1 to ${size}, not of ${asOf}.`,
  )
}
