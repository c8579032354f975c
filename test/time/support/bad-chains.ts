import { TAG } from '../../../src/crypto/der.ts'
import { der, derBitString, derNull, derObjectId, derSequence } from '../../../src/crypto/der-writer.ts'
import {
  at,
  below,
  type Extra,
  intermediate,
  longChain,
  root,
  signedAs,
  signer,
  type TokenCase,
  usual,
} from './case.ts'
import {
  authorityExtensions,
  basicConstraints,
  CODE_SIGNING,
  certificate,
  extendedKeyUsage,
  extension,
  keyUsage,
  rootCertificate,
  signerCertificate,
  signerExtensions,
  type TestCertificate,
  TIME_STAMPING,
} from './certificates.ts'
import { makeKey } from './keys.ts'
import { token } from './tokens.ts'

const ANOTHER_ROOT = rootCertificate({ name: 'Another root' })

/** Tokens that are right in themselves, whose certificates are not. */
export function badChains(): TokenCase[] {
  return [...wrongTrust(), ...wrongTimes(), ...wrongUsages(), ...wrongAuthorities()]
}

function wrongTrust(): TokenCase[] {
  const sameName = rootCertificate()
  const withoutIds = { name: root.name, key: sameName.key, extensions: authorityExtensions() }
  const forged = certificate({ ...withoutIds, version1: true })
  return [
    at('another root', 'chain-untrusted', usual(), { roots: [ANOTHER_ROOT.der] }),
    at('no root', 'chain-untrusted', usual(), { roots: [] }),
    at('a root in the token alone', 'chain-untrusted', usual({ certificates: [signer.der, root.der] }), {
      roots: [ANOTHER_ROOT.der],
    }),
    at('a root beside the token alone', 'chain-untrusted', usual(), {
      roots: [ANOTHER_ROOT.der],
      untrusted: [root.der],
    }),
    at('another root of the same name, with another key identifier', 'chain-untrusted', usual(), {
      roots: [sameName.der],
    }),
    at('another root of the same name, without key identifier', 'certificate-signature', usual(), {
      roots: [forged.der],
    }),
    at(
      'a signer that signed itself',
      'chain-untrusted',
      token({ signer: certificate({ name: 'Own', extensions: signerExtensions() }) }),
    ),
    at('the intermediate missing', 'chain-untrusted', token({ signer: below })),
    at('no certificate of the signer', 'signer-certificate-missing', usual({ certificates: [] })),
    at(
      'no certificate of the signer, another one in its place',
      'signer-certificate-missing',
      usual({ certificates: [below.der] }),
    ),
    at(
      'the certificate of the signer damaged',
      'certificate-form',
      usual({ certificates: [signer.der.with(8, 0x05)] }),
    ),
    at('the signature on the certificate changed', 'certificate-signature', ...resigned()),
    at('a chain of 9', 'chain-too-long', ...longChain(9), 'OpenSSL has no limit near it'),
  ]
}

function wrongTimes(): TokenCase[] {
  const expired = certificate({
    name: 'Expired authority',
    issuer: root,
    to: '20250101000000Z',
    extensions: authorityExtensions(),
  })
  const under = signerCertificate(expired)
  const oldRoot = rootCertificate({ name: 'Old root', to: '20250101000000Z' })
  const last = signerCertificate(root, { to: '20260302141000Z' })
  return [
    at('the signer expired at genTime', 'certificate-expired', signedAs({ to: '20250101000000Z' })),
    at(
      'the signer expired by a nanosecond',
      'certificate-expired',
      token({ signer: last, genTime: '20260302141000.000000001Z' }),
    ),
    at(
      'the last second of the signer',
      'ok',
      token({ signer: last }),
      {},
      'OpenSSL leaves out the last second, which RFC 5280 counts in',
    ),
    at('the signer not yet valid at genTime', 'certificate-not-yet-valid', signedAs({ from: '20270101000000Z' })),
    at('the signer not yet valid by a second', 'certificate-not-yet-valid', signedAs({ from: '20260302141001Z' })),
    at('the first second of the signer', 'ok', signedAs({ from: '20260302141000Z' })),
    at(
      'the intermediate expired at genTime',
      'certificate-expired',
      token({ signer: under, certificates: [under.der, expired.der] }),
    ),
    at('the root expired at genTime', 'certificate-expired', token({ signer: signerCertificate(oldRoot) }), {
      roots: [oldRoot.der],
    }),
  ]
}

function wrongUsages(): TokenCase[] {
  const [basic, usage] = signerExtensions() as [Uint8Array, Uint8Array, Uint8Array]
  const eku = extendedKeyUsage([TIME_STAMPING])
  return [
    at('no extended key usage', 'usage-not-timestamping', signedAs({ extensions: [basic, usage] })),
    at(
      'another extended key usage',
      'usage-not-timestamping',
      signedAs({ extensions: [basic, usage, extendedKeyUsage([CODE_SIGNING])] }),
    ),
    at(
      'any extended key usage',
      'usage-not-timestamping',
      signedAs({ extensions: [basic, usage, extendedKeyUsage(['2.5.29.37.0'])] }),
    ),
    at(
      'an extended key usage beside it',
      'usage-not-sole',
      signedAs({ extensions: [basic, usage, extendedKeyUsage([TIME_STAMPING, CODE_SIGNING])] }),
    ),
    at(
      'an extended key usage that is not critical',
      'usage-not-critical',
      signedAs({ extensions: [basic, usage, extendedKeyUsage([TIME_STAMPING], false)] }),
    ),
    at('a key usage without signing', 'usage-key', signedAs({ extensions: [basic, keyUsage(0x20, 5), eku] })),
    at('a key usage beside signing', 'usage-key', signedAs({ extensions: [basic, keyUsage(0xa0, 5), eku] })),
    at(
      'a critical extension of the signer that nobody knows',
      'certificate-extension',
      signedAs({ extensions: [...signerExtensions(), extension('1.2.3.4', derNull(), true)] }),
    ),
    at(
      'an extension of the signer that is not critical',
      'ok',
      signedAs({ extensions: [...signerExtensions(), extension('1.2.3.4', derNull())] }),
    ),
    at('an extension twice', 'certificate-form', signedAs({ extensions: [...signerExtensions(), eku] })),
    at(
      'an RSA key of 1,024 bits',
      'key-unusable',
      signedAs({ key: makeKey('rsa', 1024) }),
      {},
      'OpenSSL accepts 1,024 bits at its security level 1',
    ),
    at('a key on another curve', 'key-unusable', signedAs({ key: { ...makeKey('p256'), spki: otherCurve() } })),
    at('a point that is not on the curve', 'key-unusable', signedAs({ key: { ...makeKey('p256'), spki: noPoint() } })),
  ]
}

function wrongAuthorities(): TokenCase[] {
  const through = (options: Partial<Parameters<typeof certificate>[0]>): [Uint8Array, Extra] => {
    const middle = certificate({ name: 'Wrong authority', issuer: root, extensions: authorityExtensions(), ...options })
    const last = signerCertificate(middle)
    return [token({ signer: last, certificates: [last.der, middle.der] }), {}]
  }
  const certifies = keyUsage(0x06, 1)
  const narrow = certificate({ name: 'Narrow', issuer: intermediate, extensions: authorityExtensions() })
  const tooDeep = signerCertificate(narrow)
  const issuedBySigner = signerCertificate(signer)
  const constraints = extension('2.5.29.30', derSequence(der(0xa0, derSequence(der(0x82)))))
  return [
    at(
      'an intermediate that is no authority',
      'certificate-not-authority',
      ...through({ extensions: [basicConstraints(false), certifies] }),
    ),
    at(
      'an intermediate without basic constraints',
      'certificate-not-authority',
      ...through({ extensions: [certifies] }),
    ),
    at('an intermediate of version 1', 'certificate-not-authority', ...through({ version1: true })),
    at(
      'an intermediate that may not issue',
      'certificate-not-authority',
      ...through({ extensions: [basicConstraints(true), keyUsage(0xc0, 6)] }),
    ),
    at(
      'an intermediate for other uses',
      'usage-not-timestamping',
      ...through({ extensions: [...authorityExtensions(), extendedKeyUsage([CODE_SIGNING], false)] }),
      'OpenSSL asks the signer alone',
    ),
    at(
      'an intermediate for time-stamping',
      'ok',
      ...through({ extensions: [...authorityExtensions(), extendedKeyUsage([CODE_SIGNING, TIME_STAMPING], false)] }),
    ),
    at(
      'an intermediate for any use',
      'ok',
      ...through({ extensions: [...authorityExtensions(), extendedKeyUsage(['2.5.29.37.0'], false)] }),
    ),
    at(
      'an intermediate signed over SHA-1',
      'signature-algorithm',
      ...through({ hash: 'sha1' }),
      'OpenSSL accepts SHA-1 at its security level 1',
    ),
    at(
      'a critical extension of an intermediate that nobody knows',
      'certificate-extension',
      ...through({ extensions: [...authorityExtensions(), extension('1.2.3.4', derNull(), true)] }),
    ),
    at(
      'name constraints of an intermediate',
      'certificate-extension',
      ...through({ extensions: [...authorityExtensions(), constraints] }),
      'OpenSSL checks them',
    ),
    at(
      'policies of an intermediate, critical',
      'ok',
      ...through({
        extensions: [
          ...authorityExtensions(),
          extension('2.5.29.32', derSequence(derSequence(derObjectId('2.5.29.32.0'))), true),
        ],
      }),
    ),
    at(
      'an intermediate below one that allows none',
      'certificate-path-length',
      token({ signer: tooDeep, certificates: [tooDeep.der, narrow.der, intermediate.der] }),
    ),
    at(
      'a certificate issued by a signer',
      'certificate-not-authority',
      token({ signer: issuedBySigner, certificates: [issuedBySigner.der, signer.der] }),
    ),
    at(
      'a certificate issued by a signer that is a root',
      'certificate-not-authority',
      token({ signer: issuedBySigner }),
      { roots: [signer.der] },
    ),
    at('authorities that issued each other', 'chain-untrusted', ...circle()),
    at('a bag of look-alike authorities', 'chain-limit', ...lookAlikes()),
  ]
}

/** The certificate of the signer with another signature, and a token over that certificate. */
function resigned(): [Uint8Array, Extra] {
  const changed = signer.der.with(signer.der.length - 1, (signer.der.at(-1) as number) ^ 1)
  return [token({ signer: { ...signer, der: changed } }), {}]
}

function circle(): [Uint8Array, Extra] {
  const [a, b] = [makeKey('p256'), makeKey('p256')]
  const authority = (name: string, key: typeof a, issuer?: TestCertificate) =>
    certificate({ name, key, extensions: authorityExtensions(), ...(issuer === undefined ? {} : { issuer }) })
  const first = authority('Circle A', a, authority('Circle B', b))
  const second = authority('Circle B', b, authority('Circle A', a))
  const last = signerCertificate(first)
  return [token({ signer: last, certificates: [last.der, first.der, second.der] }), {}]
}

/** Authorities of one name, each with its own key, and no key identifier to tell them apart: each one has to be tried. */
function lookAlikes(): [Uint8Array, Extra] {
  const last = signerCertificate(rootCertificate({ name: 'Look-alike' }), { identified: false })
  const others = Array.from({ length: 66 }, () => rootCertificate({ name: 'Look-alike', identified: false }))
  return [token({ signer: last }), { untrusted: others.map(({ der: bytes }) => bytes) }]
}

function otherCurve(): Uint8Array {
  const point = new Uint8Array(65).fill(4)
  return derSequence(derSequence(derObjectId('1.2.840.10045.2.1'), derObjectId('1.3.132.0.10')), derBitString(point))
}

function noPoint(): Uint8Array {
  const point = new Uint8Array(65).fill(4)
  const algorithm = derSequence(
    derObjectId('1.2.840.10045.2.1'),
    der(TAG.oid, Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7)),
  )
  return derSequence(algorithm, derBitString(point))
}
