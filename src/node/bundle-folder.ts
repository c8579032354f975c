import type { Dirent } from 'node:fs'
import { lstat, mkdir, open, opendir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BagSink } from '../bundle/bag-write.ts'
import { type BundleFile, type BundleFiles, rooted } from '../bundle/files.ts'
import type { FormProblem } from '../bundle/form-problems.ts'
import { isUnsafePath } from '../bundle/layout.ts'
import { type BundleLimits, bundleLimits, checkLimit } from '../bundle/limits.ts'
import { compareUtf8 } from '../encoding/bytes.ts'
import { absent, partialName, readExactly, refuseExisting, syncNames, writeAll, writing } from './bundle-fs.ts'
import { fileChanged, openRegularFile, pathBytes, systemError } from './open-file.ts'

const CHUNK = 1 << 18

/**
 * A bundle in a folder, read as hostile: no link is followed, and nothing but regular files is opened. What cannot belong to a bundle is a
 * problem.
 * @throws FairtrailError `bundle-limit`; `file-not-found`, `file-unreadable`, `file-changed`, also on reading
 */
export async function folderSource(path: string, limits: Partial<BundleLimits> = {}): Promise<BundleFiles> {
  const allowed = bundleLimits(limits)
  const root = resolve(path)
  const problems: FormProblem[] = []
  const files: BundleFile[] = []
  let seen = 0
  // Folders still to be read, relative to the bundle, each with its '/'.
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let empty = true
    for await (const entry of readFolder(join(root, folder))) {
      empty = false
      seen++
      checkLimit(allowed, 'files', seen, `${path}, files and folders`)
      const inner = folder + entry.name
      // U+FFFD stands for bytes that are not UTF-8: by this name the file cannot be found again.
      if (isUnsafePath(inner) || inner.includes('\ufffd')) problems.push({ code: 'unsafe-path', path: inner })
      else if (entry.isSymbolicLink()) problems.push({ code: 'link', path: inner })
      else if (entry.isDirectory()) folders.push(`${inner}/`)
      else if (entry.isFile()) files.push(await folderFile(root, inner))
      else problems.push({ code: 'special-file', path: inner })
    }
    if (empty && folder !== '') problems.push({ code: 'empty-folder', path: folder })
  }
  // The system gives the names in no order.
  problems.sort((a, b) => compareUtf8(a.path ?? '', b.path ?? ''))
  return { kind: 'folder', ...rooted(files, problems, allowed, ''), close: async () => {} }
}

async function* readFolder(path: string): AsyncGenerator<Dirent, void, undefined> {
  try {
    yield* await opendir(path)
  } catch (cause) {
    throw systemError(pathBytes(path), cause)
  }
}

async function folderFile(root: string, path: string): Promise<BundleFile> {
  const name = pathBytes(join(root, path))
  const { size } = await lstat(name).catch((cause: unknown) => {
    throw systemError(name, cause)
  })
  return {
    path,
    size,
    async *open() {
      const file = openRegularFile(name, root)
      try {
        if (file.size !== size) throw fileChanged(name, `${size} bytes before, ${file.size} now`)
        for (let at = 0; at < size; at += CHUNK) yield await readExactly(file, at, Math.min(CHUNK, size - at))
        file.assertUnchanged(size)
      } finally {
        file.close()
      }
    },
  }
}

/**
 * Writes a bag into a folder that is not there yet, or is empty. Everything goes to a folder beside it, is made durable, and is renamed when
 * whole: what has the name is a whole bag.
 * @throws FairtrailError `bundle-exists`, `bundle-write`, here and from the sink
 */
export async function folderSink(path: string): Promise<BagSink> {
  const target = resolve(path)
  await refuseExisting(target, 'empty-folder')
  const draft = partialName(target)
  await writing(path, () => mkdir(draft))
  const folders = new Set<string>()
  return {
    async add(file) {
      const place = join(draft, file.path)
      const folder = dirname(place)
      if (!folders.has(folder)) await writing(path, () => mkdir(folder, { recursive: true }))
      folders.add(folder)
      const handle = await writing(path, () => open(place, 'wx'))
      try {
        for await (const chunk of file.open()) await writing(path, () => writeAll(handle, chunk))
        await writing(path, () => handle.sync())
      } finally {
        await handle.close()
      }
    },
    async finish() {
      for (const folder of folders) syncNames(folder)
      await writing(path, async () => {
        // Fails where something came to be in it meanwhile.
        await rmdir(target).catch(absent)
        await rename(draft, target)
      })
      syncNames(dirname(target))
    },
    abort: () => writing(path, () => rm(draft, { recursive: true, force: true })),
  }
}
