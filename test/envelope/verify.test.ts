import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import { parsePublicKey, publicKeyFromRaw } from '../../src/crypto/public-key.ts'
import type { CryptoProvider, PublicKey, Signer } from '../../src/crypto/types.ts'
import { base64, unbase64, unbase64url } from '../../src/encoding/base64.ts'
import { concat, unhex, utf8, utf8Decode } from '../../src/encoding/bytes.ts'
import { type Envelope, PAYLOAD_TYPE } from '../../src/envelope/envelope.ts'
import { pae } from '../../src/envelope/pae.ts'
import { verifyEnvelope } from '../../src/envelope/verify.ts'
import { testSigner } from '../log/support/keys.ts'
import { hasShared, shared } from '../support/shared.ts'

const alice = testSigner('alice')
const bob = testSigner('bob')
const payload = utf8('{"a":1}')

async function signed(...signers: Signer[]): Promise<Envelope> {
  const message = pae(PAYLOAD_TYPE, payload)
  const signatures = []
  for (const signer of signers) signatures.push({ keyid: signer.publicKey.id, sig: await signer.sign(message) })
  return { payloadType: PAYLOAD_TYPE, payload, signatures }
}

const verify = (envelope: Envelope, ...keys: PublicKey[]) => verifyEnvelope(envelope, keys, portableProvider)

describe('the pre-authentication encoding', () => {
  it('is the example of the DSSE protocol', () => {
    expect(utf8Decode(pae('http://example.com/HelloWorld', utf8('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
  })

  it('counts bytes, of the type those of its UTF-8 form', () => {
    expect(utf8Decode(pae('тип', utf8('ü😀')))).toBe('DSSEv1 6 тип 6 ü😀')
    expect(utf8Decode(pae('', new Uint8Array(0)))).toBe('DSSEv1 0  0 ')
  })

  it('keeps apart what a plain joining would not', () => {
    expect(pae('a 1 b', utf8('c'))).not.toEqual(pae('a', utf8('b 1 c')))
  })
})

describe('verifying an envelope', () => {
  it('needs every signature to verify under one of the keys', async () => {
    const envelope = await signed(alice, bob)
    expect(await verify(envelope, alice.publicKey, bob.publicKey)).toEqual({
      verified: true,
      signatures: [
        { keyid: alice.publicKey.id, check: 'verified', key: alice.publicKey.id },
        { keyid: bob.publicKey.id, check: 'verified', key: bob.publicKey.id },
      ],
    })
    const partly = await verify(envelope, alice.publicKey)
    expect(partly.verified).toBe(false)
    expect(partly.signatures.map(({ check }) => check)).toEqual(['verified', 'failed'])
    expect((await verify(envelope)).verified).toBe(false)
  })

  it('fails once payload, type or signature is another', async () => {
    const envelope = await signed(alice)
    const [signature] = envelope.signatures
    const sig = (signature?.sig ?? new Uint8Array()).map((byte, i) => (i === 40 ? byte ^ 1 : byte))
    for (const other of [
      { ...envelope, payload: utf8('{"a":2}') },
      { ...envelope, payloadType: 'application/json' },
      { ...envelope, signatures: [{ keyid: alice.publicKey.id, sig }] },
      { ...envelope, signatures: [{ keyid: alice.publicKey.id, sig: new Uint8Array(0) }] },
    ]) {
      expect((await verify(other, alice.publicKey)).verified).toBe(false)
    }
  })

  it('is not true of an envelope without signatures', async () => {
    expect((await verify({ ...(await signed()), signatures: [] }, alice.publicKey)).verified).toBe(false)
  })

  it('does not trust the key id: it says which key verified, not which was named', async () => {
    const envelope = await signed(alice)
    const renamed = {
      ...envelope,
      signatures: envelope.signatures.map(({ sig }) => ({ keyid: bob.publicKey.id, sig })),
    }
    const check = await verify(renamed, bob.publicKey, alice.publicKey)
    expect(check.signatures).toEqual([{ keyid: bob.publicKey.id, check: 'verified', key: alice.publicKey.id }])
    expect((await verify(renamed, bob.publicKey)).verified).toBe(false)
  })

  it('tries the named key first', async () => {
    const tried: string[] = []
    const watched: CryptoProvider = {
      ...portableProvider,
      verify: (key, message, signature) => {
        tried.push(key.id)
        return portableProvider.verify(key, message, signature)
      },
    }
    await verifyEnvelope(await signed(bob), [alice.publicKey, bob.publicKey], watched)
    expect(tried).toEqual([bob.publicKey.id])
  })

  it('says "not checked" of a key of another algorithm, and is then not verified', async () => {
    // An RSA key, cut to the least that is a SubjectPublicKeyInfo.
    const foreign = parsePublicKey(unhex('3017300d06092a864886f70d01010105000306003003020103'))
    expect(foreign.algorithm).toBe('other')
    const envelope: Envelope = {
      ...(await signed(alice)),
      signatures: [{ keyid: foreign.id, sig: new Uint8Array(256) }],
    }
    expect(await verify(envelope, foreign, alice.publicKey)).toEqual({
      verified: false,
      signatures: [{ keyid: foreign.id, check: 'not-checked', key: undefined }],
    })
  })
})

describe.skipIf(!hasShared)('the published P-256 envelope (skipped: no ../shared)', () => {
  const published = () => {
    const { paeUtf8, publicKeyJwk, envelope } = JSON.parse(
      readFileSync(shared('vectors/dsse/spec-ecdsa-p256.json'), 'utf8'),
    )
    const raw = concat(Uint8Array.of(4), unbase64url(publicKeyJwk.x), unbase64url(publicKeyJwk.y))
    const key = publicKeyFromRaw('p256', raw)
    const sig = unbase64(envelope.signatures[0].sig)
    return {
      paeUtf8: paeUtf8 as string,
      key,
      payloadType: envelope.payloadType as string,
      payload: unbase64(envelope.payload),
      sig,
    }
  }

  it('signs the pre-authentication encoding that we make', () => {
    const { paeUtf8, payloadType, payload: bytes } = published()
    expect(utf8Decode(pae(payloadType, bytes))).toBe(paeUtf8)
  })

  it('verifies in the one form that we accept, and in no other', async () => {
    const { key, payloadType, payload: bytes, sig } = published()
    const envelope = (signature: Uint8Array): Envelope => ({
      payloadType,
      payload: bytes,
      signatures: [{ keyid: key.id, sig: signature }],
    })
    const r = BigInt(`0x${Buffer.from(sig.subarray(0, 32)).toString('hex')}`)
    const s = BigInt(`0x${Buffer.from(sig.subarray(32)).toString('hex')}`)
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const [low, high] = s <= order / 2n ? [s, order - s] : [order - s, s]
    expect((await verify(envelope(der(r, low)), key)).verified).toBe(true)
    expect((await verify(envelope(der(r, high)), key)).verified).toBe(false)
    expect((await verify(envelope(sig), key)).verified).toBe(false)
    expect(base64(sig)).toHaveLength(88)
  })
})

/** ECDSA-Sig-Value (RFC 3279, section 2.2.3). */
function der(r: bigint, s: bigint): Uint8Array {
  const integer = (value: bigint) => {
    const digits = value.toString(16)
    const bytes = unhex(digits.length % 2 === 0 ? digits : `0${digits}`)
    const content = (bytes[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes
    return concat(Uint8Array.of(0x02, content.length), content)
  }
  const content = concat(integer(r), integer(s))
  return concat(Uint8Array.of(0x30, content.length), content)
}
