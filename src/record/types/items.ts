import * as z from 'zod/mini'
import { define } from '../define.ts'
import { count, flag, list, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, decimal, instant, itemId, sha256, text, w, ww } from '../shapes/basic.ts'
import { introduced, introducedAndObserved, observation } from '../shapes/items.ts'
import { attachmentRef, byteRange, digest, digests, hasSealMark, quantity, sealMark, tool } from '../shapes/measures.ts'
import { custodianOrSigner } from '../shapes/parties.ts'

const remote = object({
  url: opt(w(str)),
  platform: opt(str),
  account: opt(w(text)),
  accountType: opt(coded('public', 'private', 'test', 'undercover')),
  accessMethod: opt(coded('public', 'login', 'provider', 'api', 'seized-session')),
  serverJurisdiction: opt(str),
  channel: opt(text),
})

const acquired = object({ item: itemId, description: introduced.def.shape.description, digests: opt(digests) })

export const itemTypes = {
  /** Items enter the record: seized, surrendered, found, taken, received. */
  'item.collected': define(
    object({
      goods: list(introducedAndObserved).check(z.minLength(1)),
      custodian: custodianOrSigner,
      mode: coded(
        'seized',
        'surrendered',
        'found',
        'removed-administratively',
        'handed-over',
        'sampled-from-person',
        'intercepted',
        'received-foreign',
      ),
      context: coded('criminal', 'border', 'customs', 'military', 'prison', 'intelligence', 'private', 'community'),
      from: opt(ww(text)),
      foundWhere: opt(ww(text)),
      /** How the find stands to what was authorised. */
      scope: opt(oneOf('within', 'outside', 'plain-view', 'contraband')),
      /** Who had it before the record began, as far as anybody knows. */
      priorCustodians: opt(
        list(object({ who: ww(text), from: opt(instant), until: opt(instant), knownBy: opt(text) })),
      ),
      /** When the find was first written down anywhere. */
      firstRecordedAt: opt(instant),
      /** A card filled in at capture (military or border collection). */
      captureCard: opt(attachmentRef),
      detentionNote: opt(ww(text)),
    }),
  ),
  /** Data are taken from an item or from a remote service: an image, a live capture, a page, a provider's answer. */
  'item.acquired': define(
    object({
      source: z.union([object({ item: itemId }), object({ remote })]),
      result: acquired,
      custodian: custodianOrSigner,
      method: coded('physical', 'file-system', 'logical', 'live', 'page', 'api', 'provider-return'),
      writeBlock: opt(z.union([object({ used: flag, tool: opt(tool) }), oneOf('not-possible', 'not-stated')])),
      live: opt(object({ justification: text, effects: opt(text) })),
      tool,
      unreadable: opt(list(byteRange)),
      contextCaptured: opt(text),
      /** Decimal seconds, device minus true. */
      deviceClockOffset: opt(decimal),
    }),
  ),
  /** Items made from items: a split, a sub-sample, a part taken out, a working copy, a redacted copy. */
  'item.derived': define(
    object({
      sources: list(itemId).check(z.minLength(1)),
      products: list(introduced).check(z.minLength(1)),
      custodian: custodianOrSigner,
      kind: coded(
        'split',
        'merged',
        'sub-sample',
        'component-removed',
        'working-copy',
        'extract',
        'converted',
        'disclosure-copy',
        'redacted-copy',
        'segregated',
      ),
      /** Whether the source exists no more afterwards. */
      consumed: opt(flag),
      /** What is left of the source. */
      remainder: opt(quantity),
      /** What was selected, and what was left out. */
      filter: opt(w(text)),
      tool: opt(tool),
      controls: opt(list(itemId)),
      redactions: opt(
        list(
          object({
            locator: str,
            ground: text,
            author: opt(agentId),
            ruling: opt(text),
            unredacted: opt(object({ digest: sha256, heldBy: agentId })),
          }),
        ),
      ),
    }),
  ),
  /** Items are put into a container, which carries them from then on. */
  'item.packed': define(
    object({
      container: itemId,
      contents: list(itemId).check(z.minLength(1)),
      packaging: opt(text),
      shownTo: opt(list(agentId)),
      /** `{no: reason}` where the thing cannot be closed with a seal. */
      sealable: opt(z.union([oneOf('yes'), object({ no: text })])),
    }),
  ),
  /** Items are taken out of their container. */
  'item.unpacked': define(
    object({
      container: itemId,
      contents: list(itemId).check(z.minLength(1)),
      packaging: opt(text),
      shownTo: opt(list(agentId)),
    }),
  ),
  /** A new number on an item. Numbers are never reused, and old ones stay legible. */
  'item.relabelled': define(object({ item: itemId, old: str, new: str, reason: text })),
  /** The items of the header were looked at. */
  'item.observed': define(
    object({
      observation,
      purpose: coded('inventory', 'weighing', 'description', 'seal-check', 'presentation', 'audit'),
      outcome: opt(oneOf('present', 'not-located', 'unexpectedly-present', 'not-checked')),
      /** Shared by the observations of one stock-taking. */
      session: opt(str),
    }),
  ),
  /** Somebody had access to the items of the header. */
  'item.accessed': define(
    object({
      by: agentId,
      mode: oneOf('viewed', 'handled', 'opened', 'powered', 'charged', 'write-blocked', 'live', 'copied'),
      purpose: text,
      justification: opt(text),
      effects: opt(text),
      tool: opt(tool),
      deviceLog: opt(attachmentRef),
    }),
  ),
  /** The end of the header's items (a retained sample excepted), or of data: destroyed, sold, deposited, consumed, erased. */
  'item.disposed': define(
    object({
      method: coded('destroyed', 'sold', 'deposited', 'forfeited', 'consumed', 'data-erased'),
      /** What of it, where it is not the whole: reveals that were erased, content that exists no more. */
      what: opt(
        object({
          reveals: opt(list(object({ event: sha256, path: str }))),
          content: opt(list(sha256)),
          text: opt(text),
        }),
      ),
      urgent: opt(object({ reason: text })),
      recording: opt(attachmentRef),
      retainedSample: opt(itemId),
      /** One act for many cases: shared by their records. */
      batch: opt(object({ id: str, cases: opt(count) })),
      observation: opt(observation),
    }),
  ),
  /** A seal is put on a package. */
  'seal.applied': define(
    object({
      on: itemId,
      ...sealMark,
      kind: opt(coded('bag', 'tape', 'wax', 'stamp', 'electronic', 'partial')),
      /** Who signed the package. */
      signedBy: opt(list(agentId)),
      photo: opt(attachmentRef),
    }).check(hasSealMark),
  ),
  /** A seal is opened on purpose; one that was found damaged is a state, not an opening. */
  'seal.opened': define(object({ on: itemId, ...sealMark, reason: text, found: opt(observation) }).check(hasSealMark)),
  /** A digest of an item's content was computed. */
  'digest.measured': define(
    object({
      item: itemId,
      digest,
      purpose: oneOf('acquisition', 'verification', 'disclosure'),
      outcome: opt(z.union([oneOf('equal', 'different'), object({ notComparable: text })])),
    }),
  ),
}
