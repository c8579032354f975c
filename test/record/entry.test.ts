import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { base64 } from '../../src/encoding/base64.ts'
import { utf8 } from '../../src/encoding/bytes.ts'
import { canonicalBytes, canonicalJson, parseJson } from '../../src/encoding/json.ts'
import { pae } from '../../src/envelope/pae.ts'
import { readEntry } from '../../src/record/entry.ts'
import { refusal, refusalCode } from '../support/refusal.ts'
import { entryOf, eventIdOf, noting, OFFICER, opening, ROOT } from './support/entries.ts'

const read = (bytes: Uint8Array) => readEntry(bytes, sha256)

type Members = { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] }

/** The bytes of an envelope with some members changed. */
function changed(bytes: Uint8Array, change: (envelope: Members) => void): Uint8Array {
  const envelope = parseJson(bytes) as unknown as Members
  change(envelope)
  return canonicalBytes(envelope as never)
}

describe('readEntry', async () => {
  const payload = noting([ROOT, OFFICER], 1)
  const good = await entryOf(payload, [ROOT, OFFICER])

  it('answers the event id, what was signed, and one signature for each signer, in their order', () => {
    const entry = read(good)
    expect(entry).toMatchObject({ known: true, id: eventIdOf(payload), payload })
    expect(entry.signed).toEqual(pae('application/vnd.fairtrail.event.v1+json', canonicalBytes(payload)))
    expect(entry.signatures.map(({ key }) => key)).toEqual(entry.payload.signers.map(({ key }) => key))
    expect(entry.signatures.map(({ sig }) => sig.length)).toEqual([64, 64])
  })

  it('reads an event of a type that it does not know', async () => {
    const foreign = {
      ...opening(),
      type: 'x.acme.note',
      tv: 4,
      case: 'a'.repeat(64),
      after: { size: 1, root: 'b'.repeat(64) },
    }
    const entry = read(await entryOf({ ...foreign, details: { anything: 1 } }, [ROOT]))
    expect(entry).toMatchObject({ known: false, payload: { type: 'x.acme.note', details: { anything: 1 } } })
  })

  it('looks at no key: a signature that fails is still one in form', () => {
    const zeros = base64(new Uint8Array(64))
    const bytes = changed(good, ({ signatures }) => {
      for (const signature of signatures) signature.sig = zeros
    })
    expect(read(bytes).id).toBe(eventIdOf(payload))
  })

  it('refuses another payload type', () => {
    for (const type of [
      'application/vnd.fairtrail.event.v2+json',
      'application/json',
      'Application/vnd.fairtrail.event.v1+json',
    ]) {
      const { code, path } = refusal(() =>
        read(changed(good, (envelope) => Object.assign(envelope, { payloadType: type }))),
      )
      expect([code, path]).toEqual(['entry-payload-type', '/payloadType'])
    }
  })

  it('refuses signatures that are not those of the signers', () => {
    const [first, second] = read(good).payload.signers.map(({ key }) => key) as [string, string]
    const cases: [string, (envelope: Members) => void, string][] = [
      ['one too few', ({ signatures }) => signatures.pop(), '/signatures'],
      [
        'one too many',
        ({ signatures }) => signatures.push({ ...(signatures[1] as Members['signatures'][0]) }),
        '/signatures',
      ],
      ['another order', ({ signatures }) => signatures.reverse(), '/signatures/0/keyid'],
      [
        'one twice',
        ({ signatures }) => signatures.splice(1, 1, { ...(signatures[0] as Members['signatures'][0]) }),
        '/signatures/1/keyid',
      ],
      [
        'a stranger',
        ({ signatures }) => Object.assign(signatures[1] as object, { keyid: 'f'.repeat(64) }),
        '/signatures/1/keyid',
      ],
    ]
    expect(first < second).toBe(true)
    for (const [why, change, where] of cases) {
      const { code, path } = refusal(() => read(changed(good, change)))
      expect([code, path], why).toEqual(['entry-signers', where])
    }
  })

  it('refuses envelopes and payloads that are not canonical, or of another form', () => {
    const text = new TextDecoder().decode(good)
    const withPayload = (json: string) =>
      changed(good, (envelope) => Object.assign(envelope, { payload: base64(utf8(json)) }))
    const json = canonicalJson(payload)
    const codes = [
      utf8(` ${text}`),
      utf8(`${text}\n`),
      utf8(text.slice(0, -1)),
      withPayload(` ${json}`),
      withPayload(json.replace('{', '{"a":1,"a":1,')),
      withPayload('[]'),
      withPayload(json.replace('"direct"', '"rumour"')),
      withPayload(json.replace('"source":"direct",', '')),
    ].map((bytes) => refusalCode(() => read(bytes)))
    expect(codes).toEqual([
      'json-not-canonical',
      'json-not-canonical',
      'json-syntax',
      'json-not-canonical',
      'json-duplicate-name',
      'payload-form',
      'payload-form',
      'payload-form',
    ])
  })

  it('refuses a payload beyond the limit, and takes one at it', async () => {
    const sized = (size: number) => {
      const bare = canonicalBytes({ ...noting([ROOT], 1), ext: { 'org.example': { a: 'x' } } }).length
      return { ...noting([ROOT], 1), ext: { 'org.example': { a: 'x'.repeat(1 + size - bare) } } }
    }
    const at = await entryOf(sized(32_768), [ROOT])
    expect(read(at).payload.type).toBe('notice.given')
    const beyond = canonicalBytes(sized(32_769))
    const bytes = changed(at, (envelope) => Object.assign(envelope, { payload: base64(beyond) }))
    expect(refusalCode(() => read(bytes))).toBe('envelope-limit')
  })
})
