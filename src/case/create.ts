import type { Authority } from '../authority/types.ts'
import { base64 } from '../encoding/base64.ts'
import { FairtrailError } from '../encoding/error.ts'
import { canonicalBytes } from '../encoding/json.ts'
import { encodeEnvelope, PAYLOAD_TYPE } from '../envelope/envelope.ts'
import { pae } from '../envelope/pae.ts'
import type { Agent, SigningAgent } from '../record/build/agents.ts'
import { assemble } from '../record/build/assemble.ts'
import { eventInput } from '../record/build/input.ts'
import type { Loose } from '../record/build/loose.ts'
import { LogReader } from '../record/log-reader.ts'
import { EMPTY_ROOT } from '../record/payload.ts'
import type { Details } from '../record/vocabulary.ts'
import type { Case } from './case.ts'
import { LogSigner, parseLogKey } from './log-signer.ts'
import { openCase } from './open.ts'
import { type CaseOptions, environmentOf } from './options.ts'

type Opened = Loose<Details<'case.opened'>>

/** A root holder: a person with one or more keys, of whom each signs for entry 0. */
export type RootHolder = SigningAgent & { readonly furtherKeys?: readonly SigningAgent['signer'][] | undefined }

export interface CreateCaseOptions extends CaseOptions {
  log: NonNullable<CaseOptions['log']>
  /** Who decides about authority: at best several persons, with a threshold. */
  root: RootHolder | readonly RootHolder[]
  /** How many root holders must sign together; all of them unless given. */
  threshold?: number | undefined
  /** BCP 47: the language in which the case is kept. */
  language: string
  /** Withheld unless `shown(...)`. */
  title?: Opened['title']
  charges?: Opened['charges']
  numbers?: Opened['numbers']
  /** The organisation that keeps the log; the first root holder unless given. Its own cosigner never counts. */
  operator?: Agent | undefined
  cosigners?: Authority['cosigners'] | undefined
  policy?: Authority['policy'] | undefined
  /** When the case was opened; the moment of recording unless given. */
  occurred?: string | undefined
}

/**
 * Opens a case: writes entry 0 into an empty store, signed by every root holder.
 *
 * ```ts
 * const kase = await createCase({ store: await sqliteStore('2026-17.db'), root: chief, log: logKey, language: 'ru', title: 'Case 17' })
 * ```
 * @throws FairtrailError `case-exists` where the store has entries, `payload-form`, the store's codes
 */
export async function createCase(options: CreateCaseOptions): Promise<Case> {
  const environment = await environmentOf(options)
  const { store, provider, clock, random, reveals } = environment
  if ((await store.size()) > 0)
    throw new FairtrailError(
      'case-exists',
      'The store has entries: a case is there already. Open it, or take another store.',
    )
  const holders = [options.root].flat() as RootHolder[]
  const { payload, reveals: opened } = assemble(eventInput('case.opened', detailsOf(options, holders)), {
    case: null,
    language: options.language,
    after: { size: 0, root: EMPTY_ROOT },
    signers: holders.map(({ id, signer }) => ({ key: signer.publicKey.id, agent: id, capacity: 'root', prior: null })),
    recordedAt: clock(),
    sha256: provider.sha256,
    random,
  })
  const bytes = canonicalBytes(payload)
  const message = pae(PAYLOAD_TYPE, bytes)
  const signatures = await Promise.all(
    holders.map(async ({ signer }) => ({ keyid: signer.publicKey.id, sig: await signer.sign(message) })),
  )
  signatures.sort((a, b) => (a.keyid < b.keyid ? -1 : 1))
  const envelope = encodeEnvelope({ payloadType: PAYLOAD_TYPE, payload: bytes, signatures })
  const log = new LogReader(provider)
  const { entry } = await log.examine(envelope)
  await reveals?.save(opened.map((one) => ({ event: entry.id, ...one })))
  if (!(await store.append(0, { id: entry.id, envelope }))) {
    throw new FairtrailError('case-exists', 'Another program opened a case in this store at the same moment.')
  }
  const signer = new LogSigner(entry.id, parseLogKey(options.log))
  const root = await firstRoot(log, envelope)
  const note = await signer.sign({ size: 1, root }, () => root)
  await store.putNote(1, note)
  return openCase(options)
}

async function firstRoot(log: LogReader, envelope: Uint8Array): Promise<string> {
  await log.add(envelope)
  await log.settle()
  return log.root()
}

function detailsOf(options: CreateCaseOptions, holders: readonly RootHolder[]): object {
  const operator = options.operator ?? (holders[0] as RootHolder)
  return {
    occurred: options.occurred,
    numbers: options.numbers,
    title: options.title,
    charges: options.charges,
    authority: {
      serial: 1,
      roots: {
        threshold: options.threshold ?? holders.length,
        holders: holders.map(({ id, name, signer, furtherKeys = [] }) => ({
          agent: id,
          name,
          keys: [signer, ...furtherKeys].map(({ publicKey }) => base64(publicKey.spki)),
        })),
      },
      log: { operator, key: base64(parseLogKey(options.log).signer.publicKey.spki) },
      cosigners: options.cosigners ?? { members: [], quorum: 0 },
      policy: options.policy ?? { algorithms: ['ed25519', 'p256'] },
    },
  }
}
