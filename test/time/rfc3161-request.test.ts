import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { der, derNull, derSequence, derUnsigned } from '../../src/crypto/der-writer.ts'
import { digestOf } from '../../src/crypto/digest.ts'
import { concat, hex, unhex, utf8 } from '../../src/encoding/bytes.ts'
import { parseTimestampRequest, parseTimestampResponse, timestampRequest } from '../../src/timestamp.ts'
import { refusal, refusalCode } from '../support/refusal.ts'
import { usual } from './support/case.ts'
import { hasOpenssl, OpensslFolder } from './support/openssl.ts'
import { MESSAGE, response } from './support/tokens.ts'

describe('a request', () => {
  it('has the bytes of RFC 3161, section 2.4.1', () => {
    const digest = digestOf('sha256', MESSAGE)
    const imprint = `3031300d060960864801650304020105000420${hex(digest)}`
    expect(hex(timestampRequest(MESSAGE, { nonce: 255n }))).toBe(`303d020101${imprint}020200ff0101ff`)
    expect(hex(timestampRequest(MESSAGE, { nonce: null, certReq: false }))).toBe(`3036020101${imprint}`)
    expect(hex(timestampRequest(MESSAGE, { nonce: 0n, policy: '2.5.29.32.0' }))).toBe(
      `3042020101${imprint}0604551d20000201000101ff`,
    )
  })

  it('asks for the certificate, and has a nonce of its own each time, unless said otherwise', () => {
    const [first, second] = [timestampRequest(MESSAGE), timestampRequest(MESSAGE)].map(parseTimestampRequest)
    expect(first?.certReq).toBe(true)
    expect(first?.nonce).not.toBe(second?.nonce)
    expect(parseTimestampRequest(timestampRequest(MESSAGE, { nonce: null, certReq: false }))).toMatchObject({
      nonce: undefined,
      certReq: false,
      policy: undefined,
    })
  })

  it.each(['sha256', 'sha384', 'sha512'] as const)('is the same for a message and for its digest: %s', (hash) => {
    const options = { hash, nonce: 5n, policy: '1.2.3' }
    const digest = digestOf(hash, MESSAGE)
    expect(timestampRequest({ digest }, options)).toEqual(timestampRequest(MESSAGE, options))
    expect(parseTimestampRequest(timestampRequest(MESSAGE, options))).toMatchObject({ nonce: 5n, policy: '1.2.3' })
  })

  it.each<[string, () => unknown]>([
    ['a digest of another length', () => timestampRequest({ digest: new Uint8Array(20) })],
    ['a negative nonce', () => timestampRequest(MESSAGE, { nonce: -1n })],
    ['a nonce beyond 64 bytes', () => timestampRequest(MESSAGE, { nonce: 1n << 511n })],
    ...['', '1', '3.1', '1.40', '1.2.', '1.02', '1..2', 'x', '1.2\n', `1.2.${'9'.repeat(40)}`].map(
      (policy): [string, () => unknown] => [
        `the policy ${JSON.stringify(policy)}`,
        () => timestampRequest(MESSAGE, { policy }),
      ],
    ),
  ])('is not made of %s', (_, make) => {
    expect(refusalCode(make)).toBe('misuse')
  })

  it('of another client is read with its extensions', () => {
    const plain = timestampRequest(MESSAGE, { nonce: 7n })
    const content = concat(plain.subarray(2), der(0xa0, derSequence(derSequence(unhex('06022a03'), der(4, derNull())))))
    expect(parseTimestampRequest(derSequence(content))).toMatchObject({ nonce: 7n, certReq: true })
  })

  it.each([
    ['version 2', (it_: Uint8Array) => it_.with(4, 2), 'der-syntax'],
    ['a byte too many', (it_: Uint8Array) => concat(it_, Uint8Array.of(0)), 'der-syntax'],
    ['a byte too few', (it_: Uint8Array) => it_.subarray(0, -1), 'der-syntax'],
    ['5,000 bytes', () => derSequence(new Uint8Array(5000)), 'timestamp-limit'],
  ])('with %s is not read', (_, change, code) => {
    expect(refusalCode(() => parseTimestampRequest(change(timestampRequest(MESSAGE))))).toBe(code)
  })
})

describe.skipIf(!hasOpenssl)('a request, beside openssl ts -query (skipped: no openssl 3)', () => {
  const folder = new OpensslFolder()
  afterAll(() => folder.remove())

  it.each([
    ['-sha256', 'sha256'],
    ['-sha384', 'sha384'],
    ['-sha512', 'sha512'],
  ] as const)('is the same, but for the nonce: %s', (flag, hash) => {
    const args = ['-data', folder.write('message', MESSAGE), flag, '-cert', '-tspolicy', '1.2.3.4.5']
    folder.run('ts', '-query', ...args, '-out', folder.at('query'))
    const theirs = new Uint8Array(readFileSync(folder.at('query')))
    const { nonce } = parseTimestampRequest(theirs)
    expect(timestampRequest(MESSAGE, { hash, policy: '1.2.3.4.5', nonce: nonce as bigint })).toEqual(theirs)
  })

  it('is read there', () => {
    const request = timestampRequest(MESSAGE, { nonce: 4711n, policy: '1.2.3.4.5' })
    const { text } = folder.try('ts', '-query', '-in', folder.write('ours', request), '-text')
    for (const line of [
      'Policy OID: 1.2.3.4.5',
      'Nonce: 0x1267',
      'Certificate required: yes',
      'Hash Algorithm: sha256',
    ]) {
      expect(text).toContain(line)
    }
  })
})

describe('a response', () => {
  const text = (value: string) => der(0x0c, utf8(value))
  const info = (status: number, ...rest: Uint8Array[]) => derSequence(derUnsigned(status), ...rest)

  it('is read with its token', () => {
    const token = usual()
    expect(parseTimestampResponse(response(token))).toEqual({ status: 'granted', texts: [], failures: [], token })
    const modified = derSequence(info(1, derSequence(text('other accuracy'))), token)
    expect(parseTimestampResponse(modified)).toMatchObject({
      status: 'granted-with-modifications',
      texts: ['other accuracy'],
    })
  })

  it.each([
    [2, 'rejection'],
    [3, 'waiting'],
    [4, 'revocation-warning'],
    [5, 'revocation-notification'],
  ])('with status %i is "%s"', (number, status) => {
    const found = parseTimestampResponse(derSequence(info(number)))
    expect(found).toEqual({ status, texts: [], failures: [], token: undefined })
  })

  it.each([
    ['80', 7, ['badAlg']],
    ['20', 5, ['badRequest']],
    ['04', 2, ['badDataFormat']],
    ['0003', 0, ['timeNotAvailable', 'unacceptedPolicy']],
    ['0000c0', 6, ['unacceptedExtension', 'addInfoNotAvailable']],
    ['00000040', 6, ['systemFailure']],
    ['40', 6, ['failure 1, which RFC 3161 does not define']],
  ])('says in words why it refuses: bits %s', (bits, unused, names) => {
    const failure = der(0x03, Uint8Array.of(unused), unhex(bits))
    const { failures } = parseTimestampResponse(derSequence(info(2, derSequence(text('no')), failure)))
    expect(failures).toHaveLength(names.length)
    for (const [i, name] of names.entries()) expect(failures[i]).toContain(name)
  })

  it.each([
    ['a status above 5', derSequence(info(6))],
    ['a negative status', derSequence(derSequence(unhex('0201ff')))],
    ['granted without a token', derSequence(info(0))],
    ['rejected with a token', derSequence(info(2), usual())],
    ['a text that is no UTF8String', derSequence(info(2, derSequence(der(0x13, utf8('no')))))],
    ['17 texts', derSequence(info(2, derSequence(...Array.from({ length: 17 }, () => text('no')))))],
    ['9 octets of failures', derSequence(info(2, der(0x03, new Uint8Array(10))))],
    ['no octet of failures', derSequence(info(2, der(0x03)))],
    ['a byte too many', concat(response(usual()), Uint8Array.of(0))],
  ])('with %s is not read', (_, bytes) => {
    expect(refusalCode(() => parseTimestampResponse(bytes))).toBe('der-syntax')
  })

  it('with a text that is not UTF-8 is not read', () => {
    const bytes = derSequence(info(2, derSequence(der(0x0c, Uint8Array.of(0xff)))))
    expect(refusalCode(() => parseTimestampResponse(bytes))).toBe('text-utf8')
  })

  it('larger than any is not read', () => {
    expect(refusal(() => parseTimestampResponse(new Uint8Array(70_000))).message).toContain('69632')
  })
})
