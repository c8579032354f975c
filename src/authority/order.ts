import { enrolmentSeen, type KeyRing } from './key-ring.ts'
import type { SignatureOrder } from './types.ts'

/** One signature of an entry. */
export interface SignatureQuestion {
  key: string
  check: 'verified' | 'not-checked'
  /** Index of the entry. */
  index: number
  /** `after.size`: how many entries the signer had seen. */
  after: number
  /** Whether a root key may sign an event of this type. */
  rootsSign: boolean
}

/**
 * Does a signature stand by order (format, section 6, "The fold goes by order alone"): a key signs with `after.size` above the index of its
 * enrolment and, once revoked at an index, not with an `after.size` above that. Only what lies below the entry's own index is looked at, so
 * the answer is the same whenever it is asked. The entry that puts the key in force is judged apart: see {@link introduced}.
 */
export function orderOf(ring: KeyRing, question: SignatureQuestion): SignatureOrder {
  const { key, check, index, after, rootsSign } = question
  const story = ring.get(key)
  const checked = check === 'verified'
  if (story === undefined || story.start >= index) {
    return { key, stands: false, reason: 'key-not-enrolled', counts: false, checked }
  }
  const { agent, use, algorithm } = story
  const counts = algorithm !== 'other'
  const of = { key, agent, use, counts, checked }
  if (use === 'log' || use === 'cosigner') return { ...of, stands: false, reason: 'key-of-another-use' }
  if (use === 'root' && !rootsSign) return { ...of, stands: false, reason: 'root-not-here' }
  if (after <= story.start) return { ...of, stands: false, reason: 'signed-before-enrolment' }
  const enrolment = use === 'person' ? enrolmentSeen(story, Math.min(after, index)) : undefined
  const seen = enrolment === undefined ? of : { ...of, enrolment }
  if (story.end !== undefined && story.end < index && after > story.end) {
    return { ...seen, stands: false, reason: 'signed-after-end' }
  }
  return { ...seen, stands: true, reason: 'in-order' }
}

/** The signature of a key in the entry that enrols or names it. */
export function introduced(
  signature: SignatureOrder,
  by: Pick<SignatureOrder, 'agent' | 'use' | 'enrolment' | 'counts'>,
): SignatureOrder {
  return { ...signature, ...by, stands: true, reason: 'introduces' }
}

/**
 * The signatures that count when an authority or key event is judged, which happens once: in order, checkable, by keys that no entry below
 * this one has ended, with both keys of a pair. `ring` holds what lies below the entry, and nothing else.
 */
export function countedNow(ring: KeyRing, signatures: readonly SignatureOrder[]): SignatureOrder[] {
  return signatures.filter(({ key, stands, counts, pair }) => {
    return stands && counts && pair !== 'unmet' && ring.get(key)?.end === undefined
  })
}
