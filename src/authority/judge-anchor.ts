import { type Case, effect, noEffect } from './judge.ts'
import type { Judgement } from './types.ts'

/** time.anchored: any enrolled key, or a root. Whether its note fits the tree is a question of its own (time/). */
export function judgeAnchor({ signatures }: Case): Judgement {
  const standing = signatures.filter(({ stands, counts }) => stands && counts)
  if (standing.length === 0) return noEffect('needs-signature')
  return effect(standing.every(({ checked }) => !checked))
}
