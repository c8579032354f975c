import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyIdOf } from '../../src/crypto/public-key.ts'
import { utf8 } from '../../src/encoding/bytes.ts'
import {
  parseTimestampResponse,
  type Timestamp,
  type TimestampQuestion,
  timestampRequest,
  verifyTimestamp,
} from '../../src/timestamp.ts'
import { AUTHORITY_POLICY, type Authority, type AuthorityKind, makeAuthority } from './support/authority.ts'
import { hasOpenssl, OpensslFolder } from './support/openssl.ts'
import { MESSAGE } from './support/tokens.ts'

const folder = new OpensslFolder()
const authorities = new Map<AuthorityKind, Authority>()
afterAll(() => folder.remove())

function authority(kind: AuthorityKind): Authority {
  return authorities.get(kind) as Authority
}

/** The time-stamp that must stand. */
async function standing(question: TimestampQuestion): Promise<Timestamp> {
  const found = await verifyTimestamp(question)
  if (!found.ok) throw new Error(found.message)
  return found
}

async function reasonOf(question: TimestampQuestion): Promise<string> {
  const found = await verifyTimestamp(question)
  return found.ok ? 'ok' : found.code
}

/** As `openssl ts -verify` sees a response to a request, now. */
function opensslAccepts(token: Uint8Array, request: Uint8Array, { root }: Authority): boolean {
  const it_ = { what: '', token, message: MESSAGE, roots: [root], untrusted: [], request, expect: 'ok' as const }
  return folder.verify(it_, Math.floor(Date.now() / 1000)).accepts
}

describe.skipIf(!hasOpenssl)('an authority run by openssl ts -reply (skipped: no openssl 3)', () => {
  beforeAll(() => {
    for (const kind of ['rsa', 'p256', 'p384'] as const) authorities.set(kind, makeAuthority(folder, kind))
  })

  it.each(['rsa', 'p256', 'p384'] as const)('%s: answers our request, and its answer stands', async (kind) => {
    const before = BigInt(Date.now()) * 1_000_000n - 2_000_000_000n
    const request = timestampRequest(MESSAGE, { nonce: 4711n })
    const token = authority(kind).reply(request)
    const roots = [authority(kind).root]
    const found = await standing({ token, message: MESSAGE, roots, request, nonce: 4711n, policy: AUTHORITY_POLICY })
    expect(found).toMatchObject({
      accuracy: 1_500_100_000n,
      ordering: true,
      policy: AUTHORITY_POLICY,
      hash: 'sha256',
      nonce: 4711n,
    })
    expect(found.authority.subject).toBe(`CN=Test signer, O=Test ${kind}, C=KG`)
    expect(found.root.subject).toBe(`CN=Test root, O=Test ${kind}, C=KG`)
    expect(found.genTime > before && found.genTime < before + 60_000_000_000n).toBe(true)
    expect(opensslAccepts(token, request, authority(kind))).toBe(true)
    expect(
      await standing({ token: parseTimestampResponse(token).token as Uint8Array, message: MESSAGE, roots }),
    ).toEqual(found)
  })

  it.each([
    ['rsa', 'sha384'],
    ['rsa', 'sha512'],
    ['p256', 'sha384'],
    ['p256', 'sha512'],
    ['p384', 'sha256'],
    ['p384', 'sha512'],
  ] as const)('%s over %s', async (kind, hash) => {
    const request = timestampRequest(MESSAGE, { hash })
    const token = authority(kind).reply(request, { signer_digest: hash })
    const found = await standing({ token, message: MESSAGE, roots: [authority(kind).root], request })
    expect(found.hash).toBe(hash)
  })

  it.each([
    ['ESSCertID by SHA-1', { ess_cert_id_alg: 'sha1' }],
    ['ESSCertIDv2 by SHA-512', { ess_cert_id_alg: 'sha512' }],
    ['the chain listed', { ess_cert_id_chain: 'yes' }],
    ['no accuracy, no ordering, no name', { accuracy: '', ordering: 'no', tsa_name: 'no' }],
    ['a time to the microsecond', { clock_precision_digits: '6' }],
  ])('with %s', async (_, settings) => {
    const request = timestampRequest(MESSAGE)
    const made = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
    const token = authority('p256').reply(request, made)
    await standing({ token, message: MESSAGE, roots: [authority('p256').root], request })
    expect(opensslAccepts(token, request, authority('p256'))).toBe(true)
  })

  it('reads the time as openssl prints it', async () => {
    const token = authority('p256').reply(timestampRequest(MESSAGE), { clock_precision_digits: '6' })
    const { text } = folder.try('ts', '-reply', '-in', folder.write('shown', token), '-text')
    const [, printed = '', fraction = ''] = /Time stamp: (\w+ +\d+ [\d:]+)(\.\d+)? /.exec(text) ?? []
    const [, year = ''] = /Time stamp: .* (\d{4}) GMT/.exec(text) ?? []
    const seconds = BigInt(Date.parse(`${printed} ${year} UTC`)) / 1000n
    const nanos = BigInt(fraction.slice(1).padEnd(9, '0'))
    const { genTime } = await standing({ token, message: MESSAGE, roots: [authority('p256').root] })
    expect(genTime).toBe(seconds * 1_000_000_000n + nanos)
  })

  it('leaves the certificates out where the request does not ask for them; then they have to be given', async () => {
    const { reply, root, intermediate, signer } = authority('p256')
    const token = reply(timestampRequest(MESSAGE, { certReq: false }))
    const question = { token, message: MESSAGE, roots: [root] }
    expect(await reasonOf(question)).toBe('signer-certificate-missing')
    expect(await reasonOf({ ...question, untrusted: [signer] })).toBe('chain-untrusted')
    const { authority: found } = await standing({ ...question, untrusted: [signer, intermediate] })
    const shown = folder.try('x509', '-inform', 'DER', '-in', folder.write('signer', signer), '-pubkey', '-noout')
    const spki = Buffer.from(shown.text.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
    expect(found.keyId).toBe(keyIdOf(new Uint8Array(spki)))
  })

  it('is told by its root from another', async () => {
    const token = authority('p256').reply(timestampRequest(MESSAGE))
    expect(await reasonOf({ token, message: MESSAGE, roots: [authority('rsa').root] })).toBe('chain-untrusted')
    expect(await reasonOf({ token, message: utf8('another'), roots: [authority('p256').root] })).toBe(
      'imprint-mismatch',
    )
  })

  it('refuses a request for an unknown policy, and the refusal is in words', async () => {
    const token = authority('p256').reply(timestampRequest(MESSAGE, { policy: '1.2.3.4' }))
    expect(parseTimestampResponse(token)).toMatchObject({ status: 'rejection', token: undefined })
    const found = await verifyTimestamp({ token, message: MESSAGE, roots: [authority('p256').root] })
    expect(found).toMatchObject({ ok: false, code: 'response-refused' })
    expect(found.ok ? '' : found.message).toContain('unacceptedPolicy')
  })

  it('grants the other policy that it has', async () => {
    const request = timestampRequest(MESSAGE, { policy: '1.3.6.1.4.1.55555.2' })
    const token = authority('p256').reply(request)
    expect((await standing({ token, message: MESSAGE, roots: [authority('p256').root], request })).policy).toBe(
      '1.3.6.1.4.1.55555.2',
    )
  })

  it('stamps an imprint by SHA-1 where it is asked to, which is refused here', async () => {
    const query = folder.at('sha1.tsq')
    folder.run('ts', '-query', '-data', folder.write('message', MESSAGE), '-sha1', '-cert', '-out', query)
    const token = authority('p256').reply(new Uint8Array(readFileSync(query)))
    expect(await reasonOf({ token, message: MESSAGE, roots: [authority('p256').root] })).toBe('imprint-algorithm')
  })

  it('cannot sign with Ed25519, so those tokens are made by the encoder of these tests', () => {
    folder.run('genpkey', '-algorithm', 'ED25519', '-out', folder.at('p256/ed.key'))
    folder.run(
      ...[
        'req',
        '-x509',
        '-new',
        '-key',
        folder.at('p256/ed.key'),
        '-subj',
        '/CN=Ed',
        '-config',
        folder.at('p256/x509.cnf'),
      ],
      ...['-extensions', 'signer', '-days', '10', '-out', folder.at('p256/ed.pem')],
    )
    const settings = {
      signer_cert: folder.at('p256/ed.pem'),
      signer_key: folder.at('p256/ed.key'),
      signer_digest: 'sha512',
    }
    const answered = parseTimestampResponse(authority('p256').reply(timestampRequest(MESSAGE), settings))
    expect(answered.status).toBe('rejection')
  })
})
