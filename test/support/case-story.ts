import {
  type BagSink,
  type Case,
  createCase,
  custody,
  type ExportOptions,
  exportTo,
  generateSigner,
  imei,
  item,
  memoryStore,
  newAct,
  organisation,
  person,
  type Signer,
  type SigningAgent,
  type StoreWithReveals,
  seal,
} from '../../src/index.ts'
import { nodeProvider } from '../../src/node/provider.ts'
import { toNodeSigner } from '../../src/node/signer.ts'
import type { BuilderInput } from '../../src/record/build/input.ts'

/** The people of a small case. */
export interface Cast {
  chief: SigningAgent
  officer: SigningAgent
  clerk: SigningAgent
}

export interface Story {
  kase: Case
  cast: Cast
  phone: string
  /** The log's key: what an operator who lies would use. */
  log: Signer
  /** Log proof of the receipt, as the clerk keeps it. */
  proof: string
  /** The release, which a test may answer again. */
  release: { event: string; items: readonly string[] }
}

const signer = async () => toNodeSigner(await generateSigner())

/** The first program of the README on a store in memory: a phone is seized, sealed, released and received. */
export async function tellStory(store: StoreWithReveals = memoryStore()): Promise<Story> {
  const chief = person({ name: 'Асанов А.', signer: await signer() })
  const officer = person({ name: 'Бекова Б.', signer: await signer() })
  const clerk = person({ name: 'Ли В.', signer: await signer() })
  const police = organisation({ name: 'ОВД' })
  const laboratory = organisation({ name: 'Лаборатория' })
  const log = await signer()
  let seconds = 0
  const clock = () => new Date(Date.UTC(2026, 2, 5, 0, 0, seconds++)).toISOString()
  const kase = await createCase({
    store,
    root: chief,
    log,
    language: 'ru',
    title: 'Дело 17',
    clock,
    provider: nodeProvider,
  })
  await kase.enrol(chief, officer, { capacity: 'investigator', for: police })
  await kase.enrol(chief, clerk, { capacity: 'reception-clerk', for: laboratory })
  const seizure = { act: newAct(), occurred: '2026-03-02T14:10:00+06:00' }
  const collected = await kase.record(
    officer,
    item.collected({
      ...seizure,
      text: 'Чёрный телефон',
      features: [imei('490154203237518')],
      mode: 'seized',
      context: 'criminal',
      from: 'Г. Г.',
    }),
  )
  const phone = collected.items[0] as string
  await kase.record(officer, seal.applied({ ...seizure, on: phone, number: 'A-0042' }))
  const release = await kase.record(
    officer,
    custody.released({
      occurred: '2026-03-03T09:00:00+06:00',
      items: [phone],
      to: laboratory,
      purpose: 'laboratory',
      seals: ['A-0042'],
    }),
  )
  const { proof } = await kase.record(
    clerk,
    custody.received({ occurred: '2026-03-03T09:40:00+06:00', release, result: 'accepted', seals: ['A-0042'] }),
  )
  return { kase, cast: { chief, officer, clerk }, phone, log, proof, release }
}

/** The statement of fact that every test may add to a story. */
export const looked = (phone: string, more: Partial<BuilderInput<'item.observed'>> = {}) =>
  item.observed({
    occurred: '2026-03-04T10:00:00+06:00',
    items: [phone],
    observation: { condition: 'цел' },
    purpose: 'audit',
    ...more,
  })

/** A bundle's files by path. */
export async function bundleOf(
  kase: Case,
  options: ExportOptions = { reveals: 'all' },
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const sink: BagSink = {
    async add({ path, open }) {
      const parts: Uint8Array[] = []
      for await (const part of open()) parts.push(part)
      files.set(path, new Uint8Array(Buffer.concat(parts)))
    },
    finish: async () => {},
    abort: async () => {},
  }
  await exportTo(kase, sink, options)
  return files
}
