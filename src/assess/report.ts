import type { ItemReport } from '../custody/item-report.ts'
import type { Json } from '../encoding/json.ts'

/** `not-checked`: needs something that is not here. `not-supplied`: the other side has it, or nobody gave it. */
export type CheckStatus = 'passed' | 'failed' | 'undetermined' | 'not-checked' | 'not-supplied' | 'withheld'

/** Whether a check is about the log, the bundle it came in, one signed statement, or independent times that contradict each other. */
export type CheckAbout = 'log' | 'bundle' | 'statement' | 'time'

/** One thing that was looked at. A passing check is listed once with all its entries; a failing one once for each place. */
export interface Check {
  /** Stable, kebab-case; docs/checks.md says what it means and what it does not mean. */
  code: string
  about: CheckAbout
  status: CheckStatus
  /** Indexes of the entries concerned, ascending. */
  entries: number[]
  /** A file, a key, an item, an event: what the check is about, where that is not an entry. */
  subject?: string
  /** Path, line or offset. */
  place?: string
  /** Data for the texts; never a sentence. */
  values?: { [name: string]: Json }
}

export interface SignerReport {
  key: string
  agent?: string
  identity: string
  /** Code of the reason. */
  reason: string
  values?: { [name: string]: Json }
}

export interface EventReport {
  index: number
  id: string
  type: string
  /** Independent time: signed after, existed before. Instants in UTC. */
  established: { after?: string; before?: string }
  /** Seconds between what happened and its recording, by the statement itself; absent where it does not say. */
  late?: number
  signers: SignerReport[]
}

/** What a rule of a profile says of one subject. */
export interface RuleResult {
  rule: string
  subject: string
  result: 'met' | 'not-met' | 'undetermined' | 'not-applicable'
  cause?: string
  entries: number[]
  decidedBy?: string
  sources: string[]
  values: { [name: string]: Json }
}

/** The five questions, kept apart. Same input and version: same bytes. */
export interface Report {
  /** Case id; null for records without a log. */
  case: string | null
  size: number | null
  /** The checkpoint's note text. */
  checkpoint: string | null
  kind: 'full' | 'excerpt' | null
  integrity: { checks: Check[] }
  identity: { checks: Check[]; events: EventReport[] }
  time: { checks: Check[] }
  custody: { checks: Check[]; items: ItemReport[] }
  /** `profile` absent: no profile was evaluated. */
  procedure: { profile?: string; results: RuleResult[] }
}

/** What `verify --fail-on` may add to the reasons for exit 1. */
export const FAIL_ON = ['statements', 'time', 'custody', 'procedure', 'undetermined'] as const
export type FailOn = (typeof FAIL_ON)[number]

/** True where no check about the log or the bundle failed, nor anything that `failOn` adds. */
export function holds(report: Report, failOn: readonly FailOn[] = []): boolean {
  const { integrity, identity, time, custody, procedure } = report
  const checks = [integrity, identity, time, custody].flatMap((part) => part.checks)
  const failed = (about: CheckAbout) => checks.some((check) => check.about === about && check.status === 'failed')
  if (failed('log') || failed('bundle')) return false
  const reasons: Record<FailOn, () => boolean> = {
    statements: () => failed('statement'),
    time: () => time.checks.some((check) => check.status === 'failed'),
    custody: () =>
      custody.items.some((item) => item.breaks.length > 0) || custody.checks.some((check) => check.status === 'failed'),
    procedure: () => procedure.results.some((result) => result.result === 'not-met'),
    undetermined: () =>
      checks.some((check) => check.status === 'undetermined') ||
      procedure.results.some((result) => result.result === 'undetermined'),
  }
  return !failOn.some((reason) => reasons[reason]())
}
