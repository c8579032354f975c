import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import type { Report } from '../assess/report.ts'
import type { SeenFile } from '../assess/seen.ts'
import { type VerifyOptions, verifyBundle } from '../bundle/verify.ts'
import { utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { openBundleFiles } from './bundle-open.ts'
import { systemError } from './open-file.ts'
import { nodeProvider, threadedProvider } from './provider.ts'

export interface VerifyPathOptions extends Omit<VerifyOptions, 'seen'> {
  /** Paths of what the reader holds already: log proofs, checkpoints, signed statements. */
  seen?: readonly string[] | undefined
}

/**
 * Verifies the bundle at a path, a folder or a ZIP file, with Node's own cryptography: signatures on
 * its thread pool where there is more than one processor.
 * @throws FairtrailError as `verifyBundle` and `openBundleFiles`, and where a file of `seen` cannot be read
 */
export async function verifyBundleAt(path: string, options: VerifyPathOptions): Promise<Report> {
  const {
    seen = [],
    limits,
    provider = availableParallelism() > 1 ? threadedProvider : nodeProvider,
    ...rest
  } = options
  const held = await Promise.all(seen.map(seenFile))
  const files = await openBundleFiles(path, limits)
  try {
    return await verifyBundle(files, { ...rest, seen: held, limits, provider })
  } finally {
    await files.close()
  }
}

async function seenFile(path: string): Promise<SeenFile> {
  try {
    // A device or a pipe could be read for ever.
    if (!(await stat(resolve(path))).isFile())
      throw new FairtrailError('file-special', `${path}: is not a file.`, { place: path })
    return { name: basename(path), bytes: new Uint8Array(await readFile(resolve(path))) }
  } catch (error) {
    if (error instanceof FairtrailError) throw error
    throw systemError(utf8(path), error)
  }
}
