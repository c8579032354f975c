import { portableProvider } from '../../../src/crypto/portable.ts'
import { parsePublicKey } from '../../../src/crypto/public-key.ts'
import { base64, unbase64 } from '../../../src/encoding/base64.ts'
import { unhex } from '../../../src/encoding/bytes.ts'
import { isFairtrailError } from '../../../src/encoding/error.ts'
import { parseEnvelope } from '../../../src/envelope/envelope.ts'
import { verifyEnvelope } from '../../../src/envelope/verify.ts'
import { type Checkpoint, parseCheckpoint } from '../../../src/log/checkpoint.ts'
import { leafHash, merkleRoot, verifyConsistency, verifyInclusion } from '../../../src/log/merkle.ts'
import { openNote, parseVkey } from '../../../src/log/note.ts'
import { openCheckpoint } from '../../../src/log/open-checkpoint.ts'
import type { Vector } from '../../vectors/vector.ts'

/** The operations of the conformance protocol that envelopes and log answer. */

type Out = Record<string, unknown>
type Operation = (input: Request) => Out | boolean | Promise<Out | boolean>
type Request = Record<string, string> & Record<'leaves' | 'proof' | 'vkeys' | 'keys', readonly string[]>

const DECIMAL = /^(0|[1-9][0-9]*)$/
const count = (text: string) => (DECIMAL.test(text) ? Number(text) : Number.NaN)
const head = ({ origin, size, root }: Checkpoint) => ({ origin, size: String(size), root: base64(unhex(root)) })

const OPERATIONS: Record<string, Operation> = {
  'dsse.verify': async (input) => {
    const envelope = parseEnvelope(unbase64(input.envelope as string))
    const keys = input.keys.map((spki) => parsePublicKey(unbase64(spki)))
    const check = await verifyEnvelope(envelope, keys, portableProvider)
    if (!check.verified) return false
    const { payloadType, payload } = envelope
    return { verified: check.signatures.map(({ key }) => key), payloadType, payload: base64(payload) }
  },
  'merkle.root': ({ leaves }) => ({ root: base64(merkleRoot(leaves.map((data) => leafHash(unbase64(data))))) }),
  'merkle.inclusion': (input) =>
    verifyInclusion({
      leafHash: unbase64(input.leafHash as string),
      index: count(input.index as string),
      size: count(input.size as string),
      proof: input.proof.map(unbase64),
      root: unbase64(input.root as string),
    }),
  'merkle.consistency': (input) =>
    verifyConsistency({
      size1: count(input.size1 as string),
      root1: unbase64(input.root1 as string),
      size2: count(input.size2 as string),
      root2: unbase64(input.root2 as string),
      proof: input.proof.map(unbase64),
    }),
  'note.open': async (input) => {
    const { text, verified } = await openNote(input.note as string, input.vkeys.map(parseVkey), portableProvider)
    return { text, verified: verified.map(({ name }) => name) }
  },
  'checkpoint.parse': (input) => head(parseCheckpoint(input.text as string)),
  'cosignature.verify': async (input) => {
    const opened = await openCheckpoint(input.note as string, input.vkeys.map(parseVkey), portableProvider)
    const cosigners = opened.cosigners.map(({ name, time }) => ({ name, time: String(time) }))
    return { ...head(opened.checkpoint), cosigners }
  },
}

/** The answer in the form of a vector's `expect`. */
export async function answer({ op, in: input }: Vector): Promise<{ ok: boolean; out?: Out }> {
  try {
    const out = await (OPERATIONS[op] as Operation)(input as Request)
    return typeof out === 'boolean' ? { ok: out } : { ok: true, out }
  } catch (error) {
    if (isFairtrailError(error)) return { ok: false }
    throw error
  }
}
