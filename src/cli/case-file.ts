import { resolve } from 'node:path'
import type { Case } from '../case/case.ts'
import type { LogKey } from '../case/log-signer.ts'
import { openCase } from '../case/open.ts'
import type { Signer } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import { fileHighWater } from '../node/high-water.ts'
import { nodeProvider } from '../node/provider.ts'
import type { SigningAgent } from '../record/build/agents.ts'
import { sqliteStore } from '../store/sqlite.ts'
import type { Io } from './command.ts'
import { loadSigner } from './key-file.ts'

export interface CaseFileOptions {
  /** PEM file of the log's key; without it nothing can be appended. */
  log?: string | undefined
  passphraseFile?: string | undefined
}

/** The log's key from its file, with its high-water mark beside it. */
export async function loadLogKey(path: string, passphraseFile: string | undefined, io: Io): Promise<LogKey> {
  const signer = await loadSigner(path, passphraseFile, io)
  return { signer, highWater: fileHighWater(`${resolve(io.cwd, path)}.head`) }
}

/**
 * Opens the case in a file for one piece of work, and closes it whatever comes of that. Where something was appended, the newest checkpoint
 * is kept in the file afterwards: a draft made without the log's key follows it.
 * @throws FairtrailError `store-not-found`, the codes of `openCase`, and what the work throws
 */
export async function withCase<T>(
  path: string,
  { log, passphraseFile }: CaseFileOptions,
  io: Io,
  work: (kase: Case) => Promise<T>,
): Promise<T> {
  const logKey = log === undefined ? undefined : await loadLogKey(log, passphraseFile, io)
  const store = await sqliteStore(resolve(io.cwd, path), { mode: 'existing' })
  try {
    const kase = await openCase({ store, log: logKey, clock: io.now, provider: nodeProvider })
    const before = kase.size
    try {
      return await work(kase)
    } finally {
      if (logKey !== undefined && kase.size > before) await kase.checkpoint()
    }
  } finally {
    await store.close()
  }
}

/**
 * Whoever the record says has this key, as a signer.
 * @throws FairtrailError `not-enrolled`
 */
export function agentOf(kase: Case, signer: Signer, file: string): SigningAgent {
  const story = kase.authority.keys.get(signer.publicKey.id)
  if (story === undefined) {
    throw new FairtrailError(
      'not-enrolled',
      `The key in ${file} is not enrolled in this case. Enrol it first: fairtrail enrol CASE.db --by ROOT.pem --log LOG.pem --key ${file} ...`,
      { place: file },
    )
  }
  return { id: story.agent, kind: 'person', name: '', signer }
}
