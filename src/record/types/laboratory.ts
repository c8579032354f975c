import * as z from 'zod/mini'
import { define } from '../define.ts'
import { flag, list, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, itemId, text, w } from '../shapes/basic.ts'
import { observation } from '../shapes/items.ts'
import { attachmentRef, tool } from '../shapes/measures.ts'
import { independence } from '../shapes/parties.ts'

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
      /** Why there is no order to refer to. */
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
      /** The facility. */
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
      outcome: coded('opinion', 'no-opinion-possible', 'withdrawn'),
      conclusions: opt(
        list(
          object({
            /** Number of the question in the order, or the question. */
            question: str,
            text: opt(w(text)),
            result: coded('supports', 'does-not-support', 'inconclusive', 'contrary'),
          }),
        ),
      ),
      method: opt(
        object({
          id: str,
          version: opt(str),
          /** Where its validation is written down. */
          validation: opt(text),
          /** What was done otherwise, and why. */
          deviations: opt(text),
        }),
      ),
      /** Of the laboratory for this method: number, scope, dates. */
      accreditation: opt(text),
      tools: opt(list(tool)),
      /** Stated where tools were used that are not named. */
      toolsUndisclosed: opt(flag),
      /** Whether the working notes, and the raw outputs, are kept. */
      notesKept: opt(flag),
      outputsKept: opt(flag),
      /** What the conclusions do not say. */
      limits: opt(text),
      errorRates: opt(text),
      /** Which expert answers for which part. */
      parts: opt(list(object({ expert: agentId, part: text }))),
      dissent: opt(list(object({ expert: agentId, text: opt(w(text)), attachment: opt(attachmentRef) }))),
      /** Who was present at the examination. */
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
      independence: opt(independence),
      method: opt(text),
      findings: opt(
        list(
          object({
            /** What it is about: an item, an agent, or a part named in words. */
            subject: z.union([object({ item: itemId }), object({ agent: agentId }), str]),
            /** The word of the review for it, e.g. `privileged`. */
            tag: str,
            note: opt(w(text)),
          }),
        ),
      ),
      /** Other explanations that were looked at. */
      alternatives: opt(text),
      /** What the review does not cover. */
      limits: opt(text),
      /** What speaks against its findings. */
      contraryFindings: opt(text),
    }),
  ),
}
