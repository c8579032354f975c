import { join } from 'node:path'
import { acknowledgement, decision, digest, examination, item, newItem, type Recorded, seal } from '../index.ts'
import type { Found } from './act-search.ts'
import { copyOf, measure } from './evidence.ts'
import { at, digestsOf, type Stage } from './story-kit.ts'

const QUESTION = 'Открывался ли файл PLAN.TXT на изъятом телефоне?'

/** 4 to 10 March: the bag is opened, an image is taken and checked, a working copy is examined; the second expert signs a day later. */
export async function laboratoryWork(stage: Stage, found: Found): Promise<Recorded> {
  const { people, record } = stage
  const { expert, secondExpert, prosecutor } = people
  const { original, copy } = await openAndCopy(stage, found)
  const order = await record(
    at(4, '15:00'),
    prosecutor,
    decision.made({
      occurred: at(4, '14:30'),
      kind: 'examination-order',
      issuer: { agent: prosecutor, office: 'prosecutor' },
      dated: '2026-03-04',
      outcome: 'granted',
      appoints: [expert, secondExpert],
      questions: [QUESTION],
      objects: [original],
    }),
  )
  await record(
    at(5, '09:10'),
    expert,
    examination.started({
      occurred: at(5, '09:00'),
      order,
      discipline: 'digital',
      inputs: [{ item: copy, as: 'working-copy' }],
      examiners: [expert, secondExpert],
    }),
  )
  const concluded = await record(
    at(9, '17:00'),
    expert,
    examination.concluded({
      occurred: at(9, '16:30'),
      discipline: 'digital',
      items: [copy],
      order,
      outcome: 'opinion',
      conclusions: [{ question: QUESTION, result: 'does-not-support', text: 'Следов открытия не найдено.' }],
      method: { id: 'ЛМ-04', version: '3' },
      limits: 'Исследована только рабочая копия.',
      notesKept: true,
      outputsKept: true,
    }),
  )
  await record(
    at(10, '10:15'),
    secondExpert,
    acknowledgement.signed({ occurred: at(10, '10:10'), acknowledges: concluded, outcome: 'agreed' }),
  )
  return concluded
}

/** From the sealed stick to a working copy; or a working copy of the reader's first file, and the phone's bag opened. */
async function openAndCopy(stage: Stage, { phone, stick }: Found) {
  const { people, evidence, tool, record, folder } = stage
  const { expert } = people
  const on = stick ?? phone
  const number = stick === undefined ? 'A-0042' : 'A-0043'
  await record(
    at(4, '10:06'),
    expert,
    seal.opened({
      occurred: at(4, '10:05'),
      on,
      number,
      reason: 'Для исследования',
      found: { seals: [{ number, state: 'intact' }], condition: 'Упаковка цела' },
    }),
  )
  const [own] = evidence.own
  const original = stick === undefined ? (own?.item ?? phone) : newItem()
  const source = evidence.image ?? own ?? evidence.photo
  if (stick !== undefined && evidence.image) {
    await record(
      at(4, '10:50'),
      expert,
      item.acquired({
        occurred: { from: at(4, '10:20'), to: at(4, '10:45') },
        source: stick,
        item: original,
        exhibit: '17/3-О',
        text: 'Образ накопителя, побитовая копия',
        digests: digestsOf(evidence.image, 'device', tool),
        method: 'physical',
        writeBlock: { used: true },
        tool: { name: 'dd' },
      }),
    )
  }
  // Read anew: the digest of the verification is measured, not copied.
  const scope = evidence.image ? 'device' : 'logical-file'
  for (const one of digestsOf(await measure(source.path), scope, tool)) {
    const again = digest.measured({
      occurred: at(4, '11:00'),
      item: original,
      digest: one,
      purpose: 'verification',
      outcome: 'equal',
    })
    await record(at(4, '11:05'), expert, again)
  }
  const resealed = seal.applied({ occurred: at(4, '11:15'), on, number: 'L-2001', kind: 'bag', signedBy: [expert] })
  await record(at(4, '11:16'), expert, resealed)
  const file = await copyOf(source, join(folder, `working-copy-${source.name}`))
  const copied = await record(
    at(4, '11:30'),
    expert,
    item.derived({ occurred: at(4, '11:25'), from: original, kind: 'working-copy', tool, text: 'Рабочая копия' }),
  )
  const copy = copied.items[0] as string
  for (const one of digestsOf(file, scope, tool)) {
    const measured = digest.measured({
      occurred: at(4, '11:35'),
      item: copy,
      digest: one,
      purpose: 'verification',
      outcome: 'equal',
    })
    await record(at(4, '11:40'), expert, measured)
  }
  return { original, copy }
}
