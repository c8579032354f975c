import * as z from 'zod/mini'
import type { Json } from '../../encoding/json.ts'
import { define } from '../define.ts'
import { count, list, object, oneOf, opt, str } from '../kit.ts'
import { profileProblem } from '../profile.ts'
import { agentId, base64, coded, instant, sha256, text, w, withheld } from '../shapes/basic.ts'
import { attachmentRef, tool } from '../shapes/measures.ts'

/** Any JSON value that keeps to the record's profile; it replaces a value of the corrected payload. */
const anyValue = z
  .unknown()
  .check(z.refine((value) => profileProblem(value as Json) === undefined, 'outside the profile of the record'))

export const itselfTypes = {
  /** Something does not fit: a gap, a loss, a mix-up. Opened, followed up, closed. */
  'discrepancy.recorded': define(
    object({
      state: oneOf('opened', 'updated', 'closed'),
      kind: coded('gap', 'loss', 'damage', 'mix-up', 'quantity', 'identity', 'document'),
      interval: opt(object({ from: opt(instant), until: opt(instant) })),
      cause: opt(w(text)),
      /** What was done about it. */
      actions: opt(text),
      outcome: opt(text),
    }),
  ),
  /** Points back at an event and says what should have stood there. Replay keeps the original. */
  'correction.made': define(
    object({
      /** RFC 6901 pointer into the corrected payload. */
      path: opt(z.string().check(z.regex(/^(?:\/(?:[^~/]|~[01])*)+$/))),
      /** What stands there. */
      shown: opt(w(anyValue)),
      /** What should stand there; absent: nothing should. */
      corrected: opt(w(anyValue)),
      /** The event is of another case and came into this log by mistake. */
      voidForThisCase: opt(z.literal(true)),
      reason: text,
    }).check(
      z.refine((d) => (d.voidForThisCase === true) !== (d.path !== undefined), {
        path: ['path'],
        error: 'both or neither of path and voidForThisCase',
      }),
    ),
    { rel: ['corrects'] },
  ),
  /** A paper form was typed in. */
  'paper.transcribed': define(
    object({
      /** The form, attached. */
      scan: attachmentRef,
      /** Which form it is. */
      formKind: opt(str),
      copiedBy: opt(agentId),
      /** Who compared the copy with the form. */
      checkedBy: opt(agentId),
      /** Where form and record do not agree. */
      conflicts: opt(text),
    }),
  ),
  /** An assessment of the record was run, and what came out: so that a first output cannot be hidden. */
  'assessment.recorded': define(
    object({
      tool,
      /** SHA-256 of the profile that was used. */
      profileDigest: sha256,
      /** The head that was assessed. */
      inputHead: object({ size: count, root: sha256 }),
      /** SHA-256 of the report. */
      resultDigest: sha256,
      givenTo: opt(list(agentId)),
    }),
  ),
  /** Independent time, put into the log (format, section 8). */
  'time.anchored': define(
    object({
      /** A signed note of this log: a checkpoint with its signatures. */
      note: str,
      /** RFC 3161 TimeStampTokens, DER. */
      tokens: opt(list(base64)),
      /** RFC 3161 requests, DER. */
      requests: opt(list(base64)),
      /** SHA-512 of the first `size` lines of entries.jsonl with their LF. */
      prefix: opt(object({ size: count.check(z.minimum(1)), sha512: z.string().check(z.regex(/^[0-9a-f]{128}$/)) })),
    }),
  ),
  /** An event whose content is withheld whole (format, section 9). */
  'event.withheld': define(
    object({
      /** Commits to the base64 of the inner envelope. */
      inner: withheld,
    }),
  ),
}
