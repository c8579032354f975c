import type { PublicKey } from '../crypto/types.ts'
import type { Json } from '../encoding/json.ts'
import type { Details } from '../record/vocabulary.ts'
import type { CheckCode, EventReason, OrderReason } from './codes.ts'

/** Who may do what in a case: the member `authority` of case.opened and case.authority-changed. */
export type Authority = Details<'case.opened'>['authority']

export type EnrolmentDetails = Details<'key.enrolled'>

/** A key has one use for the life of a log. */
export type KeyUse = 'root' | 'person' | 'log' | 'cosigner'

/**
 * What a reading of the log found beside what holds: assess makes checks of it (conformance). `code` names the check, `values.reason` why
 * it came out so; both are listed in codes.ts. Nothing that passed is observed.
 */
export interface Observation {
  code: CheckCode
  /** `time`: independent times that contradict each other. */
  about: 'log' | 'statement' | 'time'
  /** `noted`: shown, and fails nothing. */
  status: 'failed' | 'undetermined' | 'not-checked' | 'noted'
  /** Indexes, ascending. */
  entries: number[]
  /** A key id, an event id or an agent id, as the code says. */
  subject?: string
  values: { reason: string } & Record<string, Json>
}

/** An authority, in force from the entry after `index` on. */
export interface AuthorityPeriod {
  /** Index of the event that set it: 0, or a change. */
  index: number
  /** Id of that event. */
  event: string
  authority: Authority
  /** Every key that it names, by key id. */
  keys: ReadonlyMap<string, AuthorityKey>
  /** Keys of former authorities that the change names as compromised, by key id, with the instant as it stands there. */
  compromised: ReadonlyMap<string, string>
}

/** A key that an authority names. */
export interface AuthorityKey {
  publicKey: PublicKey
  use: Exclude<KeyUse, 'person'>
  /** The root holder, the log's operator, or the cosigner's organisation. */
  agent: string
  /** Of a cosigner: its name in notes. */
  name?: string
}

/** Who put a key in force. Where the roots' threshold signed, no registrar is asked for. */
export type Enroller = { roots: true; agents: readonly string[] } | { roots: false; registrars: readonly Registrar[] }

/** A registrar's key that had the power to sign an enrolment. */
export interface Registrar {
  key: string
  agent: string
}

/** A key.enrolled that had effect: the first one of a key, or a renewal of it by the roots. */
export interface Enrolment {
  index: number
  /** Event id. */
  event: string
  /** `after.size` of the statement. */
  after: number
  details: EnrolmentDetails
  by: Enroller
  /** A registrar's enrolment that follows the end of all earlier keys of the agent: always shown as "enrolled again by". */
  again: boolean
  /** It rests on a signature of a known algorithm that could not be checked here. */
  unchecked: boolean
}

export type RevocationReason = Details<'key.revoked'>['reason']

/** A revocation that had effect. Of a root key: the change of authority that no longer names it. */
export interface Revocation {
  index: number
  event: string
  /** As stated; without the roots it acts as retired whatever it is. A root key is `superseded`, or `compromised`. */
  reason: RevocationReason
  /** `compromisedSince`, as stated. */
  since?: string
  by: 'roots' | 'registrar' | 'self'
  /** Agents whose signatures gave it effect. */
  agents: readonly string[]
  unchecked: boolean
}

/** The whole story of a key that the record put in force. Lists are by ascending index. */
export interface KeyStory {
  key: string
  use: KeyUse
  agent: string
  algorithm: PublicKey['algorithm']
  /** Index of the entry that enrolled or first named it. */
  start: number
  /** Empty but for a person's key; the first one counts, the others renew it. */
  enrolments: readonly Enrolment[]
  revocations: readonly Revocation[]
  /** The one that says how the key is judged: the last by the roots, or else the first. */
  governing?: Revocation
  /** Index of the first revocation: from there on the key is out of force, whatever follows. */
  end?: number
}

/** One agent.registered. */
export interface Registration {
  index: number
  event: string
  details: Details<'agent.registered'>
  /** Agents of the signers whose signatures are in order. */
  by: readonly string[]
  /** Signed by the threshold of the roots. */
  roots: boolean
  /** False: shown as a claim, adds nothing. */
  effect: boolean
}

/** What the record says of an agent. */
export interface AgentStory {
  agent: string
  /** By ascending index; later ones add, the older stay. Claims are here too, with `effect` false. */
  registrations: readonly Registration[]
}

/** The result of one signature by order alone (format, section 6): never changed by what follows in the log. */
export interface SignatureOrder {
  key: string
  /** The agent whose key it is, as the record up to here says; undefined where nothing puts the key in force. */
  agent?: string
  use?: KeyUse
  /** It stands by order. */
  stands: boolean
  reason: OrderReason
  /** Its algorithm is one of those that are checked: only such a signature counts anywhere. */
  counts: boolean
  /** It is checked, not just carried. */
  checked: boolean
  /** Under a pair policy: the other key of the person did not sign as it should, or its signature could not be checked. */
  pair?: 'unmet' | 'not-checked'
  /** Of a person's key: the enrolment, with its bounds, capacities and organisation, that the signer had seen. */
  enrolment?: Enrolment
}

/** What an authority, key, agent or anchor event came to. */
export interface Judgement {
  effect: boolean
  /** Where it has none: why. */
  reason?: EventReason
  values?: Record<string, Json>
  /** Its effect rests on a signature of a known algorithm that could not be checked here. */
  unchecked: boolean
}

/** What order alone says about an entry. */
export interface EntryOrder {
  index: number
  /** In the order of the payload's signers. */
  signatures: readonly SignatureOrder[]
  /** False where the participants who sign by key are not exactly the agents of the signing keys: the statement moves nothing. */
  participantsMatch: boolean
  /** Of case.opened, case.authority-changed, key.*, agent.registered and time.anchored; undefined for every other type. */
  judgement?: Judgement
  observations: readonly Observation[]
}

export type { CheckCode, EventReason, OrderReason } from './codes.ts'
