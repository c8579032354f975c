import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleLimits } from '../../../src/bundle/limits.ts'
import { type LinesOptions, lines } from '../../../src/bundle/lines.ts'
import { bytesOf } from '../../support/bag.ts'

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

async function collect(bytes: Uint8Array, size = 16, options: Partial<LinesOptions> = {}): Promise<string[]> {
  const found: string[] = []
  for await (const line of lines(chunks(bytes, size), {
    path: 'file',
    limits: bundleLimits(),
    line: 'entryLine',
    ...options,
  })) {
    found.push(Buffer.from(line).toString('latin1'))
  }
  return found
}

describe('lines of a file', () => {
  it('are split at LF alone, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.integer({ min: 1, max: 50 }),
        async (parts, size) => {
          const each = parts.map((part) => Buffer.from(part.filter((byte) => byte !== 10)).toString('latin1'))
          const bytes = Buffer.from(each.map((line) => `${line}\n`).join(''), 'latin1')
          expect(await collect(bytes, size)).toEqual(each)
        },
      ),
    )
  })

  it('keep CR, U+2028 and NUL', async () => {
    expect(await collect(bytesOf('a\r\n\u2028b\0\n'))).toEqual(['a\r', 'â\u0080¨b\0'])
  })

  it('are none in an empty file', async () => {
    expect(await collect(bytesOf(''))).toEqual([])
  })

  it('are refused where the last has no LF', async () => {
    await expect(collect(bytesOf('a\nb'))).rejects.toMatchObject({ code: 'lines-end' })
  })

  it('may be as long as the limit with their LF, and no byte longer', async () => {
    const limits = bundleLimits({ entryLine: 10 })
    for (const size of [1, 3, 100]) {
      expect(await collect(bytesOf('123456789\n'), size, { limits })).toEqual(['123456789'])
      await expect(collect(bytesOf('1234567890\n'), size, { limits })).rejects.toMatchObject({
        code: 'bundle-limit',
        message: expect.stringContaining('"entryLine" of 10'),
      })
    }
  })

  it('are refused before a line without an end is held in memory', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 4096
        yield new Uint8Array(4096)
      }
    }
    const all = lines(endless(), { path: 'file', limits: bundleLimits(), line: 'entryLine' })
    await expect(all.next()).rejects.toMatchObject({ code: 'bundle-limit' })
    expect(given).toBeLessThanOrEqual(65_536 + 4096)
  })

  it('may be as many as the limit', async () => {
    const limits = bundleLimits({ entries: 2 })
    expect(await collect(bytesOf('a\nb\n'), 16, { limits, count: 'entries' })).toEqual(['a', 'b'])
    await expect(collect(bytesOf('a\nb\nc\n'), 16, { limits, count: 'entries' })).rejects.toMatchObject({
      code: 'bundle-limit',
    })
  })
})

describe('limits', () => {
  it('refuse a name or a value that is none', () => {
    expect(() => bundleLimits({ lines: 3 } as object)).toThrow('limits.lines')
    expect(() => bundleLimits({ entries: 0 })).toThrow('limits.entries')
    expect(() => bundleLimits({ entries: Number.NaN })).toThrow('limits.entries')
    expect(bundleLimits({ files: 5 })).toMatchObject({ files: 5, entries: 1_000_000 })
  })
})
