import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import { type BagFile, writeBag } from '../../../src/bundle/bag-write.ts'
import type { RandomReader } from '../../../src/bundle/random-reader.ts'
import { centralHeader, descriptor, endRecords, localHeader } from '../../../src/bundle/zip-headers.ts'
import { zipSource } from '../../../src/bundle/zip-source.ts'
import { zipSink } from '../../../src/bundle/zip-write.ts'
import { fileReader, zipFileSink, zipFileSource } from '../../../src/node/bundle-zip.ts'
import { bagFiles, bytesOf, checkOptions, digests, samplePayload, verifyMd } from '../../support/bag.ts'

const GIB = 1024 ** 3
const noUnzip = spawnSync('unzip', ['-v'], { stdio: 'ignore' }).status !== 0

/** Parts at their places in a file that has zeros everywhere else, and takes no room. */
function sparseReader(parts: readonly (readonly [at: number, bytes: Uint8Array])[], size: number): RandomReader {
  return {
    size,
    async read(at, length) {
      const bytes = new Uint8Array(length)
      for (const [start, part] of parts) {
        const from = Math.max(start, at)
        const to = Math.min(start + part.length, at + length)
        if (from < to) bytes.set(part.subarray(from - start, to - start), from - at)
      }
      return bytes
    },
  }
}

describe('an archive larger than 4 GiB', () => {
  it('is listed from its headers, with files behind the 4 GiB that 32 bits can tell', async () => {
    const [first, second] = [bytesOf(`data/content/${'a'.repeat(64)}`), bytesOf('bagit.txt')]
    const parts: [number, Uint8Array][] = []
    let at = 0
    const put = (bytes: Uint8Array, length = bytes.length): void => {
      parts.push([at, bytes])
      at += length
    }
    const large = { flags: 8, crc: 7, size: 5 * GIB, wide: true }
    put(localHeader(first, { ...large, crc: 0, size: 0 }))
    put(new Uint8Array(0), 5 * GIB)
    put(descriptor(large.crc, large.size, true))
    const offset = at
    const small = { flags: 0, crc: 0, size: 0, wide: false }
    put(localHeader(second, small))
    const from = at
    put(centralHeader(first, large, 0))
    put(centralHeader(second, small, offset))
    put(endRecords(2, from, at))
    const files = await zipSource(sparseReader(parts, at))
    expect(files.problems).toEqual([])
    expect([...files.files.values()].map(({ path, size }) => [path, size])).toEqual([
      ['bagit.txt', 0],
      [`data/content/${'a'.repeat(64)}`, 5 * GIB],
    ])
  })
})

describe('memory', () => {
  it('does not grow with a file of 400 MiB that is written and read', async () => {
    const chunk = Buffer.alloc(1 << 18, 'sectors ')
    const hash = createHash('sha256')
    for (let i = 0; i < 1600; i++) hash.update(chunk)
    const large: BagFile = {
      path: `data/content/${hash.digest('hex')}`,
      *open() {
        for (let i = 0; i < 1600; i++) yield chunk
      },
    }
    const parts: [number, Uint8Array][] = []
    let at = 0
    let highest = 0
    const before = process.memoryUsage()
    const measure = (): void => {
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      highest = Math.max(highest, heapUsed - before.heapUsed + arrayBuffers - before.arrayBuffers)
    }
    const sink = zipSink((bytes) => {
      // The file is the same chunk over and over: it is kept once.
      parts.push([at, bytes === chunk ? chunk : bytes.slice()])
      at += bytes.length
      measure()
    })
    await writeBag([...bagFiles(samplePayload), large], sink, { crypto: digests, verifyMd })
    const byPlace = new Map(parts)
    const reader: RandomReader = {
      size: at,
      read: async (start, length) => {
        measure()
        const near = byPlace.get(start)
        return near && near.length === length ? near.slice() : sparseReader(parts, at).read(start, length)
      },
    }
    expect((await checkBag(await zipSource(reader), checkOptions)).problems).toEqual([])
    expect(highest).toBeLessThan(100 * 1024 * 1024)
  })
})

describe.skipIf(process.env.FAIRTRAIL_LARGE !== '1')(
  'a sparse file of 5 GB (only with FAIRTRAIL_LARGE=1: takes about a minute and 5 GB)',
  () => {
    it('is written as ZIP64 and checked at constant memory, and listed by unzip', { timeout: 600_000 }, async () => {
      const work = mkdtempSync(join(tmpdir(), 'fairtrail-large-'))
      try {
        const size = 5_000_000_000
        const image = join(work, 'image.dd')
        const fd = openSync(image, 'w')
        ftruncateSync(fd, size)
        writeSync(fd, 'boot sector', 0)
        writeSync(fd, 'last sector', size - 11)
        closeSync(fd)
        const reader = fileReader(image)
        const chunks = async function* (): AsyncGenerator<Uint8Array> {
          for (let at = 0; at < size; at += 1 << 20) yield await reader.read(at, Math.min(1 << 20, size - at))
        }
        const hash = createHash('sha256')
        for await (const chunk of chunks()) hash.update(chunk)
        const path = `data/content/${hash.digest('hex')}`
        const zip = join(work, 'bundle.zip')
        let highest = 0
        const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 50)
        const before = process.memoryUsage().rss
        await writeBag([...bagFiles(samplePayload), { path, size, open: chunks }], await zipFileSink(zip), {
          crypto: digests,
          verifyMd,
        })
        const files = await zipFileSource(zip)
        const report = await checkBag(files, checkOptions)
        await files.close()
        clearInterval(watch)
        await reader.close()
        expect(report.problems).toEqual([])
        expect(report.digests.get(path)?.size).toBe(size)
        expect(highest - before).toBeLessThan(300 * 1024 * 1024)
        expect(statSync(zip).size).toBeGreaterThan(size)
        if (!noUnzip) {
          expect(execFileSync('unzip', ['-l', zip], { encoding: 'utf8' })).toContain(`${size}`)
          expect(execFileSync('zipinfo', ['-h', zip], { encoding: 'utf8' })).toContain('number of entries: 17')
        }
      } finally {
        rmSync(work, { recursive: true, force: true })
      }
    })
  },
)
