/** The checks of authority, identity and time; what each means stands with the report's other checks, in assess/codes.ts. */
export type CheckCode =
  | 'agent-claim'
  | 'anchor'
  | 'authority-event'
  | 'capacity'
  | 'case-opened'
  | 'completeness'
  | 'confirmation'
  | 'key-enrolled-again'
  | 'key-event'
  | 'pair'
  | 'participants'
  | 'prior'
  | 'quorum'
  | 'signature'
  | 'time-contradiction'

/** Why a signature stands by order, or does not. */
export const ORDER_REASONS = {
  'in-order': 'The key was in force where its holder signed.',
  introduces: 'The entry is the one that puts the key in force.',
  'key-not-enrolled': 'Nothing in the log up to here puts the key in force.',
  'key-of-another-use': 'The key is that of the log or of a cosigner, and signs no entry.',
  'root-not-here': 'A root key signs authority, keys, agents and anchors, and nothing else.',
  'signed-after-end': 'The tree head that the signer saw has the end of the key in it.',
  'signed-before-enrolment': 'The tree head that the signer saw does not have the enrolment of the key in it.',
} as const

export type OrderReason = keyof typeof ORDER_REASONS

/** Why an authority, key, agent or anchor event has no effect. */
export const EVENT_REASONS = {
  'agent-not-the-registrars':
    'The agent was registered neither by this registrar nor by the roots with that organisation as employer.',
  'algorithm-not-in-policy': 'The policy of the authority does not name the algorithm of the key.',
  'already-enrolled': 'The key is enrolled: only the roots renew an enrolment, with rel supersedes.',
  'capacity-beyond-powers': 'The registrar may not enrol anyone in one of these capacities.',
  'key-algorithm': 'Root keys are Ed25519 or P-256; keys of the log and of cosigners are Ed25519.',
  'key-not-signing': 'The new key did not sign: nothing shows that the agent has it.',
  'key-of-another': 'The key already belongs to another agent or has another use.',
  'needs-key-of-agent': 'A further key of an agent is also signed by one of the agent’s keys that is in force.',
  'needs-roots': 'Only the threshold of the roots may do this.',
  'needs-signature': 'No signature of those who may do this is in order.',
  'new-roots-threshold': 'Fewer of the new root holders signed than the new authority asks for.',
  'no-organisation': 'A registrar enrols for an organisation; the statement names none.',
  'not-for-this-agent': 'The agent is on record, and the signers may not add to what is recorded about it.',
  'old-roots-threshold': 'Fewer root holders signed than the authority in force asks for.',
  'organisation-beyond-powers': 'The registrar may not enrol for this organisation.',
  'participants-differ': 'The participants who sign by key are not exactly the agents of the signing keys.',
  'revokes-authority-key': 'A key of the authority is ended by a change of authority alone.',
  'revokes-unknown-key': 'The key is not enrolled.',
  'root-holder-missing': 'A root holder that entry 0 names did not sign.',
  'serial-not-next': 'The serial of the authority is not the next one; of entry 0 it is 1.',
  'signer-not-root': 'A key signed entry 0 that is not one of its root keys.',
  'supersedes-another': 'The change does not name the event whose authority is in force.',
} as const

export type EventReason = keyof typeof EVENT_REASONS

/** What is said of a statement beside its signatures, and of changes of authority. */
export const STATEMENT_REASONS = {
  'accepted-by-caller': 'Nothing in the log confirms the change; the reader of the log vouches for it.',
  'algorithm-not-checked': 'The key’s algorithm is carried and shown, and its signatures are never checked.',
  'all-keys-had-ended': 'The registrar enrolled the key without a key of the agent, because all of them had ended.',
  'capacity-not-enrolled': 'The enrolment that the signer had seen does not name the capacity.',
  'compromised-key-not-of-authority':
    'The change names a key as compromised that no authority named: that does nothing.',
  'compromised-key-still-named': 'The change names a key as compromised and keeps it: that does nothing.',
  'not-confirmed': 'No larger checkpoint has the quorum of the authority confirmed before the change.',
  'organisation-not-enrolled': 'The enrolment that the signer had seen does not name the organisation.',
  'pair-not-checked': 'The other signature of the pair needs a library that is not here.',
  'pair-unmet': 'The other key of the person did not sign, or not in force.',
  'participants-differ': 'The participants who sign by key are not exactly the agents of the signing keys.',
  'prior-by-another-key': 'The event named as signed before was not signed with this key.',
  'prior-logged-later': 'The event named as signed before stands later in the log.',
  'prior-missing': 'The log lacks the event named as signed before.',
  'prior-not-latest': 'The key signed something after the event named as signed before.',
  'quorum-zero-never-confirmed':
    'The authority confirmed before the change asks for no cosigner: nothing can confirm it.',
  'root-capacity': 'A root key signs in the capacity of root, and for no organisation.',
} as const

export type StatementReason = keyof typeof STATEMENT_REASONS
