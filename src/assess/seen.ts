import type { AuthorityFold } from '../authority/fold.ts'
import type { CryptoProvider } from '../crypto/types.ts'
import { utf8Decode } from '../encoding/bytes.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { caseOrigin, parseCheckpoint } from '../log/checkpoint.ts'
import { type NoteKey, noteKey, parseNote } from '../log/note.ts'
import { openLogCheckpoint } from '../log/open-checkpoint.ts'
import { parseLogProof } from '../log/proof.ts'
import { type Entry, readEntry } from '../record/entry.ts'
import type { LogReader } from '../record/log-reader.ts'
import type { Details } from '../record/vocabulary.ts'
import type { CheckList, PlacedCheck } from './check-list.ts'

/** Something that the reader holds: a log proof, a checkpoint, a signed statement, as it came. */
export interface SeenFile {
  name: string
  bytes: Uint8Array
}

const PROOF_HEAD = 'c2sp.org/tlog-proof@v1\n'

/** What the reader holds already against this log (format, section 5). */
export class SeenChecker {
  readonly #log: LogReader
  readonly #keys: readonly NoteKey[]
  readonly #provider: CryptoProvider
  readonly #checks: CheckList
  readonly #origin: string

  constructor(log: LogReader, authority: AuthorityFold, provider: CryptoProvider, checks: CheckList) {
    this.#log = log
    this.#provider = provider
    this.#checks = checks
    this.#origin = caseOrigin(log.caseId ?? '')
    const keys = authority.periods.flatMap(({ keys }) => [...keys.values()])
    this.#keys = keys
      .filter(({ use, publicKey }) => use === 'log' && publicKey.algorithm === 'ed25519')
      .map(({ publicKey }) => noteKey(this.#origin, 0x01, publicKey))
  }

  async check({ name, bytes }: SeenFile): Promise<void> {
    const say = (more: Omit<PlacedCheck, 'code' | 'subject'>) =>
      this.#checks.add({ code: 'seen', subject: name, ...more })
    try {
      if (bytes[0] === 0x7b) return say(this.#statement(bytes))
      const text = utf8Decode(bytes)
      return say(text.startsWith(PROOF_HEAD) ? await this.#proof(text) : await this.#note(text))
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      say({ status: 'not-checked', values: { reason: 'not-understood', error: error.code, message: error.message } })
    }
  }

  /**
   * False where a note is signed by a log key that the case has named and has another root than the log: two histories, wherever the
   * note was found and whether or not it has effect there.
   */
  async noteFits(note: string): Promise<boolean> {
    try {
      const { status, values } = await this.#note(note)
      return !(status === 'failed' && values?.reason === 'another-history')
    } catch (error) {
      if (isFairtrailError(error)) return true
      throw error
    }
  }

  #statement(bytes: Uint8Array): Omit<PlacedCheck, 'code'> {
    const end = bytes.at(-1) === 0x0a ? bytes.length - 1 : bytes.length
    const { id, payload } = readEntry(bytes.subarray(0, end), this.#provider.sha256)
    const entry = this.#log.byId(id)
    if (entry) return { status: 'passed', entries: [entry.index], values: { reason: 'statement-in-log', event: id } }
    if (payload.case !== this.#log.caseId)
      return { status: 'not-checked', values: { reason: 'not-of-this-log', event: id } }
    return { status: 'undetermined', values: { reason: 'statement-not-in-log', event: id, type: payload.type } }
  }

  async #proof(text: string): Promise<Omit<PlacedCheck, 'code'>> {
    const { index, hashes, note } = parseLogProof(text)
    const result = await this.#note(note)
    if (result.status !== 'passed') return result
    const { size } = result.values as { size: number }
    if (!this.#log.hasInclusion(index, size, hashes)) {
      return { status: 'undetermined', values: { reason: 'log-proof-inclusion', index, size } }
    }
    return { status: 'passed', entries: [index], values: { reason: 'entry-in-log', size } }
  }

  async #note(text: string): Promise<Omit<PlacedCheck, 'code'>> {
    const { origin, size, root } = parseCheckpoint(parseNote(text).text)
    if (origin !== this.#origin) return { status: 'not-checked', values: { reason: 'not-of-this-log', origin } }
    try {
      await openLogCheckpoint(text, this.#keys, this.#provider)
    } catch (error) {
      if (!isFairtrailError(error)) throw error
      // Nobody whom the case names has signed it: it claims to be of this case, and anybody can claim that.
      return { status: 'undetermined', values: { reason: 'names-this-case', error: error.code, size } }
    }
    if (size > this.#log.size) {
      return { about: 'bundle', status: 'failed', values: { reason: 'bundle-older-or-cut-off', size } }
    }
    if (this.#log.root(size) !== root) return { status: 'failed', values: { reason: 'another-history', size, root } }
    return { status: 'passed', values: { reason: 'log-extends', size } }
  }
}

/** An anchor whose note is the log's own over another root fails the log, also where the anchor has no effect (format, section 8.1). */
export async function checkAnchorHistory(
  checks: CheckList,
  entries: readonly (Entry | undefined)[],
  seen: SeenChecker,
): Promise<void> {
  for (const entry of entries) {
    if (!entry?.known || entry.payload.type !== 'time.anchored') continue
    const { note } = entry.payload.details as Details<'time.anchored'>
    if (await seen.noteFits(note)) continue
    const values = { reason: 'another-history' }
    checks.add({ code: 'anchor', about: 'log', status: 'failed', entries: [entry.index], values })
  }
}
