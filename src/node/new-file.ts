import { closeSync, fsyncSync, lstatSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { FairtrailError } from '../encoding/error.ts'
import { showName } from '../interop/file-name.ts'
import { syncFolder } from '../store/sqlite.ts'
import { pathBytes } from './open-file.ts'

/**
 * Makes a file where there is none; durable when it returns. A link in its place, also one that leads nowhere, counts as a file.
 * @param mode permissions, which the mask of the process can only narrow
 * @throws FairtrailError `file-exists`; `file-write-failed`: nothing is then left at the path
 */
export function createFile(path: string, content: string, mode: number): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'wx', mode)
  } catch (cause) {
    throw codeOf(cause) === 'EEXIST' ? exists(path, cause) : writeFailed(path, cause)
  }
  try {
    try {
      writeFileSync(descriptor, content)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    syncFolder(dirname(path))
  } catch (cause) {
    rmSync(path, { force: true })
    throw writeFailed(path, cause)
  }
}

/** @throws FairtrailError `file-exists` where something is at the path; to be asked before work that would be in vain */
export function refuseExisting(path: string): void {
  // A path that cannot be looked at cannot be written either, and that error says more.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw exists(path)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
}

function exists(path: string, cause?: unknown): FairtrailError {
  const place = showName(pathBytes(path))
  const message = `${place}: there is something of this name already, and it is not written over. Choose another name.`
  return new FairtrailError('file-exists', message, { place }, { cause })
}

function writeFailed(path: string, cause: unknown): FairtrailError {
  const place = showName(pathBytes(path))
  const code = codeOf(cause)
  const message = `${place}: cannot be written (${REASONS[code] ?? code}).`
  return new FairtrailError('file-write-failed', message, { place }, { cause })
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
}
