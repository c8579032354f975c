import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import { writeBag } from '../../../src/bundle/bag-write.ts'
import type { BundleFiles } from '../../../src/bundle/files.ts'
import { zipSource } from '../../../src/bundle/zip-source.ts'
import { zipSink } from '../../../src/bundle/zip-write.ts'
import { isFairtrailError } from '../../../src/encoding/error.ts'
import { bagFiles, checkOptions, digests, sampleBag, samplePayload, verifyMd } from '../../support/bag.ts'
import { hostileZip } from '../../support/zip-hostile.ts'

let bag: Map<string, Uint8Array>
let archives: Uint8Array<ArrayBuffer>[]
beforeAll(async () => {
  bag = await sampleBag()
  const parts: Uint8Array[] = []
  await writeBag(
    bagFiles(samplePayload),
    zipSink((part) => void parts.push(part.slice())),
    { crypto: digests, verifyMd },
  )
  const entries = [...bag].map(([name, data]) => ({ name, data }))
  archives = [
    new Uint8Array(Buffer.concat(parts)),
    hostileZip(entries.map((entry) => ({ ...entry, deflate: true }))),
    hostileZip(
      entries.map((entry) => ({ ...entry, deflate: true, descriptor: {} })),
      { zip64: {} },
    ),
  ]
})

async function content(files: BundleFiles, path: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of files.files.get(path)?.open() ?? []) parts.push(part)
  return Buffer.concat(parts)
}

/** Checks a damaged archive: refused, or with problems, or with the very payload of the good bag. */
async function judge(archive: Uint8Array<ArrayBuffer>): Promise<'refused' | 'problems' | 'same'> {
  let files: BundleFiles
  let problems: number
  try {
    files = await zipSource(new Blob([archive]))
    problems = (await checkBag(files, checkOptions)).problems.length
  } catch (error) {
    if (!isFairtrailError(error)) throw error
    return 'refused'
  }
  if (problems > 0) return 'problems'
  expect([...files.files.keys()].sort()).toEqual([...bag.keys()].sort())
  for (const [path, bytes] of bag) expect((await content(files, path)).equals(bytes), path).toBe(true)
  return 'same'
}

describe('a damaged archive is refused, has problems, or holds the same bag; nothing else is ever thrown', () => {
  it('with any one bit flipped', async () => {
    const count = { refused: 0, problems: 0, same: 0 }
    for (const [first, archive] of archives.entries()) {
      // Every third byte of each, one bit of it: the archives are alike enough for that to meet every field.
      for (let at = first; at < archive.length; at += 3) {
        const damaged = archive.slice()
        damaged[at] = (damaged[at] as number) ^ (1 << ((at * 5) & 7))
        count[await judge(damaged)]++
      }
    }
    expect(count.refused).toBeGreaterThan(50)
    expect(count.problems).toBeGreaterThan(2000)
    // Fields that say nothing about the files: version, attributes other than the type, bits that pad compressed data.
    expect(count.same).toBeLessThan(count.problems / 10)
  })

  it('with bytes changed, removed, repeated or put in', async () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(30),
      insert: fc.uint8Array({ maxLength: 30 }),
      repeat: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.array(edit, { minLength: 1, maxLength: 4 }), async (which, edits) => {
        let archive = archives[which] as Uint8Array<ArrayBuffer>
        for (const { at, remove, insert, repeat } of edits) {
          const start = archive.length === 0 ? 0 : at % archive.length
          const put = repeat ? archive.subarray(start, start + remove * 8) : insert
          archive = new Uint8Array(
            Buffer.concat([archive.subarray(0, start), put, archive.subarray(start + (repeat ? 0 : remove))]),
          )
        }
        await judge(archive)
      }),
      { numRuns: 500 },
    )
  })

  it('with header fields set to extreme values', async () => {
    const extremes = [0, 1, 0x7f, 0x80, 0xff]
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.constantFrom(0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50),
        fc.nat(),
        fc.integer({ min: 4, max: 60 }),
        fc.array(fc.constantFrom(...extremes), { minLength: 1, maxLength: 8 }),
        async (which, signature, nth, field, values) => {
          const archive = (archives[which] as Uint8Array<ArrayBuffer>).slice()
          const view = new DataView(archive.buffer)
          const places: number[] = []
          for (let at = 0; at + 4 <= archive.length; at++) if (view.getUint32(at, true) === signature) places.push(at)
          const place = places[nth % Math.max(1, places.length)]
          if (place === undefined) return
          for (const [i, value] of values.entries())
            if (place + field + i < archive.length) archive[place + field + i] = value
          await judge(archive)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('of random bytes that end as an archive does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.uint8Array({ minLength: 18, maxLength: 18 }),
        async (bytes, end) => {
          const archive = new Uint8Array(Buffer.concat([bytes, Uint8Array.of(0x50, 0x4b, 5, 6), end]))
          expect(await judge(archive)).not.toBe('same')
        },
      ),
      { numRuns: 300 },
    )
  })
})
