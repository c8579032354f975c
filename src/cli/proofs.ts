import { mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Recorded } from '../case/case.ts'
import { isFairtrailError } from '../encoding/error.ts'
import { createFile } from '../node/new-file.ts'
import { attempt, pathBytes } from '../node/open-file.ts'
import type { Io } from './command.ts'

export interface ProofFolder {
  readonly path: string
  readonly cwd: string
}

/** Where log proofs of a case go: what --proofs names, otherwise `<case>.proofs` beside the file of the case. */
export function proofFolder(casePath: string, given: string | undefined, io: Io): ProofFolder {
  return { path: resolve(io.cwd, given ?? `${casePath.replace(/\.db$/i, '')}.proofs`), cwd: io.cwd }
}

/**
 * Keeps the log proof of an event; one that is there already stays, because it is as good and was there earlier.
 * @returns its path, as it can be typed
 */
export function keepProof({ path, cwd }: ProofFolder, { event, proof }: Recorded): string {
  attempt(pathBytes(path), () => mkdirSync(path, { recursive: true }))
  const file = join(path, `${event}.tlog-proof`)
  try {
    createFile(file, proof, 0o644)
  } catch (error) {
    if (!isFairtrailError(error) || error.code !== 'file-exists') throw error
  }
  return relative(cwd, file)
}
