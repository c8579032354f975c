import * as z from 'zod/mini'
import { define } from '../define.ts'
import { flag, list, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, itemId, text, w } from '../shapes/basic.ts'
import { observation } from '../shapes/items.ts'
import { attachmentRef, tool } from '../shapes/measures.ts'

const discipline = coded(
  'digital',
  'video',
  'audio',
  'documents',
  'handwriting',
  'fingerprints',
  'dna',
  'biological',
  'drugs',
  'chemistry',
  'explosives',
  'firearms',
  'trace',
  'linguistics',
  'psychology',
  'religious-studies',
  'medicine',
  'technical',
  'economics',
)

export const laboratoryTypes = {
  /** An expert begins work on items. */
  'examination.started': define(
    object({
      noOrder: opt(object({ reason: text })),
      discipline,
      inputs: list(
        object({
          item: itemId,
          as: oneOf('original', 'working-copy'),
          /** Why the original. */
          reason: opt(text),
        }),
      ),
      observation: opt(observation),
      bench: opt(agentId),
      precautions: opt(list(text)),
      examiners: opt(list(agentId)),
    }),
    { rel: ['order'], unless: 'noOrder' },
  ),
  /** What the expert concludes, and on what it rests. */
  'examination.concluded': define(
    object({
      discipline,
      outcome: oneOf('opinion', 'no-opinion-possible', 'withdrawn'),
      conclusions: opt(
        list(
          object({
            question: str,
            text: opt(w(text)),
            result: oneOf('supports', 'does-not-support', 'inconclusive', 'contrary'),
          }),
        ),
      ),
      method: opt(object({ id: str, version: opt(str), validation: opt(text), deviations: opt(text) })),
      accreditation: opt(text),
      tools: opt(list(tool)),
      /** Stated where tools were used that are not named. */
      toolsUndisclosed: opt(flag),
      notesKept: opt(flag),
      outputsKept: opt(flag),
      limits: opt(text),
      errorRates: opt(text),
      /** Which expert answers for which part. */
      parts: opt(list(object({ expert: agentId, part: text }))),
      dissent: opt(list(object({ expert: agentId, text: opt(w(text)), attachment: opt(attachmentRef) }))),
      attended: opt(list(agentId)),
    }),
  ),
  /** A look at material or at the record: by a sifter, a prosecutor, an auditor, an inquiry. */
  'review.made': define(
    object({
      kind: coded(
        'privilege-sift',
        'exculpatory',
        'relevance',
        'remit',
        'authenticity',
        'neutral-wording',
        'source-risk',
        'human-rights-risk',
        'inquiry',
        'technical',
        'store-audit',
      ),
      by: agentId,
      independence: opt(object({ declared: flag, ties: opt(w(text)) })),
      method: opt(text),
      findings: opt(
        list(
          object({
            subject: z.union([object({ item: itemId }), object({ agent: agentId }), str]),
            tag: str,
            note: opt(w(text)),
          }),
        ),
      ),
      alternatives: opt(text),
      limits: opt(text),
      contraryFindings: opt(text),
    }),
  ),
}
