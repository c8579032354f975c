import { concat, utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { BagFile, BagSink } from './bag-write.ts'
import { crc32 } from './crc32.ts'
import { isUnsafePath } from './layout.ts'
import { centralHeader, descriptor, endRecords, localHeader, nameFlag, type WrittenEntry } from './zip-headers.ts'
import { FLAG_DESCRIPTOR, WIDE32 } from './zip-records.ts'

export interface ZipSinkOptions {
  /** A folder in the archive that everything lies in; default: none. */
  readonly top?: string
}

/** A file up to this size is held until its CRC-32 is known, and needs no data descriptor, which some programs cannot read. */
const HELD = 1 << 20

/** Records of the directory that are written at once. */
const RECORDS = 1000

/**
 * A bag as a ZIP archive that is written front to back: stored, ZIP64 where needed, in memory that grows with the number of files alone.
 * @param write takes the archive's bytes, in order; the next are given when it has resolved
 */
export function zipSink(write: (bytes: Uint8Array) => Promise<void> | void, options: ZipSinkOptions = {}): BagSink {
  const top = options.top === undefined ? '' : `${options.top}/`
  if (top !== '' && (isUnsafePath(top.slice(0, -1)) || top.indexOf('/') !== top.length - 1)) {
    throw new FairtrailError('misuse', `${JSON.stringify(options.top)} cannot be the name of a folder in an archive.`)
  }
  const records: Uint8Array[] = []
  let at = 0
  const put = async (bytes: Uint8Array): Promise<void> => {
    at += bytes.length
    await write(bytes)
  }
  return {
    async add(file) {
      const name = utf8(top + file.path)
      const offset = at
      const { head, rest } = await hold(file)
      const entry = rest ? await putStreamed(put, name, file, head, rest) : await putHeld(put, name, head)
      records.push(centralHeader(name, entry, offset))
    },
    async finish() {
      const from = at
      for (let i = 0; i < records.length; i += RECORDS) await put(concat(...records.slice(i, i + RECORDS)))
      await put(endRecords(records.length, from, at))
    },
    abort: async () => {},
  }
}

/** The first chunks of a file; with `rest` where there may be more than is held. */
async function hold(file: BagFile): Promise<{ head: readonly Uint8Array[]; rest?: Chunks }> {
  const chunks = each(file.open())
  const head: Uint8Array[] = []
  let size = 0
  while (size <= HELD) {
    const { value, done } = await chunks.next()
    if (done) return { head }
    head.push(value)
    size += value.length
  }
  return { head, rest: chunks }
}

async function* each(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Chunks {
  yield* chunks
}

type Chunks = AsyncGenerator<Uint8Array, void, undefined>
type Put = (bytes: Uint8Array) => Promise<void>

async function putHeld(put: Put, name: Uint8Array, chunks: readonly Uint8Array[]): Promise<WrittenEntry> {
  let crc = 0
  let size = 0
  for (const chunk of chunks) {
    crc = crc32(chunk, crc)
    size += chunk.length
  }
  const entry = { flags: nameFlag(name), crc, size, wide: false }
  await put(localHeader(name, entry))
  for (const chunk of chunks) await put(chunk)
  return entry
}

/** Size and CRC-32 follow the data. A size that is not known before is taken for a large one. */
async function putStreamed(
  put: Put,
  name: Uint8Array,
  file: BagFile,
  head: readonly Uint8Array[],
  rest: Chunks,
): Promise<WrittenEntry> {
  const flags = nameFlag(name) | FLAG_DESCRIPTOR
  const wide = file.size === undefined || file.size >= WIDE32
  let crc = 0
  let size = 0
  const pass = async (chunk: Uint8Array): Promise<void> => {
    crc = crc32(chunk, crc)
    size += chunk.length
    await put(chunk)
  }
  try {
    await put(localHeader(name, { flags, crc: 0, size: 0, wide }))
    for (const chunk of head) await pass(chunk)
    for await (const chunk of rest) await pass(chunk)
  } finally {
    // Lets go of the file behind it where writing failed.
    await rest.return()
  }
  if (!wide && size >= WIDE32) {
    throw new FairtrailError('bundle-source', `${file.path}: it has ${size} bytes, ${file.size} were announced.`, {
      place: file.path,
    })
  }
  await put(descriptor(crc, size, wide))
  return { flags, crc, size, wide }
}
