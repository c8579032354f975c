import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keyIdOf, publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { SignatureAlgorithm } from '../../src/crypto/types.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { ed25519Cases } from '../crypto/hostile-ed25519.ts'
import { mlDsaCases } from '../crypto/hostile-ml-dsa.ts'
import { p256Cases } from '../crypto/hostile-p256.ts'
import { keyCases } from '../crypto/key-cases.ts'

/**
 * Makes test/vectors/signatures.jsonl: requests `key.check` and `signature.verify` with the answer expected and the reason. ML-DSA-65
 * needs @noble/post-quantum. Run: `node test/vectors/make-signatures.ts`.
 */

export interface VectorLine {
  readonly id: string
  readonly op: 'key.check' | 'signature.verify'
  readonly in: Readonly<Record<string, string>>
  readonly expect: { readonly ok: boolean; readonly out?: Readonly<Record<string, string>> }
  readonly why: string
}

export const signatureVectors: string = fileURLToPath(new URL('./signatures.jsonl', import.meta.url))

/** All lines; without the ML-DSA-65 signatures where their library is not installed. */
export async function makeSignatureVectors(): Promise<VectorLine[]> {
  return [
    ...keyLines(),
    ...weakKeyLines(),
    ...signatureLines('ed25519', ed25519Cases()),
    ...signatureLines('p256', p256Cases()),
    ...signatureLines('ml-dsa-65', (await mlDsaCases()) ?? []),
  ]
}

function keyLines(): VectorLine[] {
  return keyCases().map(({ spki, expect, why }, i) => {
    const ok = expect !== 'refused' && expect !== 'unusable'
    return {
      id: `key-${i + 1}`,
      op: 'key.check',
      in: { ...(ok ? { algorithm: expect } : {}), spki: base64(spki) },
      expect: ok ? { ok, out: { keyId: keyIdOf(spki) } } : { ok },
      why,
    }
  })
}

/** Every distinct Ed25519 key of the hostile set, by its raw bytes. Kinds that begin with A are about the key. */
function weakKeyLines(): VectorLine[] {
  const seen = new Map(ed25519Cases().map(({ key, kind }) => [base64(key), { key, kind }]))
  return [...seen.values()].map(({ key, kind }, i) => {
    const weak = kind.startsWith('A ')
    return {
      id: `ed25519-key-${i + 1}`,
      op: 'key.check',
      in: { algorithm: 'ed25519', publicKey: base64(key) },
      expect: weak ? { ok: false } : { ok: true, out: { keyId: publicKeyFromRaw('ed25519', key).id } },
      why: weak ? kind : 'a key of prime order',
    }
  })
}

interface SignatureCase {
  readonly kind?: string
  readonly why: string
  readonly key: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly valid: boolean
}

function signatureLines(algorithm: SignatureAlgorithm, cases: readonly SignatureCase[]): VectorLine[] {
  return cases.map(({ kind, why, key, message, signature, valid }, i) => ({
    id: `${algorithm}-${i + 1}`,
    op: 'signature.verify',
    in: { algorithm, publicKey: base64(key), message: base64(message), signature: base64(signature) },
    expect: { ok: valid },
    why: kind === undefined ? why : `${kind}: ${why}`,
  }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = await makeSignatureVectors()
  if (!lines.some(({ in: { algorithm }, op }) => op === 'signature.verify' && algorithm === 'ml-dsa-65')) {
    throw new Error('The ML-DSA-65 lines need the package @noble/post-quantum.')
  }
  writeFileSync(signatureVectors, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}
