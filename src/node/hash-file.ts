import { createHash, type Hash } from 'node:crypto'
import { read as readCallback, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { DigestAlgorithm } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { FileDigest } from '../interop/hash-lists.ts'
import { HashLanes, type ReadInto } from './hash-lanes.ts'
import { type FilePath, fileChanged, type OpenFile, openRegularFile, pathBytes, systemError } from './open-file.ts'

const MIB = 1024 * 1024
const BUFFER_BYTES = MIB
/** Threads cost about as much to start as this many bytes to hash (measured: they win from 32 to 64 MiB on). */
const WORTH_STARTING = 32 * MIB
/** Threads that run, or a folder full of such files: then what is larger than this goes to them. */
const WORTH_SENDING = 4 * MIB
/** Milliseconds of work without a pause after which other tasks of the process get their turn. */
const TURN = 20

const readInto = promisify(readCallback)

/** What to measure, and how to be told about it. */
export interface HashOptions {
  /** Each once; the digests come in this order. Default: SHA-256. */
  algorithms?: readonly DigestAlgorithm[]
  /** Called after each read of a file larger than 1 MiB, with the bytes read so far and the file's size. */
  onProgress?: (progress: { bytes: number; of: number }) => void
  /** Ends the work, with a FairtrailError `aborted` whose cause is the signal's reason. */
  signal?: AbortSignal
  /** The folder at which relative paths start. Default: the working directory of the process. */
  cwd?: string
}

/** Digests of a whole file. `bytes` is its size, `value` lowercase hex. */
export interface FileHashes {
  bytes: number
  digests: FileDigest[]
}

/** Hashes one file after another with the same algorithms; threads are started when they are worth it, and kept until `close`. */
export interface Hashing {
  hash(path: FilePath): Promise<FileHashes>
  close(): Promise<void>
}

/**
 * Digests of one file by several algorithms, read once, in constant memory (about 20 MiB above the threads' own). Up to 1 MiB is
 * read and hashed at once, in the calling thread; from 32 MiB each algorithm has a thread of its own.
 *
 * @throws FairtrailError `file-not-found`, `file-unreadable`, `file-symbolic-link` (links are not followed), `file-special` (a
 *   folder, device, pipe or socket), `file-changed` (the file is not after the last read what it was before the first),
 *   `aborted`, `algorithm-not-available`, `misuse`
 */
export async function hashFile(path: FilePath, options: HashOptions = {}): Promise<FileHashes> {
  const hashing = startHashing(options)
  try {
    return await hashing.hash(path)
  } finally {
    await hashing.close()
  }
}

/** For many files: see {@link Hashing}. */
export function startHashing(options: HashOptions): Hashing {
  const { algorithms = ['sha256'], onProgress, signal, cwd = process.cwd() } = options
  if (algorithms.length === 0 || new Set(algorithms).size !== algorithms.length) {
    throw new FairtrailError('misuse', 'At least one algorithm, and each once.')
  }
  for (const algorithm of algorithms) newHash(algorithm)
  const buffer = new Uint8Array(BUFFER_BYTES)
  let lanes: HashLanes | undefined | 'not-allowed'
  let hashedHere = 0
  let turnStarted = performance.now()

  async function values(file: OpenFile, read: ReadInto): Promise<string[]> {
    if (file.size >= WORTH_SENDING && hashedHere + file.size >= WORTH_STARTING) {
      lanes ??= startLanes(algorithms)
      if (lanes !== 'not-allowed') return lanes.hash(read)
    }
    hashedHere += file.size
    return hashInThread(algorithms, buffer, read)
  }

  async function hash(path: FilePath): Promise<FileHashes> {
    if (performance.now() - turnStarted > TURN) {
      await setImmediate()
      turnStarted = performance.now()
    }
    assertGoingOn(signal)
    const file = openRegularFile(pathBytes(path), cwd)
    try {
      let bytes = 0
      const found = await values(file, async (into, position) => {
        assertGoingOn(signal)
        const length = file.size <= BUFFER_BYTES ? readNow(file, into, position) : await readLater(file, into, position)
        bytes = position + length
        // Before the end is reached, or a file that grows as fast as it is read would never come to one.
        if (bytes > file.size) throw fileChanged(file.name, `it says that it has ${file.size} bytes, and gives more`)
        if (file.size > BUFFER_BYTES) onProgress?.({ bytes, of: file.size })
        return length
      })
      file.assertUnchanged(bytes)
      return { bytes, digests: algorithms.map((algorithm, i) => ({ algorithm, value: found[i] as string })) }
    } finally {
      file.close()
    }
  }

  return {
    hash,
    close: async () => {
      if (lanes !== undefined && lanes !== 'not-allowed') await lanes.close()
      lanes = undefined
    },
  }
}

/** Node's permission model may forbid threads; hashing then takes longer and is no less right. */
function startLanes(algorithms: readonly DigestAlgorithm[]): HashLanes | 'not-allowed' {
  try {
    return new HashLanes(algorithms)
  } catch {
    return 'not-allowed'
  }
}

async function hashInThread(
  algorithms: readonly DigestAlgorithm[],
  buffer: Uint8Array,
  read: ReadInto,
): Promise<string[]> {
  const hashes = algorithms.map(newHash)
  for (let position = 0; ; ) {
    const length = await read(buffer, position)
    if (length === 0) return hashes.map((hash) => hash.digest('hex'))
    position += length
    for (const hash of hashes) hash.update(buffer.subarray(0, length))
  }
}

function newHash(algorithm: DigestAlgorithm): Hash {
  try {
    return createHash(algorithm)
  } catch (cause) {
    throw new FairtrailError(
      'algorithm-not-available',
      `This build of Node.js does not offer ${algorithm}.`,
      {},
      { cause },
    )
  }
}

function assertGoingOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new FairtrailError('aborted', 'The work was ended on request.', {}, { cause: signal.reason })
}

/** Without a turn of the event loop, which for a small file costs twenty times the reading. */
function readNow(file: OpenFile, into: Uint8Array, position: number): number {
  try {
    return readSync(file.fd, into, 0, into.length, position)
  } catch (cause) {
    throw systemError(file.name, cause, position)
  }
}

async function readLater(file: OpenFile, into: Uint8Array, position: number): Promise<number> {
  try {
    return (await readInto(file.fd, into, 0, into.length, position)).bytesRead
  } catch (cause) {
    throw systemError(file.name, cause, position)
  }
}
