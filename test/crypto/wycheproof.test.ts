import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { PublicKey, SignatureAlgorithm } from '../../src/crypto/types.ts'
import { unhex } from '../../src/encoding/bytes.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { hasShared, shared } from '../support/shared.ts'
import { checksMlDsa, providers } from './providers.ts'

interface Test {
  readonly tcId: number
  readonly msg: string
  readonly sig: string
  readonly ctx?: string
  readonly result: 'valid' | 'invalid'
}
interface Group {
  readonly publicKey: string | { readonly pk: string }
  readonly tests: readonly Test[]
}

function groups(path: string): readonly Group[] {
  return JSON.parse(readFileSync(shared(path), 'utf8')).testGroups
}

/** Undefined for a key that is refused already when it is read. */
function keyOf(algorithm: SignatureAlgorithm, { publicKey }: Group): PublicKey | undefined {
  try {
    return publicKeyFromRaw(algorithm, unhex(typeof publicKey === 'string' ? publicKey : publicKey.pk))
  } catch (error) {
    if (isFairtrailError(error)) return undefined
    throw error
  }
}

describe.skipIf(!hasShared)('Wycheproof (skipped: no ../shared)', () => {
  for (const provider of providers) {
    it(`Ed25519, with no difference: ${provider.name}`, async () => {
      const differing: number[] = []
      let count = 0
      for (const group of groups('vectors/wycheproof-ed25519/ed25519_test.json')) {
        const key = keyOf('ed25519', group)
        for (const { tcId, msg, sig, result } of group.tests) {
          count++
          const answer = key === undefined ? 'failed' : await provider.verify(key, unhex(msg), unhex(sig))
          if ((answer === 'verified') !== (result === 'valid')) differing.push(tcId)
        }
      }
      expect(count).toBe(151)
      expect(differing).toEqual([])
    })

    it(`ML-DSA-65, with no difference where the context is empty: ${provider.name}`, async () => {
      const differing: number[] = []
      const withContext: number[] = []
      let count = 0
      let notChecked = 0
      for (const group of groups('vectors/wycheproof-mldsa/mldsa_65_verify_test.json')) {
        const key = keyOf('ml-dsa-65', group)
        for (const { tcId, msg, sig, ctx, result } of group.tests) {
          // Ours have the empty context: a signature under another one is valid there, and must fail here.
          const expected = (ctx ?? '') === '' ? result === 'valid' : false
          if ((ctx ?? '') !== '') withContext.push(tcId)
          count++
          const answer = key === undefined ? 'failed' : await provider.verify(key, unhex(msg), unhex(sig))
          if (answer === 'not-checked') notChecked++
          else if ((answer === 'verified') !== expected) differing.push(tcId)
        }
      }
      expect(count).toBe(210)
      expect(differing).toEqual([])
      expect(withContext).toEqual([3, 4, 5, 153, 154, 155, 156])
      if (await checksMlDsa(provider)) expect(notChecked).toBe(0)
      else expect(notChecked).toBeGreaterThan(150)
    })
  }
})
