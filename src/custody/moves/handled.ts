import { codeOf } from '../../record/shapes/basic.ts'
import { addDigest } from '../digests.ts'
import type { Handler } from '../handler.ts'
import { addNumber, observe, observeAll } from '../observe.ts'
import { apartFromContainer, seenElsewhere } from '../places.ts'
import { applySeal, openSeal } from '../seals.ts'
import type { Location } from '../state.ts'
import { leaveContainer } from './released.ts'

/** A change of place. The custodian stays. */
export const stored: Handler<'storage.moved'> = {
  acts: (_details, { items }) => items,
  apply(fold, step, { to }) {
    const named = new Set<string>(step.event.payload.items)
    const made = { by: step.index, identity: step.event.identity }
    const location: Location =
      'facility' in to
        ? { facility: to.facility, ...(to.shelf !== undefined && { shelf: to.shelf }), ...made }
        : { place: to, ...made }
    for (const id of named) {
      const item = fold.item(id)
      if (item.container && named.has(item.container.state.id)) continue
      if (apartFromContainer(fold, step, item, location)) leaveContainer(fold, step, item)
      // What lies in a container is where the container is: naming the one moves both.
      const outermost = fold.outermost(item)
      if (outermost !== item) fold.throughContents(outermost, step)
      fold.setLocation(outermost, step, location)
    }
  },
}

const ABSENT = new Set<string | undefined>(['not-located', 'not-checked'])

export const observed: Handler<'item.observed'> = {
  acts: ({ outcome }, { items }) => (ABSENT.has(outcome) ? [] : items),
  apply(fold, step, { observation, purpose, outcome }) {
    const { items } = step.event.payload
    observeAll(fold, items, step, observation)
    for (const id of items) {
      const item = fold.item(id)
      if (outcome === 'not-located') {
        const custody = fold.custodyOf(item)
        if (custody.state === 'ended' || custody.state === 'left') continue
        fold.report('not-located', item, [...fold.madeBy(custody), step], step.event.agents, { reason: 'observed' })
      }
      // What is shown to somebody was carried there, as with an access.
      if (ABSENT.has(outcome) || codeOf(purpose) === 'presentation') continue
      if (seenElsewhere(fold, step, item)) {
        leaveContainer(fold, step, item)
        fold.locateAtEvent(item, step)
      }
    }
  },
}

export const accessed: Handler<'item.accessed'> = {
  acts: (_details, { items }) => items,
  apply(fold, step) {
    for (const id of step.event.payload.items) fold.item(id).state.accesses.push(step.index)
  },
}

export const examined: Handler<'examination.started'> = {
  acts: ({ inputs }) => inputs.map(({ item }) => item),
  apply(fold, step, { inputs, observation }) {
    const items = [...new Set(inputs.map(({ item }) => item))]
    observeAll(fold, items, step, observation)
    for (const id of items) fold.item(id).state.examinations.push(step.index)
  },
}

export const relabelled: Handler<'item.relabelled'> = {
  acts: ({ item }) => [item],
  shows: () => false,
  apply(fold, step, { item: id, old, new: number }) {
    const item = fold.item(id)
    if (item.numbers.size > 0 && !item.numbers.has(old)) {
      const values = { reason: 'old-number-unknown', known: item.state.exhibits.at(-1)?.number, stated: old }
      fold.report('relabel-without-link', item, [step], step.event.agents, values)
    }
    if (!item.numbers.has(old)) addNumber(item, step, old)
    addNumber(item, step, number)
  },
}

export const sealed: Handler<'seal.applied'> = {
  acts: ({ on }) => [on],
  apply(fold, step, { on, kind, ...mark }) {
    applySeal(fold.item(on), step, mark, kind === undefined ? undefined : codeOf(kind))
  },
}

export const opened: Handler<'seal.opened'> = {
  acts: ({ on }) => [on],
  apply(fold, step, { on, found, ...mark }) {
    const item = fold.item(on)
    observe(fold, item, step, found)
    openSeal(fold, item, step, mark)
  },
}

export const measured: Handler<'digest.measured'> = {
  acts: ({ item }) => [item],
  apply(fold, step, { item, digest, purpose, outcome }) {
    addDigest(fold, fold.item(item), step, digest, codeOf(purpose), typeof outcome === 'string' ? outcome : undefined)
  },
}
