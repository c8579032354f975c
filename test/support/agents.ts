import { sha256 } from '@noble/hashes/sha2.js'
import { parsePublicKey } from '../../src/crypto/public-key.ts'
import { signerFromSeed } from '../../src/crypto/signer.ts'
import type { SignatureAlgorithm, Signer } from '../../src/crypto/types.ts'
import { concat, hex, unhex, utf8 } from '../../src/encoding/bytes.ts'
import { testSigner } from '../log/support/keys.ts'

/** Somebody of a test log: an agent id, a key, and in what capacity and for whom they act by default. */
export interface TestAgent {
  id: string
  signer: Signer
  /** Key id. */
  key: string
  capacity: string
  for?: string
}

interface Acts {
  capacity?: string
  for?: string
}

/** A UUIDv4 made of a label: the same in every run. */
export function idOf(label: string): string {
  const digits = hex(sha256(utf8(label)))
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}

function agentOf(label: string, signer: Signer, { capacity = 'investigator', for: organisation }: Acts): TestAgent {
  const agent = { id: idOf(label), signer, key: signer.publicKey.id, capacity }
  return organisation === undefined ? agent : { ...agent, for: organisation }
}

/** An agent with an Ed25519 key. */
export const testAgent = (label: string, acts: Acts = {}): TestAgent => agentOf(label, testSigner(label), acts)

/** The same agent with another Ed25519 key. */
export function withKey(agent: TestAgent, label: string, acts: Acts = {}): TestAgent {
  const signer = testSigner(label)
  return { ...agent, ...acts, signer, key: signer.publicKey.id }
}

/** An agent with a P-256 or ML-DSA-65 key. */
export async function agentWith(algorithm: SignatureAlgorithm, label: string, acts: Acts = {}): Promise<TestAgent> {
  return agentOf(label, await signerFromSeed(algorithm, sha256(utf8(label))), acts)
}

/** An agent with an Ed448 key, which is an algorithm that is carried unchecked; what it "signs" is no signature at all. */
export function foreignAgent(label: string, acts: Acts = {}): TestAgent {
  const seed = sha256(utf8(label))
  const spki = concat(unhex('3043300506032b6571033a00'), seed, seed.subarray(0, 25))
  const signer = { publicKey: parsePublicKey(spki), sign: async () => new Uint8Array(114) }
  return agentOf(label, signer, acts)
}
