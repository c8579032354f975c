import { randomBytes } from 'node:crypto'
import { read as readCallback } from 'node:fs'
import { type FileHandle, lstat, readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { syncFolder } from '../store/sqlite.ts'
import { fileChanged, type OpenFile, systemError } from './open-file.ts'

const readInto = promisify(readCallback)

/** Exactly these bytes of an open file, in memory of their own. */
export async function readExactly(file: OpenFile, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    let bytesRead: number
    try {
      bytesRead = (await readInto(file.fd, bytes, done, length - done, at + done)).bytesRead
    } catch (cause) {
      throw systemError(file.name, cause, at + done)
    }
    if (bytesRead === 0) throw fileChanged(file.name, `it ended at byte ${at + done}`)
    done += bytesRead
  }
  return bytes
}

/** Writes all of the bytes at the end of what was written before. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten
}

/** A name beside `path` that nothing has: what is written there is moved to `path` when it is whole. */
export function partialName(path: string): string {
  return `${path.replace(/[\\/]+$/, '')}.${randomBytes(6).toString('hex')}.partial`
}

/**
 * Refuses a place where something is.
 * @throws FairtrailError `bundle-exists`; an empty folder is accepted where a folder is to be written
 */
export async function refuseExisting(path: string, accept: 'nothing' | 'empty-folder'): Promise<void> {
  const there = await writing(path, () => lstat(path).catch(absent))
  if (!there) return
  if (accept === 'empty-folder' && there.isDirectory() && (await writing(path, () => readdir(path))).length === 0)
    return
  const place = accept === 'empty-folder' ? 'a new or empty folder' : 'a new file'
  throw new FairtrailError('bundle-exists', `${path} is there already, and is not written over; name ${place}.`, {
    place: path,
  })
}

/** Undefined for the error that there is no such file; any other is thrown on. */
export function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

/** Runs a step of writing; what the file system throws becomes `bundle-write`. */
export async function writing<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    if (isFairtrailError(cause)) throw cause
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
    throw new FairtrailError('bundle-write', `${path} cannot be written (${why}).`, { place: path }, { cause })
  }
}

/** Makes the names in a folder durable, where the file system of the medium can do that; some of memory sticks cannot. */
export function syncNames(folder: string): void {
  try {
    syncFolder(folder)
  } catch {
    // The files themselves are synchronised; that the system refuses this for a folder is no reason to refuse the bundle.
  }
}
