import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64, unbase64 } from '../../src/encoding/base64.ts'
import { utf8, utf8Decode } from '../../src/encoding/bytes.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { canonicalJson, parseJson } from '../../src/encoding/json.ts'
import { type Envelope, encodeEnvelope, PAYLOAD_TYPE, parseEnvelope, parseSigned } from '../../src/envelope/envelope.ts'
import { pae } from '../../src/envelope/pae.ts'
import { envelopeSize, SIGNATURE_BYTES } from '../../src/envelope/size.ts'

const KEY = '0123456789abcdef'.repeat(4)
const KEY2 = 'fedcba9876543210'.repeat(4)
const refusal = (code: string, path?: string) =>
  expect.objectContaining({ name: 'FairtrailError', code, ...(path === undefined ? {} : { path }) })

function envelopeOf(payload: Uint8Array, count = 1, signature = new Uint8Array(64).fill(7)): Envelope {
  const signatures = Array.from({ length: count }, () => ({ keyid: KEY, sig: signature }))
  return { payloadType: PAYLOAD_TYPE, payload, signatures }
}

const parse = (text: string) => parseEnvelope(utf8(text))
const SIMPLE = `{"payload":"e30=","payloadType":"${PAYLOAD_TYPE}","signatures":[{"keyid":"${KEY}","sig":"AAAA"}]}`

describe('an envelope', () => {
  it('is read as it is written', () => {
    expect(parse(SIMPLE)).toEqual({
      payloadType: PAYLOAD_TYPE,
      payload: utf8('{}'),
      signatures: [{ keyid: KEY, sig: new Uint8Array(3) }],
    })
    expect(utf8Decode(encodeEnvelope(parse(SIMPLE)))).toBe(SIMPLE)
  })

  it.each([PAYLOAD_TYPE, 'тип'])('is read with the bytes that were signed: %s', (payloadType) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (payload) => {
        const read = parseSigned(encodeEnvelope({ ...envelopeOf(payload), payloadType }))
        expect(read.payload).toEqual(payload)
        expect(read.signed).toEqual(pae(payloadType, payload))
      }),
    )
  })

  it.each([1, 2, 16])('may have %i signatures', (count) => {
    const envelope = envelopeOf(utf8('{}'), count)
    expect(parseEnvelope(encodeEnvelope(envelope))).toEqual(envelope)
  })

  it.each(['', 'http://example.com/HelloWorld', 'a "quoted" type \\ \n \u2028', 'тип', '😀', '\u007f'])(
    'may have any payload type: %j',
    (payloadType) => {
      const envelope = { ...envelopeOf(utf8('hello')), payloadType }
      expect(parseEnvelope(encodeEnvelope(envelope))).toEqual(envelope)
    },
  )

  it('may have an empty payload, and one that is no JSON', () => {
    for (const payload of [new Uint8Array(0), Uint8Array.of(0xff, 0), utf8('text')]) {
      expect(parseEnvelope(encodeEnvelope(envelopeOf(payload))).payload).toEqual(payload)
    }
  })

  it('gives arrays of its own: the bytes that were read may change', () => {
    const bytes = utf8(SIMPLE)
    const { payload } = parseEnvelope(bytes)
    bytes.fill(0)
    expect(payload).toEqual(utf8('{}'))
  })
})

describe('the strict form', () => {
  const of = (signatures: string, payload = 'e30=') =>
    `{"payload":"${payload}","payloadType":"${PAYLOAD_TYPE}","signatures":${signatures}}`
  const one = (sig: string, keyid = KEY) => of(`[{"keyid":"${keyid}","sig":"${sig}"}]`)

  it.each<[string, string, string]>([
    ['nothing', '', 'json-syntax'],
    ['a byte order mark', `\ufeff${SIMPLE}`, 'json-bom'],
    ['a line feed at the end', `${SIMPLE}\n`, 'json-not-canonical'],
    ['a second envelope behind the first', SIMPLE + SIMPLE, 'json-trailing'],
    ['a space', SIMPLE.replace(',', ', '), 'json-not-canonical'],
    [
      'members in another order',
      `{"payloadType":"${PAYLOAD_TYPE}","payload":"e30=","signatures":[]}`,
      'json-not-canonical',
    ],
    ['an escape that is not needed', SIMPLE.replace('"payloadType"', '"payload\\u0054ype"'), 'json-not-canonical'],
    ['an escaped slash in the type', SIMPLE.replace('application/', 'application\\/'), 'json-not-canonical'],
    ['a member twice', SIMPLE.replace('{', '{"payload":"e30=",'), 'json-duplicate-name'],
    ['a list', `[${SIMPLE}]`, 'envelope-form'],
    ['null', 'null', 'envelope-form'],
    ['a string', '"e30="', 'envelope-form'],
    ['one more member', SIMPLE.replace('{', '{"a":1,'), 'envelope-form'],
    ['one more member of a signature', SIMPLE.replace('{"keyid"', '{"cert":"","keyid"'), 'envelope-form'],
    ['no payload', SIMPLE.replace('"payload":"e30=",', ''), 'envelope-form'],
    ['no payload type', SIMPLE.replace(`"payloadType":"${PAYLOAD_TYPE}",`, ''), 'envelope-form'],
    ['no signatures member', `{"payload":"e30=","payloadType":"${PAYLOAD_TYPE}"}`, 'envelope-form'],
    [
      'a member of Object.prototype in place of one',
      SIMPLE.replace('"payload":"e30=",', '').replace('{', '{"__proto__":{"payload":"e30="},'),
      'envelope-form',
    ],
    ['a payload that is no string', SIMPLE.replace('"e30="', '{}'), 'envelope-form'],
    ['a null payload', SIMPLE.replace('"e30="', 'null'), 'envelope-form'],
    ['a payload type that is no string', SIMPLE.replace(`"${PAYLOAD_TYPE}"`, '1'), 'envelope-form'],
    ['a payload type with U+0000', SIMPLE.replace('application', '\\u0000'), 'json-nul'],
    ['signatures that are no list', of('{}'), 'envelope-form'],
    ['a signature that is no object', of('["AAAA"]'), 'envelope-form'],
    ['a signature without key id', of('[{"sig":"AAAA"}]'), 'envelope-form'],
    ['a null key id', of('[{"keyid":null,"sig":"AAAA"}]'), 'envelope-form'],
    ['no signature', of('[]'), 'envelope-limit'],
    ['a comma too many', of(`[{"keyid":"${KEY}","sig":"AAAA"},]`), 'json-syntax'],
    ['a key id in capitals', one('AAAA', KEY.toUpperCase()), 'envelope-form'],
    ['a key id of 63 digits', one('AAAA', KEY.slice(1)), 'envelope-form'],
    ['a key id of 65 digits', one('AAAA', `${KEY}0`), 'envelope-form'],
    ['an empty key id', one('AAAA', ''), 'envelope-form'],
    ['a payload without padding', of(`[{"keyid":"${KEY}","sig":"AAAA"}]`, 'e30'), 'base64-syntax'],
    ['a payload with unused bits set', of(`[{"keyid":"${KEY}","sig":"AAAA"}]`, 'e31='), 'base64-syntax'],
    ['a payload in base64url', of(`[{"keyid":"${KEY}","sig":"AAAA"}]`, '__-_'), 'base64-syntax'],
    ['a signature with white space', one('AA AA'), 'base64-syntax'],
    ['a signature without padding', one('AA'), 'base64-syntax'],
    ['a signature with unused bits set', one('AAB='), 'base64-syntax'],
    ['a signature with padding in the middle', one('AA==AAAA'), 'base64-syntax'],
  ])('refuses %s', (_, text, code) => {
    expect(() => parse(text)).toThrow(refusal(code))
  })

  it('refuses bytes that are not UTF-8', () => {
    const bytes = utf8(SIMPLE)
    bytes[bytes.indexOf(0x61, 20)] = 0xff
    expect(() => parseEnvelope(bytes)).toThrow(refusal('text-utf8'))
  })

  it('names the member that is wrong', () => {
    expect(() => parse(one('A'))).toThrow(refusal('base64-syntax', '/signatures/0/sig'))
    expect(() => parse(of(`[{"keyid":"${KEY}","sig":"AAAA"},{"keyid":"x","sig":"AAAA"}]`))).toThrow(
      refusal('envelope-form', '/signatures/1/keyid'),
    )
    expect(() => parse(one('AAAA').replace('e30=', 'e30'))).toThrow(refusal('base64-syntax', '/payload'))
  })
})

describe('limits', () => {
  it('accept a payload of 32,768 bytes and refuse one more', () => {
    const most = encodeEnvelope(envelopeOf(new Uint8Array(32_768)))
    expect(parseEnvelope(most).payload).toHaveLength(32_768)
    const more = SIMPLE.replace('e30=', base64(new Uint8Array(32_769)))
    expect(() => parse(more)).toThrow(refusal('envelope-limit', '/payload'))
    expect(() => encodeEnvelope(envelopeOf(new Uint8Array(32_769)))).toThrow(refusal('envelope-limit', '/payload'))
  })

  it('accept 16 signatures and refuse 17', () => {
    const signatures = (count: number) => Array(count).fill(`{"keyid":"${KEY}","sig":"AAAA"}`).join(',')
    const of = (count: number) =>
      `{"payload":"e30=","payloadType":"${PAYLOAD_TYPE}","signatures":[${signatures(count)}]}`
    expect(parse(of(16)).signatures).toHaveLength(16)
    expect(() => parse(of(17))).toThrow(refusal('envelope-limit', '/signatures'))
    expect(() => encodeEnvelope(envelopeOf(utf8('{}'), 17))).toThrow(refusal('envelope-limit', '/signatures'))
    expect(() => encodeEnvelope(envelopeOf(utf8('{}'), 0))).toThrow(refusal('envelope-limit', '/signatures'))
  })

  it('accept 65,535 bytes in all and refuse one more', () => {
    const padded = (bytes: number) => {
      const empty = { ...envelopeOf(utf8('{}')), payloadType: '' }
      return { ...empty, payloadType: 'x'.repeat(bytes - encodeEnvelope(empty).length) }
    }
    const most = encodeEnvelope(padded(65_535))
    expect(most).toHaveLength(65_535)
    expect(parseEnvelope(most).payloadType.length).toBeGreaterThan(60_000)
    expect(() => encodeEnvelope(padded(65_536))).toThrow(refusal('envelope-limit'))
    const more = utf8(
      canonicalJson({ payload: 'e30=', payloadType: 'x'.repeat(65_536), signatures: [{ keyid: KEY, sig: 'AAAA' }] }),
    )
    expect(() => parseEnvelope(more)).toThrow(refusal('envelope-limit'))
  })

  it('are met by 16 long signatures before the payload is full', () => {
    expect(() => encodeEnvelope(envelopeOf(utf8('{}'), 16, new Uint8Array(3309)))).toThrow(refusal('envelope-limit'))
    expect(parseEnvelope(encodeEnvelope(envelopeOf(utf8('{}'), 14, new Uint8Array(3309)))).signatures).toHaveLength(14)
  })

  it('hold for a key id that is written', () => {
    const signatures = [{ keyid: KEY.toUpperCase(), sig: new Uint8Array(64) }]
    expect(() => encodeEnvelope({ ...envelopeOf(utf8('{}')), signatures })).toThrow(refusal('envelope-form'))
  })
})

describe('the size before anyone signs', () => {
  it('is the size that comes out', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 16 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), lengths, (payload, signatures) => {
        const envelope: Envelope = {
          payloadType: PAYLOAD_TYPE,
          payload: new Uint8Array(payload),
          signatures: signatures.map((length) => ({ keyid: KEY, sig: new Uint8Array(length) })),
        }
        expect(envelopeSize(payload, signatures)).toBe(encodeEnvelope(envelope).length)
      }),
    )
  })

  it('counts a P-256 signature as the longest one', () => {
    expect(SIGNATURE_BYTES).toEqual({ ed25519: 64, p256: 72, 'ml-dsa-65': 3309 })
    const shorter = encodeEnvelope(envelopeOf(utf8('{}'), 1, new Uint8Array(70)))
    expect(envelopeSize(2, [SIGNATURE_BYTES.p256])).toBeGreaterThanOrEqual(shorter.length)
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is not computed from %s bytes', (bytes) => {
    expect(() => envelopeSize(bytes, [64])).toThrow(refusal('misuse'))
    expect(() => envelopeSize(1, [bytes])).toThrow(refusal('misuse'))
  })
})

/** The form as the format states it, without a shortcut: canonical JSON, then member by member. */
function reference(bytes: Uint8Array): Envelope | undefined {
  try {
    const value = parseJson(bytes, { canonical: true })
    if (bytes.length > 65_535 || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    if (Object.keys(value).join() !== 'payload,payloadType,signatures') return undefined
    const { payload, payloadType, signatures } = value
    if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures)) return undefined
    if (signatures.length < 1 || signatures.length > 16 || unbase64(payload).length > 32_768) return undefined
    const read = signatures.map((item) => {
      if (typeof item !== 'object' || item === null || Object.keys(item).join() !== 'keyid,sig')
        throw new Error('members')
      const { keyid, sig } = item as { keyid: unknown; sig: unknown }
      if (typeof keyid !== 'string' || !/^[0-9a-f]{64}$/.test(keyid) || typeof sig !== 'string')
        throw new Error('signature')
      return { keyid, sig: unbase64(sig) }
    })
    return { payloadType, payload: unbase64(payload), signatures: read }
  } catch {
    return undefined
  }
}

function read(bytes: Uint8Array): Envelope | undefined {
  try {
    return parseEnvelope(bytes)
  } catch (error) {
    if (!isFairtrailError(error)) throw error
    return undefined
  }
}

describe('the shortcut for entries', () => {
  const two = `{"payload":"e30=","payloadType":"${PAYLOAD_TYPE}","signatures":[{"keyid":"${KEY}","sig":"AAAA"},{"keyid":"${KEY2}","sig":"BBE="}]}`
  const samples = [SIMPLE, two, two.replace(PAYLOAD_TYPE, 'x/y'), two.replace(PAYLOAD_TYPE, '\\"\\\\')].map((text) =>
    utf8(text),
  )
  const byte = fc.oneof(fc.constantFrom(...utf8('{}[]",:\\=/+A0a \n\0')), fc.integer({ min: 0, max: 255 }))
  const mutated = fc.constantFrom(...samples).chain((sample) => {
    const at = fc.nat(sample.length - 1)
    return fc.oneof(
      fc.tuple(at, byte).map(([i, b]) => sample.with(i, b)),
      fc.tuple(at, byte).map(([i, b]) => Uint8Array.of(...sample.slice(0, i), b, ...sample.slice(i))),
      at.map((i) => Uint8Array.of(...sample.slice(0, i), ...sample.slice(i + 1))),
      fc
        .tuple(at, at)
        .map(([i, j]) => Uint8Array.of(...sample.slice(0, Math.max(i, j)), ...sample.slice(Math.min(i, j)))),
      fc
        .tuple(at, at)
        .map(([i, j]) => Uint8Array.of(...sample.slice(0, Math.min(i, j)), ...sample.slice(Math.max(i, j)))),
    )
  })

  it('accepts and refuses exactly what the form does', () => {
    for (const sample of samples) expect(read(sample)).toEqual(reference(sample))
    expect(samples.map((sample) => read(sample) !== undefined)).toEqual([true, true, true, true])
    fc.assert(
      fc.property(mutated, (bytes) => {
        expect(read(bytes)).toEqual(reference(bytes))
      }),
      { numRuns: 5000 },
    )
  })

  it('accepts only bytes that are written the same again', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const envelope = read(bytes)
        if (envelope !== undefined) expect(encodeEnvelope(envelope)).toEqual(bytes)
      }),
      { numRuns: 5000 },
    )
  })
})
