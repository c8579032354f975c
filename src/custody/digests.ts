import type { Step } from './event.ts'
import type { Fold } from './fold.ts'
import type { Digest } from './state.ts'
import type { Work } from './work.ts'

/** Only like is compared with like: the scope, the algorithm, and what could not be read. */
const likeness = ({ scope, algorithm, unreadable }: Digest) =>
  `${scope} ${algorithm} ${(unreadable ?? []).map(({ offset, bytes }) => `${offset}+${bytes}`).join(' ')}`

/** Scopes under which a working copy has the same digest as what it is a copy of. */
const COPIED = new Set(['stream', 'logical-file'])

/**
 * A digest of an item. It is compared with the first one that is like it; a value that was reported once is not reported again.
 * `stated` is what the statement itself says of a comparison.
 */
export function addDigest(
  fold: Fold,
  item: Work,
  step: Step,
  digest: Digest,
  purpose?: string,
  stated?: 'equal' | 'different',
): void {
  item.state.digests.push(
    purpose === undefined ? { index: step.index, digest } : { index: step.index, digest, purpose },
  )
  const key = likeness(digest)
  const first = item.digests.get(key)
  if (!first) item.digests.set(key, { index: step.index, values: new Set([digest.value]) })
  const { scope, algorithm } = digest
  if (first && !first.values.has(digest.value)) {
    first.values.add(digest.value)
    const values = { reason: 'values', scope, algorithm, stated }
    fold.report('digest-mismatch', item, [fold.step(first.index), step], step.event.agents, values)
  } else if (stated === 'different') {
    const steps = first ? [fold.step(first.index), step] : [step]
    fold.report('digest-mismatch', item, steps, step.event.agents, { reason: 'stated', scope, algorithm, stated })
  }
}

/** The digests of a working copy are compared with those of what it is a copy of. */
export function copyDigests(source: Work, copy: Work): void {
  for (const { index, digest } of source.state.digests) {
    const key = likeness(digest)
    if (!COPIED.has(digest.scope) || copy.digests.has(key)) continue
    copy.digests.set(key, { index, values: new Set([digest.value]) })
  }
}
