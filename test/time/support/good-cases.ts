import { der, derNull, derSequence } from '../../../src/crypto/der-writer.ts'
import { utf8 } from '../../../src/encoding/bytes.ts'
import { timestampRequest } from '../../../src/time/rfc3161-request.ts'
import {
  asPss,
  at,
  below,
  type Extra,
  intermediate,
  longChain,
  root,
  rsaRoot,
  rsaSigner,
  signedAs,
  signer,
  type TokenCase,
  usual,
} from './case.ts'
import {
  certificate,
  extendedKeyUsage,
  extension,
  nameOf,
  rootCertificate,
  signerCertificate,
  signerExtensions,
  TIME_STAMPING,
} from './certificates.ts'
import { accuracyOf, attribute, MESSAGE, POLICY, response, token } from './tokens.ts'

const NO_ED25519 = 'the ts command of OpenSSL 3 uses PKCS #7, which has no Ed25519'
const NO_PSS = 'the ts command of OpenSSL 3 uses PKCS #7, which has no PSS'
const SELF_SIGNED = 'a root of OpenSSL is self-signed (but for -partial_chain)'

export function goodCases(): TokenCase[] {
  const others = (['p384', 'rsa', 'ed25519'] as const).map((scheme) => {
    const own = rootCertificate({ name: `Root ${scheme}`, scheme })
    const made = token({ signer: signerCertificate(own, { scheme }) })
    const openssl = scheme === 'ed25519' ? NO_ED25519 : undefined
    return at(`${scheme}, root and signer`, 'ok', made, { roots: [own.der] }, openssl)
  })
  const byRsa = { roots: [rsaRoot.der] }
  const mixed = signerCertificate(root, { scheme: 'p384' })
  const twin = certificate({
    name: 'Test TSA',
    issuer: root,
    serial: signer.serial + 5000,
    extensions: signerExtensions(),
  })
  const attributes = [attribute('1.2.840.113549.1.9.5', der(0x17, utf8('260302141000Z')))]
  return [
    at('p256, root and signer', 'ok', usual()),
    ...others,
    at('a whole response', 'ok', response(usual())),
    at('P-256 over SHA-384', 'ok', usual({ hash: 'sha384' })),
    at('P-256 over SHA-512', 'ok', usual({ hash: 'sha512' })),
    at('P-384 over SHA-256', 'ok', token({ signer: mixed, hash: 'sha256' })),
    at('RSA over SHA-384', 'ok', token({ signer: rsaSigner, hash: 'sha384' }), byRsa),
    at('RSA over SHA-512', 'ok', token({ signer: rsaSigner, hash: 'sha512' }), byRsa),
    at(
      'RSA under the plain identifier, as authorities write it',
      'ok',
      token({ signer: rsaSigner, plainRsa: true }),
      byRsa,
    ),
    at('RSA-PSS over SHA-256', 'ok', token({ signer: asPss(rsaSigner) }), byRsa, NO_PSS),
    at('RSA-PSS over SHA-512', 'ok', token({ signer: asPss(rsaSigner), hash: 'sha512' }), byRsa, NO_PSS),
    at('imprint by SHA-384', 'ok', usual({ imprintHash: 'sha384' })),
    at('imprint by SHA-512', 'ok', usual({ imprintHash: 'sha512' })),
    at(
      'accuracy, ordering, nonce, name of the authority',
      'ok',
      usual({ accuracy: accuracyOf(1, 500, 20), ordering: true, nonce: 77n, authorityName: der(0xa4, signer.subject) }),
    ),
    at(
      'the name of the authority in another string type',
      'ok',
      usual({ authorityName: der(0xa4, nameOf('Test TSA', 0x13)) }),
    ),
    at('a time with nanoseconds', 'ok', usual({ genTime: '20260302141000.123456789Z' })),
    at('ESSCertID by SHA-1', 'ok', usual({ ess: [1] })),
    at('ESSCertID and ESSCertIDv2', 'ok', usual({ ess: [1, 2] })),
    at('ESSCertIDv2 by SHA-512, with issuer and serial number', 'ok', usual({ essHash: 'sha512', essSerial: true })),
    at(
      'the whole chain listed',
      'ok',
      token({ signer: below, listed: [below, intermediate, root], certificates: [below.der, intermediate.der] }),
    ),
    at('signing time among the signed attributes', 'ok', usual({ extraAttributes: attributes })),
    at('unsigned attributes', 'ok', usual({ unsigned: attribute('1.2.3.4', derNull()) })),
    at(
      'the signer by its key identifier',
      'ok',
      usual({ byKeyId: true }),
      {},
      'PKCS #7 has issuer and serial number only',
    ),
    at('SignedData of version 1, as authorities in service write it', 'ok', usual({ cmsVersion: 1 })),
    at('another certificate of the same name first in the bag', 'ok', usual({ certificates: [twin.der, signer.der] })),
    at('another certificate of the same name last in the bag', 'ok', usual({ certificates: [signer.der, twin.der] })),
    at(
      'an unreadable certificate in the bag',
      'ok',
      usual({ certificates: [derSequence(derNull()), signer.der] }),
      {},
      'OpenSSL reads every certificate',
    ),
    at('the intermediate in the token', 'ok', token({ signer: below, certificates: [below.der, intermediate.der] })),
    at(
      'the intermediate in the token, first',
      'ok',
      token({ signer: below, certificates: [intermediate.der, below.der] }),
    ),
    at('the intermediate given beside the token', 'ok', token({ signer: below }), { untrusted: [intermediate.der] }),
    at('no certificate in the token, the signer given', 'ok', usual({ certificates: [] }), { untrusted: [signer.der] }),
    at('the intermediate as root', 'ok', token({ signer: below }), { roots: [intermediate.der] }, SELF_SIGNED),
    at('the signer itself as root', 'ok', usual(), { roots: [signer.der] }, SELF_SIGNED),
    at(
      'no certificate in the token, the signer as root',
      'ok',
      usual({ certificates: [] }),
      { roots: [signer.der] },
      SELF_SIGNED,
    ),
    at('nonce and policy as asked', 'ok', usual({ nonce: 77n }), { nonce: 77n, policy: POLICY }),
    at('nonce, policy and imprint of the request', 'ok', usual({ nonce: 77n }), {
      request: timestampRequest(MESSAGE, { nonce: 77n, policy: POLICY }),
    }),
    at('an extension that is not critical', 'ok', usual({ extensions: [extension('1.2.3.4', derNull())] })),
    at('a chain of 8', 'ok', ...longChain(8)),
    at('a signer without key usage', 'ok', signedAs({ extensions: [extendedKeyUsage([TIME_STAMPING])] })),
    at('a root of version 1, self-signed over SHA-1', 'ok', ...oldRoot()),
  ]
}

function oldRoot(): [Uint8Array, Extra] {
  const old = rootCertificate({ name: 'Old root', scheme: 'rsa', hash: 'sha1', version1: true })
  return [token({ signer: signerCertificate(old, { hash: 'sha256' }) }), { roots: [old.der] }]
}
