import { readFile } from 'node:fs/promises'
import { isLegacyDigest } from '../crypto/digest.ts'
import type { DigestAlgorithm } from '../crypto/types.ts'
import { concat } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import { showName } from '../interop/file-name.ts'
import { type ListedFile, parseHashList } from '../interop/hash-lists.ts'
import { type Hashing, startHashing } from '../node/hash-file.ts'
import { treeBytes } from '../node/hash-tree.ts'
import { absolutePath, openRegularFile, pathBytes, systemError } from '../node/open-file.ts'
import type { Io } from './command.ts'
import { ProgressLine } from './progress.ts'

type State = 'matched' | 'changed' | 'missing' | 'unreadable'
interface Outcome {
  state: State
  why?: string
}

/**
 * Compares the files that a list names with what the list says of them; writes a line for each file and a sum.
 * @param list path of the list, or `-` for standard input
 * @returns 0 where every line was read and every file matched, else 1
 * @throws FairtrailError `hash-list-form`, `file-not-found`, `file-unreadable` for the list itself
 */
export async function checkList(list: string, io: Io): Promise<number> {
  const { files, unread } = parseHashList(await readList(list, io))
  if (files.length === 0)
    throw new FairtrailError('hash-list-form', `${list} names no file, so there is nothing to check.`)
  const progress = new ProgressLine(io, () =>
    treeBytes(
      files.map(({ name }) => name),
      io.cwd,
    ),
  )
  const counts: Record<State, number> = { matched: 0, changed: 0, missing: 0, unreadable: 0 }
  let legacyAlone = 0
  const hashings = new Hashings(io, progress)
  try {
    for (const file of files) {
      const { state, why } = await check(file, hashings, io)
      counts[state] += 1
      if (state === 'matched' && file.digests.every(({ algorithm }) => isLegacyDigest(algorithm))) legacyAlone += 1
      progress.clear()
      io.stdout(`${showName(file.name)}: ${state}${why === undefined ? '' : ` (${why})`}\n`)
    }
  } finally {
    progress.clear()
    await hashings.close()
  }
  for (const { line, reason } of unread) io.stderr(`${list}, line ${line}: not checked, ${reason}.\n`)
  if (legacyAlone > 0) {
    io.stderr(
      `Note: ${legacyAlone} matched by MD5 or SHA-1 alone. Two different files with one such digest can be made on purpose.\n`,
    )
  }
  const lines = unread.length === 0 ? '' : `; lines of the list not understood: ${unread.length}`
  const { matched, changed, missing, unreadable } = counts
  io.stdout(`${matched} matched, ${changed} changed, ${missing} missing, ${unreadable} unreadable${lines}\n`)
  return matched === files.length && unread.length === 0 ? 0 : 1
}

async function readList(list: string, io: Io): Promise<Uint8Array> {
  if (list === '-') {
    const parts: Uint8Array[] = []
    for await (const part of io.stdin()) parts.push(part)
    return concat(...parts)
  }
  const name = pathBytes(list)
  return readFile(absolutePath(name, io.cwd)).catch((cause) => {
    throw systemError(name, cause)
  })
}

async function check(file: ListedFile, hashings: Hashings, io: Io): Promise<Outcome> {
  try {
    const size = file.bytes === undefined ? undefined : sizeOf(file, io)
    if (size !== file.bytes) return { state: 'changed', why: `${file.bytes} bytes in the list, ${size} here` }
    const found = await hashings.hash(file)
    const differing = file.digests.filter(({ algorithm, value }) => found.get(algorithm) !== value)
    if (differing.length === 0) return { state: 'matched' }
    return { state: 'changed', why: [...new Set(differing.map(({ algorithm }) => algorithm))].join(', ') }
  } catch (error) {
    if (!isFairtrailError(error) || !error.code.startsWith('file-')) throw error
    if (error.code === 'file-not-found') return { state: 'missing' }
    return { state: 'unreadable', why: error.message.slice(`${showName(file.name)}: `.length).replace(/\.$/, '') }
  }
}

/** Another size is another content, and saves the reading. */
function sizeOf(file: ListedFile, io: Io): number {
  const opened = openRegularFile(pathBytes(file.name), io.cwd)
  opened.close()
  return opened.size
}

/** A list may ask for other algorithms in each line; the threads are kept as long as it asks for the same. */
class Hashings {
  readonly #io: Io
  readonly #progress: ProgressLine
  #algorithms: readonly DigestAlgorithm[] = []
  #hashing: Hashing | undefined

  constructor(io: Io, progress: ProgressLine) {
    this.#io = io
    this.#progress = progress
  }

  async hash(file: ListedFile): Promise<Map<DigestAlgorithm, string>> {
    const algorithms = [...new Set(file.digests.map(({ algorithm }) => algorithm))]
    if (this.#hashing === undefined || algorithms.join() !== this.#algorithms.join()) {
      await this.close()
      this.#algorithms = algorithms
      this.#hashing = startHashing({
        algorithms,
        cwd: this.#io.cwd,
        onProgress: ({ bytes }) => this.#progress.reading(bytes),
      })
    }
    const { bytes, digests } = await this.#hashing.hash(file.name)
    this.#progress.finished(bytes)
    return new Map(digests.map(({ algorithm, value }) => [algorithm, value]))
  }

  async close(): Promise<void> {
    await this.#hashing?.close()
    this.#hashing = undefined
  }
}
