// A handover protocol that two people sign, each on a computer of their own: a draft is a file that travels.
import { readFile, writeFile } from 'node:fs/promises'
import {
  type Case,
  createCase,
  formatDraft,
  generateSigner,
  item,
  memoryStore,
  organisation,
  parseDraft,
  person,
  readDraft,
  type Signer,
  signDraft,
} from 'fairtrail'
import { nodeProvider } from 'fairtrail/node'

const chief = person({ name: 'К. Бердибаев', signer: await generateSigner() })
const expert = person({ name: 'М. Сулайманова', signer: await generateSigner() })
const second = person({ name: 'В. Ким', signer: await generateSigner() })
const laboratory = organisation({ name: 'Экспертная лаборатория' })
const logKey = await generateSigner()
const kase: Case = await createCase({ store: memoryStore(), root: chief, log: logKey, language: 'ru' })
await kase.enrol(chief, expert, { capacity: 'expert', for: laboratory })
await kase.enrol(chief, second, { capacity: 'expert', for: laboratory })

// The operator makes the draft: public keys are enough.
const draft = await kase.draft(
  [
    { id: expert.id, signer: { publicKey: expert.signer.publicKey } },
    { id: second.id, signer: { publicKey: second.signer.publicKey } },
  ],
  item.collected({
    occurred: '2026-03-04T10:00:00+06:00',
    text: 'Набор микросхем',
    mode: 'handed-over',
    context: 'criminal',
    custodian: { agent: expert, for: laboratory },
    from: 'Представитель владельца',
  }),
)
await writeFile('handover.draft', formatDraft(draft)) // it holds withheld values: to its signers alone

// Each reads what they sign, names and all, and passes the file on.
async function signFile(path: string, signer: Signer): Promise<void> {
  const received = parseDraft(await readFile(path, 'utf8'), nodeProvider.sha256)
  const { plain, missing } = readDraft(received, nodeProvider.sha256)
  console.log(`${plain.type}, ${missing.length} still to sign`)
  // The log's key from a source of one's own: the draft then cannot name another.
  const signed = await signDraft(received, signer, nodeProvider, logKey.publicKey)
  await writeFile(path, formatDraft(signed))
}
await signFile('handover.draft', expert.signer)
await signFile('handover.draft', second.signer)

// The operator appends what came back.
const { index, proof } = await kase.append(parseDraft(await readFile('handover.draft', 'utf8'), nodeProvider.sha256))
console.log(`entry ${index}; both keep this:\n${proof}`)
await kase.close()
