import { parsePublicKey } from '../crypto/public-key.ts'
import type { CryptoProvider, PublicKey, Signer } from '../crypto/types.ts'
import { base64, unbase64 } from '../encoding/base64.ts'
import { hex, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { canonicalJson, type Json, type JsonObject, parseJson } from '../encoding/json.ts'
import { encodeEnvelope, PAYLOAD_TYPE } from '../envelope/envelope.ts'
import { pae } from '../envelope/pae.ts'
import { caseOrigin } from '../log/checkpoint.ts'
import { noteKey } from '../log/note.ts'
import { openLogCheckpoint } from '../log/open-checkpoint.ts'
import { type ReadPayload, readPayload } from '../record/payload.ts'
import { replaceAt, valueAt } from '../record/walk.ts'
import { isWithheld, opens } from '../withheld/commitment.ts'
import type { Reveal } from '../withheld/reveal.ts'

/**
 * An event on its way to its signers: a file that travels. It holds the payload as it will be logged, the reveals, so that each signer
 * reads what they sign, and the log's note for the head that it follows.
 */
export interface Draft {
  readonly payload: Uint8Array
  /** Event id. */
  readonly event: string
  /** By key id: those who have signed. */
  readonly signatures: ReadonlyMap<string, Uint8Array>
  readonly reveals: readonly Omit<Reveal, 'event'>[]
  /** The checkpoint of `after`, signed by the log; undefined for entry 0. */
  readonly note: string | undefined
  /** The log's key as the draft's maker knows it. */
  readonly log: PublicKey | undefined
}

/** What a signer sees before signing. */
export interface DraftContents {
  read: ReadPayload
  /** The payload with every withheld value that the draft reveals in its place. */
  plain: JsonObject
  /** Key ids that have yet to sign. */
  missing: string[]
}

/**
 * Opens a draft: reads its payload and puts revealed values in place.
 * @throws FairtrailError the codes of `readPayload`, and `draft-form` where a reveal does not open its commitment
 */
export function readDraft(draft: Draft, sha256: CryptoProvider['sha256']): DraftContents {
  const read = readPayload(draft.payload)
  const { payload } = read
  let plain = payload as unknown as Json
  for (const reveal of draft.reveals) {
    const stated = valueAt(payload as unknown as Json, reveal.path)
    if (!isWithheld(stated) || !opens(stated.$withheld, reveal, payload, sha256)) {
      throw new FairtrailError(
        'draft-form',
        `The value given for ${reveal.path} is not the one that would be signed.`,
        { path: reveal.path },
      )
    }
    plain = replaceAt(plain, reveal.path, reveal.value)
  }
  const missing = payload.signers.map(({ key }) => key).filter((key) => !draft.signatures.has(key))
  return { read, plain: plain as JsonObject, missing }
}

/**
 * Signs a draft: only what can be read, and only over a head whose note the log has signed. The signer keeps the note; it is the evidence
 * of what they saw.
 * @param log - the log's key as the signer knows it, e.g. from the paper file; without it the key that the draft names is taken
 * @throws FairtrailError `draft-signer` for a key that the draft does not name, `draft-head` where the note does not fit, `draft-form`
 */
export async function signDraft(
  draft: Draft,
  signer: Signer,
  provider: CryptoProvider,
  log?: PublicKey,
): Promise<Draft> {
  const { payload } = readPayload(draft.payload)
  if (payload.case !== null) await checkHead(draft, payload.case, payload.after, provider, log)
  return addSignature(draft, signer, provider)
}

/** `signDraft` where the head's note is known to be the log's own: the process that holds the log key has just signed it. */
export async function addSignature(draft: Draft, signer: Signer, provider: CryptoProvider): Promise<Draft> {
  const { read } = readDraft(draft, provider.sha256)
  const key = signer.publicKey.id
  if (!read.payload.signers.some((line) => line.key === key)) {
    throw new FairtrailError('draft-signer', `The draft does not name the key ${key} among its signers.`, {
      path: '/signers',
    })
  }
  const signature = await signer.sign(pae(PAYLOAD_TYPE, draft.payload))
  return { ...draft, signatures: new Map([...draft.signatures, [key, signature]]) }
}

async function checkHead(
  draft: Draft,
  caseId: string,
  after: { size: number; root: string },
  provider: CryptoProvider,
  known: PublicKey | undefined,
): Promise<void> {
  const log = known ?? draft.log
  if (draft.note === undefined || log === undefined) {
    throw new FairtrailError('draft-head', 'The draft has no note of the log for the head that it follows.')
  }
  const { checkpoint } = await openLogCheckpoint(draft.note, [noteKey(caseOrigin(caseId), 0x01, log)], provider)
  if (checkpoint.size !== after.size || checkpoint.root !== after.root || checkpoint.origin !== caseOrigin(caseId)) {
    throw new FairtrailError(
      'draft-head',
      'The note in the draft is of another head than the one that would be signed.',
    )
  }
}

/**
 * The envelope of a draft that everybody has signed.
 * @throws FairtrailError `draft-unsigned` naming the keys that have not signed, and the codes of `encodeEnvelope`
 */
export function draftEnvelope(draft: Draft): Uint8Array {
  const { signers } = readPayload(draft.payload).payload
  const signatures = signers.map(({ key }) => {
    const sig = draft.signatures.get(key)
    if (sig === undefined) throw new FairtrailError('draft-unsigned', `The key ${key} has not signed the draft yet.`)
    return { keyid: key, sig }
  })
  return encodeEnvelope({ payloadType: PAYLOAD_TYPE, payload: draft.payload, signatures })
}

/** A draft as the text of a file: one line of canonical JSON. It holds withheld values: it goes to the signers alone. */
export function formatDraft(draft: Draft): string {
  const signatures = [...draft.signatures].map(([key, sig]) => ({ key, sig: base64(sig) }))
  return `${canonicalJson({
    fairtrail: 'draft',
    version: 1,
    payload: base64(draft.payload),
    signatures,
    reveals: draft.reveals.map(({ path, salt, value }) => ({ path, salt, value })),
    ...(draft.note === undefined ? {} : { note: draft.note }),
    ...(draft.log === undefined ? {} : { log: base64(draft.log.spki) }),
  })}\n`
}

const members = (value: Json): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
const isText = (value: Json | undefined): value is string => typeof value === 'string'

/**
 * Reads the text of a draft file.
 * @throws FairtrailError `draft-form`, and the codes of `parseJson` and `unbase64`
 */
export function parseDraft(text: string, sha256: CryptoProvider['sha256']): Draft {
  const json = parseJson(utf8(text))
  const form = (path: string) =>
    new FairtrailError('draft-form', `Not a draft of this version: ${path || 'the file'}.`, { path })
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw form('')
  if (json.fairtrail !== 'draft' || json.version !== 1) throw form('/fairtrail')
  const { payload, signatures, reveals, note, log } = json
  if (!isText(payload)) throw form('/payload')
  if (!Array.isArray(signatures)) throw form('/signatures')
  if (!Array.isArray(reveals)) throw form('/reveals')
  if (note !== undefined && !isText(note)) throw form('/note')
  if (log !== undefined && !isText(log)) throw form('/log')
  const bytes = unbase64(payload)
  return {
    payload: bytes,
    event: hex(sha256(bytes)),
    signatures: new Map(
      signatures.map((one, at) => {
        const { key, sig } = members(one)
        if (!isText(key) || !isText(sig)) throw form(`/signatures/${at}`)
        return [key, unbase64(sig)]
      }),
    ),
    reveals: reveals.map((one, at) => {
      const { path, salt, value } = members(one)
      if (!isText(path) || !isText(salt) || value === undefined) throw form(`/reveals/${at}`)
      return { path, salt, value }
    }),
    note,
    log: log === undefined ? undefined : parsePublicKey(unbase64(log)),
  }
}
