/**
 * Bundles for `bundle.verify`: `node test/vectors/make-bundles.ts` writes test/vectors/bundles/*.zip and test/vectors/bundles.jsonl, the
 * same bytes each time. Paths in the requests are relative to the folder of the project.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type Case,
  createCase,
  custody,
  item,
  key,
  memoryStore,
  organisation,
  person,
  seal,
  type SigningAgent,
  zipSink,
} from '../../src/index.ts'
import { uuid4 } from '../../src/encoding/uuid.ts'
import { caseOrigin, formatCheckpoint } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { addSignatureLines, signNote } from '../../src/log/note.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { nodeProvider } from '../../src/node/provider.ts'
import { testSigner } from '../log/support/keys.ts'
import { linesIn, repack, withLines } from '../support/repack.ts'
import { bundleOf } from '../support/case-story.ts'
import { type Vector, writeVectors } from './vector.ts'

const folder = fileURLToPath(new URL('bundles/', import.meta.url))
mkdirSync(folder, { recursive: true })

/** Bytes that are the same in each run: SHA-256 over a label and a counter. */
function steady(label: string): (n: number) => Uint8Array {
  let count = 0
  return (n) => new Uint8Array(createHash('sha512').update(`${label} ${count++}`).digest().subarray(0, n))
}

interface Told {
  kase: Case
  chief: SigningAgent
  officer: SigningAgent
  clerk: SigningAgent
  phone: string
  proof: string
}

async function tell(label: string, cosigners: { name: string; quorum: number } | undefined = undefined): Promise<Told> {
  const random = steady(label)
  const who = (name: string) => person({ name, id: uuid4(random), signer: testSigner(`${label} ${name}`) })
  const [chief, officer, clerk] = [who('Chief'), who('Officer'), who('Clerk')] as const
  const police = organisation({ name: 'Police', id: uuid4(random) })
  const laboratory = organisation({ name: 'Laboratory', id: uuid4(random) })
  let second = 0
  const kase = await createCase({
    store: memoryStore(),
    root: chief,
    log: testSigner(`${label} log`),
    language: 'en',
    title: 'A case for comparing programs',
    clock: () => `2026-03-05T00:00:${String(second++).padStart(2, '0')}Z`,
    random,
    provider: nodeProvider,
    ...(cosigners && {
      cosigners: {
        members: [{ organisation: uuid4(random) as never, name: cosigners.name, key: base64(testSigner(cosigners.name).publicKey.spki) }],
        quorum: cosigners.quorum,
      },
    }),
  })
  await kase.enrol(chief, officer, { capacity: 'investigator', for: police })
  await kase.enrol(chief, clerk, { capacity: 'reception-clerk', for: laboratory })
  const phone = uuid4(random)
  const seizure = { act: uuid4(random), occurred: '2026-03-02T14:10:00+06:00' }
  await kase.record(
    officer,
    item.collected({ ...seizure, item: phone, text: 'Black phone', mode: 'seized', context: 'criminal', from: 'The owner' }),
  )
  await kase.record(officer, seal.applied({ ...seizure, on: phone, number: 'A-0042' }))
  const release = await kase.record(
    officer,
    custody.released({ occurred: '2026-03-03T09:00:00+06:00', items: [phone], to: laboratory, purpose: 'laboratory', seals: ['A-0042'] }),
  )
  const { proof } = await kase.record(
    clerk,
    custody.received({ occurred: '2026-03-03T09:40:00+06:00', release, result: 'accepted', seals: ['A-0042'] }),
  )
  return { kase, chief, officer, clerk, phone, proof }
}

const vectors: Vector[] = []

async function vector(id: string, files: ReadonlyMap<string, Uint8Array>, pin: string, ok: boolean, why: string, seen: string[] = []) {
  const parts: Uint8Array[] = []
  const sink = zipSink((bytes) => void parts.push(bytes.slice()))
  for (const [path, bytes] of files) await sink.add({ path, size: bytes.length, open: () => [bytes] })
  await sink.finish()
  writeFileSync(`${folder}${id}.zip`, Buffer.concat(parts))
  const input = { path: `test/vectors/bundles/${id}.zip`, case: pin, ...(seen.length > 0 && { seen }) }
  vectors.push({ id, op: 'bundle.verify', in: input, expect: { ok }, why })
}

const good = await tell('good')
const files = await bundleOf(good.kase)
const pin = good.kase.fingerprint
const lines = linesIn(files)
const change = (change: (all: string[]) => string[]) => withLines(files, change([...lines]))
const text = (value: string) => new TextEncoder().encode(value)
const signatureOf = (line: string) => /"sig":"([^"]*)"/.exec(line)?.[1] as string

await vector('good', files, pin, true, 'As it was exported.')
await vector('good-pin-typed', files, pin.toUpperCase().replaceAll(' ', '-'), true, 'Spaces, hyphens and case of the fingerprint are ignored.')
await vector('without-reveals', await bundleOf(good.kase, { reveals: 'none' }), pin, true, 'What is withheld is no defect.')
await vector('another-pin', files, '00'.repeat(32), false, 'The fingerprint is of another case.')
await vector('cut-off', await change((l) => l.slice(0, -1)), pin, false, 'The last entry was taken away; manifests fit.')
await vector('middle-removed', await change((l) => l.filter((_, at) => at !== 8)), pin, false, 'An entry in the middle was taken away.')
await vector('reordered', await change((l) => [...l.slice(0, 9), l[10], l[9]] as string[]), pin, false, 'The receipt stands before the release.')
await vector('duplicated', await change((l) => [...l, l[9] as string]), pin, false, 'An entry stands in the log twice.')
await vector('empty-line', await change((l) => [...l, '']), pin, false, 'An empty line is a malformed entry.')
await vector(
  'word-changed',
  await change((l) => {
    const { payload, ...rest } = JSON.parse(l[8] as string) as { payload: string }
    const changed = Buffer.from(payload, 'base64').toString().replace('A-0042', 'A-0043')
    return l.with(8, JSON.stringify({ payload: Buffer.from(changed).toString('base64'), ...rest }))
  }),
  pin,
  false,
  'One digit of a seal was changed in a signed entry; manifests fit.',
)
await vector(
  'signature-exchanged',
  await change((l) => l.with(8, (l[8] as string).replace(signatureOf(l[8] as string), signatureOf(l[9] as string)))),
  pin,
  false,
  'The signature is of another entry by the same key.',
)
const other = await tell('other')
const otherLines = linesIn(await bundleOf(other.kase))
await vector('another-case', await bundleOf(other.kase), pin, false, 'A well-made log of another case.')
await vector('entries-of-another-case', await change((l) => [l[0] as string, ...otherLines.slice(1)]), pin, false, 'Entries of another case under the true entry 0.')

const origin = caseOrigin(good.kase.id)
const log = testSigner('good log')
const forged = await signNote(formatCheckpoint({ origin, size: 11, root: 'ab'.repeat(32) }), origin, log)
await vector('root-differs', await repack(new Map([...files, ['data/log/checkpoint', text(forged)]])), pin, false, 'The log signed another root for this size.')
const stranger = await signNote(formatCheckpoint({ origin, size: 11, root: good.kase.log.root() }), origin, testSigner('stranger'))
await vector('checkpoint-by-a-stranger', await repack(new Map([...files, ['data/log/checkpoint', text(stranger)]])), pin, false, 'The checkpoint is signed by a key that the case does not name.')

const reveals = linesIn(files, 'data/reveals.jsonl')
const withReveals = (all: string[]) => withLines(files, all, 'data/reveals.jsonl')
const revealed = (line: string) => JSON.parse(line) as { salt: string; value: unknown }
await vector('reveal-twice', await withReveals([reveals[0] as string, ...reveals]), pin, false, 'A reveal occurs twice.')
await vector('reveal-unsorted', await withReveals(reveals.toReversed()), pin, false, 'Reveals are sorted by entry and path.')
await vector(
  'reveal-value-changed',
  await withReveals(reveals.map((line) => line.replace('Officer', 'Offiser'))),
  pin,
  false,
  'A revealed name is not the one that the signers committed to.',
)
await vector(
  'reveal-exchanged',
  await withReveals(
    reveals.map((line, at) => {
      const swap = revealed(reveals[at === 1 ? 2 : at === 2 ? 1 : at] as string)
      return JSON.stringify({ ...(JSON.parse(line) as object), salt: swap.salt, value: swap.value })
    }),
  ),
  pin,
  false,
  'Two reveals carry each other’s salt and value.',
)
await vector('extra-file', new Map([...files, ['data/notes.html', text('<p>')]]), pin, false, 'A file outside the layout.')
await vector('manifest-unfit', new Map([...files, ['data/log/checkpoint', text(`${forged}`)]]), pin, false, 'A file was replaced and the manifests were not.')
await vector('verify-md-changed', new Map([...files, ['VERIFY.md', text('Trust me.\n')]]), pin, false, 'VERIFY.md is another text than the published one.')
const proofPath = `data/proofs/${good.kase.log.entries[10]?.id}.tlog-proof`
await vector('with-a-log-proof', await repack(new Map([...files, [proofPath, text(good.proof)]])), pin, true, 'A log proof travels with the log.')
await vector('log-proof-of-another-entry', await repack(new Map([...files, [proofPath.replace(good.kase.log.entries[10]?.id as string, good.kase.log.entries[9]?.id as string), text(good.proof)]])), pin, false, 'A log proof under the name of another entry.')

const longer = await tell('longer')
const short = await bundleOf(longer.kase)
const seal2 = await longer.kase.record(longer.clerk, seal.opened({ occurred: '2026-03-04T08:00:00+06:00', on: longer.phone, number: 'A-0042', reason: 'Examination' }))
writeFileSync(`${folder}longer.tlog-proof`, seal2.proof)
await vector('older-than-seen', short, longer.kase.fingerprint, false, 'The reader holds a log proof of an entry after this bundle.', ['test/vectors/bundles/longer.tlog-proof'])
await vector('reaches-seen', await bundleOf(longer.kase), longer.kase.fingerprint, true, 'The log has what the reader holds.', ['test/vectors/bundles/longer.tlog-proof'])

const irregular = await tell('irregular')
await irregular.kase.record(irregular.officer, custody.released({ occurred: '2026-03-05T09:00:00+06:00', items: [irregular.phone], to: irregular.chief, purpose: 'court' }))
await vector('released-without-holding', await bundleOf(irregular.kase), irregular.kase.fingerprint, true, 'An irregular act is recorded and is a break of custody, no defect of the log.')

const ended = await tell('ended')
const late = await ended.kase.draft(ended.officer, seal.opened({ occurred: '2026-03-04T08:00:00+06:00', on: ended.phone, number: 'A-0042', reason: 'Check' }))
await ended.kase.record(ended.chief, key.revoked({ key: ended.officer.signer.publicKey.id, reason: 'left-office' }))
const { signDraft } = await import('../../src/index.ts')
await ended.kase.append(await signDraft(late, ended.officer.signer, nodeProvider))
await vector('offline-after-the-end-of-a-key', await bundleOf(ended.kase), ended.kase.fingerprint, true, 'Signed over a head before the key was retired, logged after it: undetermined, about the statement alone.')

for (const [id, quorum, sign] of [['cosigned', 1, true], ['quorum-zero', 0, false]] as const) {
  const told = await tell(id, { name: 'court.example/registry', quorum })
  const note = await told.kase.checkpoint()
  if (sign) {
    const end = note.lastIndexOf('\n\n') + 1
    const line = await cosignCheckpoint(note.slice(0, end), 'court.example/registry', testSigner('court.example/registry'), 1_772_700_000)
    await told.kase.addCosignatures(addSignatureLines(note, line))
  }
  const made = await bundleOf(told.kase)
  await vector(id, made, told.kase.fingerprint, true, sign ? 'The checkpoint has its quorum.' : 'No cosigner is asked for, which is said.')
  if (!sign) continue
  const bare = new Map([...made, ['data/log/checkpoint', text(note)]])
  await vector('cosigner-line-missing', await repack(bare), told.kase.fingerprint, false, 'The last checkpoint lacks the quorum of its authority.')
  const renamed = new TextDecoder().decode(made.get('data/log/checkpoint')).replace('court.example/registry', 'court.example/registri')
  await vector('cosigner-renamed', await repack(new Map([...made, ['data/log/checkpoint', text(renamed)]])), told.kase.fingerprint, false, 'One letter of the cosigner’s name changed: its line is unknown.')
}

writeVectors(fileURLToPath(new URL('bundles.jsonl', import.meta.url)), vectors)
