import { createReadStream, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BagWritten } from '../bundle/bag-write.ts'
import { type ContentFile, type ExportOptions, exportTo } from '../bundle/export.ts'
import type { Case } from '../case/case.ts'
import { folderSink } from './bundle-folder.ts'
import { zipFileSink } from './bundle-zip.ts'
import { hashFile } from './hash-file.ts'

export interface ExportBundleOptions extends Omit<ExportOptions, 'content'> {
  /** Paths of evidence files and attachments; those whose SHA-256 the record names go with the bundle. */
  files?: readonly string[] | undefined
}

/**
 * Writes a case's bundle to a folder, or to a ZIP file where the path ends in `.zip`. Nothing is there until it is whole.
 *
 * ```ts
 * await exportBundle(kase, './bundle')
 * await exportBundle(kase, './bundle.zip', { files: ['photo.jpg', 'phone.dd'], reveals: 'all' })
 * ```
 * @throws FairtrailError `bundle-exists`, `bundle-write`, `no-quorum`, and the codes of hashing a file
 */
export async function exportBundle(kase: Case, path: string, options: ExportBundleOptions = {}): Promise<BagWritten> {
  const { files = [], ...rest } = options
  const content = new Map<string, ContentFile>()
  for (const file of files) content.set(await sha256Of(file), fileContent(file))
  const sink = path.toLowerCase().endsWith('.zip') ? await zipFileSink(path) : await folderSink(path)
  return exportTo(kase, sink, { ...rest, content })
}

async function sha256Of(file: string): Promise<string> {
  const { digests } = await hashFile(file, { algorithms: ['sha256'] })
  return digests[0]?.value ?? ''
}

function fileContent(file: string): ContentFile {
  const path = resolve(file)
  return { size: statSync(path).size, open: () => createReadStream(path) }
}
