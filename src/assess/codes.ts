import type { CheckAbout } from './report.ts'

interface CheckMeaning {
  part: 'integrity' | 'identity' | 'time' | 'custody'
  about: CheckAbout
  /** What passed means. */
  means: string
  /** What it does not mean, or what else may explain a failure. */
  notMeans: string
}

/**
 * Every check of the report, in the order in which it lists them; docs/checks.md is made from this. `about` is the usual one; a statement's
 * own defect is about the statement, so that nobody taints a log by erring in it once.
 */
export const CHECKS = {
  pin: {
    part: 'integrity',
    about: 'log',
    means: 'The event id of entry 0 is the fingerprint that the reader brought.',
    notMeans: 'It says nothing unless the fingerprint came from elsewhere than the bundle.',
  },
  'case-opened': {
    part: 'integrity',
    about: 'log',
    means: 'Entry 0 opens the case, signed by at least one key of every root holder that it names and by no other key.',
    notMeans: 'It does not show that the root holders were the right people.',
  },
  malformed: {
    part: 'integrity',
    about: 'log',
    means: 'Every entry has the form of the format, and its signatures verify under keys that the log carries.',
    notMeans: 'A malformed entry says nothing about who put it there.',
  },
  'repeated-id': {
    part: 'integrity',
    about: 'log',
    means: 'No event stands in the log twice.',
    notMeans: 'A repeated event adds nothing and takes nothing away; the log should not have taken it.',
  },
  after: {
    part: 'integrity',
    about: 'log',
    means: 'Every signer saw a head of this very log.',
    notMeans: 'A signer who saw another history shows that the log was rebuilt, not by whom.',
  },
  tree: {
    part: 'integrity',
    about: 'log',
    means: 'The entries give the root that the checkpoint names.',
    notMeans: 'It says nothing about entries after the checkpoint.',
  },
  checkpoint: {
    part: 'integrity',
    about: 'log',
    means: "The checkpoint is signed by the log's key and by every cosigner whose line it has.",
    notMeans: 'It does not show that this is the newest checkpoint, or the only log of the matter.',
  },
  quorum: {
    part: 'integrity',
    about: 'log',
    means: 'The checkpoint has the cosigners that the authority asks for; where it asks for none, that is said.',
    notMeans: 'Cosigners show that they saw one history; they do not vouch for what it says.',
  },
  confirmation: {
    part: 'integrity',
    about: 'log',
    means: 'Every change of the log or of cosigners is confirmed by the cosigners before it.',
    notMeans: 'An unconfirmed change may be honest; nobody independent saw it.',
  },
  seen: {
    part: 'integrity',
    about: 'log',
    means: 'What the reader holds already (receipts, checkpoints, statements) is in this log.',
    notMeans: 'It covers what was given and nothing else.',
  },
  completeness: {
    part: 'integrity',
    about: 'log',
    means: 'Every event that a signer names as signed before is in the log.',
    notMeans: 'A missing one accuses nobody: it may be a draft that was never filed.',
  },
  reference: {
    part: 'integrity',
    about: 'log',
    means: 'Every event of this case that another refers to is in the log.',
    notMeans: 'A missing one may have been recorded elsewhere, or not at all.',
  },
  'only-log': {
    part: 'integrity',
    about: 'log',
    means: 'No log can show that it is the only one of the matter.',
    notMeans: 'It is no sign that there is another.',
  },
  'bundle-form': {
    part: 'integrity',
    about: 'bundle',
    means: 'The bundle has exactly the files and names of the format.',
    notMeans: 'Copying and packing programs can break the form without touching the record.',
  },
  manifest: {
    part: 'integrity',
    about: 'bundle',
    means: 'Every file has the digests that the manifests list.',
    notMeans: 'Manifests guard against accident alone: whoever alters a file can alter them.',
  },
  'content-digest': {
    part: 'integrity',
    about: 'bundle',
    means: 'Every supplied file has the digest under which the record names it.',
    notMeans: 'It does not show what the file is, or where it came from.',
  },
  content: {
    part: 'integrity',
    about: 'bundle',
    means: 'Every file that the record names is in the bundle.',
    notMeans: 'Files may be handed over apart; one that is not here was not checked.',
  },
  reveal: {
    part: 'integrity',
    about: 'bundle',
    means: 'Every revealed value is the one that the signers committed to.',
    notMeans: 'It does not show that the value is true.',
  },
  'withheld-values': {
    part: 'integrity',
    about: 'bundle',
    means: 'Nothing in the record is withheld from this reader.',
    notMeans: 'A withheld value is no defect: who is called what is withheld by default.',
  },
  unlogged: {
    part: 'integrity',
    about: 'bundle',
    means: 'Signed statements that travel beside the log are of this case, by enrolled signers, and not in it.',
    notMeans: 'A statement that the log lacks accuses nobody.',
  },
  'agent-claim': {
    part: 'identity',
    about: 'statement',
    means: 'Agents were registered by those who may say so.',
    notMeans: 'A claim about an agent is shown, and adds nothing.',
  },
  'authority-event': {
    part: 'identity',
    about: 'statement',
    means: 'Changes of authority are signed by the thresholds of the old and the new roots.',
    notMeans: 'It does not show that the change was wise.',
  },
  capacity: {
    part: 'identity',
    about: 'statement',
    means: 'Signers act in capacities and for organisations that their enrolment names.',
    notMeans: 'Whether they were authorised by law is a question of procedure.',
  },
  'key-enrolled-again': {
    part: 'identity',
    about: 'statement',
    means: 'Said where a registrar enrolled a key of a person whose keys had all ended.',
    notMeans: 'A lost card is the usual reason; that the person holds the new key rests on the registrar.',
  },
  'key-event': {
    part: 'identity',
    about: 'statement',
    means: 'Enrolments and revocations of keys are signed by those who may make them.',
    notMeans: 'That the key is the named person’s rests on those who enrolled it.',
  },
  pair: {
    part: 'identity',
    about: 'statement',
    means: 'Where two algorithms are asked for, both signatures are there and verify.',
    notMeans: 'The signature that verifies is not weaker for the other’s absence.',
  },
  participants: {
    part: 'identity',
    about: 'statement',
    means: 'The people named as signing by key are those whose keys signed.',
    notMeans: 'People who sign on paper are not looked at here.',
  },
  prior: {
    part: 'identity',
    about: 'statement',
    means: 'What a signer names as signed before was signed with the same key.',
    notMeans: 'Two devices or an offline draft give equal or late priors; that fails nothing.',
  },
  signature: {
    part: 'identity',
    about: 'statement',
    means: 'Each signature was made with a key in force: by order, within its bounds, not ended.',
    notMeans: 'It does not show that the named person held the key at that moment.',
  },
  'withheld-decision': {
    part: 'identity',
    about: 'statement',
    means: 'What is withheld for more than privacy names the decision under which it is.',
    notMeans: 'Whether the decision is right is a question of procedure.',
  },
  'deceptive-text': {
    part: 'identity',
    about: 'statement',
    means: 'No text has characters that the eye does not see or takes for others.',
    notMeans: 'Most such characters come from copying, not from intent. They are shown escaped.',
  },
  anchor: {
    part: 'time',
    about: 'statement',
    means: 'What the anchors carry are checkpoints of this log.',
    notMeans: 'An anchor that does not fit gives no time.',
  },
  anchors: {
    part: 'time',
    about: 'log',
    means: 'Independent time stands in the log, without long stretches that have none.',
    notMeans: 'Times that people state are claims, also where independent times agree with them.',
  },
  'rewritable-prefix': {
    part: 'time',
    about: 'log',
    means: 'Independent time says from when on the entries could not be rewritten unseen.',
    notMeans: 'That entries could have been rewritten until then is no sign that they were.',
  },
  'time-tokens': {
    part: 'time',
    about: 'log',
    means: 'Time-stamp tokens verify under the authorities that the reader trusts.',
    notMeans: 'A token not checked is not a bad one: no authority was given.',
  },
  'time-contradiction': {
    part: 'time',
    about: 'time',
    means: 'Independent times agree with the order of the log.',
    notMeans: 'A contradiction does not say which clock is wrong.',
  },
  'item-source': {
    part: 'custody',
    about: 'log',
    means: 'The log from which an item came was supplied and checked.',
    notMeans: 'An item from another case is not weaker for it: its earlier custody is recorded there.',
  },
} as const satisfies Record<string, CheckMeaning>

export type CheckCode = keyof typeof CHECKS
