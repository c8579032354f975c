import { statSync } from 'node:fs'
import type { BundleFiles } from '../bundle/files.ts'
import type { BundleLimits } from '../bundle/limits.ts'
import { folderSource } from './bundle-folder.ts'
import { zipFileSource } from './bundle-zip.ts'
import { attempt, pathBytes } from './open-file.ts'

/**
 * The bundle at a path: a folder, or a ZIP file.
 * @throws FairtrailError as `folderSource` and `zipFileSource`
 */
export async function openBundleFiles(path: string, limits: Partial<BundleLimits> = {}): Promise<BundleFiles> {
  const folder = attempt(pathBytes(path), () => statSync(path)).isDirectory()
  return folder ? folderSource(path, limits) : zipFileSource(path, limits)
}
