import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mlDsa65Library } from '../../src/crypto/ml-dsa-65.ts'
import { answerOf } from '../support/answer.ts'
import { makeSignatureVectors, signatureVectors, type VectorLine } from '../vectors/make-signatures.ts'
import { checksMlDsa, providers } from './providers.ts'

const lines: VectorLine[] = readFileSync(signatureVectors, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
const mlDsaInstalled = (await mlDsa65Library()) !== undefined

describe('our own signature vectors', () => {
  it('are what their maker makes', async () => {
    const needsLibrary = ({ op, in: { algorithm } }: VectorLine): boolean =>
      op === 'signature.verify' && algorithm === 'ml-dsa-65'
    const kept = mlDsaInstalled ? lines : lines.filter((line) => !needsLibrary(line))
    expect(await makeSignatureVectors()).toEqual(kept)
  })

  it('have distinct ids, and both answers for each algorithm', () => {
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    for (const algorithm of ['ed25519', 'p256', 'ml-dsa-65']) {
      const expected = lines
        .filter(({ op, in: { algorithm: name } }) => op === 'signature.verify' && name === algorithm)
        .map(({ expect: { ok } }) => ok)
      expect(new Set(expected).size, algorithm).toBe(2)
    }
  })

  for (const provider of providers) {
    it(`are answered as expected: ${provider.name}`, async () => {
      const open: string[] = []
      for (const line of lines) {
        const found = await answerOf({ ...line, in: { ...line.in, provider: provider.name } })
        if (found === 'unsupported') open.push(line.id)
        else expect(found, `${line.id}: ${line.why}`).toEqual(line.expect)
      }
      // Without its library a provider that has it not natively checks no ML-DSA-65, and says so; what has the wrong length fails all the same.
      expect(open.every((id) => id.startsWith('ml-dsa-65-'))).toBe(true)
      expect(open).toHaveLength((await checksMlDsa(provider)) ? 0 : 14)
    })
  }
})
