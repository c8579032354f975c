import * as z from 'zod/mini'
import { BASE64URL_32 } from '../../withheld/commitment.ts'
import { define } from '../define.ts'
import { count, flag, list, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, decimal, instant, itemId, sha256, text, w, ww } from '../shapes/basic.ts'
import { description, introduced, introducedAndObserved, observation } from '../shapes/items.ts'
import { attachmentRef, byteRange, digest, digests, hasSealMark, quantity, sealMark, tool } from '../shapes/measures.ts'
import { custodianOrSigner } from '../shapes/parties.ts'

const remote = object({
  url: opt(w(str)),
  /** Name of the service. */
  platform: opt(str),
  /** Whose data were taken. */
  account: opt(w(text)),
  /** The account that was used to look. */
  accountType: opt(coded('public', 'private', 'test', 'undercover')),
  accessMethod: opt(coded('public', 'login', 'provider', 'api', 'seized-session')),
  /** Where the data are kept, as far as known. */
  serverJurisdiction: opt(str),
  /** By what way the provider was asked. */
  channel: opt(text),
})

const packing = {
  container: itemId,
  contents: list(itemId).check(z.minLength(1)),
  packaging: opt(text),
  /** Who was shown it. */
  shownTo: opt(list(agentId)),
  /** `{no: reason}` where the thing cannot be closed with a seal. */
  sealable: opt(z.union([oneOf('yes'), object({ no: text })])),
}

/** What was done with items that somebody had access to. */
export const accessMode = coded('viewed', 'handled', 'opened', 'powered', 'charged', 'write-blocked', 'live', 'copied')

const acquired = object({ item: itemId, description, digests: opt(digests) })

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
      /** Whom it was taken from. */
      from: opt(ww(text)),
      foundWhere: opt(ww(text)),
      /** How the find stands to what was authorised. */
      scope: opt(coded('within', 'outside', 'plain-view', 'contraband')),
      /** Who had it before the record began, as far as anybody knows. */
      priorCustodians: opt(
        list(
          object({
            who: ww(text),
            from: opt(instant),
            until: opt(instant),
            /** How that is known. */
            knownBy: opt(text),
          }),
        ),
      ),
      /** When the find was first written down anywhere. */
      firstRecordedAt: opt(instant),
      /** A card filled in at capture (military or border collection). */
      captureCard: opt(attachmentRef),
      /** On a person who was held at the time. */
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
      /** Of a running system: why so, and what that changed on it. */
      live: opt(object({ justification: text, effects: opt(text) })),
      tool,
      /** What could not be read and was left out or filled. */
      unreadable: opt(list(byteRange)),
      /** What around the thing was captured too: thread, profile, comments. */
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
      /** Controls and blanks that went through the same. */
      controls: opt(list(itemId)),
      redactions: opt(
        list(
          object({
            /** Where in the product. */
            locator: str,
            ground: text,
            author: opt(agentId),
            /** The ruling that allows it, in words; its event stands in `refs`. */
            ruling: opt(text),
            unredacted: opt(
              object({
                /** SHA-256 of the unredacted text. */
                digest: sha256,
                heldBy: agentId,
              }),
            ),
          }),
        ),
      ),
    }),
  ),
  /** Items are put into a container, which carries them from then on. */
  'item.packed': define(object(packing)),
  /** Items are taken out of their container. */
  'item.unpacked': define(object(packing)),
  /** A new number on an item. Numbers are never reused, and old ones stay legible. */
  'item.relabelled': define(
    object({
      item: itemId,
      /** The number that it had. */
      old: str,
      /** The number that it has from now on. */
      new: str,
      reason: text,
    }),
  ),
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
      mode: accessMode,
      purpose: text,
      /** Why the original, or why live. */
      justification: opt(text),
      /** What that changed on the item. */
      effects: opt(text),
      tool: opt(tool),
      /** Log that the tool or device wrote, attached. */
      deviceLog: opt(attachmentRef),
    }),
  ),
  /** The end of the header's items (a retained sample excepted), or of data: destroyed, sold, deposited, consumed, erased. */
  'item.disposed': define(
    object({
      method: coded('destroyed', 'sold', 'deposited', 'forfeited', 'consumed', 'data-erased'),
      /** What, where it is not all items of the header and nothing else. */
      what: opt(
        object({
          /** Those among the header's items that this is the end of. */
          items: opt(list(itemId)),
          /** Commitments whose values can be revealed no more; their events stand in `refs`. */
          reveals: opt(list(z.string().check(z.regex(BASE64URL_32)))),
          /** SHA-256 of content that exists no more. */
          content: opt(list(sha256)),
          text: opt(text),
        }),
      ),
      /** Where it could not wait for a decision. */
      urgent: opt(object({ reason: text })),
      /** Of the act, attached. */
      recording: opt(attachmentRef),
      /** What is kept. */
      retainedSample: opt(itemId),
      /** One act for many cases: shared by their records. */
      batch: opt(
        object({
          id: str,
          /** How many cases. */
          cases: opt(count),
        }),
      ),
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
      purpose: coded('acquisition', 'verification', 'disclosure'),
      /** Against the digest measured before. */
      outcome: opt(z.union([oneOf('equal', 'different'), object({ notComparable: text })])),
    }),
  ),
}
