import { TAG } from '../../../src/crypto/der.ts'
import { der, derNull, derObjectId, derOctets, derSequence, derUnsigned } from '../../../src/crypto/der-writer.ts'
import { concat, utf8 } from '../../../src/encoding/bytes.ts'
import { timestampRequest } from '../../../src/time/rfc3161-request.ts'
import { asPss, at, below, intermediate, root, rsaRoot, rsaSigner, signer, type TokenCase, usual } from './case.ts'
import { certificate, extension, nameOf, rootCertificate, signerCertificate, signerExtensions } from './certificates.ts'
import { algorithmOf, pssParameters } from './keys.ts'
import { accuracyOf, attribute, MESSAGE, response, token, tstInfo } from './tokens.ts'

const NOT_DER = 'OpenSSL reads BER as well'
const OTHER_MESSAGE = utf8('another message')

/** Tokens that are wrong in themselves, whatever the certificates. */
export function badTokens(): TokenCase[] {
  return [...wrongStatements(), ...wrongForms(), ...wrongAttributes(), ...wrongSignatures()]
}

function wrongStatements(): TokenCase[] {
  const sha1Request = derSequence(derUnsigned(1), derSequence(algorithmIdentifierSha1(), derOctets(new Uint8Array(20))))
  return [
    at('another message', 'imprint-mismatch', usual(), { message: OTHER_MESSAGE }),
    at('the message with one more LF', 'imprint-mismatch', usual(), { message: concat(MESSAGE, utf8('\n')) }),
    at('an imprint by SHA-1', 'imprint-algorithm', usual({ imprintHash: 'sha1' }), {}, 'OpenSSL accepts SHA-1'),
    at('version 2', 'token-version', usual({ version: 2 })),
    at('another nonce', 'nonce-mismatch', usual({ nonce: 78n }), { nonce: 77n }),
    at('no nonce where one was sent', 'nonce-mismatch', usual(), { nonce: 77n }),
    at('another policy', 'policy-mismatch', usual(), { policy: '1.2.3.4' }),
    at('another nonce than that of the request', 'nonce-mismatch', usual({ nonce: 78n }), {
      request: timestampRequest(MESSAGE, { nonce: 77n }),
    }),
    at('another policy than that of the request', 'policy-mismatch', usual(), {
      request: timestampRequest(MESSAGE, { nonce: null, policy: '1.2.3.4' }),
    }),
    at('another message than that of the request', 'imprint-mismatch', usual(), {
      request: timestampRequest(OTHER_MESSAGE, { nonce: null }),
    }),
    at('a request by SHA-1', 'imprint-mismatch', usual(), { request: sha1Request }),
    at(
      'a critical extension',
      'token-extension',
      usual({ extensions: [extension('1.2.3.4', derNull(), true)] }),
      {},
      'OpenSSL ignores them',
    ),
    at('the name of another authority', 'authority-name', usual({ authorityName: der(0xa4, nameOf('Another TSA')) })),
    at(
      'the name of the authority as a mail address',
      'authority-name',
      usual({ authorityName: der(0x81, utf8('tsa@example.org')) }),
    ),
  ]
}

function wrongForms(): TokenCase[] {
  const good = usual()
  const indefinite = concat(Uint8Array.of(0x30, 0x80), good.subarray(4), Uint8Array.of(0, 0))
  const time = (genTime: string) => usual({ genTime })
  const refused = derSequence(derSequence(derUnsigned(2), derSequence(der(0x0c, utf8('no')))))
  return [
    at('nothing', 'token-form', new Uint8Array(0)),
    at('cut off', 'token-form', good.subarray(0, -1)),
    at('cut off in the middle', 'token-form', good.subarray(0, good.length >> 1)),
    at('a byte at the end', 'token-form', concat(good, Uint8Array.of(0)), {}, 'OpenSSL ignores what follows'),
    at(
      'a byte after the response',
      'token-form',
      concat(response(good), Uint8Array.of(0)),
      {},
      'OpenSSL ignores what follows',
    ),
    at('a length of 16 MiB', 'token-form', Uint8Array.of(0x30, 0x83, 0xff, 0xff, 0xff, 0x06)),
    at('a length of 4 GiB', 'token-form', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x06)),
    at('a length of 127 octets', 'token-form', concat(Uint8Array.of(0x30, 0xff), new Uint8Array(200).fill(0xff))),
    at('an indefinite length', 'token-form', indefinite, {}, NOT_DER),
    at(
      'larger than a token may be',
      'token-limit',
      usual({ unsigned: attribute('1.2.3.4', derOctets(new Uint8Array(70_000))) }),
      {},
      'OpenSSL has no such limit',
    ),
    at(
      '33 certificates',
      'token-limit',
      usual({ certificates: Array.from({ length: 33 }, () => signer.der) }),
      {},
      'OpenSSL has no such limit',
    ),
    at('SignedData of version 2', 'token-form', usual({ cmsVersion: 2 }), {}, 'OpenSSL looks at no version of CMS'),
    at('two signers', 'token-form', usual({ signersTimes: 2 })),
    at('no signer', 'token-form', usual({ signersTimes: 0 })),
    at('a refusal in place of a token', 'response-refused', refused),
    at('a content that is no TSTInfo', 'token-form', usual({ content: utf8('hello') })),
    at(
      'a byte after the TSTInfo',
      'token-form',
      usual({ content: concat(tstInfo({}), Uint8Array.of(0)) }),
      {},
      'OpenSSL ignores what follows',
    ),
    at('a time without seconds', 'token-form', time('202603021410Z'), {}, 'OpenSSL reads it'),
    at('a time with an offset', 'token-form', time('20260302141000+0600'), {}, 'OpenSSL reads it'),
    at('a time with a trailing zero', 'token-form', time('20260302141000.10Z'), {}, 'OpenSSL reads it'),
    at('a time with a point alone', 'token-form', time('20260302141000.Z'), {}, 'OpenSSL does not look at genTime'),
    at('a time with ten digits of fraction', 'token-form', time('20260302141000.1234567891Z'), {}, 'OpenSSL reads it'),
    at('a time in month 13', 'token-form', time('20261302141000Z'), {}, 'OpenSSL does not look at genTime'),
    at('a time on 30 February', 'token-form', time('20260230141000Z'), {}, 'OpenSSL does not look at genTime'),
    at(
      'an accuracy of 1,000 milliseconds',
      'token-form',
      usual({ accuracy: accuracyOf(1, 1000) }),
      {},
      'OpenSSL does not look',
    ),
  ]
}

function wrongAttributes(): TokenCase[] {
  const another = certificate({ name: 'Another TSA', issuer: root, extensions: signerExtensions() })
  const twin = certificate({
    name: 'Test TSA',
    issuer: root,
    key: signer.key,
    serial: signer.serial,
    from: '20210101000000Z',
    extensions: signerExtensions(),
  })
  const noted = [attribute('1.2.840.113549.1.9.4', derOctets(new Uint8Array(32)))]
  const bag = [signer.der, another.der]
  return [
    at('no ESSCertID', 'signing-certificate-missing', usual({ listed: [] })),
    at(
      'the ESSCertID of another certificate',
      'signing-certificate-mismatch',
      usual({ listed: [another], certificates: bag }),
    ),
    at(
      'the ESSCertID of another certificate by SHA-1',
      'signing-certificate-mismatch',
      usual({ listed: [another], ess: [1], certificates: bag }),
    ),
    at(
      'the signer second in ESSCertIDv2',
      'signing-certificate-mismatch',
      usual({ listed: [another, signer], certificates: bag }),
    ),
    at(
      'the ESSCertID of a certificate with the same issuer, serial number and key',
      'signing-certificate-mismatch',
      usual({ listed: [twin], certificates: [signer.der] }),
    ),
    at(
      'a chain listed that lacks the intermediate',
      'signing-certificate-mismatch',
      token({ signer: below, listed: [below, root], certificates: [below.der, intermediate.der] }),
      {},
      'OpenSSL wants each listed certificate in the chain, and not the reverse',
    ),
    at('an ESSCertIDv2 by SHA-1', 'digest-algorithm', usual({ essHash: 'sha1' }), {}, 'OpenSSL accepts SHA-1'),
    at(
      'another content type among the attributes',
      'attributes-form',
      usual({ contentType: '1.2.840.113549.1.7.1' }),
      {},
      'OpenSSL does not look',
    ),
    at('no message digest', 'attributes-form', usual({ withoutDigest: true })),
    at('two message digests', 'token-form', usual({ extraAttributes: noted })),
    at('attributes in another order', 'token-form', usual({ sorted: false }), {}, 'OpenSSL takes them as they stand'),
    at('the signed content altered: genTime', 'altered', altered('20260302141000Z', '20250302141000Z')),
    at('a message digest of other content', 'altered', usual({ messageDigest: new Uint8Array(32) })),
    at('a signed content by SHA-1', 'digest-algorithm', usual({ hash: 'sha1' }), {}, 'OpenSSL accepts SHA-1'),
  ]
}

function wrongSignatures(): TokenCase[] {
  const byRsa = { roots: [rsaRoot.der] }
  const edRoot = rootCertificate({ name: 'Root ed25519', scheme: 'ed25519' })
  const edSigner = signerCertificate(edRoot, { scheme: 'ed25519' })
  const flip = (signature: Uint8Array) => signature.with(signature.length - 1, (signature.at(-1) as number) ^ 1)
  const pss = (parameters: Uint8Array) => derSequence(derObjectId('1.2.840.113549.1.1.10'), parameters)
  const byPss = (parameters: Uint8Array) => token({ signer: asPss(rsaSigner), algorithm: pss(parameters) })
  return [
    at('one bit of the signature changed, P-256', 'signature-invalid', usual({ spoil: flip })),
    at('one bit of the signature changed, RSA', 'signature-invalid', token({ signer: rsaSigner, spoil: flip }), byRsa),
    at('one bit of the signature changed, Ed25519', 'signature-invalid', token({ signer: edSigner, spoil: flip }), {
      roots: [edRoot.der],
    }),
    at('a signature that is no DER', 'signature-invalid', usual({ spoil: () => utf8('signature') })),
    at(
      'a signature with r = 0',
      'signature-invalid',
      usual({ spoil: () => derSequence(derUnsigned(0), derUnsigned(1)) }),
    ),
    at(
      'a signature with a long r',
      'signature-invalid',
      usual({ spoil: () => derSequence(derUnsigned(1n << 300n), derUnsigned(1)) }),
    ),
    at(
      'a signature over SHA-1',
      'signature-algorithm',
      usual({ algorithm: algorithmOf('p256', 'sha1') }),
      {},
      'OpenSSL takes the digest announced',
    ),
    at(
      'a signature over another digest than announced',
      'signature-algorithm',
      usual({ algorithm: algorithmOf('p256', 'sha512') }),
      {},
      'OpenSSL takes the digest announced',
    ),
    at(
      'an RSA signature under a P-256 key',
      'signature-algorithm',
      usual({ algorithm: algorithmOf('rsa', 'sha256') }),
      {},
      'OpenSSL takes the algorithm of the key',
    ),
    at(
      'a P-256 signature under an RSA key',
      'signature-algorithm',
      token({ signer: rsaSigner, algorithm: algorithmOf('p256', 'sha256') }),
      byRsa,
      'OpenSSL takes the algorithm of the key',
    ),
    at('Ed25519 over SHA-256', 'signature-algorithm', token({ signer: edSigner, hash: 'sha256' }), {
      roots: [edRoot.der],
    }),
    at('PSS without parameters, which means SHA-1', 'signature-algorithm', byPss(derSequence()), byRsa),
    at('PSS with a mask by another digest', 'signature-algorithm', byPss(pssParameters('sha256', 'sha512')), byRsa),
    at('PSS with another salt length', 'signature-invalid', byPss(pssParameters('sha256', 'sha256', 20)), byRsa),
    at('PSS with damaged parameters', 'signature-algorithm', byPss(derSequence(der(TAG.integer))), byRsa),
  ]
}

/** A good token with some bytes of its text changed afterwards. */
function altered(from: string, to: string): Uint8Array {
  const text = Buffer.from(usual()).toString('latin1')
  return new Uint8Array(Buffer.from(text.replace(from, to), 'latin1'))
}

function algorithmIdentifierSha1(): Uint8Array {
  return derSequence(derObjectId('1.3.14.3.2.26'), derNull())
}
