import { codeOf } from '../../record/shapes/basic.ts'
import type { Details } from '../../record/vocabulary.ts'
import type { Custodian } from '../custodian.ts'
import type { Step } from '../event.ts'
import { agentsOf, type Fold, NESTING } from '../fold.ts'
import type { Handler } from '../handler.ts'
import { addLoan } from '../loans.ts'
import { observe } from '../observe.ts'
import { precedes } from '../span.ts'
import type { Custody } from '../state.ts'
import type { Work } from '../work.ts'

type Released = Details<'custody.released'>

/** Purposes by which an item goes into another record: no receipt in this one is waited for. */
const LEAVING = new Set<string>(['export', 'other-case'])

export const released: Handler<'custody.released'> = {
  acts: ({ goods }) => goods.map(({ item }) => item),
  apply(fold, step, details) {
    const named = new Set(details.goods.map(({ item }) => item))
    for (const { item: id, observation } of details.goods) {
      const item = fold.item(id)
      observe(fold, item, step, observation)
      // What lies in a container of the same release goes with it.
      if (!inContainerOf(item, named)) release(fold, step, item, details)
    }
  },
}

/** Whether one of the containers around an item is among those named. */
export function inContainerOf(item: Work, named: ReadonlySet<string>): boolean {
  let at = item.container
  for (let depth = 0; depth < NESTING && at; depth++) {
    if (named.has(at.state.id)) return true
    at = at.container
  }
  return false
}

function release(fold: Fold, step: Step, item: Work, details: Released): void {
  const known = item.handovers.has(step.index)
  fold.handoverOf(item, step)
  const purpose = codeOf(details.purpose)
  if (purpose === 'loan') {
    const loan = { release: step.index, lender: details.from }
    addLoan(item, details.dueBack === undefined ? loan : { ...loan, dueBack: details.dueBack })
  }
  // Its receipt was read before it: custody is where the receipt says.
  if (known) return
  const custody = fold.custodyOf(item)
  mayRelease(fold, step, item, details, custody)
  leaveContainer(fold, step, item)
  fold.setCustody(item, step, {
    state: LEAVING.has(purpose) ? 'left' : 'in-transit',
    from: details.from,
    to: details.to,
    ...(details.carrier && { carrier: details.carrier.agent }),
    release: step.index,
    by: step.index,
    identity: step.event.identity,
  })
  fold.setLocation(item, step, undefined)
  item.unanswered = LEAVING.has(purpose) || fold.gathered.answerTo(step, item.state.id) ? undefined : step
}

/** Taken out without an item.unpacked: an unpacking recorded later is the same fact. */
export function leaveContainer(fold: Fold, step: Step, item: Work): void {
  const { container } = item
  if (!container) return
  fold.leave(item, step)
  item.leftUnnoticed = container
}

/** Who releases holds. */
export function mayRelease(fold: Fold, step: Step, item: Work, { from }: Released, custody: Custody): void {
  switch (custody.state) {
    case 'held':
      if (fold.sameHands(custody.custodian, from, step)) return
      notHeld(fold, step, item, from, custody, custody.custodian)
      return
    case 'in-transit': {
      const answer = fold.gathered.answerTo(fold.step(custody.release), item.state.id)
      const may = answer ? mayHoldBy(fold, step, from, custody, answer) : near(fold, step, from, custody)
      if (!may) notHeld(fold, step, item, from, custody, custody.to)
      return
    }
    case 'elsewhere':
      if (!near(fold, step, from, custody)) notHeld(fold, step, item, from, custody, custody.to)
      return
    case 'missing':
      fold.report('gap', item, [fold.step(custody.by), step], agentsOf(from))
      return
    default:
      // Never introduced, disposed of or exported: each has a code of its own.
      return
  }
}

type Transit = Extract<Custody, { release: number }>

/** The releaser, the one named, or the carrier: with one of them the goods were. */
export function near(fold: Fold, step: Step, custodian: Custodian, { from, to, carrier }: Transit): boolean {
  return [from, to, ...(carrier === undefined ? [] : [{ agent: carrier }])].some((one) =>
    fold.sameHands(one, custodian, step),
  )
}

/** The goods are under way to whoever the answer names: that one may release them on, unless certainly before receiving them. */
function mayHoldBy(
  fold: Fold,
  step: Step,
  from: Custodian,
  custody: Transit,
  answer: NonNullable<ReturnType<Fold['gathered']['answerTo']>>,
): boolean {
  if (precedes(step.span, answer.step.span)) return false
  const holder = answer.result === 'refused' ? custody.from : answer.custodian
  return answer.result !== 'not-present' && fold.sameHands(holder, from, step)
}

function notHeld(fold: Fold, step: Step, item: Work, from: Custodian, custody: Custody, holder: Custodian): void {
  const agents = agentsOf(holder, from)
  const since = 'release' in custody ? [fold.step(custody.release)] : fold.madeBy(custody)
  fold.report('release-by-one-who-does-not-hold', item, [...since, step], agents, {
    holder: holder.agent,
    releaser: from.agent,
    state: custody.state,
  })
}
