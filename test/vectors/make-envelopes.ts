import { fileURLToPath } from 'node:url'
import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ed25519PublicKey, signEd25519 } from '../../src/crypto/ed25519.ts'
import { parsePublicKey, publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { PublicKey } from '../../src/crypto/types.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { concat, unhex, utf8 } from '../../src/encoding/bytes.ts'
import { type Vector, writeVectors } from './vector.ts'

/**
 * Makes test/vectors/envelopes.jsonl: requests `dsse.verify`. Envelopes are put together here as text, not by src/envelope.
 * Run: `node test/vectors/make-envelopes.ts`.
 */
export const envelopesVectors: string = fileURLToPath(new URL('./envelopes.jsonl', import.meta.url))

const TYPE = 'application/vnd.fairtrail.event.v1+json'
const PAYLOAD = utf8('{"a":1}')

interface Party {
  readonly key: PublicKey
  sign(message: Uint8Array): Uint8Array
}

function ed25519Party(label: string): Party {
  const seed = sha256(utf8(label))
  return {
    key: publicKeyFromRaw('ed25519', ed25519PublicKey(seed)),
    sign: (message) => signEd25519(seed, message),
  }
}

function p256Party(label: string): Party {
  const secret = sha256(utf8(label))
  return {
    key: publicKeyFromRaw('p256', p256.getPublicKey(secret, false)),
    sign: (message) => p256.sign(message, secret, { format: 'der', lowS: true }),
  }
}

const alice = ed25519Party('alice')
const bob = ed25519Party('bob')
const carol = p256Party('carol')
/** An RSA key, cut to the least that is a SubjectPublicKeyInfo. */
const foreign = parsePublicKey(unhex('3017300d06092a864886f70d01010105000306003003020103'))

function encoding(type: string, payload: Uint8Array): Uint8Array {
  return concat(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload)
}

const signatureOf = ({ key, sign }: Party, message = encoding(TYPE, PAYLOAD)) =>
  `{"keyid":"${key.id}","sig":"${base64(sign(message))}"}`

const envelopeOf = (signatures: readonly string[], payload = PAYLOAD, type = TYPE) =>
  `{"payload":"${base64(payload)}","payloadType":${JSON.stringify(type)},"signatures":[${signatures.join(',')}]}`

export function makeEnvelopeVectors(): Vector[] {
  const vectors: Vector[] = []
  const push = (why: string, envelope: Uint8Array, keys: readonly PublicKey[], expect: Vector['expect']) => {
    const request = { envelope: base64(envelope), keys: keys.map(({ spki }) => base64(spki)) }
    vectors.push({ id: `envelope-${vectors.length + 1}`, op: 'dsse.verify', in: request, expect, why })
  }
  const verified = (why: string, signers: Party[], keys: PublicKey[], payload = PAYLOAD, payloadType = TYPE) => {
    const signatures = signers.map((signer) => signatureOf(signer, encoding(payloadType, payload)))
    const out = { verified: signers.map(({ key }) => key.id), payloadType, payload: base64(payload) }
    push(why, utf8(envelopeOf(signatures, payload, payloadType)), keys, { ok: true, out })
  }
  const refused = (why: string, envelope: string | Uint8Array, keys: PublicKey[] = [alice.key, bob.key]) =>
    push(why, typeof envelope === 'string' ? utf8(envelope) : envelope, keys, { ok: false })

  verified('one Ed25519 signature', [alice], [alice.key])
  verified('one P-256 signature', [carol], [carol.key])
  verified('three signatures, keys in another order', [carol, alice, bob], [bob.key, alice.key, carol.key])
  verified('a key that signed nothing', [alice], [bob.key, alice.key])
  verified('an empty payload', [alice], [alice.key], new Uint8Array(0))
  verified('a payload that is no JSON and no UTF-8', [alice], [alice.key], Uint8Array.of(0xff, 0, 0x0a))
  for (const type of ['http://example.com/HelloWorld', 'тип', 'a "quoted" type\n', '😀']) {
    verified('another payload type: its length counts bytes of UTF-8', [alice], [alice.key], PAYLOAD, type)
  }
  verified('a payload of 32,768 bytes', [alice], [alice.key], new Uint8Array(32_768))
  verified('16 signatures', Array<Party>(16).fill(alice), [alice.key])

  const good = envelopeOf([signatureOf(alice)])
  const sig = base64(alice.sign(encoding(TYPE, PAYLOAD)))
  refused('a signature under none of the keys', good, [bob.key])
  refused('no keys', good, [])
  refused('one signature of two under none of the keys', envelopeOf([signatureOf(alice), signatureOf(bob)]), [
    alice.key,
  ])
  refused('a key whose signatures are not checked', `${good.replace(alice.key.id, foreign.id)}`, [foreign])
  refused('a signature over the payload alone', envelopeOf([signatureOf(alice, PAYLOAD)]))
  refused('a signature over another type', envelopeOf([signatureOf(alice, encoding('x', PAYLOAD))]))
  refused('a signature over another payload', envelopeOf([signatureOf(alice, encoding(TYPE, utf8('{}')))]))
  refused(
    'a length that counts characters where it should count bytes',
    envelopeOf([signatureOf(alice, concat(utf8('DSSEv1 3 тип 7 '), PAYLOAD))], PAYLOAD, 'тип'),
  )
  refused('an empty signature', good.replace(sig, ''))
  refused('a signature of 63 bytes', good.replace(sig, base64(alice.sign(encoding(TYPE, PAYLOAD)).slice(1))))

  refused('nothing', '')
  refused('a byte order mark', `\ufeff${good}`)
  refused('a line feed at the end', `${good}\n`)
  refused('white space', good.replace(',', ', '))
  refused(
    'members in another order',
    `{"payloadType":"${TYPE}","payload":"${base64(PAYLOAD)}","signatures":[${signatureOf(alice)}]}`,
  )
  refused('members of a signature in another order', envelopeOf([`{"sig":"${sig}","keyid":"${alice.key.id}"}`]))
  refused('an escape that is not needed', good.replace('"payload"', '"\\u0070ayload"'))
  refused('a member twice', good.replace('{', `{"payload":"${base64(PAYLOAD)}",`))
  refused('one more member', good.replace('{', '{"a":1,'))
  refused('one more member of a signature', good.replace('{"keyid"', '{"cert":"","keyid"'))
  refused('no key id', envelopeOf([`{"sig":"${sig}"}`]))
  refused('a key id in capitals', good.replace(alice.key.id, alice.key.id.toUpperCase()))
  refused('a key id of 63 digits', good.replace(alice.key.id, alice.key.id.slice(1)))
  refused('no signatures', envelopeOf([]))
  refused('17 signatures', envelopeOf(Array<string>(17).fill(signatureOf(alice))))
  refused('signatures that are no list', good.replace('[', '').replace(']', ''))
  refused('a list', `[${good}]`)
  const unpadded = base64(PAYLOAD).replace(/=+$/, '')
  refused('a payload without padding', good.replace(base64(PAYLOAD), unpadded))
  refused('a payload with unused bits set', good.replace('fQ==', 'fR=='))
  refused('a payload with white space', good.replace(base64(PAYLOAD), `${base64(PAYLOAD)} `))
  refused(
    'a payload in base64url',
    envelopeOf(
      [signatureOf(alice, encoding(TYPE, Uint8Array.of(0xff, 0xff, 0xff)))],
      Uint8Array.of(0xff, 0xff, 0xff),
    ).replace('////', '____'),
  )
  const large = new Uint8Array(32_769)
  refused('a payload of 32,769 bytes', envelopeOf([signatureOf(alice, encoding(TYPE, large))], large))
  const long = 'x'.repeat(65_536)
  refused(
    'an envelope of more than 65,535 bytes',
    envelopeOf([signatureOf(alice, encoding(long, PAYLOAD))], PAYLOAD, long),
  )
  refused('bytes that are not UTF-8', concat(utf8(good.slice(0, 40)), Uint8Array.of(0xff), utf8(good.slice(41))))
  const carolSignature = carol.sign(encoding(TYPE, PAYLOAD))
  const raw = p256.Signature.fromBytes(carolSignature, 'der')
  const carols = (bytes: Uint8Array) => envelopeOf([`{"keyid":"${carol.key.id}","sig":"${base64(bytes)}"}`])
  const high = new p256.Signature(raw.r, p256.Point.Fn.ORDER - raw.s)
  refused('a P-256 signature with a high s', carols(high.toBytes('der')), [carol.key])
  refused('a P-256 signature as r and s, not DER', carols(raw.toBytes('compact')), [carol.key])
  return vectors
}

if (import.meta.main) writeVectors(envelopesVectors, makeEnvelopeVectors())
