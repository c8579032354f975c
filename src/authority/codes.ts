/** The checks of authority, identity and time, each with what it asks. Kept in alphabetical order; docs/ is made from it. */
export const CHECK_CODES = {
  'agent-claim':
    'An agent was registered by somebody who may not add to what is recorded: shown as a claim, adds nothing.',
  anchor: 'What a time.anchored carries is a checkpoint of this log and fits its tree.',
  'authority-event':
    'A change of authority is signed by the thresholds of the old and the new roots, and follows the last one.',
  capacity: 'A signer acts in a capacity and for an organisation that the enrolment names; a root as root alone.',
  'case-opened': 'Entry 0 is signed by at least one key of every root holder that it names, and by no other key.',
  completeness: 'Every event that a signer names as signed before is in the log.',
  confirmation:
    'A change of authority is confirmed by a checkpoint with the quorum of the authority confirmed before it.',
  'key-event': 'An enrolment or a revocation of a key is signed by those who may do it.',
  'key-enrolled-again': 'A registrar enrolled a key of an agent whose keys had all ended, without a key of that agent.',
  pair: 'Where the policy asks for a pair of algorithms, both keys of the person sign.',
  participants: 'The participants who sign by key are exactly the agents of the signing keys.',
  prior: 'The event that a signer names as signed before was signed with the same key.',
  quorum: 'A checkpoint has the cosigners that the authority asks for.',
  signature: 'A signature was made with a key in force: by order, within its bounds, not ended.',
  'time-contradiction': 'Independent times agree with the order of the log.',
} as const

export type CheckCode = keyof typeof CHECK_CODES

/** Why a signature stands by order, or does not. */
export const ORDER_REASONS = {
  'in-order': 'The key was in force where its holder signed.',
  introduces: 'The entry is the one that puts the key in force.',
  'key-not-enrolled': 'Nothing in the log up to here puts the key in force.',
  'key-of-another-use': 'The key is the log’s or a cosigner’s; it signs no entry.',
  'root-not-here': 'A root key signs authority, keys, agents and anchors, and nothing else.',
  'signed-after-end': 'The tree head that the signer saw has the end of the key in it.',
  'signed-before-enrolment': 'The tree head that the signer saw does not have the enrolment of the key in it.',
} as const

export type OrderReason = keyof typeof ORDER_REASONS
