import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Report } from '../assess/report.ts'
import { type VerifyOptions, verifyBundle } from '../bundle/verify.ts'
import { openBundleFiles } from './bundle-open.ts'
import { nodeProvider } from './provider.ts'

export interface VerifyPathOptions extends Omit<VerifyOptions, 'seen'> {
  /** Paths of what the reader holds already: log proofs, checkpoints, signed statements. */
  seen?: readonly string[] | undefined
}

/**
 * Verifies the bundle at a path, a folder or a ZIP file, with Node's own cryptography.
 * @throws FairtrailError as `verifyBundle` and `openBundleFiles`
 */
export async function verifyBundleAt(path: string, options: VerifyPathOptions): Promise<Report> {
  const { seen = [], limits, provider = nodeProvider, ...rest } = options
  const held = await Promise.all(
    seen.map(async (file) => ({ name: basename(file), bytes: new Uint8Array(await readFile(file)) })),
  )
  const files = await openBundleFiles(path, limits)
  try {
    return await verifyBundle(files, { ...rest, seen: held, limits, provider })
  } finally {
    await files.close()
  }
}
