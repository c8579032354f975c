import { codeOf } from '../record/shapes/basic.ts'
import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import type { Observation, Seal, SealMark } from './state.ts'
import type { Work } from './work.ts'

type SealSeen = NonNullable<Observation['seals']>[number]

/** The ways by which a seal is found again. */
const keysOf = ({ number, imprint }: SealMark) =>
  [number !== undefined && `number ${number}`, imprint !== undefined && `imprint ${imprint}`].filter(
    (key) => key !== false,
  )

/** By its number; by its imprint where one of the two has no number. */
function find(item: Work, mark: SealMark): Seal | undefined {
  if (mark.number !== undefined) {
    const byNumber = item.seals.get(`number ${mark.number}`)
    if (byNumber) return byNumber
  }
  const byImprint = mark.imprint === undefined ? undefined : item.seals.get(`imprint ${mark.imprint}`)
  return byImprint && (mark.number === undefined || byImprint.number === undefined) ? byImprint : undefined
}

const values = ({ number, imprint }: SealMark) => ({ number, imprint })

/** A seal is put on. One that is on already stays: two people may record the same act. */
export function applySeal(item: Work, step: Step, mark: SealMark, kind: string | undefined): void {
  const known = find(item, mark)
  if (known && known.state !== 'opened') {
    note(known, step, 'applied')
    return
  }
  const seal = putOn(item, step, mark, 'applied')
  if (kind !== undefined) seal.kind = kind
}

function putOn(item: Work, step: Step, mark: SealMark, state: Seal['state'] | 'applied'): Seal {
  const seal: Seal = { state: state === 'applied' ? 'intact' : state, history: [] }
  if (mark.number !== undefined) seal.number = mark.number
  if (mark.imprint !== undefined) seal.imprint = mark.imprint
  note(seal, step, state)
  item.state.seals.push(seal)
  if (state !== 'opened' && state !== 'missing') item.sealsOn.add(seal)
  for (const key of keysOf(mark)) item.seals.set(key, seal)
  return seal
}

function note(seal: Seal, step: Step, state: Seal['state'] | 'applied'): void {
  seal.history.push({ index: step.index, position: step.position, state })
}

const lastOf = (fold: Fold, seal: Seal): Step[] => {
  const last = seal.history.at(-1)
  return last ? [fold.step(last.index)] : []
}

/** A seal is opened on purpose. */
export function openSeal(fold: Fold, item: Work, step: Step, mark: SealMark): void {
  const known = item.state.seals.length > 0
  const seal = find(item, mark)
  if (!seal) {
    if (known) mismatch(fold, item, step, 'not-on-record', mark)
    putOn(item, step, mark, 'opened')
    return
  }
  if (seal.state === 'opened') mismatch(fold, item, step, 'opened-before', mark, seal)
  seal.state = 'opened'
  note(seal, step, 'opened')
  item.sealsOn.delete(seal)
}

/**
 * Seals as they were found. A list names what was looked at, not everything that is there; the empty list states that there are none. The first
 * look at an item of which no seal is on record is where its record of seals begins.
 */
export function observeSeals(fold: Fold, item: Work, step: Step, seen: readonly SealSeen[]): void {
  if (seen.length === 0) {
    noneFound(fold, item, step)
    return
  }
  const known = item.state.seals.length > 0
  for (const found of seen) {
    const state = codeOf(found.state)
    const seal = find(item, found)
    if (seal) compare(fold, item, step, seal, state)
    else {
      if (known) mismatch(fold, item, step, 'not-on-record', found)
      else if (state !== 'intact') damaged(fold, item, step, found, state)
      putOn(item, step, found, state)
    }
  }
}

function noneFound(fold: Fold, item: Work, step: Step): void {
  const [first] = item.sealsOn
  if (first) mismatch(fold, item, step, 'none-found', first, first)
  for (const seal of item.sealsOn) {
    seal.state = 'missing'
    note(seal, step, 'missing')
  }
  item.sealsOn.clear()
}

function compare(fold: Fold, item: Work, step: Step, seal: Seal, state: Exclude<Seal['state'], 'opened'>): void {
  const before = seal.state
  if (before === 'opened') {
    // An opened seal that is still attached is seen as it is; one that is whole again is another fact.
    if (state !== 'intact') {
      note(seal, step, state)
      return
    }
    mismatch(fold, item, step, 'opened-before', seal, seal)
  } else if (before === 'intact') {
    if (state !== 'intact') damaged(fold, item, step, seal, state, seal)
  } else if (state === 'intact') {
    mismatch(fold, item, step, 'damaged-before', seal, seal)
  }
  seal.state = state
  if (state === 'missing') item.sealsOn.delete(seal)
  else item.sealsOn.add(seal)
  note(seal, step, state)
}

function mismatch(fold: Fold, item: Work, step: Step, reason: string, mark: SealMark, seal?: Seal): void {
  const steps = seal ? [...lastOf(fold, seal), step] : [step]
  fold.report('seal-mismatch', item, steps, step.event.agents, { reason, ...values(mark) })
}

function damaged(fold: Fold, item: Work, step: Step, mark: SealMark, state: string, seal?: Seal): void {
  const steps = seal ? [...lastOf(fold, seal), step] : [step]
  fold.report('seal-found-damaged', item, steps, step.event.agents, { state, ...values(mark) })
}
