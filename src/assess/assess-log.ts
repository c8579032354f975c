import { confirmChanges } from '../authority/confirm.ts'
import { AuthorityFold } from '../authority/fold.ts'
import { caseNoteReader } from '../authority/notes.ts'
import { readPriors } from '../authority/prior.ts'
import type { Observation } from '../authority/types.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import { formatInstant } from '../encoding/instant.ts'
import { type Identities, identify } from '../identity/identify.ts'
import type { Entry } from '../record/entry.ts'
import type { LogReader } from '../record/log-reader.ts'
import { TimeLine } from '../time/intervals.ts'
import { acceptedMarks } from '../time/marks.ts'
import { anchorNotes, type NoteSource, readNotes } from '../time/read-notes.ts'
import type { CheckList } from './check-list.ts'
import type { CheckCode } from './codes.ts'
import { checkAfter, checkCheckpoint, checkForm, checkPin, checkReferences } from './log-checks.ts'
import { checkAnchorHistory, SeenChecker } from './seen.ts'

/** A log to be assessed, with what came beside it. Everything in it is read as hostile. */
export interface LogInput {
  /** The case id that the reader brought, from elsewhere than the log. */
  pin: string
  /** Settled. */
  log: LogReader
  /** The checkpoint of the whole log, a signed note. */
  checkpoint: string
  /** Log proofs that came with the log: their notes confirm changes and give time. */
  notes?: readonly NoteSource[] | undefined
  /** Changes of the log or of cosigners that the reader vouches for beside the pin, by event id. */
  acceptedChanges?: readonly string[] | undefined
  /** How many entries are replayed; all unless given. */
  asOf?: number | undefined
}

/** What the floors below say of a log: every later part of an assessment reads it from here. */
export interface LogFacts {
  /** Replayed entries by index; undefined where one was refused. */
  entries: readonly (Entry | undefined)[]
  authority: AuthorityFold
  identities: Identities
  time: TimeLine
}

/** Integrity, identity and time of a log (format, sections 5 to 7). Checks are added to the list. */
export async function assessLog(input: LogInput, checks: CheckList, provider: CryptoProvider): Promise<LogFacts> {
  const { pin, log } = input
  const size = Math.min(input.asOf ?? log.size, log.size)
  const entries = log.entries.slice(0, size)
  checkPin(checks, log, pin)
  checkForm(checks, log)
  checkAfter(checks, log, entries)
  checkReferences(checks, log, entries)
  checks.add({ code: 'only-log', status: 'not-checked' })

  const whole = foldOf(log.entries)
  const checkpoint = log.caseId === undefined ? undefined : await checkpointOf(input, checks, whole, provider)
  const authority = size === log.size ? whole : foldOf(entries)
  const sources = [
    ...anchorNotes(entries, authority),
    ...(input.notes ?? []),
    ...(checkpoint ? [{ note: input.checkpoint }] : []),
  ]
  const tree = { size: log.size, holds: (at: number, root: string) => log.holds(at, root) }
  const notes =
    log.caseId === undefined
      ? { notes: [], refused: [], observations: [] }
      : await readNotes(sources, whole, tree, provider)
  const confirmations = confirmChanges(authority.periods, notes.notes, input.acceptedChanges)
  const marks = acceptedMarks(authority, confirmations, notes.notes)
  const time = new TimeLine(size, marks.marks)
  const sawThisLog = (entry: Entry) => log.holds(entry.payload.after.size, entry.payload.after.root)
  const identities = identify({ fold: authority, entries, time, sawThisLog })

  const observations = [
    ...authority.orders.flatMap((order) => order?.observations ?? []),
    ...readPriors(entries, (id) => log.byId(id)),
    ...notes.observations,
    ...confirmations.observations,
    ...marks.observations,
    ...identities.observations,
  ]
  addObservations(checks, observations, entries)
  for (const { source, reason } of notes.refused) {
    if (source.place === undefined) continue
    checks.add({ code: 'seen', about: 'bundle', status: 'failed', place: source.place, values: { reason } })
  }
  addTime(checks, time)
  if (log.caseId !== undefined) {
    await checkAnchorHistory(checks, entries, new SeenChecker(log, authority, provider, checks))
  }
  return { entries, authority, identities, time }
}

/** An authority is replayed only where entry 0 opens the case: without it nothing in the log has an authority. */
function foldOf(entries: readonly (Entry | undefined)[]): AuthorityFold {
  const fold = new AuthorityFold()
  if (entries[0]?.payload.type === 'case.opened') for (const entry of entries) if (entry) fold.apply(entry)
  return fold
}

async function checkpointOf(
  { log, checkpoint }: LogInput,
  checks: CheckList,
  fold: AuthorityFold,
  provider: CryptoProvider,
) {
  return checkCheckpoint(checks, log, fold, await caseNoteReader(fold, provider)(checkpoint))
}

/** Which entries pass a check where nothing was observed of them: those that the check looks at. */
const LOOKS_AT: Partial<Record<CheckCode, (entry: Entry) => boolean>> = {
  'agent-claim': ({ payload }) => payload.type === 'agent.registered',
  anchor: ({ payload }) => payload.type === 'time.anchored',
  'authority-event': ({ payload }) => payload.type === 'case.authority-changed',
  capacity: () => true,
  'case-opened': ({ payload }) => payload.type === 'case.opened',
  completeness: () => true,
  'key-event': ({ payload }) => payload.type === 'key.enrolled' || payload.type === 'key.revoked',
  participants: () => true,
  prior: () => true,
  signature: () => true,
}

function addObservations(
  checks: CheckList,
  observations: readonly Observation[],
  entries: readonly (Entry | undefined)[],
): void {
  const observed = new Map<string, Set<number>>()
  for (const { code, about, status, entries: at, subject, values } of observations) {
    if (code === 'quorum') continue
    checks.add({
      code,
      about,
      status: status === 'noted' ? 'passed' : status,
      entries: at,
      subject,
      values,
    })
    const first = at[0]
    if (first === undefined) continue
    const set = observed.get(code) ?? new Set()
    observed.set(code, set.add(first))
  }
  for (const [code, looksAt] of Object.entries(LOOKS_AT)) {
    for (const entry of entries) {
      if (entry && looksAt(entry) && !observed.get(code)?.has(entry.index)) checks.pass(code as CheckCode, entry.index)
    }
  }
}

/** What independent time covers, and what it leaves open: always said (format, section 7). */
function addTime(checks: CheckList, time: TimeLine): void {
  if (!checks.hasOther('time-contradiction') && time.marks.length > 0) checks.pass('time-contradiction')
  const anchors = time.anchors()
  const bare = time.stretches().filter(({ after, before }) => after === undefined && before === undefined)
  if (anchors.length > 0) checks.passAll('anchors', anchors)
  for (const { from, to } of bare) {
    checks.add({ code: 'anchors', status: 'undetermined', values: { reason: 'stretch-without-anchor', from, to } })
  }
  for (const { from, to, before } of time.stretches()) {
    const until = before === undefined ? {} : { until: formatInstant(before) }
    checks.add({
      code: 'rewritable-prefix',
      status: before === undefined ? 'undetermined' : 'passed',
      values: { from, to, ...until },
    })
  }
}
