import type { IdentityReason } from './codes.ts'
import type { IdentityResult } from './types.ts'

/** One thing that was asked of a signature, and what came of it. */
export interface Outcome {
  identity: IdentityResult
  reason: IdentityReason
}

/** What a missing library leaves open is open before what no time decides: the reader can do something about it. */
const WEIGHT: Readonly<Record<IdentityResult, number>> = {
  stands: 0,
  undetermined: 1,
  'not-checked': 2,
  'does-not-stand': 3,
}

/** The weakest of several; the first of equal ones. */
export function weakest<T extends { identity: IdentityResult }>(outcomes: readonly [T, ...T[]]): T {
  return outcomes.reduce((worst, one) => (WEIGHT[one.identity] > WEIGHT[worst.identity] ? one : worst))
}

/** The strongest of several; the first of equal ones. */
export function strongest<T extends { identity: IdentityResult }>(outcomes: readonly [T, ...T[]]): T {
  return outcomes.reduce((best, one) => (WEIGHT[one.identity] < WEIGHT[best.identity] ? one : best))
}
