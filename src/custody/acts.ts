import { codeOf } from '../record/shapes/basic.ts'
import type { Details } from '../record/vocabulary.ts'
import type { Step } from './event.ts'
import { agentsOf, type Fold, NESTING } from './fold.ts'
import { notSimultaneous } from './places.ts'
import { precedes } from './span.ts'
import type { Custody } from './state.ts'
import type { Work } from './work.ts'

/** What is made of an item that nothing introduces has a code of its own. */
const MAKING = new Set(['item.acquired', 'item.derived'])

/**
 * What holds for every act on an item, whatever it does: that the item was in the record by then, and still; that it is not at another place at the
 * same instant; and, where it was released and nobody received it, that it turned up. Times decide only where they are certain.
 */
export function checkAct(fold: Fold, step: Step, item: Work, shows: boolean): void {
  if (!MAKING.has(step.event.payload.type)) item.firstAct ??= step
  const entered = fold.gathered.enteredAfter(step, item.state.id)
  if (entered) fold.report('act-before-collection', item, [step, entered], step.event.agents, { reason: 'earlier' })
  checkEnd(fold, step, item)
  if (!shows) return
  notSimultaneous(fold, step, item)
  if (step.event.payload.type !== 'custody.received') turnedUp(fold, step, item)
}

/** After the case was closed nothing enters its record either. */
export function checkClosed(fold: Fold, step: Step, item: Work): void {
  const { closed } = fold.gathered
  if (!closed || !precedes(closed.span, step.span)) return
  fold.report('act-after-disposal-closing-or-export', item, [closed, step], step.event.agents, { reason: 'closing' })
}

function checkEnd(fold: Fold, step: Step, item: Work): void {
  const custody = fold.custodyOf(item)
  const { closed } = fold.gathered
  let end: Step | undefined
  let reason = ''
  if (custody.state === 'ended') {
    end = fold.step(custody.by)
    reason = 'disposal'
  } else if (custody.state === 'left' && !answers(fold, step, custody)) {
    end = fold.step(custody.release)
    reason = 'export'
  }
  if ((!end || !precedes(end.span, step.span)) && closed) {
    end = closed
    reason = 'closing'
  }
  if (!end || !precedes(end.span, step.span)) return
  item.reportedAfterEnd = step.index
  fold.report('act-after-disposal-closing-or-export', item, [end, step], step.event.agents, { reason })
}

/** A receipt over the release by which it left, or from the record to which it went, is no act at home. */
function answers(fold: Fold, step: Step, custody: Extract<Custody, { state: 'left' }>): boolean {
  const { type, refs } = step.event.payload
  if (type !== 'custody.received') return false
  const release = fold.step(custody.release).event.id
  return refs.some((ref) => ref.rel === 'source' || (ref.rel === 'release' && ref.event === release))
}

/** Where nobody received what was released, the first event that shows it elsewhere says so. */
function turnedUp(fold: Fold, step: Step, item: Work): void {
  const at = withRelease(item)
  if (!at) return
  const release = at.unanswered as Step
  const details = fold.releaseOf(release) as Details<'custody.released'>
  if (release === step || onTheWay(fold, step, release, details)) return
  fold.report(
    'release-without-receipt',
    at,
    [release, step],
    [...agentsOf(details.from, details.to), ...step.event.agents],
    {
      purpose: codeOf(details.purpose),
    },
  )
  at.unanswered = undefined
  const { custody } = at
  if (custody.state === 'in-transit' && custody.release === release.index) {
    if (at !== item) fold.throughContents(at, step)
    fold.setCustody(at, step, { ...custody, state: 'elsewhere', by: step.index, identity: step.event.identity })
  }
}

/** The item, or the container it is in, that is under way without a receipt. */
function withRelease(item: Work): Work | undefined {
  let at: Work | undefined = item
  for (let depth = 0; depth < NESTING && at; depth++) {
    if (at.unanswered) return at
    at = at.container
  }
  return undefined
}

/**
 * True for what can have happened during the transit, or before it: an act of the carrier; an act of the releaser that is not certainly later. A
 * second release is neither.
 */
function onTheWay(fold: Fold, step: Step, release: Step, { from, carrier }: Details<'custody.released'>): boolean {
  const { agents, payload } = step.event
  if (payload.type === 'custody.released' || agents.length === 0) return false
  const { members } = fold.gathered
  if (carrier && agents.every((agent) => members.belongs(agent, carrier.agent, step.index))) return true
  if (precedes(release.span, step.span)) return false
  return agents.every((agent) => members.isNamed({ agent }, from, step.index))
}
