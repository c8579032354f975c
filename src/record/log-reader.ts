import { parsePublicKey } from '../crypto/public-key.ts'
import type { CryptoProvider, PublicKey, SignatureCheck } from '../crypto/types.ts'
import { unbase64 } from '../encoding/base64.ts'
import { equalBytes, hex } from '../encoding/bytes.ts'
import { type ErrorPlace, FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { leafHash } from '../log/merkle.ts'
import { MerkleTree } from '../log/tree.ts'
import { type Entry, type EntryForm, readEntry } from './entry.ts'
import type { Details } from './vocabulary.ts'

/** An entry of the log that is not taken: malformed, or with an event id that an earlier entry has. */
export interface Refused {
  index: number
  reason: 'malformed' | 'repeated-id'
  /** Stable error code: why. */
  code: FairtrailError['code']
  message: string
  place: ErrorPlace
}

/** An entry that may be added next. */
export interface Examined {
  entry: Entry
  envelope: Uint8Array
  carried: readonly PublicKey[]
}

/** Signature checks under way at once: enough to keep Web Crypto's threads busy, few enough to bound memory. */
const IN_FLIGHT = 512

interface Pending {
  index: number
  form: EntryForm | FairtrailError
  /** Keys that the entry itself carries. */
  carried: readonly PublicKey[]
  checks: readonly Check[]
}

/** Undefined where no entry up to there carries the key. */
type Check = SignatureCheck | Promise<SignatureCheck> | undefined

const NONE: readonly never[] = []

/**
 * Reads a log entry by entry (format, section 2, "Malformed"): form, then the signers' keys, then the signatures; decided by index. Every
 * entry's leaf counts in the tree, also a malformed one's.
 *
 * ```ts
 * const log = new LogReader(provider)
 * for await (const line of lines) await log.add(line)
 * await log.settle()
 * ```
 */
export class LogReader {
  readonly tree: MerkleTree
  /** Well-formed entries by index; undefined where an entry was refused. */
  readonly entries: (Entry | undefined)[] = []
  readonly refused: Refused[] = []
  /** Keys that well-formed entries carry, by key id: known, which says nothing about their being in force. */
  readonly keys = new Map<string, PublicKey>()
  readonly #provider: CryptoProvider
  readonly #byId = new Map<string, Entry>()
  readonly #candidates = new Map<string, PublicKey>()
  readonly #pending: Pending[] = []
  readonly #roots = new Map<number, string>()
  #caseId: string | undefined

  constructor(provider: CryptoProvider) {
    this.#provider = provider
    this.tree = new MerkleTree(provider.sha256)
  }

  /** The event id of entry 0; undefined while there is none, or where it is malformed. */
  get caseId(): string | undefined {
    return this.#caseId
  }

  /** Number of entries read, refused ones included. */
  get size(): number {
    return this.tree.size
  }

  byId(id: string): Entry | undefined {
    return this.#byId.get(id)
  }

  /**
   * Takes the next entry's bytes. What it makes of them stands in `entries` and `refused` once `settle` was awaited. Answers a promise where
   * the caller must wait before going on, so that no more is under way than is good.
   */
  add(envelope: Uint8Array): Promise<void> | undefined {
    const index = this.tree.append(leafHash(envelope, this.#provider.sha256))
    const next = this.#begin(index, envelope)
    // Where a provider answers at once, nothing has to be kept until it does.
    if (this.#pending.length === 0 && isAnswered(next.checks)) {
      this.#decide(next, next.checks)
      return undefined
    }
    this.#pending.push(next)
    return this.#pending.length >= IN_FLIGHT ? this.#settle(IN_FLIGHT / 2) : undefined
  }

  /** Waits until every entry that was added is decided. */
  async settle(): Promise<void> {
    await this.#settle(this.#pending.length)
  }

  async #settle(count: number): Promise<void> {
    const batch = this.#pending.splice(0, count)
    const answers = await Promise.all(batch.flatMap(({ checks }) => checks))
    let at = 0
    for (const one of batch) {
      const end = at + one.checks.length
      this.#decide(one, answers.slice(at, end))
      at = end
    }
  }

  #begin(index: number, envelope: Uint8Array): Pending {
    let form: EntryForm
    try {
      form = readEntry(envelope, this.#provider.sha256)
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      return { index, form: error, carried: NONE, checks: NONE }
    }
    const carried = carriedKeys(form)
    for (const key of carried) if (!this.#candidates.has(key.id)) this.#candidates.set(key.id, key)
    const checks = form.signatures.map(({ key, sig }) => {
      const publicKey = this.#candidates.get(key)
      return publicKey && this.#provider.verify(publicKey, form.signed, sig)
    })
    // The root that the signers saw is asked for later: here it is made while other threads have the signatures.
    const { size } = form.payload.after
    if (size >= 1 && size <= index) this.root(size)
    return { index, form, carried, checks }
  }

  #decide({ index, form, carried }: Pending, checks: readonly (SignatureCheck | undefined)[]): void {
    try {
      this.#keep(this.#wellFormed(index, form, carried, checks), carried)
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      this.entries[index] = undefined
      const { code, message, path, offset, place } = error
      const where: ErrorPlace = {}
      if (path !== undefined) where.path = path
      if (offset !== undefined) where.offset = offset
      if (place !== undefined) where.place = place
      this.refused.push({
        index,
        reason: code === 'entry-repeated' ? 'repeated-id' : 'malformed',
        code,
        message,
        place: where,
      })
    }
  }

  /**
   * What the next entry would be, without adding it. Everything added before must be settled.
   * @throws FairtrailError where it is malformed or repeats an event id: the codes `entry-*` and those of `readEntry`
   */
  async examine(envelope: Uint8Array): Promise<Examined> {
    const { index, form, carried, checks } = this.#begin(this.size, envelope)
    const entry = this.#wellFormed(index, form, carried, await Promise.all(checks))
    return { entry, envelope, carried }
  }

  /** Adds an entry that was just examined. */
  accept({ entry, envelope, carried }: Examined): void {
    this.tree.append(leafHash(envelope, this.#provider.sha256))
    this.#keep(entry, carried)
  }

  #wellFormed(
    index: number,
    form: EntryForm | FairtrailError,
    carried: readonly PublicKey[],
    checks: readonly (SignatureCheck | undefined)[],
  ): Entry {
    if (form instanceof FairtrailError) throw form
    if (index === 0 && form.payload.case !== null) {
      throw new FairtrailError('entry-case', 'The first entry is not case.opened.', { path: '/type' })
    }
    if (index > 0 && (this.#caseId === undefined || form.payload.case !== this.#caseId)) {
      throw new FairtrailError('entry-case', 'The entry is of another case.', { path: '/case' })
    }
    const signatures = form.signatures.map(({ key }, at) => {
      if (!this.keys.has(key) && !carried.some((own) => own.id === key)) {
        const path = `/signers/${at}/key`
        throw new FairtrailError('entry-signer-unknown', `No entry up to here carries the key ${key}.`, { path })
      }
      return { key, check: checks[at] as SignatureCheck }
    })
    const failed = signatures.findIndex(({ check }) => check === 'failed')
    if (failed !== -1) {
      throw new FairtrailError('entry-signature', 'A signature does not verify.', { path: `/signatures/${failed}/sig` })
    }
    const { id, known, payload, rulesOut } = form
    const first = this.#byId.get(id)
    if (first) throw new FairtrailError('entry-repeated', `Entry ${first.index} has this event id.`, { path: '' })
    return { index, id, known, payload, signatures, rulesOut } as Entry
  }

  #keep(entry: Entry, carried: readonly PublicKey[]): void {
    for (const key of carried) if (!this.keys.has(key.id)) this.keys.set(key.id, key)
    this.entries[entry.index] = entry
    this.#byId.set(entry.id, entry)
    if (entry.index === 0) this.#caseId = entry.id
  }

  /** Root in lowercase hex over the first `size` entries. Signers saw every size there is: each is computed once. */
  root(size: number = this.size): string {
    let root = this.#roots.get(size)
    if (root === undefined) {
      root = hex(this.tree.root(size))
      this.#roots.set(size, root)
    }
    return root
  }

  /** True where the hashes lead from the entry at an index to this log's root at `size`: there is one such path, and the log makes it. */
  hasInclusion(index: number, size: number, hashes: readonly Uint8Array[]): boolean {
    if (index >= size || size > this.size) return false
    const own = this.tree.inclusionProof(index, size)
    return own.length === hashes.length && own.every((hash, at) => equalBytes(hash, hashes[at] as Uint8Array))
  }

  /** True where `root` (lowercase hex) is this log's root at `size`. */
  holds(size: number, root: string): boolean {
    return size <= this.size && this.root(size) === root
  }
}

function isAnswered(checks: readonly Check[]): checks is readonly (SignatureCheck | undefined)[] {
  return !checks.some((check) => check instanceof Promise)
}

/** The keys that an entry carries in its authority or its `spki`, the only places where a key enters a log. */
export function carriedKeys(form: Pick<EntryForm, 'known' | 'payload'>): readonly PublicKey[] {
  if (!form.known) return NONE
  const { type, details } = form.payload
  if (type === 'key.enrolled') return [parsePublicKey(unbase64((details as Details<'key.enrolled'>).spki))]
  if (type !== 'case.opened' && type !== 'case.authority-changed') return NONE
  const { authority } = details as Details<'case.opened'>
  const spkis = [
    ...authority.roots.holders.flatMap((holder) => holder.keys),
    authority.log.key,
    ...authority.cosigners.members.map((member) => member.key),
  ]
  return spkis.map((spki) => parsePublicKey(unbase64(spki)))
}
