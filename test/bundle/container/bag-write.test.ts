import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import { type BagFile, writeBag } from '../../../src/bundle/bag-write.ts'
import { zipSource } from '../../../src/bundle/zip-source.ts'
import { type ZipSinkOptions, zipSink } from '../../../src/bundle/zip-write.ts'
import {
  bagFiles,
  bytesOf,
  checkOptions,
  digests,
  memorySink,
  sampleBag,
  samplePayload,
  sha256,
  verifyMd,
} from '../../support/bag.ts'

const options = { crypto: digests, verifyMd }

async function writeZip(
  payload: Iterable<BagFile>,
  zipOptions?: ZipSinkOptions,
): Promise<{ zip: Buffer; digest: string }> {
  const parts: Uint8Array[] = []
  const { digest } = await writeBag(
    payload,
    zipSink((part) => void parts.push(part.slice()), zipOptions),
    options,
  )
  return { zip: Buffer.concat(parts), digest }
}

const file = (path: string, bytes: Uint8Array, size?: number): BagFile => ({
  path,
  ...(size === undefined ? {} : { size }),
  open: () => [bytes],
})

describe('writing a bag', () => {
  it('gives the files of RFC 8493 with exact bytes, and the bundle digest', async () => {
    const sink = memorySink()
    const bundle = bytesOf('{}')
    const log = bytesOf('entry\n')
    const written = await writeBag(
      [file('data/log/entries.jsonl', log), file('data/bundle.json', bundle)],
      sink,
      options,
    )
    const manifest = `${sha256(bundle)}  data/bundle.json\n${sha256(log)}  data/log/entries.jsonl\n`
    const textOf = (path: string): string => Buffer.from(sink.files.get(path) ?? []).toString()
    expect(textOf('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    expect(textOf('bag-info.txt')).toBe('Payload-Oxum: 8.2\n')
    expect(textOf('manifest-sha256.txt')).toBe(manifest)
    expect(written).toEqual({ digest: sha256(bytesOf(manifest)), octets: 8, files: 2 })
    const tags = ['VERIFY.md', 'bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sha512.txt']
    expect(textOf('tagmanifest-sha512.txt')).toBe(
      tags
        .map(
          (path) =>
            `${createHash('sha512')
              .update(sink.files.get(path) ?? '')
              .digest('hex')}  ${path}\n`,
        )
        .join(''),
    )
    expect([...sink.files.keys()]).toEqual([
      'bagit.txt',
      'VERIFY.md',
      'data/bundle.json',
      'data/log/entries.jsonl',
      'bag-info.txt',
      'manifest-sha256.txt',
      'manifest-sha512.txt',
      'tagmanifest-sha256.txt',
      'tagmanifest-sha512.txt',
    ])
    expect(sink.state).toBe('finished')
  })

  it('gives the same bytes for the same files in any order', async () => {
    const files = bagFiles(samplePayload)
    const [a, b] = [await writeZip(files), await writeZip(files.toReversed())]
    expect(a.zip.equals(b.zip)).toBe(true)
    expect(a.digest).toBe(b.digest)
  })

  it('gives the same archive in every time zone', () => {
    const script = `
      import { zipSink } from ${JSON.stringify(new URL('../../../src/bundle/zip-write.ts', import.meta.url).href)}
      const sink = zipSink((bytes) => void process.stdout.write(bytes))
      await sink.add({ path: 'bagit.txt', open: () => [new Uint8Array(9)] })
      await sink.finish()`
    const made = ['UTC', 'Asia/Bishkek', 'America/New_York', 'Pacific/Kiritimati'].map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ } }).toString(
        'hex',
      ),
    )
    expect(new Set(made).size).toBe(1)
  })

  it('reads every payload file once', async () => {
    const opened: string[] = []
    const files = bagFiles(samplePayload).map((each) => ({
      ...each,
      open: () => {
        opened.push(each.path)
        return each.open()
      },
    }))
    await writeZip(files)
    expect(opened.toSorted()).toEqual([...samplePayload.keys()].sort())
  })

  it.each(['bagit.txt', 'data/report.html', '../x', 'data/content/x', 'data'])(
    'refuses %j as payload, and leaves nothing',
    async (path) => {
      const sink = memorySink()
      await expect(writeBag([file(path, bytesOf(''))], sink, options)).rejects.toMatchObject({ code: 'misuse' })
      expect(sink.state).toBe('aborted')
    },
  )

  it('refuses a path that is given twice', async () => {
    const twice = [file('data/bundle.json', bytesOf('{}')), file('data/bundle.json', bytesOf('{}'))]
    await expect(writeBag(twice, memorySink(), options)).rejects.toMatchObject({ code: 'misuse' })
  })

  it('refuses a file of another size than announced, and content of another digest than its name', async () => {
    for (const wrong of [
      file('data/bundle.json', bytesOf('{}'), 3),
      file(`data/content/${'0'.repeat(64)}`, bytesOf('x')),
    ]) {
      const sink = memorySink()
      await expect(writeBag([wrong], sink, options)).rejects.toMatchObject({ code: 'bundle-source' })
      expect(sink.state).toBe('aborted')
    }
  })

  it('aborts, and tells what went wrong first, where a source fails', async () => {
    const sink = { ...memorySink(), abort: () => Promise.reject(new Error('second')) }
    const broken: BagFile = {
      path: 'data/bundle.json',
      open: () => {
        throw new Error('first')
      },
    }
    await expect(writeBag([broken], sink, options)).rejects.toThrow('first')
  })

  it('writes manifests of thousands of files', async () => {
    const payload = Array.from({ length: 2500 }, (_, i) =>
      file(`data/proofs/${i.toString(16).padStart(64, '0')}.tlog-proof`, bytesOf(`${i}`)),
    )
    const required = bagFiles(samplePayload).filter(({ path }) => /bundle|entries|checkpoint/.test(path))
    const { zip } = await writeZip([...payload, ...required])
    const files = await zipSource(new Blob([zip as Uint8Array<ArrayBuffer>]))
    expect((await checkBag(files, checkOptions)).problems).toEqual([])
  })
})

describe('a ZIP archive that is written', () => {
  it('is read back as the same good bag, with a top folder or none', async () => {
    for (const top of [undefined, 'case-17', 'Дело № 17']) {
      const { zip, digest } = await writeZip(bagFiles(samplePayload), top === undefined ? {} : { top })
      const files = await zipSource(new Blob([zip as Uint8Array<ArrayBuffer>]))
      const report = await checkBag(files, checkOptions)
      expect(report.problems).toEqual([])
      expect(report.digest).toBe(digest)
      expect([...report.digests.keys()].sort()).toEqual([...(await sampleBag()).keys()].sort())
    }
  })

  it.each(['', '..', 'a/b', 'a\\b', '/', 'C:'])('has no top folder %j', (top) => {
    expect(() => zipSink(() => {}, { top })).toThrow('folder in an archive')
  })

  it('has no descriptor up to 1 MiB, one above, and reads back either way', async () => {
    for (const size of [0, 1, 1_048_576, 1_048_577, 5_000_000]) {
      for (const announced of [size, undefined]) {
        const bytes = Buffer.alloc(size, 'evidence ')
        const path = `data/content/${sha256(bytes)}`
        const chunks = function* (): Generator<Uint8Array> {
          for (let at = 0; at < size; at += 100_000) yield bytes.subarray(at, at + 100_000)
        }
        const large: BagFile = { path, ...(announced === undefined ? {} : { size: announced }), open: chunks }
        const { zip } = await writeZip([...bagFiles(samplePayload), large])
        expect(zip.includes(Buffer.from([0x50, 0x4b, 7, 8]))).toBe(size > 1_048_576)
        const report = await checkBag(await zipSource(new Blob([zip as Uint8Array<ArrayBuffer>])), checkOptions)
        expect(report.problems).toEqual([])
        expect(report.digests.get(path)?.size).toBe(size)
      }
    }
  })

  it('waits for its writer', async () => {
    let busy = 0
    const sink = zipSink(async () => {
      expect(busy++).toBe(0)
      await new Promise((resolve) => setImmediate(resolve))
      busy--
    })
    await writeBag(bagFiles(samplePayload), sink, options)
  })

  it('lets go of a large file where writing fails', async () => {
    let closed = false
    const large: BagFile = {
      path: 'data/log/entries.jsonl',
      async *open() {
        try {
          for (;;) yield new Uint8Array(100_000)
        } finally {
          closed = true
        }
      },
    }
    let written = 0
    const sink = zipSink((bytes) => {
      written += bytes.length
      if (written > 2_000_000) throw new Error('disk full')
    })
    await expect(writeBag([large], sink, options)).rejects.toThrow('disk full')
    expect(closed).toBe(true)
  })
})
