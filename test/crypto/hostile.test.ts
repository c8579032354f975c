import { createPublicKey, verify as nativeVerify } from 'node:crypto'
import { verify as nobleVerify } from '@noble/ed25519'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ed25519PublicKey, signEd25519 } from '../../src/crypto/ed25519.ts'
import { keyDefect } from '../../src/crypto/key-check.ts'
import { publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import { hex } from '../../src/encoding/bytes.ts'
import { ed25519Cases, specialEncodings, TORSION } from './hostile-ed25519.ts'
import { p256Cases } from './hostile-p256.ts'
import { providers } from './providers.ts'

const cases = ed25519Cases()
const p256 = p256Cases()

describe('Ed25519 on hostile input', () => {
  it('has every small-order point and every encoding that is not canonical', () => {
    const encodings = specialEncodings()
    expect(new Set(TORSION.map((point) => point.toHex())).size).toBe(8)
    expect(encodings.filter(({ smallOrder, canonical }) => smallOrder && canonical)).toHaveLength(8)
    expect(encodings.filter(({ smallOrder, canonical }) => smallOrder && !canonical)).toHaveLength(6)
    expect(encodings.filter(({ smallOrder, canonical }) => !smallOrder && canonical)).toHaveLength(0)
    expect(encodings.filter(({ smallOrder, canonical }) => !smallOrder && !canonical)).toHaveLength(20)
  })

  for (const provider of providers) {
    it(`gives the expected answer for all of the set: ${provider.name}`, async () => {
      for (const { key, message, signature, valid, kind, why } of cases) {
        const answer = await provider.verify(publicKeyFromRaw('ed25519', key), message, signature)
        expect(answer, `${kind}: ${why}`).toBe(valid ? 'verified' : 'failed')
      }
    })
  }

  it('is stopped by our checks and not by luck: other verifiers accept what we refuse', () => {
    const kinds = (accepts: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean): string[] => [
      ...new Set(cases.filter((c) => !c.valid && accepts(c.key, c.message, c.signature)).map(({ kind }) => kind)),
    ]
    const zip215 = kinds((key, message, signature) => tryVerify(() => nobleVerify(signature, message, key)))
    const cofactored = kinds((key, message, signature) =>
      tryVerify(() => nobleVerify(signature, message, key, { zip215: false })),
    )
    expect(zip215.sort()).toEqual([
      'A identity, canonical',
      'A identity, not canonical',
      'A of small order, canonical',
      'A of small order, not canonical',
      'A with torsion',
      'R identity, canonical',
      'R identity, not canonical',
      'R of small order, canonical',
      'R of small order, not canonical',
      'R with torsion',
    ])
    expect(cofactored.sort()).toEqual([
      'A with torsion',
      'R identity, canonical',
      'R of small order, canonical',
      'R with torsion',
    ])
    const native = kinds((key, message, signature) =>
      tryVerify(() => {
        const spki = Buffer.from(publicKeyFromRaw('ed25519', key).spki)
        return nativeVerify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature)
      }),
    )
    expect(native).toContain('A with torsion')
  })

  it('names the defect of every weak key', () => {
    const defects = new Map(cases.map(({ kind, key }) => [kind, keyDefect(publicKeyFromRaw('ed25519', key))]))
    expect(defects.get('valid')).toBeUndefined()
    expect(defects.get('A identity, canonical')).toContain('small order')
    expect(defects.get('A of small order, canonical')).toContain('small order')
    expect(defects.get('A with torsion')).toContain('prime order')
    expect(defects.get('A not canonical')).toContain('canonically')
    expect(defects.get('A identity, not canonical')).toContain('canonically')
    expect(defects.get('A not on the curve')).toContain('no point')
  })

  it('gives one answer whatever bytes are changed in key, message or signature', async () => {
    const seed = new Uint8Array(32).fill(9)
    const key = ed25519PublicKey(seed)
    const edit = fc.record({ at: fc.nat(127), value: fc.integer({ min: 0, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 32 }), fc.array(edit, { maxLength: 2 }), async (message, edits) => {
        const whole = new Uint8Array([...signEd25519(seed, message), ...key, ...message])
        for (const { at, value } of edits) if (at < whole.length) whole[at] = value
        const changed = publicKeyFromRaw('ed25519', whole.slice(64, 96))
        const answers = await Promise.all(
          providers.map((provider) => provider.verify(changed, whole.slice(96), whole.slice(0, 64))),
        )
        expect(new Set(answers).size).toBe(1)
        const same = hex(whole) === hex(new Uint8Array([...signEd25519(seed, message), ...key, ...message]))
        expect(answers[0]).toBe(same ? 'verified' : 'failed')
      }),
      { numRuns: 150 },
    )
  })

  it('never throws for arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ maxLength: 70 }),
        async (key, signature) => {
          for (const provider of providers) {
            const answer = await provider.verify(publicKeyFromRaw('ed25519', key), new Uint8Array(3), signature)
            expect(answer).toBe('failed')
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('P-256 on hostile input', () => {
  for (const provider of providers) {
    it(`gives the expected answer for all of the set: ${provider.name}`, async () => {
      for (const { key, message, signature, valid, kind, why } of p256) {
        const answer = await provider.verify(publicKeyFromRaw('p256', key), message, signature)
        expect(answer, `${kind}: ${why}`).toBe(valid ? 'verified' : 'failed')
      }
    })
  }

  it('is stopped by our checks: node:crypto accepts a high s', () => {
    const accepted = p256.filter(({ key, message, signature, valid }) => {
      const spki = Buffer.from(publicKeyFromRaw('p256', key).spki)
      const handle = createPublicKey({ key: spki, format: 'der', type: 'spki' })
      return !valid && tryVerify(() => nativeVerify('sha256', message, handle, signature))
    })
    expect([...new Set(accepted.map(({ kind }) => kind))]).toEqual(['high s'])
    expect(accepted).toHaveLength(3)
  })
})

function tryVerify(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}
