import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePublicKeyPem } from '../../src/crypto/pem.ts'
import { portableProvider } from '../../src/crypto/portable.ts'
import { unhex } from '../../src/encoding/bytes.ts'
import { formatInstant } from '../../src/encoding/instant.ts'
import { isRefusal } from '../../src/time/rfc3161-reasons.ts'
import { authorityKey } from '../../src/time/x509-key.ts'
import { nameText } from '../../src/time/x509-name.ts'
import { checkSignature, signatureScheme } from '../../src/time/x509-signature.ts'
import {
  parseTimestampResponse,
  parseTimestampToken,
  type TimestampToken,
  verifyTimestamp,
} from '../../src/timestamp.ts'
import { hasShared, shared } from '../support/shared.ts'
import { certificate, rootCertificate } from './support/certificates.ts'

function read(name: string): Uint8Array {
  return new Uint8Array(readFileSync(shared(`vectors/rfc3161/${name}`)))
}

function tokenOf(name: string): TimestampToken {
  const { status, token } = parseTimestampResponse(read(name))
  expect(status).toBe('granted')
  return parseTimestampToken(token as Uint8Array)
}

describe.skipIf(!hasShared)('a response of the GitHub authority, 2023 (skipped: no ../shared)', () => {
  const name = 'sigstore-js-valid-hello-world.tsr'

  it('is read', () => {
    const { info, certificates, signer } = tokenOf(name)
    expect(info).toMatchObject({ version: 1, policy: '1.3.6.1.4.1.57264.2', accuracy: 1_000_000_000n, ordering: false })
    expect(info.serial).toBe(0xb28ba80c86985e6559411e2d79dc465a8b911d4cn)
    expect(formatInstant(info.genTime)).toBe('2023-12-20T21:49:18Z')
    expect(certificates).toEqual([])
    if ('subjectKeyId' in signer.id) throw new Error('by issuer and serial number')
    expect(nameText(signer.id.issuer)).toBe('CN=TSA intermediate, O=GitHub\\, Inc.')
    expect(signer.id.serial).toEqual(unhex('3435659ad66ebe8ba39f82b0882fe8c48afc8710'))
  })

  it('is refused because the certificate of its signer is missing, and for nothing before that', async () => {
    const question = { token: read(name), message: read('sigstore-js-data.txt') }
    const untrusted = [certificate({ name: 'TSA intermediate' }).der]
    for (const given of [{ roots: [] }, { roots: [rootCertificate().der], untrusted }]) {
      expect(await verifyTimestamp({ ...question, ...given })).toMatchObject({ code: 'signer-certificate-missing' })
    }
    const message = new TextEncoder().encode('hello, world')
    expect(await verifyTimestamp({ ...question, message, roots: [] })).toMatchObject({ code: 'imprint-mismatch' })
  })

  // The key was published without the certificate: the signature alone can be checked, P-384 over SHA-384.
  it('has a signature by the published key', async () => {
    const key = authorityKey(parsePublicKeyPem(read('sigstore-js-tsa-publickey.pem').reduce(text, '')).spki, 'key')
    const { signer } = tokenOf(name)
    const scheme = signatureScheme(signer.signatureAlgorithm, 'signature', 'sha384')
    if (isRefusal(key) || isRefusal(scheme)) throw new Error('refused')
    const { signedBytes } = signer.attributes
    const check = (bytes: Uint8Array) =>
      checkSignature(key, scheme, bytes, signer.signature, portableProvider, 'signature')
    expect(await check(signedBytes)).toBe('verified')
    expect(await check(signedBytes.with(40, (signedBytes[40] as number) ^ 1))).toBe('failed')
  })
})

describe.skipIf(!hasShared)('a response of the GlobalSign authority, 2014 (skipped: no ../shared)', () => {
  const name = 'pkijs-TestTSPresp.tsr'

  it('is read', () => {
    const { info, certificates } = tokenOf(name)
    expect(info).toMatchObject({ policy: '1.3.6.1.4.1.4146.2.2', accuracy: undefined, nonce: undefined })
    expect(formatInstant(info.genTime)).toBe('2014-04-10T13:23:11Z')
    expect(certificates).toHaveLength(2)
  })

  it('is refused because its imprint is by SHA-1', async () => {
    const found = await verifyTimestamp({ token: read(name), message: new Uint8Array(0), roots: [] })
    expect(found).toMatchObject({ code: 'imprint-algorithm', place: 'TSTInfo.messageImprint' })
  })
})

function text(before: string, byte: number): string {
  return before + String.fromCharCode(byte)
}
