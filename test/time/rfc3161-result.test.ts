import { afterEach, describe, expect, it, vi } from 'vitest'
import { derNull, derSequence } from '../../src/crypto/der-writer.ts'
import { portableProvider } from '../../src/crypto/portable.ts'
import { keyIdOf } from '../../src/crypto/public-key.ts'
import { parseInstant } from '../../src/encoding/instant.ts'
import { nodeProvider } from '../../src/node/provider.ts'
import {
  certificatesFromPem,
  distinctAuthorities,
  type Timestamp,
  type TimestampResult,
  timestampBounds,
  timestampRequest,
  verifyTimestamp,
} from '../../src/timestamp.ts'
import { refusal } from '../support/refusal.ts'
import { below, intermediate, root, rsaRoot, rsaSigner, signer, usual } from './support/case.ts'
import { rootCertificate, signerCertificate, type TestCertificate } from './support/certificates.ts'
import { pemOf } from './support/openssl.ts'
import { accuracyOf, MESSAGE, POLICY, token } from './support/tokens.ts'

const question = { message: MESSAGE, roots: [root.der] }

async function standing(bytes: Uint8Array, roots: readonly Uint8Array[] = [root.der]): Promise<Timestamp> {
  const found = await verifyTimestamp({ token: bytes, message: MESSAGE, roots })
  if (!found.ok) throw new Error(found.message)
  return found
}

describe('what a time-stamp says', () => {
  it('is all that its token has, exactly', async () => {
    const full = usual({
      genTime: '20260302141000.000000001Z',
      accuracy: accuracyOf(1, 2, 3),
      ordering: true,
      nonce: 2n ** 70n,
      imprintHash: 'sha512',
    })
    expect(await standing(full)).toEqual({
      ok: true,
      genTime: parseInstant('2026-03-02T14:10:00.000000001Z'),
      accuracy: 1_002_003_000n,
      authority: { subject: 'CN=Test TSA, C=KG', keyId: keyIdOf(signer.key.spki) },
      root: { subject: 'CN=Test root, C=KG', keyId: keyIdOf(root.key.spki) },
      serial: 42n,
      policy: POLICY,
      ordering: true,
      hash: 'sha512',
      nonce: 2n ** 70n,
    })
  })

  it('leaves out what its token leaves out', async () => {
    const found = await standing(usual())
    expect(found).not.toHaveProperty('accuracy')
    expect(found).not.toHaveProperty('nonce')
  })

  it.each([
    [accuracyOf(), 0n],
    [accuracyOf(5), 5_000_000_000n],
    [accuracyOf(undefined, 999), 999_000_000n],
    [accuracyOf(undefined, undefined, 1), 1000n],
    [accuracyOf(0, 0, 0), 0n],
  ])('has an accuracy of which absent parts are 0: %#', async (accuracy, nanos) => {
    expect((await standing(usual({ accuracy }))).accuracy).toBe(nanos)
  })

  it.each(['19700101000000Z', '19491231235959Z'])('reaches back as far as its certificates: %s', async (genTime) => {
    const old = rootCertificate({ name: 'Old', from: '19500101000000Z' })
    const made = token({ signer: signerCertificate(old, { from: '19500101000000Z' }), genTime })
    const found = await verifyTimestamp({ token: made, message: MESSAGE, roots: [old.der] })
    expect(found.ok ? 'ok' : found.code).toBe(genTime.startsWith('197') ? 'ok' : 'certificate-not-yet-valid')
  })

  it('is the same by every provider', async () => {
    for (const bytes of [usual(), token({ signer: below, certificates: [below.der, intermediate.der] })]) {
      const [first, second] = await Promise.all(
        [portableProvider, nodeProvider].map((provider) => verifyTimestamp({ ...question, token: bytes, provider })),
      )
      expect(first).toEqual(second)
      expect(first?.ok).toBe(true)
    }
  })

  it('names the certificate that the caller gave', async () => {
    const bytes = token({ signer: below, certificates: [below.der, intermediate.der] })
    expect((await standing(bytes, [intermediate.der])).root.keyId).toBe(keyIdOf(intermediate.key.spki))
    expect((await standing(bytes, [root.der, intermediate.der])).root.keyId).toBe(keyIdOf(intermediate.key.spki))
    expect((await standing(bytes, [root.der, below.der])).root.keyId).toBe(keyIdOf(below.key.spki))
  })
})

describe('the bounds of a time-stamp', () => {
  it('have the accuracy added for "existed before", and subtracted for "signed after"', () => {
    const bounds = { existedBefore: 1_500n, signedAfter: 500n, accuracyStated: true }
    expect(timestampBounds({ genTime: 1_000n, accuracy: 500n })).toEqual(bounds)
  })

  it('say where no accuracy is stated', () => {
    const bounds = { existedBefore: 1_000n, signedAfter: 1_000n, accuracyStated: false }
    expect(timestampBounds({ genTime: 1_000n })).toEqual(bounds)
  })
})

describe('distinct authorities', () => {
  const party = (keyId: string) => ({ subject: 'CN=Same name for all', keyId })
  const of = (key: string, rootKey: string): Timestamp => ({
    ok: true,
    genTime: 0n,
    authority: party(key),
    root: party(rootKey),
    serial: 1n,
    policy: POLICY,
    ordering: false,
    hash: 'sha256',
  })
  const count = (...results: TimestampResult[]) => distinctAuthorities(results).length

  it('are counted by keys, not by names or tokens', () => {
    expect(count()).toBe(0)
    expect(count(of('a', 'r'), of('a', 'r'))).toBe(1)
    expect(count(of('a', 'r'), of('b', 's'))).toBe(2)
  })

  it('are one where they share the signer, or the root', () => {
    expect(count(of('a', 'r'), of('a', 's'))).toBe(1)
    expect(count(of('a', 'r'), of('b', 'r'))).toBe(1)
    expect(count(of('a', 'a'), of('b', 'b'))).toBe(2)
  })

  it('are joined by a later one that shares something with both', () => {
    const groups = distinctAuthorities([of('a', 'r'), of('b', 's'), of('c', 't'), of('a', 's')])
    const keys = groups.map((members) => members.map(({ authority }) => authority.keyId).join(' '))
    expect(keys.sort()).toEqual(['a b a', 'c'])
  })

  it('do not count what does not stand', async () => {
    const refused = await verifyTimestamp({ token: new Uint8Array(0), ...question })
    const [good, other] = [await standing(usual()), await standing(token({ signer: rsaSigner }), [rsaRoot.der])]
    expect(count(refused)).toBe(0)
    expect(count(good, refused, other, good)).toBe(2)
  })
})

describe('a caller', () => {
  it.each([
    ['a root that is no certificate', { ...question, roots: [root.der, derSequence(derNull())] }, 'Root 1'],
    ['a request that is none', { ...question, request: derNull() }, 'request'],
  ])('is told of %s', async (_, wrong, words) => {
    const call = verifyTimestamp({ token: usual(), ...wrong })
    await expect(call).rejects.toMatchObject({ name: 'FairtrailError', code: 'misuse' })
    await expect(call).rejects.toThrow(words)
  })

  it('may leave the request out, or give one without a nonce', async () => {
    const request = timestampRequest(MESSAGE, { nonce: null })
    expect((await verifyTimestamp({ ...question, token: usual({ nonce: 5n }), request })).ok).toBe(true)
  })
})

describe('a runtime', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('without crypto.subtle is said, and is not taken for a signature that fails', async () => {
    vi.stubGlobal('crypto', { getRandomValues: () => new Uint8Array(8) })
    const found = await verifyTimestamp({ ...question, token: usual(), provider: portableProvider })
    expect(found).toMatchObject({ ok: false, code: 'platform-missing' })
  })

  it.each(['importKey', 'verify'])(
    'whose crypto.subtle.%s does not know the algorithm is said too',
    async (missing) => {
      const { subtle } = globalThis.crypto
      const broken = () => Promise.reject(new DOMException('no', 'NotSupportedError'))
      const usable = { importKey: subtle.importKey.bind(subtle), verify: subtle.verify.bind(subtle) }
      vi.stubGlobal('crypto', { subtle: { ...usable, [missing]: broken } })
      const found = await verifyTimestamp({ ...question, token: usual(), provider: portableProvider })
      expect(found).toMatchObject({ ok: false, code: 'platform-missing' })
    },
  )

  it('without crypto.subtle still checks Ed25519', async () => {
    vi.stubGlobal('crypto', {})
    const own: TestCertificate = signerCertificate(root, { name: 'Ed', scheme: 'ed25519' })
    const bytes = token({ signer: own })
    const found = await verifyTimestamp({
      token: bytes,
      message: MESSAGE,
      roots: [own.der],
      provider: portableProvider,
    })
    expect(found.ok).toBe(true)
  })
})

describe('certificates in PEM', () => {
  const text = pemOf([root.der, signer.der])

  it('are all read, whatever stands between them', () => {
    expect(certificatesFromPem(text)).toEqual([root.der, signer.der])
    const spaced = `subject=CN = Test root\r\n${text.replaceAll('\n', '\r\n')}\n-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n`
    expect(certificatesFromPem(spaced)).toEqual([root.der, signer.der])
  })

  it.each([
    ['none', 'no certificate here'],
    ['one that does not end', text.slice(0, -10)],
    ['one with a character outside base64', text.replace('MII', 'M*I')],
    ['one whose base64 is cut off', text.replace(/.=*\n-----END/, '\n-----END')],
    ['more than 4 MiB', ' '.repeat(4 * 1024 * 1024 + 1)],
  ])('are refused: %s', (_, wrong) => {
    expect(refusal(() => certificatesFromPem(wrong)).code).toBe('pem-syntax')
  })
})
