import { constants, deflateRawSync, inflateRawSync, crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from '../../../src/bundle/crc32.ts'
import { inflate } from '../../../src/bundle/inflate.ts'
import { isFairtrailError } from '../../../src/encoding/error.ts'

async function unpack(packed: Uint8Array, chunk = 65_536): Promise<Buffer> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < packed.length; at += chunk) yield packed.subarray(at, at + chunk)
  }
  const parts: Uint8Array[] = []
  for await (const part of inflate(chunks(), 'test')) parts.push(part)
  return Buffer.concat(parts)
}

/** What zlib makes of it; undefined where it refuses, or where it leaves bytes over. */
function reference(packed: Uint8Array): Buffer | undefined {
  try {
    const { buffer, engine } = inflateRawSync(packed, { info: true, maxOutputLength: 1 << 24 }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return engine.bytesWritten === packed.length ? buffer : undefined
  } catch {
    return undefined
  }
}

async function attempt(packed: Uint8Array, chunk?: number): Promise<Buffer | undefined> {
  try {
    return await unpack(packed, chunk)
  } catch (error) {
    if (!isFairtrailError(error) || error.code !== 'bundle-damaged') throw error
    return undefined
  }
}

const text = fc
  .array(fc.constantFrom('custodian ', 'release ', 'receipt ', 'seal ', 'x', 'эксперт '), { maxLength: 400 })
  .map((words) => Buffer.from(words.join('')))

describe('unpacking DEFLATE', () => {
  it('gives back what zlib packed, at every level and strategy, in chunks of any size', async () => {
    const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FIXED]
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          text,
          fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
        ),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(...strategies),
        fc.integer({ min: 1, max: 700 }),
        async (data, level, strategy, chunk) => {
          expect(await unpack(deflateRawSync(data, { level, strategy }), chunk)).toEqual(data)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('gives back data much longer than its window', async () => {
    const random = Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * 2_654_435_761) >>> 13))
    const data = Buffer.concat([random, Buffer.alloc(300_000), random, random, Buffer.alloc(70_000, 'ab'), random])
    for (const level of [0, 1, 6, 9]) expect((await unpack(deflateRawSync(data, { level }))).equals(data)).toBe(true)
  })

  it('refuses bytes after the end of the stream, in the same chunk or a later one', async () => {
    const packed = deflateRawSync(Buffer.from('a seized file'))
    for (const chunk of [1, packed.length, 1000]) {
      await expect(unpack(Buffer.concat([packed, Buffer.from('x')]), chunk)).rejects.toMatchObject({
        code: 'bundle-damaged',
      })
    }
  })

  it('refuses a stream cut off at any byte', async () => {
    const packed = deflateRawSync(Buffer.from('a seized file, a seized file, and another'.repeat(20)))
    for (let length = 0; length < packed.length; length++) {
      expect(await attempt(packed.subarray(0, length), 7), `${length} bytes`).toBeUndefined()
    }
  })

  it('agrees with zlib on streams of one and two bytes', async () => {
    for (let value = 0; value < 65_536; value += 7) {
      const packed = Uint8Array.of(value & 255, value >> 8)
      const two = await attempt(packed)
      if (two?.toString('hex') !== reference(packed)?.toString('hex')) expect.fail(`stream ${value}`)
      if (value < 256 && (await attempt(packed.subarray(0, 1)))?.length !== reference(packed.subarray(0, 1))?.length)
        expect.fail(`stream ${value}`)
    }
  })

  it('agrees with zlib on damaged and on random streams: the same bytes, or refused by both', async () => {
    const damaged = fc
      .tuple(
        text,
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 3 }),
      )
      .map(([data, level, flips]) => {
        const packed = deflateRawSync(data, { level })
        for (const [at, bit] of flips) packed[at % packed.length] = (packed[at % packed.length] as number) ^ (1 << bit)
        return packed
      })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })),
        fc.integer({ min: 1, max: 400 }),
        async (packed, chunk) => {
          expect((await attempt(packed, chunk))?.toString('hex')).toBe(reference(packed)?.toString('hex'))
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('CRC-32', () => {
  it('is that of zlib, in one step or in many', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes))
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(zlibCrc32(bytes))
      }),
    )
  })
})
