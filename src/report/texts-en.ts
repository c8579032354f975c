import { enUS } from 'date-fns/locale/en-US'
import { CHECKS } from '../assess/codes.ts'
import { EVENT_REASONS, ORDER_REASONS } from '../authority/codes.ts'
import { FORM_PROBLEMS } from '../bundle/form-problems.ts'
import { ERROR_CODES } from '../encoding/error-codes.ts'
import { IDENTITY_REASONS } from '../identity/codes.ts'
import { BREAKS_EN } from './breaks-en.ts'
import type { Texts } from './texts.ts'

const FORM = Object.fromEntries(Object.entries(FORM_PROBLEMS).map(([code, [, means]]) => [code, means]))

/** The report in English. */
export const TEXTS_EN: Texts = {
  lang: 'en-GB',
  locale: enUS,
  title: 'What the record of this case shows, and what it does not',
  questions: {
    integrity: '1. Integrity: were bytes altered, removed, inserted, reordered or cut off?',
    identity: '2. Identity: who signed, and was the key theirs and in force?',
    time: '3. Time: what is established, and what is only claimed?',
    custody: '4. Custody: who held each item, and where does the record not hold together?',
    procedure: '5. Procedure: which guarantees does the record show?',
  },
  statuses: {
    failed: 'The record does not show:',
    passed: 'The record shows:',
    undetermined: 'The record cannot show:',
    'not-checked': 'Not checked:',
    'not-supplied': 'Not supplied:',
    withheld: 'Withheld from you:',
  },
  checks: CHECKS,
  heads: {
    'only-log/not-checked': 'It is not shown that this is the only log of this matter.',
    'withheld-values/withheld':
      'Values that you cannot read. That they exist is shown, and a later reveal shows that they never changed.',
    'content/not-supplied': 'Files that the record names and that are not in the bundle, so they were not checked.',
    'content/withheld': 'Files that the record names and that are withheld under a decision.',
    'item-source/not-supplied': 'The log of the other case from which an item came.',
    'seen/not-checked': 'Something that you hold and that is not of this log, or cannot be read.',
    'signature/not-checked': 'A signature whose algorithm is carried and shown, or needs a library that is not here.',
  },
  details: {
    'quorum/met': 'Cosigners that count: {counted} of the {needed} that the authority asks for.',
    'quorum/not-met': 'Cosigners that count: {counted} of the {needed} that the authority asks for.',
    'quorum/none-asked':
      'The authority asks for no cosigners: nobody independent vouches that everybody was shown the same log.',
    'rewritable-prefix/passed': 'Entries before {to} could have been rewritten until {until}, and not since.',
    'rewritable-prefix/undetermined':
      'Entries {from} to {last} could have been rewritten until the bundle was received: no independent time says otherwise.',
    'anchors/stretch-without-anchor': 'No independent time stands in the log for entries {from} to {last}.',
    'time-contradiction/signed-after-is-later-than-logged-before':
      'One independent time says that it was signed later than another says that it was logged.',
    tree: 'The checkpoint is of {size} entries; the bundle has {entries}.',
    'seen/entry-in-log': 'The entry of this log proof is in the log.',
    'seen/log-extends': 'The log goes on from this checkpoint of {size} entries.',
    'seen/statement-in-log': 'This signed statement is in the log.',
    'seen/bundle-older-or-cut-off':
      'You hold a checkpoint of {size} entries. The bundle is older than that, or was cut off: ask for one that reaches {size}.',
    'seen/another-history':
      'You hold a checkpoint of {size} entries with which this log does not agree: there are two histories.',
    'seen/names-this-case': 'It names this case, and nobody whom the case names has signed it.',
    'seen/not-of-this-log': 'It is not of this log.',
    'seen/statement-not-in-log': 'A signed statement of this case (type {type}) that the log does not have.',
    'seen/log-proof-inclusion': 'The log proof does not lead to an entry of this log.',
    'seen/not-understood': 'It is no log proof, checkpoint or signed statement: {message}',
    'unlogged/appended-not-yet-cosigned':
      'A signed statement (type {type}) beside the log, not yet cosigned: shown, and not part of the log.',
    'completeness/prior-missing': 'The signer names an event as signed before that the log does not have.',
    'confirmation/quorum-zero-never-confirmed': 'No cosigners were asked for, so nobody confirmed the change.',
    'confirmation/not-confirmed': 'The cosigners in force before the change did not confirm it.',
    'confirmation/accepted-by-caller': 'You vouch for this change yourself.',
    'prior/prior-not-latest': 'Another event was signed with the key in between: side by side, or on another device.',
    'prior/prior-logged-later': 'The event signed before was logged later.',
    'prior/prior-by-another-key': 'The event named as signed before was signed with another key.',
    reference: 'It refers ({rel}) to an event that the log does not have.',
    'withheld-values': 'Values whose existence is shown: {paths}',
    'bundle-form/size': 'bundle.json states another number of entries ({size}) than there are.',
    'bundle-form/bundle-json': 'bundle.json does not have its form, at {path}.',
    'reveal/reveal-does-not-open': 'The value given is not the one that the signers committed to.',
    'reveal/reveal-unmatched': 'No withheld value stands where this one says.',
    'reveal/reveal-repeated': 'The value is given twice.',
    'reveal/reveal-order': 'The lines are not in their order.',
    'reveal/reveal-form': 'The line is not a reveal.',
    'reveal/reveal-schema': 'The value does not have the form of its member.',
    'content-digest/content-unnamed': 'A file that the record does not name.',
    after: 'The signer saw a head of {size} entries that is not one of this log.',
  },
  reasons: { ...ERROR_CODES, ...FORM, ...EVENT_REASONS, ...ORDER_REASONS, ...IDENTITY_REASONS },
  breaks: BREAKS_EN,
  identities: {
    stands: 'the signature stands',
    'does-not-stand': 'the signature does not stand',
    undetermined: 'whether the signature stands is undetermined',
    'not-checked': 'the signature was not checked',
  },
  states: {
    none: 'not yet in the record',
    held: 'custodian not stated',
    'in-transit': 'in transit: released, and nobody holds it',
    elsewhere: 'released, never received, and then met elsewhere',
    left: "released to another record: another country's, or another case's",
    missing: 'a receipt says that it was not there',
    ended: 'disposed of',
  },
  words: {
    case: 'Case {case}: the fingerprint that you gave.',
    otherCase:
      'This bundle is not of the case whose fingerprint you gave, or its first entry was altered. Compare what you typed with the paper file. ' +
      'Every further step rests on this one, so nothing else is reported.',
    read: 'Read: {size} entries.',
    entries: 'entries {list}',
    entry: 'entry {list}',
    line: 'data/log/entries.jsonl, line {line}',
    about: 'where',
    what: 'what was found',
    elsewise: 'what it does not mean, or what else may explain it',
    statement: 'This is about one signed statement, and not about the log.',
    none: 'nothing',
    noItems: 'The record has no items.',
    noProfile: 'No profile was evaluated: nothing is said about procedure.',
    events: 'Every entry, with who signed it, and when:',
    event: 'Entry {index}: {type}',
    late: 'recorded {duration} after it happened, as stated',
    establishedBetween: 'established: signed after {after}, and existed before {before}',
    establishedBefore: 'established: existed before {before}',
    establishedAfter: 'established: signed after {after}',
    notEstablished: 'no independent time',
    signedBy: 'signed by {who}: {identity}',
    item: 'Item {item}',
    exhibit: 'Exhibit {exhibit}',
    for: '{who}, for {organisation}',
    from: 'from {time}',
    to: 'to {time}',
    until: 'to the last event that is recorded',
    noTime: 'a time that is not stated',
    lasted: '({duration})',
    where: 'place: {place}',
    seals: 'seals: {list}',
    noSeals: 'no seals recorded',
    recordedBy: 'by {entries}; {identity}',
    noTimeline: 'No custody is recorded.',
    breaks: 'Where the record does not hold together:',
    noBreaks: 'No break is found in what is recorded.',
    agents: 'agents concerned: {list}',
    explained: 'an explanation is recorded: {entries}',
    nameWithheld: 'name not revealed, {id}',
    partly: 'This holds for {entries} alone: see below or above for the others.',
    moreInJson: '... and {count} more of this kind; "--json" lists all',
  },
}
