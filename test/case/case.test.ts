import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { base64 } from '../../src/encoding/base64.ts'
import {
  createCase,
  draftEnvelope,
  event,
  exportTo,
  formatDraft,
  generateSigner,
  type HighWater,
  item,
  key,
  type LogHead,
  memoryStore,
  openCase,
  parseDraft,
  person,
  readDraft,
  shown,
  signDraft,
  withhold,
} from '../../src/index.ts'
import { caseOrigin } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { addSignatureLines, noteKey } from '../../src/log/note.ts'
import { parseLogProof, verifyLogProof } from '../../src/log/proof.ts'
import { nodeProvider } from '../../src/node/provider.ts'
import { sqliteStore } from '../../src/sqlite.ts'
import { memorySink } from '../support/bag.ts'
import { looked, tellStory } from '../support/case-story.ts'
import { collect } from '../support/collect.ts'
import { testFolder } from '../support/folder.ts'
import { refusal } from '../support/refusal.ts'

const sha256 = nodeProvider.sha256

/** The high-water mark of a key that is kept in memory, beside any number of stores. */
function memoryHighWater(): HighWater {
  const heads = new Map<string, LogHead>()
  return {
    read: async (id) => heads.get(id),
    write: async (id, head) => {
      if ((heads.get(id)?.size ?? -1) < head.size) heads.set(id, head)
    },
  }
}

describe('recording', () => {
  it('answers the event, its items and a log proof that a stranger can check', async () => {
    const { kase, cast, phone, log } = await tellStory()
    const recorded = await kase.record(cast.clerk, looked(phone))
    expect(recorded).toMatchObject({ index: 11, items: [phone] })
    const [envelope] = await collect(kase.entriesSince(recorded.index))
    const keys = [noteKey(caseOrigin(kase.id), 0x01, log.publicKey)]
    const claim = { proof: parseLogProof(recorded.proof), leaf: { envelope: envelope as Uint8Array }, keys }
    expect(await verifyLogProof(claim, nodeProvider)).toMatchObject({ verified: true })
  })

  it('chains what a key signs to what it signed before', async () => {
    const { kase, cast, phone } = await tellStory()
    const first = await kase.record(cast.clerk, looked(phone))
    const second = await kase.record(cast.clerk, looked(phone))
    const { payload } = (await kase.read(second.event)) ?? {}
    expect(payload?.signers).toEqual([{ key: cast.clerk.signer.publicKey.id, prior: first.event }])
  })

  it('withholds names by default, keeps them readable to the recorder, and never in the log', async () => {
    const { kase } = await tellStory()
    const registered = (await collect(kase.events())).find(({ type }) => type === 'agent.registered')
    expect(registered?.payload.details).toMatchObject({ names: [{ lang: 'ru', text: 'ОВД' }] })
    const bytes = Buffer.concat(await collect(kase.entriesSince(0))).toString()
    const payloads = [...bytes.matchAll(/"payload":"([^"]+)"/g)].map(([, text]) =>
      Buffer.from(text as string, 'base64').toString(),
    )
    // A root holder's name may be withheld, and is not by itself.
    for (const name of ['Бекова', 'ОВД', 'Дело 17', 'Г. Г.']) expect(payloads.join()).not.toContain(name)
  })

  it('shows and withholds as the recorder says', async () => {
    const { kase, cast, phone } = await tellStory()
    const { event: id } = await kase.record(
      cast.clerk,
      looked(phone, { remarks: shown('видно всем'), observation: { condition: withhold('царапины') } }),
    )
    const entry = kase.log.byId(id)
    expect(JSON.stringify(entry?.payload)).toContain('видно всем')
    expect(JSON.stringify(entry?.payload)).not.toContain('царапины')
    expect(JSON.stringify((await kase.read(id))?.payload)).toContain('царапины')
  })

  it('does not fill in when something happened', async () => {
    const { kase, cast, phone } = await tellStory()
    const input = {
      type: 'item.observed',
      header: { items: [phone] },
      details: { observation: {}, purpose: 'audit' },
      items: [phone],
    }
    await expect(kase.record(cast.clerk, input)).rejects.toMatchObject({ code: 'occurred-required', path: '/occurred' })
    expect(kase.size).toBe(11)
  })

  it('names the member that is wrong', async () => {
    const { kase, cast, phone } = await tellStory()
    const wrong = looked(phone, { purpose: 'nothing' as 'audit' })
    await expect(kase.record(cast.clerk, wrong)).rejects.toMatchObject({
      code: 'payload-form',
      path: '/details/purpose',
    })
  })

  it('refuses an event that would be too large before anybody signs it', async () => {
    const { kase, cast, phone } = await tellStory()
    await expect(
      kase.draft(cast.clerk, looked(phone, { observation: { condition: 'x'.repeat(33_000) } })),
    ).rejects.toMatchObject({
      code: 'envelope-limit',
    })
  })

  it('takes an irregular act: whoever does not hold an item may still say that they looked at it', async () => {
    const { kase, cast } = await tellStory()
    const never = '6f1ed002-ab54-4a2b-9d3e-2f0a4b6c8d10'
    expect(await kase.record(cast.officer, looked(never))).toMatchObject({ index: 11 })
  })
})

describe('keys', () => {
  it('does not record for somebody who is not enrolled', async () => {
    const { kase, phone } = await tellStory()
    const stranger = person({ name: 'X', signer: await generateSigner() })
    await expect(kase.record(stranger, looked(phone))).rejects.toMatchObject({ code: 'not-enrolled' })
  })

  it('does not record with a key that was revoked', async () => {
    const { kase, cast, phone } = await tellStory()
    const revoked = key.revoked({ key: cast.officer.signer.publicKey.id, reason: 'left-office' })
    await kase.record(cast.chief, revoked)
    await expect(kase.record(cast.officer, looked(phone))).rejects.toMatchObject({ code: 'not-enrolled' })
  })

  it('refuses an enrolment that only the person signs', async () => {
    const { kase, cast } = await tellStory()
    const newcomer = person({ name: 'Y', signer: await generateSigner() })
    await expect(kase.enrol(cast.officer, newcomer, { capacity: 'expert' })).rejects.toMatchObject({
      code: 'append-refused',
    })
  })

  it('enrols a key of P-256', async () => {
    const { kase, cast, phone } = await tellStory()
    const expert = person({ name: 'Э', signer: await generateSigner('p256') })
    await kase.enrol(cast.chief, expert, { capacity: 'expert' })
    expect((await kase.record(expert, looked(phone))).index).toBe(kase.size - 1)
  })
})

describe('drafts', () => {
  it('travel as files, are signed elsewhere by several, and appended later', async () => {
    const { kase, cast, phone, log } = await tellStory()
    const first = formatDraft(await kase.draft([cast.officer, cast.clerk], looked(phone)))
    await kase.record(cast.clerk, looked(phone)) // the log goes on meanwhile
    const byOfficer = await signDraft(parseDraft(first, sha256), cast.officer.signer, nodeProvider, log.publicKey)
    await expect(kase.append(byOfficer)).rejects.toMatchObject({ code: 'draft-unsigned' })
    const byBoth = await signDraft(
      parseDraft(formatDraft(byOfficer), sha256),
      cast.clerk.signer,
      nodeProvider,
      log.publicKey,
    )
    const recorded = await kase.append(parseDraft(formatDraft(byBoth), sha256))
    expect(recorded).toMatchObject({ event: byBoth.event, index: 12 })
  })

  it('show what would be signed, withheld values too', async () => {
    const { kase, cast, phone } = await tellStory()
    const draft = await kase.draft(cast.clerk, looked(phone, { remarks: 'заметка' }))
    expect(readDraft(draft, sha256)).toMatchObject({
      plain: { remarks: { text: 'заметка' } },
      missing: [cast.clerk.signer.publicKey.id],
    })
  })

  it('are not signed where a value given is not the one committed to', async () => {
    const { kase, cast, phone } = await tellStory()
    const draft = await kase.draft(cast.clerk, looked(phone, { remarks: 'заметка' }))
    const reveals = draft.reveals.map((one) => ({ ...one, value: { lang: 'ru', text: 'другое' } }))
    await expect(signDraft({ ...draft, reveals }, cast.clerk.signer, nodeProvider)).rejects.toMatchObject({
      code: 'draft-form',
    })
  })

  it('are not signed over a head that the log has not signed, or by somebody they do not name', async () => {
    const { kase, cast, phone } = await tellStory()
    const draft = await kase.draft(cast.clerk, looked(phone))
    const stranger = await generateSigner()
    await expect(signDraft(draft, cast.clerk.signer, nodeProvider, stranger.publicKey)).rejects.toMatchObject({
      code: 'note-unknown-keys',
    })
    await expect(signDraft({ ...draft, note: undefined }, cast.clerk.signer, nodeProvider)).rejects.toMatchObject({
      code: 'draft-head',
    })
    await expect(signDraft(draft, cast.officer.signer, nodeProvider)).rejects.toMatchObject({ code: 'draft-signer' })
  })

  it.each([
    '{}',
    '[]',
    'null',
    '{"fairtrail":"draft","version":2}',
    '{"fairtrail":"draft","version":1,"payload":"","signatures":[1],"reveals":[]}',
    'x',
  ])('are refused as files where they are %s', (text) => {
    expect(['draft-form', 'json-syntax']).toContain(refusal(() => parseDraft(text, sha256)).code)
  })
})

describe('append', () => {
  it('answers the same event the same way and adds nothing', async () => {
    const { kase, cast, phone } = await tellStory()
    const draft = await signDraft(await kase.draft(cast.clerk, looked(phone)), cast.clerk.signer, nodeProvider)
    const once = await kase.append(draft)
    expect(await kase.append(draftEnvelope(draft))).toEqual(once)
    expect(kase.size).toBe(12)
  })

  it('refuses an entry over a head of another log, and says what to do', async () => {
    const [one, other] = [await tellStory(), await tellStory()]
    const draft = await signDraft(
      await other.kase.draft(other.cast.clerk, looked(other.phone)),
      other.cast.clerk.signer,
      nodeProvider,
    )
    await expect(one.kase.append(draft)).rejects.toMatchObject({ code: 'entry-case' })
  })

  it('refuses a type it does not know, and takes a private one', async () => {
    const { kase } = await tellStory()
    expect(() => event('item.vanished' as 'case.closed', { reason: 'x' })).toThrow()
    expect(kase.size).toBe(11)
  })

  it('keeps many at once in one order', async () => {
    const { kase, cast, phone } = await tellStory()
    const all = await Promise.all(Array.from({ length: 20 }, () => kase.record(cast.clerk, looked(phone))))
    expect(all.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 11))
  })
})

describe('opening', () => {
  it('needs an empty store to create a case and one with entries to open it', async () => {
    const { cast, log, kase } = await tellStory()
    const { store } = kase.environment
    await expect(createCase({ store, root: cast.chief, log, language: 'ru' })).rejects.toMatchObject({
      code: 'case-exists',
    })
    await expect(openCase({ store: memoryStore() })).rejects.toMatchObject({ code: 'case-missing' })
  })

  it('reads and drafts without the log key, and appends nothing', async () => {
    const { kase, cast, phone } = await tellStory()
    await kase.checkpoint()
    const reader = await openCase({ store: kase.environment.store })
    expect(reader.id).toBe(kase.id)
    const draft = await signDraft(await reader.draft(cast.clerk, looked(phone)), cast.clerk.signer, nodeProvider)
    await expect(reader.append(draft)).rejects.toMatchObject({ code: 'case-key-missing' })
    expect(await kase.append(draft)).toMatchObject({ index: 11 })
  })

  it('refuses another log key than the one in force', async () => {
    const { kase, cast, phone } = await tellStory()
    const other = await openCase({ store: kase.environment.store, log: await generateSigner() })
    await expect(other.record(cast.clerk, looked(phone))).rejects.toMatchObject({ code: 'case-key-missing' })
  })

  it('notices a store whose entries were altered or taken away', async () => {
    const { kase } = await tellStory()
    await kase.checkpoint()
    const entries = await collect(kase.entriesSince(0))
    const cut = memoryStore()
    for (const [at, envelope] of entries.slice(0, -1).entries())
      await cut.append(at, { id: kase.log.entries[at]?.id as string, envelope })
    for await (const { size, note } of kase.environment.store.notes()) await cut.putNote(size, note)
    await expect(openCase({ store: cut })).rejects.toMatchObject({ code: 'case-unreadable' })
    const altered = memoryStore()
    const broken = (entries[5] as Uint8Array).slice()
    broken[40] = (broken[40] as number) ^ 1
    const put = [...entries.slice(0, 5), broken, ...entries.slice(6)]
    for (const [at, envelope] of put.entries())
      await altered.append(at, { id: kase.log.entries[at]?.id as string, envelope })
    await expect(openCase({ store: altered })).rejects.toMatchObject({
      code: 'case-unreadable',
      place: expect.stringContaining('entry 5'),
    })
  })
})

describe('the log key never signs two histories', () => {
  it('signs nothing for a store restored from a backup, until the missing entries are back', async () => {
    const folder = testFolder()
    const [path, backup] = [join(folder, 'case.db'), join(folder, 'backup.db')]
    const { kase, cast, phone, log } = await tellStory(await sqliteStore(path))
    const highWater = memoryHighWater()
    await kase.close()
    copyFileSync(path, backup)
    const working = await openCase({ store: await sqliteStore(path), log: { signer: log, highWater } })
    const lost = await working.record(cast.clerk, looked(phone))
    const envelopes = await collect(working.entriesSince(lost.index))
    await working.close()
    const restored = await openCase({ store: await sqliteStore(backup), log: { signer: log, highWater } })
    await expect(restored.record(cast.clerk, looked(phone))).rejects.toMatchObject({ code: 'log-behind' })
    expect(restored.size).toBe(11)
    expect(await restored.append(envelopes[0] as Uint8Array)).toMatchObject({ event: lost.event, index: 11 })
    expect(await restored.record(cast.clerk, looked(phone))).toMatchObject({ index: 12 })
    await restored.close()
  })

  it('signs nothing for a store with another history of the same size', async () => {
    const folder = testFolder()
    const [path, twin] = [join(folder, 'case.db'), join(folder, 'twin.db')]
    const { kase, cast, phone, log } = await tellStory(await sqliteStore(path))
    const highWater = memoryHighWater()
    await kase.close()
    copyFileSync(path, twin)
    const working = await openCase({ store: await sqliteStore(path), log: { signer: log, highWater } })
    await working.record(cast.clerk, looked(phone))
    await working.close()
    const other = await openCase({ store: await sqliteStore(twin), log: signerBeside(log) })
    await other.record(cast.clerk, looked(phone)).catch(() => undefined)
    await other.close()
    const again = await openCase({ store: await sqliteStore(twin), log: { signer: log, highWater } })
    await expect(again.checkpoint()).rejects.toMatchObject({ code: 'log-forked' })
    await again.close()
  })

  it('lets two programs append to one file', async () => {
    const path = join(testFolder(), 'case.db')
    const { kase, cast, phone, log } = await tellStory(await sqliteStore(path))
    const other = await openCase({ store: await sqliteStore(path), log })
    for (let round = 0; round < 5; round++) {
      await kase.record(cast.clerk, looked(phone))
      await other.record(cast.officer, looked(phone))
    }
    await kase.refresh()
    expect(kase.size).toBe(21)
    expect(kase.log.root()).toBe(other.log.root())
    await kase.close()
    await other.close()
  })
})

/** The same key without its mark: what a careless operator has. */
const signerBeside = <T>(signer: T): T => signer

describe('checkpoints', () => {
  it('takes cosignatures, and refuses a line that does not verify', async () => {
    const cosigner = await generateSigner()
    const chief = person({ name: 'A', signer: await generateSigner() })
    const name = 'court.example/registry'
    const member = { organisation: '6f1ed002-ab54-4a2b-9d3e-2f0a4b6c8d10', name, key: base64(cosigner.publicKey.spki) }
    const kase = await createCase({
      store: memoryStore(),
      root: chief,
      log: await generateSigner(),
      language: 'en',
      cosigners: { members: [member as never], quorum: 1 },
    })
    const note = await kase.checkpoint()
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
    const good = await cosignCheckpoint(text, name, cosigner, 1_772_700_000)
    const other = await cosignCheckpoint(text.replace('\n1\n', '\n2\n'), name, cosigner, 1_772_700_000)
    await expect(kase.addCosignatures(addSignatureLines(note, other))).rejects.toMatchObject({ code: 'note-signature' })
    await expect(exportTo(kase, memorySink())).rejects.toMatchObject({ code: 'no-quorum' })
    expect(await kase.addCosignatures(addSignatureLines(note, good))).toContain(name)
    expect(await exportTo(kase, memorySink())).toMatchObject({ files: 3 })
  })
})

describe('items', () => {
  it('introduces many at once', async () => {
    const { kase, cast } = await tellStory()
    const goods = [{ text: 'Ноутбук' }, { text: 'Флешка', exhibit: '2' }]
    const { items } = await kase.record(
      cast.officer,
      item.collected({ occurred: '2026-03-02T14:10:00+06:00', goods, mode: 'seized', context: 'criminal' }),
    )
    expect(new Set(items).size).toBe(2)
  })
})
