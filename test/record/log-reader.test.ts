import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import type { CryptoProvider } from '../../src/crypto/types.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { hex, unhex } from '../../src/encoding/bytes.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { canonicalBytes, parseJson } from '../../src/encoding/json.ts'
import { leafHash } from '../../src/log/merkle.ts'
import { LogReader } from '../../src/record/log-reader.ts'
import { testSigner } from '../log/support/keys.ts'
import { sha256Node, treeHash } from '../log/support/rfc6962.ts'
import {
  CASE,
  enrolling,
  entryOf,
  eventIdOf,
  LOG,
  noting,
  OFFICER,
  opening,
  payloadBy,
  ROOT,
  spkiOf,
} from './support/entries.ts'
import { agentId } from './support/values.ts'

const opened = await entryOf(opening(), [ROOT])
const enrolled = await entryOf(enrolling(OFFICER, 1), [ROOT, OFFICER])
const note = (nonce: number, by = [OFFICER]) => entryOf(noting(by, nonce), by)

/** The envelope with the last signature replaced. */
function withSignature(envelope: Uint8Array, sig: Uint8Array): Uint8Array {
  const json = parseJson(envelope) as { signatures: { sig: string }[] }
  Object.assign(json.signatures.at(-1) as object, { sig: base64(sig) })
  return canonicalBytes(json as never)
}

const unsigned = (envelope: Uint8Array) => withSignature(envelope, new Uint8Array(64))

async function readLog(
  envelopes: readonly Uint8Array[],
  provider: CryptoProvider = portableProvider,
): Promise<LogReader> {
  const log = new LogReader(provider)
  for (const envelope of envelopes) await log.add(envelope)
  await log.settle()
  return log
}

const decisions = (log: LogReader) =>
  log.entries.map((entry, index) => entry?.payload.type ?? log.refused.find((one) => one.index === index)?.code)

describe('a log', () => {
  it('is read entry by entry', async () => {
    const log = await readLog([opened, enrolled, await note(2)])
    expect(decisions(log)).toEqual(['case.opened', 'key.enrolled', 'notice.given'])
    expect(log.refused).toEqual([])
    expect([log.caseId, log.size]).toEqual([CASE, 3])
    expect(log.entries[2]).toMatchObject({
      index: 2,
      id: eventIdOf(noting([OFFICER], 2)),
      known: true,
      signatures: [{ key: OFFICER.publicKey.id, check: 'verified' }],
    })
    expect(log.byId(CASE)).toBe(log.entries[0])
    expect([...log.keys.keys()].sort()).toEqual([ROOT, LOG, OFFICER].map(({ publicKey }) => publicKey.id).sort())
  })

  it('has the tree of all its entries, malformed ones too', async () => {
    const envelopes = [opened, unsigned(enrolled), new Uint8Array(3), await note(2, [ROOT]), opened]
    const log = await readLog(envelopes)
    expect(decisions(log)).toEqual(['case.opened', 'entry-signature', 'json-syntax', 'notice.given', 'entry-case'])
    const leaves = envelopes.map((envelope) => leafHash(envelope))
    for (let size = 1; size <= envelopes.length; size++) {
      expect(log.root(size)).toBe(hex(treeHash(leaves.slice(0, size), sha256Node)))
      expect(log.holds(size, log.root(size))).toBe(true)
      expect(log.holds(size, 'f'.repeat(64))).toBe(false)
    }
    expect(log.holds(6, log.root())).toBe(false)
  })

  it('begins with case.opened', async () => {
    const log = await readLog([await note(1, [ROOT]), opened, await note(2, [ROOT])])
    expect(decisions(log)).toEqual(['entry-case', 'entry-case', 'entry-case'])
    expect(log.caseId).toBeUndefined()
  })

  it('that begins with a malformed entry has no case, and nothing in it is taken', async () => {
    const log = await readLog([unsigned(opened), opened, enrolled])
    expect(decisions(log)).toEqual(['entry-signature', 'entry-case', 'entry-case'])
  })

  it('has no second opening, and no entry of another case', async () => {
    const other = noting([ROOT], 3, { case: 'b'.repeat(64) })
    const log = await readLog([opened, await entryOf(opening(9), [ROOT]), await entryOf(other, [ROOT])])
    expect(decisions(log)).toEqual(['case.opened', 'entry-case', 'entry-case'])
    expect(log.refused.map(({ place }) => place.path)).toEqual(['/case', '/case'])
  })
})

describe('an entry is decided in the order form, case, keys, signatures', () => {
  const stranger = testSigner('stranger')

  it('form before keys', async () => {
    const bad = { ...noting([stranger], 2), source: 'rumour' }
    expect(decisions(await readLog([opened, await entryOf(bad, [stranger])]))).toEqual(['case.opened', 'payload-form'])
  })

  it('keys before signatures', async () => {
    const log = await readLog([opened, unsigned(await note(2, [stranger]))])
    expect(decisions(log)).toEqual(['case.opened', 'entry-signer-unknown'])
    expect(log.refused[0]).toMatchObject({ index: 1, reason: 'malformed', place: { path: '/signers/0/key' } })
  })

  it('signatures last, with the place', async () => {
    const log = await readLog([opened, enrolled, unsigned(await note(2, [ROOT, OFFICER]))])
    expect(log.refused).toMatchObject([{ index: 2, code: 'entry-signature', place: { path: '/signatures/1/sig' } }])
  })

  it('a signature of another message, or of another key, does not verify', async () => {
    const other = parseJson(await note(3)) as { signatures: { sig: string }[] }
    const swapped = parseJson(await note(2)) as { signatures: { sig: string }[] }
    swapped.signatures = other.signatures
    const log = await readLog([opened, enrolled, canonicalBytes(swapped as never)])
    expect(decisions(log)[2]).toBe('entry-signature')
  })
})

describe('keys', () => {
  it('are those that a well-formed entry carries, itself included', async () => {
    const log = await readLog([opened, await note(2), enrolled, await note(3)])
    expect(decisions(log)).toEqual(['case.opened', 'entry-signer-unknown', 'key.enrolled', 'notice.given'])
  })

  it('that only a malformed entry carries are not known', async () => {
    const log = await readLog([opened, unsigned(enrolled), await note(2)])
    expect(decisions(log)).toEqual(['case.opened', 'entry-signature', 'entry-signer-unknown'])
    expect(log.keys.has(OFFICER.publicKey.id)).toBe(false)
  })

  it('are known where a later entry carries them again, well-formed', async () => {
    const again = await entryOf(enrolling(OFFICER, 7), [ROOT, OFFICER])
    const log = await readLog([opened, unsigned(enrolled), again, await note(2)])
    expect(decisions(log)).toEqual(['case.opened', 'entry-signature', 'key.enrolled', 'notice.given'])
  })

  it('that an entry with a repeated id carries are not known by it', async () => {
    // The id is of the payload; the second envelope is the same event.
    const log = await readLog([opened, enrolled, enrolled])
    expect(decisions(log)).toEqual(['case.opened', 'key.enrolled', 'entry-repeated'])
  })

  it('in the details of other types introduce nobody', async () => {
    const carrying = payloadBy({
      type: 'x.acme.keys',
      by: [ROOT],
      case: CASE,
      nonce: 5,
      details: { spki: spkiOf(OFFICER), authority: { log: { key: spkiOf(OFFICER) } } },
    })
    const newer = {
      ...enrolling(OFFICER, 6),
      type: 'agent.registered',
      tv: 2,
      signers: [{ key: ROOT.publicKey.id, prior: null }],
    }
    const log = await readLog([opened, await entryOf(carrying, [ROOT]), await entryOf(newer, [ROOT]), await note(2)])
    expect(decisions(log)).toEqual(['case.opened', 'x.acme.keys', 'agent.registered', 'entry-signer-unknown'])
  })

  it('of another algorithm are carried unchecked: their signatures are not counted as failed', async () => {
    // An RSA key, cut to the least that is a SubjectPublicKeyInfo.
    const spki = unhex('3017300d06092a864886f70d01010105000306003003020103')
    const foreign = {
      publicKey: { id: hex(portableProvider.sha256(spki)) },
      sign: async () => new Uint8Array(5),
    } as never
    const log = await readLog([
      opened,
      await entryOf(enrolling(foreign, 1, base64(spki)), [ROOT, foreign]),
      await note(2, [foreign]),
    ])
    expect(decisions(log)).toEqual(['case.opened', 'key.enrolled', 'notice.given'])
    expect(log.entries[2]?.signatures.map(({ check }) => check)).toEqual(['not-checked'])
  })
})

describe('event ids', () => {
  it('are taken by the first well-formed entry: a malformed one takes none', async () => {
    const good = await note(2)
    const log = await readLog([opened, enrolled, unsigned(good), good, good])
    expect(decisions(log).slice(2)).toEqual(['entry-signature', 'notice.given', 'entry-repeated'])
    expect(log.byId(eventIdOf(noting([OFFICER], 2)))?.index).toBe(3)
    expect(log.refused.map(({ reason }) => reason)).toEqual(['malformed', 'repeated-id'])
  })

  it('are the same in other bytes: another signature by the same key over the same payload', async () => {
    const payload = noting([OFFICER], 2)
    const one = await entryOf(payload, [OFFICER])
    const log = await readLog([opened, enrolled, one, withSignature(one, new Uint8Array(64).fill(7))])
    expect(decisions(log)[3]).toBe('entry-signature')
  })
})

describe('many entries at once', () => {
  /** A provider whose answers come late, in another order, by key. */
  function slowProvider(): CryptoProvider {
    let asked = 0
    return {
      ...portableProvider,
      verify: async (key, message, signature) => {
        const turns = (asked++ * 7) % 13
        for (let turn = 0; turn < turns; turn++) await Promise.resolve()
        return portableProvider.verify(key, message, signature)
      },
    }
  }

  it('are decided by index, across the window of checks under way', async () => {
    const envelopes = [opened, unsigned(enrolled)]
    const expected = ['case.opened', 'entry-signature']
    for (let nonce = 2; nonce < 640; nonce++) {
      if (nonce === 300) {
        envelopes.push(await entryOf(enrolling(OFFICER, nonce), [ROOT, OFFICER]))
        expected.push('key.enrolled')
      } else if (nonce % 97 === 0) {
        envelopes.push(envelopes[nonce - 1] as Uint8Array)
        expected.push(nonce < 300 ? 'entry-signer-unknown' : 'entry-repeated')
      } else if (nonce % 50 === 0) {
        envelopes.push(unsigned(await note(nonce)))
        expected.push(nonce < 300 ? 'entry-signer-unknown' : 'entry-signature')
      } else {
        envelopes.push(await note(nonce))
        expected.push(nonce < 300 ? 'entry-signer-unknown' : 'notice.given')
      }
    }
    for (const provider of [portableProvider, slowProvider()]) {
      const log = await readLog(envelopes, provider)
      expect(decisions(log)).toEqual(expected)
      const refused = log.refused.map(({ index }) => index)
      expect(refused).toEqual([...refused].sort((a, b) => a - b))
      expect(log.root()).toBe(
        hex(
          treeHash(
            envelopes.map((envelope) => leafHash(envelope)),
            sha256Node,
          ),
        ),
      )
    }
  })

  it('are not held back by more than the window: what is decided does not wait for the end', async () => {
    const log = new LogReader(portableProvider)
    await log.add(opened)
    const bytes = await note(2)
    for (let n = 0; n < 600; n++) await log.add(bytes)
    expect(log.size).toBe(601)
    expect(log.entries.length).toBeGreaterThan(200)
    await log.settle()
    expect(log.entries.length).toBe(601)
  })
})

describe('examine', () => {
  it('answers what the next entry would be, and adds nothing', async () => {
    const log = await readLog([opened, enrolled])
    const before = log.root()
    const examined = await log.examine(await note(2))
    expect(examined.entry).toMatchObject({ index: 2, payload: { type: 'notice.given' } })
    expect([log.size, log.root(), log.entries.length]).toEqual([2, before, 2])
    log.accept(examined)
    expect([log.size, log.entries[2]]).toEqual([3, examined.entry])
    expect(log.root()).toBe((await readLog([opened, enrolled, await note(2)])).root())
  })

  it('refuses what reading would refuse, with the same code', async () => {
    const log = await readLog([opened, enrolled])
    const cases: [Uint8Array, string][] = [
      [unsigned(await note(2)), 'entry-signature'],
      [await note(2, [testSigner('stranger')]), 'entry-signer-unknown'],
      [enrolled, 'entry-repeated'],
      [opened, 'entry-case'],
      [new Uint8Array(0), 'json-syntax'],
    ]
    for (const [envelope, code] of cases) {
      const refused = await log.examine(envelope).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(FairtrailError)
      expect((refused as FairtrailError).code).toBe(code)
    }
    expect([log.size, log.refused]).toEqual([2, []])
  })

  it('does not know a key from an entry that was examined and not accepted', async () => {
    const log = await readLog([opened])
    await log.examine(enrolled)
    const refused = await log.examine(await note(2)).catch((error: FairtrailError) => error.code)
    expect(refused).toBe('entry-signer-unknown')
    await log.add(await note(2))
    await log.settle()
    expect(decisions(log)).toEqual(['case.opened', 'entry-signer-unknown'])
  })

  it('takes the keys of an entry that was accepted', async () => {
    const log = await readLog([opened])
    log.accept(await log.examine(enrolled))
    expect((await log.examine(await note(2))).entry.index).toBe(2)
    expect(log.keys.get(OFFICER.publicKey.id)?.spki).toEqual(OFFICER.publicKey.spki)
  })
})

it('a case.authority-changed carries the keys of its authority', async () => {
  const next = testSigner('next operator')
  const details = opening().details as { authority: { log: object } }
  const authority = { ...details.authority, serial: 2, log: { operator: agentId(9), key: spkiOf(next) } }
  const change = payloadBy({
    type: 'case.authority-changed',
    by: [ROOT],
    case: CASE,
    nonce: 8,
    details: { authority, reason: { lang: 'en', text: 'x' } },
    more: { refs: [{ rel: 'supersedes', event: CASE }] },
  })
  const log = await readLog([opened, await entryOf(change, [ROOT])])
  expect(log.keys.has(next.publicKey.id)).toBe(true)
})
