import { AuthorityFold } from '../authority/fold.ts'
import { logKeyOf } from '../authority/log-key.ts'
import { caseNoteReader } from '../authority/notes.ts'
import type { PublicKey } from '../crypto/types.ts'
import type { ItemReport } from '../custody/item-report.ts'
import { equalBytes, hex } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { formatFingerprint } from '../encoding/fingerprint.ts'
import { canonicalBytes } from '../encoding/json.ts'
import { MAX_ENVELOPE_BYTES, MAX_PAYLOAD_BYTES } from '../envelope/envelope.ts'
import { envelopeSize, SIGNATURE_BYTES } from '../envelope/size.ts'
import { addSignatureLines } from '../log/note.ts'
import { formatLogProof } from '../log/proof.ts'
import type { SigningAgent } from '../record/build/agents.ts'
import { assemble } from '../record/build/assemble.ts'
import { type EventInput, itemIdOf } from '../record/build/input.ts'
import type { ItemLike } from '../record/build/loose.ts'
import { type Entry, readEntry } from '../record/entry.ts'
import type { Examined, LogReader } from '../record/log-reader.ts'
import type { Reveal } from '../withheld/reveal.ts'
import { refusalOf } from './append.ts'
import { addSignature, type Draft, draftEnvelope } from './draft.ts'
import { type EnrolOptions, enrol } from './enrol.ts'
import type { LogSigner } from './log-signer.ts'
import type { Environment } from './options.ts'
import type { LogHead } from './ports.ts'
import { type CaseEvent, revealed, revealsByEvent } from './recorder-view.ts'
import { eventSigners, type KeyHolder, type NewKey } from './signers.ts'
import { timeline } from './timeline.ts'

/** What recording answers. The submitter keeps the proof: with it anyone can show that the log has, or had, the event. */
export interface Recorded {
  /** Event id. */
  readonly event: string
  readonly index: number
  /** Items that entered the record with the event; otherwise those it is about. */
  readonly items: readonly string[]
  /** C2SP tlog-proof, a text for a file `<event>.tlog-proof`. */
  readonly proof: string
}

export interface DraftOptions {
  /** Keys that this very event puts in force. */
  newKeys?: readonly NewKey[] | undefined
}

/** How often an append is tried anew when other processes write to the same store. */
const ATTEMPTS = 100

/** A case: its log, and what a replay of the log knows of authority and keys. Made by `createCase` and `openCase`. */
export class Case {
  /** Case id: the event id of entry 0. */
  readonly id: string
  /** BCP 47: the language of texts given as plain strings. */
  readonly language: string
  readonly environment: Environment
  readonly log: LogReader
  readonly authority = new AuthorityFold()
  readonly #logSigner: LogSigner | undefined
  /** The event that each key signed last. */
  readonly #lastOf = new Map<string, string>()
  #folded = 0
  #note: { size: number; note: string } | undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor(
    id: string,
    language: string,
    environment: Environment,
    log: LogReader,
    logSigner: LogSigner | undefined,
  ) {
    this.id = id
    this.language = language
    this.environment = environment
    this.log = log
    this.#logSigner = logSigner
    this.#fold()
  }

  /** The case id as it is printed: groups of four digits. */
  get fingerprint(): string {
    return formatFingerprint(this.id)
  }

  /** Number of entries known here; `refresh` looks for those of other processes. */
  get size(): number {
    return this.log.size
  }

  /**
   * Signs and appends an event. Reveals of withheld values are saved before it.
   * @param by - who signs; several where several must, otherwise make a `draft`
   * @throws FairtrailError `payload-form` with the path, `not-enrolled`, `append-refused`, `case-key-missing`, `log-behind`, `log-forked`,
   * and the store's codes
   */
  async record(
    by: SigningAgent | readonly SigningAgent[],
    input: EventInput,
    options: DraftOptions = {},
  ): Promise<Recorded> {
    const signers = [by].flat() as SigningAgent[]
    let draft = await this.draft(signers, input, options)
    // The head's note was signed here a moment ago, by the log key that this case holds.
    this.#signerInForce()
    for (const { signer } of signers) draft = await addSignature(draft, signer, this.environment.provider)
    const recorded = await this.append(draft)
    return { ...recorded, items: input.items.length > 0 ? input.items : recorded.items }
  }

  /**
   * An event ready to be signed, here or elsewhere: see `signDraft`, `formatDraft`. Its size is checked before the first person signs.
   * @throws FairtrailError as `record`, and `envelope-limit`
   */
  async draft(by: KeyHolder | readonly KeyHolder[], input: EventInput, options: DraftOptions = {}): Promise<Draft> {
    await this.refresh()
    const who = [by].flat() as KeyHolder[]
    const { note, head } = await this.#headNote()
    const { provider, clock, random } = this.environment
    const { payload, reveals } = assemble(input, {
      case: this.id,
      language: this.language,
      after: head,
      signers: eventSigners(this.authority, this.#lastOf, who, options.newKeys),
      recordedAt: clock(),
      sha256: provider.sha256,
      random,
    })
    const bytes = canonicalBytes(payload)
    checkSize(bytes.length, who)
    const event = hex(provider.sha256(bytes))
    return {
      payload: bytes,
      event,
      signatures: new Map(),
      reveals,
      note,
      log: this.#logSigner?.publicKey ?? this.#logKey(),
    }
  }

  /**
   * Appends a signed draft, or an envelope as it was signed elsewhere. The same event again answers the same way and changes nothing.
   * @throws FairtrailError `append-refused` saying why and what would be accepted, `draft-unsigned`, `case-key-missing`, the codes of
   * malformed entries, and the store's
   */
  async append(signed: Draft | Uint8Array): Promise<Recorded> {
    const envelope = signed instanceof Uint8Array ? signed : draftEnvelope(signed)
    const reveals = signed instanceof Uint8Array ? [] : signed.reveals.map((one) => ({ event: signed.event, ...one }))
    return this.#inTurn(() => this.#append(envelope, reveals))
  }

  /** The newest checkpoint: a note signed by the log, with the cosignatures that were added to it. Kept in the store. */
  async checkpoint(): Promise<string> {
    await this.refresh()
    const { note, size } = await this.#newestNote()
    await this.environment.store.putNote(size, note)
    return note
  }

  /** Adds cosigners' lines to a kept checkpoint: the note that came back, whole. Answers the note as it is now kept. */
  async addCosignatures(cosigned: string): Promise<string> {
    const text = cosigned.slice(0, cosigned.lastIndexOf('\n\n') + 1)
    for await (const { size, note } of this.environment.store.notes()) {
      if (!note.startsWith(`${text}\n`)) continue
      const merged = addSignatureLines(note, cosigned.slice(text.length + 1))
      // A line that does not verify would make every reader refuse the whole note.
      const read = await caseNoteReader(this.authority, this.environment.provider)(merged)
      if ('refused' in read)
        throw new FairtrailError(read.refused === 'another-origin' ? 'append-refused' : read.refused, read.message)
      await this.environment.store.putNote(size, merged)
      return merged
    }
    throw new FairtrailError(
      'append-refused',
      'No checkpoint of this case that is kept here has the text of this note.',
    )
  }

  /** Envelopes from an index on, as they were signed. */
  async *entriesSince(size: number): AsyncIterable<Uint8Array> {
    yield* this.environment.store.entries(size)
  }

  /** The events in the order of the log, as the recorder sees them. */
  async *events(): AsyncIterable<CaseEvent> {
    const reveals = await revealsByEvent(this.environment.reveals)
    for (const entry of this.log.entries) if (entry) yield revealed(entry, reveals.get(entry.id) ?? [])
  }

  /** One event, by its id. */
  async read(event: string): Promise<CaseEvent | undefined> {
    const entry = this.log.byId(event)
    return entry && revealed(entry, (await revealsByEvent(this.environment.reveals)).get(event) ?? [])
  }

  /** Registers a person and their organisation where needed, and enrols their key: see `enrol`. */
  enrol(by: SigningAgent | readonly SigningAgent[], who: SigningAgent, options: EnrolOptions): Promise<Recorded> {
    return enrol(this, by, who, options)
  }

  /** Custodians, places, seals and breaks of one item: see `timeline`. */
  async timeline(item: ItemLike): Promise<ItemReport> {
    await this.refresh()
    return timeline(this, itemIdOf(item))
  }

  /** Takes in what other processes have appended. */
  async refresh(): Promise<void> {
    if ((await this.environment.store.size()) === this.log.size) return
    await this.#inTurn(() => this.#catchUp())
  }

  /** Keeps the newest checkpoint, so that whoever opens the case without the log key can draft over it, and closes the store. */
  async close(): Promise<void> {
    await this.#queue
    if (this.#note) await this.environment.store.putNote(this.#note.size, this.#note.note)
    await this.environment.store.close()
  }

  /** One append at a time within this process; the store keeps other processes apart. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #append(envelope: Uint8Array, reveals: readonly Reveal[]): Promise<Recorded> {
    const logSigner = this.#signerInForce()
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.#catchUp()
      const examined = await this.#examine(envelope)
      if (!('envelope' in examined)) return this.#answer(examined)
      const refusal = refusalOf(this.log, this.authority, examined.entry)
      if (refusal) throw new FairtrailError('append-refused', refusal.message, { path: refusal.path })
      if (reveals.length > 0) await this.environment.reveals?.save(reveals)
      if (await this.environment.store.append(this.log.size, { id: examined.entry.id, envelope })) {
        this.log.accept(examined)
        this.#fold()
        await this.#sign(logSigner)
        return this.#answer(examined.entry)
      }
    }
    throw new FairtrailError('store-busy', 'Other processes append to this case without a pause; try again.')
  }

  async #catchUp(): Promise<void> {
    if ((await this.environment.store.size()) === this.log.size) return
    for await (const envelope of this.environment.store.entries(this.log.size)) await this.log.add(envelope)
    await this.log.settle()
    this.#fold()
  }

  #fold(): void {
    for (; this.#folded < this.log.size; this.#folded++) {
      const entry = this.log.entries[this.#folded]
      if (!entry) continue
      this.authority.apply(entry)
      for (const { key } of entry.payload.signers) this.#lastOf.set(key, entry.id)
    }
  }

  async #answer(entry: Entry): Promise<Recorded> {
    const { note, size } = await this.#newestNote()
    const hashes = this.log.tree.inclusionProof(entry.index, size)
    const proof = formatLogProof({ index: entry.index, hashes, note })
    return { event: entry.id, index: entry.index, items: entry.payload.items, proof }
  }

  /** What the envelope would be as the next entry; or the entry that is this event already, in the same bytes. */
  async #examine(envelope: Uint8Array): Promise<Examined | Entry> {
    try {
      return await this.log.examine(envelope)
    } catch (error) {
      if (!isFairtrailError(error) || error.code !== 'entry-repeated') throw error
      const entry = this.log.byId(readEntry(envelope, this.environment.provider.sha256).id) as Entry
      for await (const stored of this.environment.store.entries(entry.index, entry.index + 1)) {
        if (equalBytes(stored, envelope)) return entry
      }
      throw error
    }
  }

  /** The log's key that is in force. */
  #logKey(): PublicKey | undefined {
    return logKeyOf(this.authority.authorityAt(this.log.size))
  }

  #signerInForce(): LogSigner {
    const inForce = this.#logKey()
    if (this.#logSigner && inForce && this.#logSigner.publicKey.id === inForce.id) return this.#logSigner
    throw new FairtrailError(
      'case-key-missing',
      this.#logSigner
        ? 'The log key given is not the one that this case has in force.'
        : 'Appending needs the log key: give `log`. Without it, make a draft and let the log’s operator append it.',
    )
  }

  async #newestNote(): Promise<{ note: string; size: number }> {
    if (this.#note?.size === this.log.size) return this.#note
    if (this.#logSigner) return this.#sign(this.#signerInForce())
    for await (const kept of this.environment.store.notes()) return kept
    throw new FairtrailError(
      'case-key-missing',
      'The store has no checkpoint, and without the log key none can be made.',
    )
  }

  async #sign(logSigner: LogSigner): Promise<{ note: string; size: number }> {
    const head = this.#head()
    const note = await logSigner.sign(head, (size) => this.log.root(size))
    this.#note = { size: head.size, note }
    return this.#note
  }

  #head(size = this.log.size): LogHead {
    return { size, root: this.log.root(size) }
  }

  async #headNote(): Promise<{ note: string; head: LogHead }> {
    const { note, size } = await this.#newestNote()
    return { note, head: this.#head(size) }
  }
}

/** The final size, before the first person signs (format, section 2). */
function checkSize(payloadBytes: number, who: readonly KeyHolder[]): void {
  const signatures = who.map(({ signer: { publicKey } }) =>
    publicKey.algorithm === 'other' ? 0 : SIGNATURE_BYTES[publicKey.algorithm],
  )
  const bytes = envelopeSize(payloadBytes, signatures)
  if (payloadBytes > MAX_PAYLOAD_BYTES || bytes > MAX_ENVELOPE_BYTES) {
    throw new FairtrailError(
      'envelope-limit',
      `The event would have ${payloadBytes} bytes, with its signatures ${bytes}; at most ${MAX_PAYLOAD_BYTES} and ${MAX_ENVELOPE_BYTES} ` +
        'are accepted. Split the act into events that share `act`, or attach data by digest.',
    )
  }
}
