import type { CryptoProvider } from '../crypto/types.ts'
import { base64, unbase64 } from '../encoding/base64.ts'
import { unhex } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { HASH_BYTES, leafHash, MAX_PROOF_HASHES, verifyInclusion } from './merkle.ts'
import { type NoteKey, parseNote } from './note.ts'
import { type OpenedCheckpoint, openLogCheckpoint } from './open-checkpoint.ts'

/** Shows that a log has an entry, to whoever knows the log's keys: C2SP tlog-proof. */
export interface LogProof {
  index: number
  /** From the leaf's sibling to the root's child. */
  hashes: Uint8Array[]
  /** The checkpoint, a signed note, as it is. */
  note: string
  /** Bytes that nothing vouches for. */
  extra?: Uint8Array
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
const EXTRA = 'extra '
const INDEX = /^index (0|[1-9][0-9]*)$/

/**
 * A log proof as text, in files `.tlog-proof`.
 * @throws FairtrailError `misuse` for a proof whose text would not be one.
 */
export function formatLogProof(proof: LogProof): string {
  const extra = proof.extra === undefined ? '' : `${EXTRA}${base64(proof.extra)}\n`
  const hashes = proof.hashes.map((hash) => `${base64(hash)}\n`).join('')
  const text = `${FIRST_LINE}\n${extra}index ${proof.index}\n${hashes}\n${proof.note}`
  try {
    parseLogProof(text)
  } catch (cause) {
    throw new FairtrailError('misuse', `Not a log proof: ${String(cause)}`, {}, { cause })
  }
  return text
}

/**
 * Reads a log proof. Nothing is verified, but its note has the form of one.
 * @throws FairtrailError `log-proof-form`, and the codes of `parseNote`
 */
export function parseLogProof(text: string): LogProof {
  const blank = text.indexOf('\n\n')
  if (blank === -1) throw form('no blank line stands before the checkpoint')
  const [first, ...lines] = text.slice(0, blank).split('\n', MAX_PROOF_HASHES + 4)
  if (first !== FIRST_LINE) throw form(`its first line is not ${FIRST_LINE}`)
  const extraLine = lines[0]?.startsWith(EXTRA) === true ? lines.shift() : undefined
  const index = INDEX.exec(lines.shift() ?? '')?.[1]
  if (index === undefined || !Number.isSafeInteger(Number(index))) {
    throw form('its index line is not "index" with a decimal number without leading zeros, at most 9007199254740991')
  }
  if (lines.length > MAX_PROOF_HASHES) throw form(`it has more than ${MAX_PROOF_HASHES} hashes`)
  const hashes = lines.map((line) => decode(line, 'a hash is not the standard base64 of 32 bytes'))
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw form('a hash is not the standard base64 of 32 bytes')
  const note = text.slice(blank + 2)
  parseNote(note)
  const proof: LogProof = { index: Number(index), hashes, note }
  if (extraLine === undefined) return proof
  const extra = decode(extraLine.slice(EXTRA.length), 'its extra line is not standard base64')
  if (extra.length === 0) throw form('its extra line is empty; without extra data there is none')
  return { ...proof, extra }
}

export interface LogProofClaim {
  proof: LogProof
  /** The entry: its envelope, or its leaf hash. */
  leaf: { envelope: Uint8Array } | { leafHash: Uint8Array }
  /** The log's key (type 1, its name the origin) and those of known cosigners (type 4). Only these origins are accepted. */
  keys: readonly NoteKey[]
}

/** Whether cosigners are enough is not decided here: the authority of the case says how many are needed. */
export type LogProofCheck = { verified: true; opened: OpenedCheckpoint } | { verified: false; error: FairtrailError }

/**
 * Verifies a log proof: the log's line and each known cosigner's on its checkpoint, then the way from the entry to its root.
 * The error is of `openLogCheckpoint`, or `log-proof-inclusion`.
 */
export async function verifyLogProof(claim: LogProofClaim, provider: CryptoProvider): Promise<LogProofCheck> {
  const { proof, leaf, keys } = claim
  try {
    const opened = await openLogCheckpoint(proof.note, keys, provider)
    const { size, root } = opened.checkpoint
    const hash = 'leafHash' in leaf ? leaf.leafHash : leafHash(leaf.envelope, provider.sha256)
    const inclusion = { leafHash: hash, index: proof.index, size, proof: proof.hashes, root: unhex(root) }
    if (verifyInclusion(inclusion, provider.sha256)) return { verified: true, opened }
    const message = `The proof does not lead from the entry at index ${proof.index} to the root of size ${size}.`
    return { verified: false, error: new FairtrailError('log-proof-inclusion', message) }
  } catch (error) {
    if (isFairtrailError(error)) return { verified: false, error }
    throw error
  }
}

function decode(text: string, reason: string): Uint8Array {
  try {
    return unbase64(text)
  } catch (cause) {
    throw new FairtrailError('log-proof-form', `Not a log proof: ${reason}.`, {}, { cause })
  }
}

function form(reason: string): FairtrailError {
  return new FairtrailError('log-proof-form', `Not a log proof: ${reason}.`)
}
