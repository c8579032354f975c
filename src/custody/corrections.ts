import type { Json } from '../encoding/json.ts'
import type { Details } from '../record/vocabulary.ts'
import { replaceAt } from '../record/walk.ts'
import type { CaseState } from './case-state.ts'
import type { CustodyPayload } from './event.ts'

type Correction = Details<'correction.made'>

/** One correction of an event. */
export interface CorrectionOf {
  index: number
  details: Correction
  /** By nobody who signed the original: then it contradicts it, and corrects nothing. */
  dispute: boolean
}

/** An event as it was recorded, and beside it as its signers corrected it. Replay goes by the original. */
export interface Reading {
  original: CustodyPayload
  /** Absent where nobody who signed it corrected it. */
  corrected?: CustodyPayload
  /** A signer declared it void for this case. */
  void: boolean
  corrections: CorrectionOf[]
}

/** The corrections of an event, in the order of the log, and what stands there after them. Undefined where there is no such event. */
export function readingOf(state: CaseState, index: number): Reading | undefined {
  const target = state.at(index)
  if (!target) return undefined
  const { id, agents, payload } = target.event
  const signers = new Set(agents)
  const corrections: CorrectionOf[] = []
  let corrected: Json | undefined
  let isVoid = false
  for (const by of state.indexes.byRef('corrects', id)) {
    const step = state.at(by)
    if (!step?.event.known || !step.event.moves || step.event.payload.type !== 'correction.made') continue
    const details = step.event.payload.details as Correction
    const dispute = !step.event.agents.some((agent) => signers.has(agent))
    corrections.push({ index: by, details, dispute })
    if (dispute) continue
    if (details.voidForThisCase) isVoid = true
    if (details.path === undefined || details.corrected === undefined) continue
    corrected = replaceAt(corrected ?? (payload as unknown as Json), details.path, details.corrected as Json)
  }
  return {
    original: payload,
    ...(corrected !== undefined && { corrected: corrected as unknown as CustodyPayload }),
    void: isVoid,
    corrections,
  }
}
