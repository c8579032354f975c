import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../store/sqlite.ts'

/**
 * Puts a whole file in the place of another, or of none: after a crash or a power cut the path names the old content or the new, never a
 * part. Durable when it returns. Two writers of one path must keep each other out. New files have mode 0600.
 * @throws what the file system throws; the path then names the old content or, where only the folder could not be made durable, the new.
 */
export function replaceFile(path: string, content: string): void {
  const draft = `${path}.new`
  try {
    const descriptor = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(descriptor, content)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}
