import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LogKey } from '../case/log-signer.ts'
import type { Passphrase } from '../crypto/private-key.ts'
import { fileHighWater } from './high-water.ts'
import { nodeSigner } from './signer.ts'

export interface LogKeyFileOptions {
  /** Of an encrypted key file; a function is asked only where one is needed. */
  passphrase?: Passphrase | undefined
  /** Where the highest signed head is kept; `<path>.head` unless given. It belongs with the key, never with the store. */
  highWater?: string | undefined
}

/** The log key in a PEM file, with its high-water mark beside it: the default way to hold it. */
export async function logKeyFile(path: string, options: LogKeyFileOptions = {}): Promise<LogKey> {
  const file = resolve(path)
  const signer = await nodeSigner(await readFile(file, 'utf8'), options.passphrase)
  return { signer, highWater: fileHighWater(options.highWater ?? `${file}.head`) }
}
