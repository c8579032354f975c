import { sha256 } from '@noble/hashes/sha2.js'
import { AuthorityFold } from '../../src/authority/fold.ts'
import { portableProvider } from '../../src/crypto/portable.ts'
import type { CryptoProvider, Signer } from '../../src/crypto/types.ts'
import { base64, base64url } from '../../src/encoding/base64.ts'
import { compareUtf8, hex, utf8 } from '../../src/encoding/bytes.ts'
import { canonicalBytes, type JsonObject } from '../../src/encoding/json.ts'
import { encodeEnvelope, PAYLOAD_TYPE } from '../../src/envelope/envelope.ts'
import { pae } from '../../src/envelope/pae.ts'
import { caseOrigin, formatCheckpoint } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { addSignatureLines, signNote } from '../../src/log/note.ts'
import type { Entry } from '../../src/record/entry.ts'
import { sortedUnique, sortRefs } from '../../src/record/header.ts'
import { LogReader } from '../../src/record/log-reader.ts'
import { checkPayload, EMPTY_ROOT, type ReadPayload } from '../../src/record/payload.ts'
import { testSigner } from '../log/support/keys.ts'
import { idOf, type TestAgent } from './agents.ts'

/** A cosigner of a test log. */
export interface TestCosigner {
  name: string
  organisation: string
  signer: Signer
}

export function testCosigner(name: string, organisation: string = idOf(`organisation of ${name}`)): TestCosigner {
  return { name, organisation, signer: testSigner(`cosigner ${name}`) }
}

/** Who may do what in a test log. */
export interface TestAuthority {
  serial?: number
  roots?: readonly TestAgent[]
  threshold?: number
  operator?: string
  log?: Signer
  cosigners?: readonly TestCosigner[]
  groups?: { name: string; members: string[]; threshold: number }[]
  quorum?: number
  algorithms?: string[]
  pair?: string[]
}

export interface TestEvent {
  /** Who signs. */
  by: readonly TestAgent[]
  type: string
  details: object
  refs?: readonly { rel: string; event: string; case?: string }[]
  items?: readonly string[]
  /** Size of the head that the signers saw; by default all of the log. */
  after?: number | { size: number; root: string }
  /** In place of the participants that the signers' own words give. */
  participants?: readonly object[]
  /** In place of what the key signed last, by key id. */
  priors?: Record<string, string | null>
  at?: string
  tv?: number
}

export const OPERATOR = idOf('operator')
export const LOG_SIGNER: Signer = testSigner('log')

const spkiOf = ({ publicKey }: Signer) => base64(publicKey.spki)
export const text = (words: string): { lang: string; text: string } => ({ lang: 'en', text: words })

/** The member `authority`. Agents who stand in `roots` with several keys are one holder. */
export function authorityOf(given: TestAuthority): JsonObject {
  const { serial = 1, roots = [], threshold = 1, operator = OPERATOR, log = LOG_SIGNER, cosigners = [] } = given
  const { quorum = 0, algorithms = ['ed25519', 'p256'], groups, pair } = given
  const agents = [...new Set(roots.map(({ id }) => id))]
  const holders = agents.map((agent) => {
    const keys = roots.filter(({ id }) => id === agent).map(({ signer }) => spkiOf(signer))
    return { agent, name: text('a root'), keys }
  })
  const members = cosigners.map(({ name, organisation, signer }) => ({ name, organisation, key: spkiOf(signer) }))
  return {
    serial,
    roots: { threshold, holders },
    log: { operator, key: spkiOf(log) },
    cosigners: { members, quorum, ...(groups && { groups }) },
    policy: { algorithms, ...(pair && { pair }) },
  }
}

/** Details of a key.enrolled for an agent, in the capacity and for the organisation in which they act. */
export function enrolment(agent: TestAgent, more: object = {}): object {
  const organisation = agent.for === undefined ? {} : { organisation: agent.for }
  return {
    agent: agent.id,
    ...organisation,
    capacities: [agent.capacity],
    spki: spkiOf(agent.signer),
    storage: 'token',
    ...more,
  }
}

/** Details of an agent.registered. */
export const registration = (agent: string, more: object = {}): object => ({
  agent,
  kind: 'person',
  names: [],
  ...more,
})

/**
 * Builds the log of a case with real keys: payloads, signatures, tree, notes, cosignatures. What it appends is held to the form of the
 * format and to nothing else, so that a log can go wrong in every way that a form allows.
 */
export class LogBuilder {
  readonly reader: LogReader
  readonly provider: CryptoProvider
  /** What order says of the entries so far. */
  readonly fold = new AuthorityFold()
  /** The one in force. */
  authority: TestAuthority
  readonly #last = new Map<string, string>()
  #nonce = 0

  constructor(authority: TestAuthority, provider: CryptoProvider) {
    this.authority = authority
    this.provider = provider
    this.reader = new LogReader(provider)
  }

  get size(): number {
    return this.reader.size
  }

  get caseId(): string {
    return this.reader.caseId ?? ''
  }

  /** The payload that `append` would sign. */
  payload(event: TestEvent): JsonObject {
    const { by, type, details, refs = [], items = [], at = '2026-03-02T10:00:00Z', tv = 1 } = event
    const signers = [...by].sort((a, b) => compareUtf8(a.key, b.key))
    const agents = new Map(by.map((one) => [`${one.id} ${one.capacity}`, one]))
    const participants = [...agents.values()].map(({ id, capacity, for: organisation }) => {
      return { agent: id, capacity, signs: 'key', ...(organisation === undefined ? {} : { for: organisation }) }
    })
    return {
      case: this.size === 0 ? null : this.caseId,
      nonce: base64url(sha256(utf8(`nonce ${this.#nonce++}`)).slice(0, 16)),
      type,
      tv,
      after: this.#after(event.after),
      signers: signers.map(({ key }) => ({ key, prior: event.priors?.[key] ?? this.#prior(event, key) })),
      items: sortedUnique(items),
      refs: sortRefs(refs) as unknown as JsonObject[],
      occurred: { at },
      recorded: { at },
      source: 'direct',
      participants: (event.participants ?? participants) as JsonObject[],
      language: 'en',
      details: details as JsonObject,
    }
  }

  /** The payload as read, for questions that are asked before an append. */
  draft(event: TestEvent): ReadPayload {
    return checkPayload(this.payload(event))
  }

  /** Signs an event with every signer's key and appends it. Throws where it is malformed. */
  async append(event: TestEvent): Promise<Entry> {
    const index = this.size
    await this.appendPayload(this.payload(event), event.by)
    const entry = this.reader.entries[index]
    if (entry === undefined) throw new Error(`entry ${index}: ${this.reader.refused.at(-1)?.message}`)
    this.fold.apply(entry)
    for (const { key } of event.by) this.#last.set(key, entry.id)
    return entry
  }

  /** Signs and appends a payload as it is, well-formed or not. */
  async appendPayload(payload: JsonObject, by: readonly TestAgent[]): Promise<void> {
    const bytes = canonicalBytes(payload)
    const message = pae(PAYLOAD_TYPE, bytes)
    const sorted = [...by].sort((a, b) => compareUtf8(a.key, b.key))
    const signatures = []
    for (const { key, signer } of sorted) signatures.push({ keyid: key, sig: await signer.sign(message) })
    await this.reader.add(encodeEnvelope({ payloadType: PAYLOAD_TYPE, payload: bytes, signatures }))
    await this.reader.settle()
  }

  /** Registers an agent and enrols their key, signed by the roots or a registrar and by the agent. */
  async enrol(by: readonly TestAgent[], agent: TestAgent, more: object = {}): Promise<Entry> {
    await this.append({ by, type: 'agent.registered', details: registration(agent.id) })
    return this.append({ by: [...by, agent], type: 'key.enrolled', details: enrolment(agent, more) })
  }

  async revoke(by: readonly TestAgent[], key: string, reason: string, compromisedSince?: string): Promise<Entry> {
    const since = compromisedSince === undefined ? {} : { compromisedSince }
    return this.append({ by, type: 'key.revoked', details: { key, reason, ...since } })
  }

  /** An ordinary statement, which any enrolled key may sign: a notice. */
  async notice(by: readonly TestAgent[], more: Partial<TestEvent> = {}): Promise<Entry> {
    return this.append({ by, type: 'notice.given', details: { kind: 'owner', to: idOf('owner') }, ...more })
  }

  /** Changes the authority in force; who signs is `by`. */
  async change(
    by: readonly TestAgent[],
    changes: TestAuthority,
    more: object = {},
    event: Partial<TestEvent> = {},
  ): Promise<Entry> {
    const next = { ...this.authority, serial: (this.authority.serial ?? 1) + 1, ...changes }
    const refs = [{ rel: 'supersedes', event: this.fold.periods.at(-1)?.event ?? '' }]
    const details = { authority: authorityOf(next), reason: text('a change'), ...more }
    const entry = await this.append({ by, type: 'case.authority-changed', details, refs, ...event })
    if (this.fold.periods.at(-1)?.event === entry.id) this.authority = next
    return entry
  }

  /** Opens the case: entry 0. */
  async open(event: Partial<TestEvent> = {}): Promise<Entry> {
    const details = { authority: authorityOf(this.authority) }
    return this.append({ by: this.authority.roots ?? [], type: 'case.opened', details, ...event })
  }

  /** A checkpoint of a size, signed by a log key and cosigned at times in POSIX seconds. */
  async note(
    size: number = this.size,
    cosigned: readonly (readonly [TestCosigner, number])[] = [],
    log?: Signer,
  ): Promise<string> {
    const origin = caseOrigin(this.caseId)
    const checkpoint = formatCheckpoint({ origin, size, root: this.reader.root(size) })
    let note = await signNote(checkpoint, origin, log ?? this.authority.log ?? LOG_SIGNER)
    for (const [{ name, signer }, time] of cosigned) {
      note = addSignatureLines(note, await cosignCheckpoint(checkpoint, name, signer, time))
    }
    return note
  }

  /** Appends a time.anchored with a checkpoint of the log up to here. */
  async anchor(
    by: readonly TestAgent[],
    cosigned: readonly (readonly [TestCosigner, number])[],
    event: Partial<TestEvent> = {},
  ): Promise<Entry> {
    return this.append({ by, type: 'time.anchored', details: { note: await this.note(this.size, cosigned) }, ...event })
  }

  #after(after: TestEvent['after']): { size: number; root: string } {
    if (typeof after === 'object') return after
    const size = after ?? this.size
    return { size, root: size === 0 ? EMPTY_ROOT : this.reader.root(size) }
  }

  #prior({ priors }: TestEvent, key: string): string | null {
    return priors && key in priors ? null : (this.#last.get(key) ?? null)
  }
}

/** A log with its case opened. */
export async function logBuilder(
  authority: TestAuthority,
  provider: CryptoProvider = portableProvider,
): Promise<LogBuilder> {
  const log = new LogBuilder(authority, provider)
  await log.open()
  return log
}

/** SHA-256 in lowercase hex of a label, where a test needs an id that nothing has. */
export const nothing = (label: string): string => hex(sha256(utf8(label)))
