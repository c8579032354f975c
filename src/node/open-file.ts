import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { FairtrailError } from '../encoding/error.ts'
import { showName } from '../interop/file-name.ts'

/** A path as text, or in the file system's own bytes where a name need not be UTF-8. */
export type FilePath = string | Uint8Array

/** A regular file, open for reading. */
export interface OpenFile {
  readonly fd: number
  /** As the caller gave it; {@link showName} makes it fit for messages, and is not asked before there is one. */
  readonly name: Uint8Array
  /** Bytes, when it was opened. */
  readonly size: number
  /**
   * To be asked when the last byte was read.
   * @throws FairtrailError `file-changed` where the name no longer leads to this file as it was when opened, or `read` bytes are not all of it
   */
  assertUnchanged(read: number): void
  close(): void
}

/** The bytes of a path. */
export function pathBytes(path: FilePath): Buffer {
  return typeof path === 'string' ? Buffer.from(path) : Buffer.from(path.buffer, path.byteOffset, path.byteLength)
}

/** The path that the file system is asked for: a relative one starts at `cwd`. */
export function absolutePath(path: Buffer, cwd: string): Buffer {
  return isAbsolute(path.toString('latin1')) ? path : Buffer.concat([Buffer.from(`${resolve(cwd)}/`), path])
}

/**
 * Opens a regular file; never through a symbolic link in its last part, and never a device or pipe (to open one can already do something).
 * @throws FairtrailError `file-not-found`, `file-symbolic-link`, `file-special`, `file-unreadable`
 */
export function openRegularFile(name: Buffer, cwd: string): OpenFile {
  const path = absolutePath(name, cwd)
  refuseSpecial(statOf(path, name), name)
  const fd = attempt(name, () =>
    openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)),
  )
  try {
    const opened = attempt(name, () => fstatSync(fd, { bigint: true }))
    refuseSpecial(opened, name)
    return {
      fd,
      name,
      size: Number(opened.size),
      assertUnchanged: (read) => assertSame(path, name, opened, read),
      close: () => closeSync(fd),
    }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** What stands at a path, itself and not what a link leads to. */
function statOf(path: Buffer, name: Uint8Array): BigIntStats {
  return attempt(name, () => lstatSync(path, { bigint: true }))
}

/** Runs one file system call; what it throws becomes an error of this library that names the file. */
export function attempt<T>(name: Uint8Array, call: () => T): T {
  try {
    return call()
  } catch (cause) {
    throw systemError(name, cause)
  }
}

/** An error of the file system, for the file or folder that it is about. */
export function systemError(name: Uint8Array, cause: unknown, offset?: number): FairtrailError {
  const shown = showName(name)
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
  const place = offset === undefined ? { place: shown } : { place: shown, offset }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const hint = shown.includes('\ufffd') ? ' Its name may have bytes that are not UTF-8: name its folder instead.' : ''
    return new FairtrailError('file-not-found', `${shown}: there is no such file.${hint}`, place, { cause })
  }
  if (code === 'ELOOP') return symbolicLink(shown)
  const at = offset === undefined ? '' : ` at byte ${offset}`
  return new FairtrailError('file-unreadable', `${shown}: cannot be read${at} (${REASONS[code] ?? code}).`, place, {
    cause,
  })
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  EBUSY: 'in use',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ESTALE: 'the network folder has moved on',
}

function symbolicLink(shown: string): FairtrailError {
  return new FairtrailError(
    'file-symbolic-link',
    `${shown}: a symbolic link, which is not followed. Name the file that it leads to.`,
    {
      place: shown,
    },
  )
}

function refuseSpecial(stats: BigIntStats, name: Uint8Array): void {
  if (stats.isFile()) return
  const shown = showName(name)
  if (stats.isSymbolicLink()) throw symbolicLink(shown)
  const kind = stats.isDirectory()
    ? 'a folder, not a file'
    : stats.isBlockDevice()
      ? 'a disk or another block device, not a file. Make an image of it first'
      : stats.isFIFO()
        ? 'a pipe, not a file'
        : stats.isSocket()
          ? 'a socket, not a file'
          : 'a device, not a file'
  throw new FairtrailError('file-special', `${shown}: ${kind}.`, { place: shown })
}

/** The error for a file that is not, after reading, what it was before. */
export function fileChanged(name: Uint8Array, what: string): FairtrailError {
  const shown = showName(name)
  return new FairtrailError(
    'file-changed',
    `${shown}: changed while it was being read (${what}), so no digest of it is given.`,
    {
      place: shown,
    },
  )
}

function assertSame(path: Buffer, name: Uint8Array, before: BigIntStats, read: number): void {
  let now: BigIntStats
  try {
    now = statOf(path, name)
  } catch {
    throw fileChanged(name, 'its name is gone')
  }
  if (now.ino !== before.ino || now.dev !== before.dev) throw fileChanged(name, 'its name leads to another file')
  if (now.size !== before.size) throw fileChanged(name, `${before.size} bytes before, ${now.size} after`)
  if (now.mtimeNs !== before.mtimeNs) throw fileChanged(name, 'it was written to')
  if (BigInt(read) !== before.size)
    throw fileChanged(name, `it says that it has ${before.size} bytes, and gives ${read}`)
}
