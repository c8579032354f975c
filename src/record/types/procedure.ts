import * as z from 'zod/mini'
import { define } from '../define.ts'
import { count, flag, list, object, oneOf, opt, str } from '../kit.ts'
import { agentId, coded, codeOf, date, instant, itemId, languageTag, sha256, text, w, ww } from '../shapes/basic.ts'
import { attachmentRef, tool } from '../shapes/measures.ts'
import { accessMode } from './items.ts'

export const procedureTypes = {
  /** A procedural act as a whole: a search, a questioning, an interception. */
  'act.recorded': define(
    object({
      kind: coded(
        'search',
        'personal-search',
        'seizure',
        'inspection',
        'bodily-sampling',
        'questioning',
        'interception',
        'covert-online',
        'undercover',
        'destruction',
      ),
      protocol: z.union([
        object({
          attachment: attachmentRef,
          author: opt(agentId),
          /** Whether every page is signed. */
          pagesSigned: opt(flag),
        }),
        oneOf('none', 'not-supplied'),
      ]),
      /** Persons whom the act affected. */
      affected: opt(list(ww(text))),
      circumstances: opt(ww(text)),
      /** Cameras, detectors, software and the like that were used. */
      technicalMeans: opt(list(text)),
      recording: opt(
        object({
          start: opt(instant),
          end: opt(instant),
          /** SHA-256 of the file. */
          digest: opt(sha256),
          cuts: opt(list(object({ from: instant, until: instant, reason: opt(text) }))),
        }),
      ),
      lawyer: opt(
        object({
          requested: opt(instant),
          arrived: opt(instant),
          /** Why a lawyer was not let in, or was not wanted. */
          refused: opt(text),
        }),
      ),
      /** When the person affected was shown the order. */
      orderShownAt: opt(instant),
      sampling: opt(
        object({
          method: text,
          /** Who took the sample, where medically trained. */
          medicalAgent: opt(agentId),
          consent: opt(coded('given', 'refused', 'not-asked')),
          /** Whether force was used. */
          force: opt(flag),
        }),
      ),
      searchTerms: opt(w(text)),
      nothingFound: opt(flag),
    }),
  ),
  /** Somebody asks for something: either side, a person affected, an authority abroad. */
  'application.filed': define(
    object({
      kind: coded(
        'motion',
        'objection',
        'appeal',
        'request',
        'privilege-claim',
        'withholding',
        'post-review',
        'mla-request',
      ),
      asks: coded(
        'access',
        'copy',
        'second-examination',
        'own-expert',
        'recusal',
        'adjournment',
        'questioning',
        'exclusion',
        'return',
      ),
      by: agentId,
      to: agentId,
      /** Whom it concerns. */
      subject: opt(list(agentId)),
      grounds: opt(w(text)),
      mla: opt(
        object({
          treaty: opt(text),
          /** The way that was taken: by treaty, or informally. */
          channel: coded('mla', 'police', 'fiu', 'interpol', 'spontaneous', 'consular'),
          authorities: opt(list(agentId)),
          scope: opt(text),
          /** Of conditions of use, by the authority that set them. */
          waiver: opt(text),
        }),
      ),
    }),
  ),
  /** A decision, by whom and with what reasons. Reports always print the exact kind. */
  'decision.made': define(
    object({
      kind: coded(
        'search-order',
        'sanction',
        'post-review',
        'examination-order',
        'second-examination',
        'destructive-permission',
        'recusal',
        'access',
        'withholding',
        'protective-measure',
        'disposal',
        'hold',
        'hold-lifted',
        'admission',
        'exclusion',
        'use-or-not',
        'hand-over',
        'extension',
        'adjournment',
        'anonymity',
        'questioning',
        'mla-answer',
      ),
      issuer: object({
        agent: agentId,
        office: coded(
          'judge',
          'investigating-judge',
          'court',
          'prosecutor',
          'investigator',
          'agency',
          'laboratory-head',
        ),
      }),
      dated: z.union([date, instant]),
      /** Under which its register has it. */
      number: opt(str),
      outcome: coded('granted', 'refused', 'partly', 'annulled'),
      /** Whom it concerns. */
      subject: opt(list(agentId)),
      /** Whom it appoints. */
      appoints: opt(list(agentId)),
      scope: opt(w(text)),
      grounds: opt(w(text)),
      reasons: opt(oneOf('attached', 'none')),
      /** Put to the expert. */
      questions: opt(list(text)),
      /** Items that it is about. */
      objects: opt(list(itemId)),
      /** What makes up for a disadvantage of the defence. */
      counterbalance: opt(text),
      reviewAgainOn: opt(date),
      /** Whether who decides here will also decide on guilt. */
      alsoDecidesGuilt: opt(flag),
      conditions: opt(text),
      finality: opt(coded('final', 'open-to-appeal', 'appealed')),
    }),
  ),
  /** A step of the proceedings that the rules need: a status, a detention, a hearing, a judgment. */
  'proceeding.recorded': define(
    object({
      kind: coded(
        'case-registered',
        'status-changed',
        'detained',
        'released',
        'evidence-relied-on',
        'witness-list',
        'hearing',
        'judgment',
        'appeal',
        'final',
      ),
      /** With `status-changed`. */
      status: opt(
        object({
          agent: agentId,
          status: coded('witness', 'suspect', 'accused', 'defendant', 'convicted', 'acquitted', 'none'),
        }),
      ),
      date: z.union([date, instant]),
      /** Whom it concerns. */
      subject: opt(list(agentId)),
    }).check(
      z.refine((d) => (codeOf(d.kind) === 'status-changed') === (d.status !== undefined), {
        path: ['status'],
        error: 'stated without status-changed, or missing with it',
      }),
    ),
  ),
  /** Ill-treatment, planting, alteration: an allegation, not a finding. */
  'allegation.raised': define(
    object({
      kind: coded('ill-treatment', 'planting', 'alteration'),
      by: opt(ww(text)),
      against: opt(ww(text)),
      /** What it bears on; events stand in `refs`. */
      linked: opt(object({ items: opt(list(itemId)) })),
      /** When and to whom it was raised before. */
      raisedBefore: opt(text),
      medical: opt(ww(text)),
    }),
  ),
  /** Somebody was told something. */
  'notice.given': define(
    object({
      kind: coded(
        'rights',
        'copy-served',
        'order-shown',
        'urgent-act',
        'examination',
        'destructive-test',
        'discrepancy',
        'disposal',
        'owner',
      ),
      to: agentId,
      language: opt(languageTag),
      interpreter: opt(agentId),
      mode: opt(coded('oral', 'written', 'electronic')),
      /** Whether a copy was handed over. */
      copyHanded: opt(flag),
      /** What was said or served. */
      contents: opt(text),
    }),
  ),
  /** What a party was given. What is withheld, and under which decision, stands in the bundle. */
  'disclosure.made': define(
    object({
      to: agentId,
      /** Bundle digest, or `none` where it was paper. */
      bundle: opt(z.union([sha256, oneOf('none')])),
      form: coded('native', 'copy', 'summary', 'supervised-inspection'),
      volume: opt(object({ items: opt(count), pages: opt(count), bytes: opt(count) })),
      /** Whether anything is withheld from the recipient. */
      withheldExists: opt(oneOf('yes', 'no', 'not-stated')),
    }),
  ),
  /** The one way to sign later: a disclosure, a notice, a counter-signature. */
  'acknowledgement.signed': define(object({ outcome: oneOf('agreed', 'with-remarks', 'refused') }), {
    rel: ['acknowledges'],
  }),
  /** When the defence had access to what. Only inside event.withheld. */
  'defence-access.recorded': define(
    object({
      who: agentId,
      items: list(itemId),
      from: opt(instant),
      until: opt(instant),
      mode: opt(accessMode),
      /** Room, device and software at hand. */
      means: opt(text),
      /** Who may read this record. */
      givenTo: opt(list(agentId)),
    }),
  ),
  /** A document was translated: by whom or by what, from which bytes into which. */
  'translation.made': define(
    object({
      /** SHA-256 of the original. */
      source: sha256,
      /** SHA-256 of the translation. */
      target: sha256,
      languages: opt(object({ from: languageTag, to: languageTag })),
      /** Who, or which program. */
      translator: opt(z.union([object({ agent: agentId }), object({ machine: tool })])),
      /** Of the translator or the translation, attached. */
      certificate: opt(attachmentRef),
      /** Who compared it with the original. */
      checkedBy: opt(agentId),
    }),
  ),
}
