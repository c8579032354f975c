import { sha256 } from '@noble/hashes/sha2.js'
import type { Signer } from '../../../src/crypto/types.ts'
import { base64, base64url } from '../../../src/encoding/base64.ts'
import { compareUtf8, hex, utf8 } from '../../../src/encoding/bytes.ts'
import { canonicalBytes, type JsonObject } from '../../../src/encoding/json.ts'
import { encodeEnvelope, PAYLOAD_TYPE } from '../../../src/envelope/envelope.ts'
import { pae } from '../../../src/envelope/pae.ts'
import { EMPTY_ROOT } from '../../../src/record/payload.ts'
import { testSigner } from '../../log/support/keys.ts'
import { agentId, text } from './values.ts'

export const ROOT: Signer = testSigner('root')
export const LOG: Signer = testSigner('log')
export const OFFICER: Signer = testSigner('officer')

export const spkiOf = ({ publicKey }: Signer): string => base64(publicKey.spki)

const sorted = (signers: readonly Signer[]) => [...signers].sort((a, b) => compareUtf8(a.publicKey.id, b.publicKey.id))

/** Members of a payload besides those that are the same in every test. */
export interface PayloadInput {
  type: string
  details: object
  by: readonly Signer[]
  case: string | null
  nonce?: number
  more?: object
}

export function payloadBy({ type, details, by, case: caseId, nonce = 0, more = {} }: PayloadInput): JsonObject {
  const opens = type === 'case.opened'
  return {
    case: caseId,
    nonce: base64url(sha256(utf8(`nonce ${nonce}`)).slice(0, 16)),
    type,
    tv: 1,
    after: opens ? { size: 0, root: EMPTY_ROOT } : { size: 1, root: '1'.repeat(64) },
    signers: sorted(by).map(({ publicKey }) => ({ key: publicKey.id, prior: null })),
    items: [],
    refs: [],
    occurred: { at: '2026-03-02T10:00:00Z' },
    recorded: { at: '2026-03-02T10:00:00Z' },
    source: 'direct',
    participants: [{ agent: agentId(1), capacity: 'investigator', signs: 'key' }],
    language: 'en',
    details: details as JsonObject,
    ...more,
  }
}

/** Envelope bytes of a payload, signed by each of the signers. */
export async function entryOf(payload: JsonObject, by: readonly Signer[]): Promise<Uint8Array> {
  const bytes = canonicalBytes(payload)
  const signatures = []
  for (const signer of sorted(by)) {
    signatures.push({ keyid: signer.publicKey.id, sig: await signer.sign(pae(PAYLOAD_TYPE, bytes)) })
  }
  return encodeEnvelope({ payloadType: PAYLOAD_TYPE, payload: bytes, signatures })
}

export const eventIdOf = (payload: JsonObject): string => hex(sha256(canonicalBytes(payload)))

/** case.opened by one root holder. */
export const opening = (nonce = 0): JsonObject =>
  payloadBy({
    type: 'case.opened',
    by: [ROOT],
    case: null,
    nonce,
    details: {
      authority: {
        serial: 1,
        roots: { threshold: 1, holders: [{ agent: agentId(1), name: text('A. Chief'), keys: [spkiOf(ROOT)] }] },
        log: { operator: agentId(2), key: spkiOf(LOG) },
        cosigners: { members: [], quorum: 0 },
        policy: { algorithms: ['ed25519', 'other'] },
      },
    },
  })

export const CASE: string = eventIdOf(opening())

/** key.enrolled of a signer's key, signed by the root and that key. */
export const enrolling = (signer: Signer, nonce: number, spki: string = spkiOf(signer)): JsonObject =>
  payloadBy({
    type: 'key.enrolled',
    by: [ROOT, signer],
    case: CASE,
    nonce,
    details: { agent: agentId(3), capacities: ['investigator'], spki, storage: 'token' },
  })

/** A statement that any key may sign. */
export const noting = (by: readonly Signer[], nonce: number, more: object = {}): JsonObject =>
  payloadBy({ type: 'notice.given', by, case: CASE, nonce, more, details: { kind: 'owner', to: agentId(4) } })
