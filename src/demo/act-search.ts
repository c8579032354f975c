import { act, custody, decision, imei, item, newAct, newItem, type Recorded, seal, shown } from '../index.ts'
import { at, attachment, digestsOf, type Stage } from './story-kit.ts'

export interface Found {
  readonly phone: string
  readonly notebook: string
  /** The memory stick; absent where the reader's own files stand in its place. */
  readonly stick?: string
  readonly collected: Recorded
}

/** 2 March: a search by order of the court, with two attesting witnesses, a protocol and a photograph. Everything is sealed. */
export async function search({ people, evidence, tool, record }: Stage): Promise<Found> {
  const { prosecutor, investigator, witnesses, court } = people
  const order = await record(
    at(2, '09:40'),
    prosecutor,
    decision.made({
      occurred: { date: '2026-03-02' },
      source: 'transcribed',
      kind: 'search-order',
      issuer: { agent: court, office: 'court' },
      dated: '2026-03-02',
      number: '5-112/26',
      outcome: 'granted',
      scope: 'Жилище; электронные носители и записи.',
    }),
  )
  const common = {
    act: newAct(),
    participants: witnesses.map((agent) => ({
      agent,
      capacity: 'attesting-witness' as const,
      signs: 'paper' as const,
    })),
    basis: [{ kind: 'decision' as const }],
    decision: order,
  }
  await record(
    at(2, '15:40'),
    investigator,
    act.recorded({
      ...common,
      occurred: { from: at(2, '14:10'), to: at(2, '15:30') },
      kind: 'search',
      protocol: { attachment: evidence.protocol.sha256, author: investigator, pagesSigned: true },
      attachments: [attachment(evidence.protocol, 'application/pdf', 'protocol')],
      orderShownAt: at(2, '14:10'),
      technicalMeans: ['Фотоаппарат'],
    }),
  )
  const phone = newItem()
  const notebook = newItem()
  const stick = evidence.image ? newItem() : undefined
  const collected = await record(
    at(2, '15:45'),
    investigator,
    item.collected({
      ...common,
      occurred: at(2, '14:40'),
      mode: 'seized',
      context: 'criminal',
      scope: 'within',
      from: 'Владелец жилища',
      foundWhere: shown('Письменный стол'),
      attachments: [attachment(evidence.photo, 'image/png', 'photo')],
      goods: [
        {
          item: phone,
          exhibit: '17/1',
          text: 'Чёрный телефон, экран треснут',
          features: [imei('490154203237518')],
          photos: [evidence.photo.sha256],
        },
        { item: notebook, exhibit: '17/2', kind: 'document', text: 'Тетрадь в клетку, 96 листов' },
        ...(stick === undefined ? [] : [{ item: stick, exhibit: '17/3', text: 'USB-накопитель без надписей' }]),
        ...evidence.own.map((file, n) => ({
          item: file.item,
          exhibit: `17/${n + 3}`,
          kind: 'digital' as const,
          text: file.name,
          digests: digestsOf(file, 'logical-file', tool),
        })),
      ],
    }),
  )
  const seals = [
    [phone, 'A-0042'],
    ...(stick === undefined ? [] : [[stick, 'A-0043'] as const]),
    [notebook, 'A-0044'],
  ] as const
  for (const [on, number] of seals) {
    const sealed = seal.applied({ ...common, occurred: at(2, '15:20'), on, number, kind: 'bag', signedBy: witnesses })
    await record(at(2, '15:50'), investigator, sealed)
  }
  return { phone, notebook, ...(stick === undefined ? {} : { stick }), collected }
}

/** 3 March: two handovers to the laboratory. The notebook is released to the store, and nobody records that it came. */
export async function handovers(stage: Stage, { phone, notebook, stick }: Found): Promise<Recorded> {
  const { people, evidence, record } = stage
  const { investigator, courier, clerk, post, laboratory, evidenceStore } = people
  const items = [phone, ...(stick === undefined ? [] : [stick]), ...evidence.own.map((file) => file.item)]
  const seals = { [phone]: 'A-0042', ...(stick === undefined ? {} : { [stick]: 'A-0043' }) } as Record<string, string>
  const goods = items.map((one) => {
    const number = seals[one]
    return number === undefined
      ? { item: one }
      : { item: one, observation: { seals: [{ number, state: 'intact' as const }] } }
  })
  const accepted = goods.map((one) => ({ ...one, result: 'accepted' as const }))
  const released = await record(
    at(3, '09:02'),
    investigator,
    custody.released({ occurred: at(3, '09:00'), goods, to: post, purpose: 'courier' }),
  )
  await record(
    at(3, '09:06'),
    courier,
    custody.received({ occurred: at(3, '09:05'), release: released, goods: accepted }),
  )
  await record(
    at(3, '10:01'),
    investigator,
    custody.released({
      occurred: at(3, '10:00'),
      items: [notebook],
      seals: ['A-0044'],
      to: evidenceStore,
      purpose: 'storage',
    }),
  )
  const delivered = await record(
    at(3, '11:31'),
    courier,
    custody.released({ occurred: at(3, '11:30'), goods, to: laboratory, purpose: 'laboratory' }),
  )
  return record(
    at(3, '11:45'),
    clerk,
    custody.received({ occurred: at(3, '11:40'), release: delivered, goods: accepted }),
  )
}
