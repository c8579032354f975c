import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { BagSink } from '../bundle/bag-write.ts'
import type { BundleFiles } from '../bundle/files.ts'
import type { BundleLimits } from '../bundle/limits.ts'
import type { RandomReader } from '../bundle/random-reader.ts'
import { zipSource } from '../bundle/zip-source.ts'
import { type ZipSinkOptions, zipSink } from '../bundle/zip-write.ts'
import { partialName, readExactly, refuseExisting, syncNames, writeAll, writing } from './bundle-fs.ts'
import { openRegularFile, pathBytes } from './open-file.ts'

/**
 * Bytes at any place of a file, until `close`.
 * @throws FairtrailError `file-not-found`, `file-unreadable`, `file-symbolic-link`, `file-special`, `file-changed`, also on reading
 */
export function fileReader(path: string): Required<RandomReader> {
  const file = openRegularFile(pathBytes(path), process.cwd())
  return { size: file.size, read: (at, length) => readExactly(file, at, length), close: async () => file.close() }
}

/**
 * A bundle in a ZIP file, read as hostile; see `zipSource`.
 * @throws FairtrailError `bundle-unreadable`, `bundle-limit`, and as `fileReader`
 */
export async function zipFileSource(path: string, limits: Partial<BundleLimits> = {}): Promise<BundleFiles> {
  const reader = fileReader(path)
  try {
    return await zipSource(reader, limits)
  } catch (error) {
    await reader.close()
    throw error
  }
}

/**
 * Writes a bag into a ZIP file that is not there yet. Everything goes to a file beside it, is made durable, and is renamed when whole.
 * @throws FairtrailError `bundle-exists`, `bundle-write`, here and from the sink
 */
export async function zipFileSink(path: string, options: ZipSinkOptions = {}): Promise<BagSink> {
  const target = resolve(path)
  await refuseExisting(target, 'nothing')
  const draft = partialName(target)
  const zip = zipSink((bytes) => writing(path, () => writeAll(handle, bytes)), options)
  const handle = await writing(path, () => open(draft, 'wx'))
  return {
    add: zip.add,
    async finish() {
      await zip.finish()
      await writing(path, async () => {
        await handle.sync()
        await handle.close()
      })
      await refuseExisting(target, 'nothing')
      await writing(path, () => rename(draft, target))
      syncNames(dirname(target))
    },
    async abort() {
      // A second close, after a failure in `finish`, does nothing.
      await handle.close()
      await writing(path, () => rm(draft, { force: true }))
    },
  }
}
