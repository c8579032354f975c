import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import { type BagFile, type BagSink, writeBag } from '../../../src/bundle/bag-write.ts'
import { folderSink, folderSource } from '../../../src/node/bundle-folder.ts'
import { openBundleFiles } from '../../../src/node/bundle-open.ts'
import { zipFileSink, zipFileSource } from '../../../src/node/bundle-zip.ts'
import {
  bagFiles,
  bytesOf,
  checkOptions,
  digests,
  sampleBag,
  samplePayload,
  told,
  verifyMd,
} from '../../support/bag.ts'

let work: string
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'fairtrail-bundle-'))
})
afterEach(() => rmSync(work, { recursive: true, force: true }))

const options = { crypto: digests, verifyMd }

async function put(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/** The problems of a good bag in a folder to which something was done. */
async function problems(change: (folder: string) => unknown): Promise<string[]> {
  const folder = join(work, 'bag')
  await put(folder, await sampleBag())
  await change(folder)
  return told((await checkBag(await folderSource(folder), checkOptions)).problems)
}

describe('a bundle in a folder', () => {
  it('is read', async () => {
    expect(await problems(() => {})).toEqual([])
  })

  it('may be named with a slash at the end, or from the working folder', async () => {
    await put(join(work, 'bag'), await sampleBag())
    expect((await checkBag(await folderSource(`${join(work, 'bag')}/`), checkOptions)).problems).toEqual([])
  })

  it('does not lie one folder deeper than named', async () => {
    await put(join(work, 'outer/bag'), await sampleBag())
    expect(told((await checkBag(await folderSource(join(work, 'outer')), checkOptions)).problems)).toContain(
      'missing-file bagit.txt',
    )
  })

  it('has no links: to a file, to a folder, in a circle, to nowhere', async () => {
    const secret = join(work, 'secret')
    writeFileSync(secret, 'private')
    const found = await problems((folder) => {
      rmSync(join(folder, 'data/log/checkpoint'))
      symlinkSync(secret, join(folder, 'data/log/checkpoint'))
      symlinkSync('/etc', join(folder, 'data/etc'))
      symlinkSync('.', join(folder, 'data/self'))
      symlinkSync('nowhere', join(folder, 'data/nowhere'))
    })
    expect(found).toEqual(
      expect.arrayContaining([
        'link data/log/checkpoint',
        'link data/etc',
        'link data/self',
        'link data/nowhere',
        'missing-file data/log/checkpoint',
      ]),
    )
  })

  it('is not read through a link put there after it was listed', async () => {
    const folder = join(work, 'bag')
    await put(folder, await sampleBag())
    const files = await folderSource(folder)
    const path = join(folder, 'data/log/checkpoint')
    const secret = join(work, 'secret')
    writeFileSync(secret, readFileSync(path))
    rmSync(path)
    symlinkSync(secret, path)
    await expect(checkBag(files, checkOptions)).rejects.toMatchObject({ code: 'file-symbolic-link' })
  })

  it('is not believed where a file grew or shrank after it was listed', async () => {
    for (const text of ['', 'origin\n1\nroot\nmore']) {
      const folder = join(work, `bag${text.length}`)
      await put(folder, await sampleBag())
      const files = await folderSource(folder)
      writeFileSync(join(folder, 'data/log/checkpoint'), text)
      await expect(checkBag(files, checkOptions)).rejects.toMatchObject({ code: 'file-changed' })
    }
  })

  it('has no pipe and no socket, and does not wait for one', async () => {
    const server = createServer()
    const found = await problems(async (folder) => {
      execFileSync('mkfifo', [join(folder, 'data/pipe')])
      await new Promise<void>((resolve) => server.listen(join(folder, 'data/socket'), resolve))
    })
    server.close()
    expect(found).toEqual(expect.arrayContaining(['special-file data/pipe', 'special-file data/socket']))
  })

  it('has no empty folders and nothing outside the layout', async () => {
    const found = await problems((folder) => {
      mkdirSync(join(folder, 'data/empty/inner'), { recursive: true })
      mkdirSync(join(folder, 'photos'))
      writeFileSync(join(folder, 'photos/1.jpg'), '')
      writeFileSync(join(folder, '.hidden'), '')
    })
    expect(found).toEqual(['empty-folder data/empty/inner/', 'outside-layout .hidden', 'outside-layout photos/'])
  })

  it('has no names that other systems read differently', async () => {
    const found = await problems((folder) => {
      writeFileSync(join(folder, 'data\\x'), '')
      writeFileSync(join(folder, 'C:'), '')
      writeFileSync(join(folder, 'new\nline'), '')
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]), '')
    })
    expect(found.sort()).toEqual(
      ['unsafe-path C:', 'unsafe-path data\\x', 'unsafe-path new\nline', 'unsafe-path \ufffd\ufffd'].sort(),
    )
  })

  it('has a limited number of files and folders', async () => {
    await put(join(work, 'bag'), await sampleBag())
    await expect(folderSource(join(work, 'bag'), { files: 5 })).rejects.toMatchObject({ code: 'bundle-limit' })
    await expect(folderSource(join(work, 'bag'), { unpacked: 10 })).rejects.toMatchObject({ code: 'bundle-limit' })
  })

  it('has to be there, and to be a folder', async () => {
    await expect(folderSource(join(work, 'none'))).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(openBundleFiles(join(work, 'none'))).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(zipFileSource(work)).rejects.toMatchObject({ code: 'file-special' })
  })

  it('is refused by name where a file may not be read', async () => {
    if (process.getuid?.() === 0) return
    await put(join(work, 'bag'), await sampleBag())
    execFileSync('chmod', ['000', join(work, 'bag/data/log/checkpoint')])
    await expect(checkBag(await folderSource(join(work, 'bag')), checkOptions)).rejects.toMatchObject({
      code: 'file-unreadable',
    })
  })
})

const broken: BagFile = {
  path: 'data/log/entries.jsonl',
  async *open() {
    yield bytesOf('{}\n')
    throw new Error('the disk failed')
  },
}

const kinds: [string, (path: string) => Promise<BagSink>][] = [
  ['a folder', folderSink],
  ['a ZIP file', zipFileSink],
]

describe.each(kinds)('writing %s', (_, sinkAt) => {
  it('gives a good bag, and nothing beside it', async () => {
    const path = join(work, 'out')
    const written = await writeBag(bagFiles(samplePayload), await sinkAt(path), options)
    const files = await openBundleFiles(path)
    const report = await checkBag(files, checkOptions)
    await files.close()
    expect(report.problems).toEqual([])
    expect(report.digest).toBe(written.digest)
    expect(readdirSync(work)).toEqual(['out'])
  })

  it('leaves nothing where a source fails half-way', async () => {
    await expect(writeBag([broken], await sinkAt(join(work, 'out')), options)).rejects.toThrow('the disk failed')
    expect(readdirSync(work)).toEqual([])
  })

  it('has nothing under the name before it is whole', async () => {
    const path = join(work, 'out')
    const seen: boolean[] = []
    const files = bagFiles(samplePayload).map((file) => ({
      ...file,
      open: () => {
        seen.push(existsSync(path))
        return file.open()
      },
    }))
    await writeBag(files, await sinkAt(path), options)
    expect(new Set(seen)).toEqual(new Set([false]))
  })

  it('does not write over what is there', async () => {
    const path = join(work, 'out')
    writeFileSync(path, 'an older bundle')
    await expect(sinkAt(path)).rejects.toMatchObject({ code: 'bundle-exists' })
    expect(readFileSync(path, 'utf8')).toBe('an older bundle')
    rmSync(path)
    mkdirSync(path)
    writeFileSync(join(path, 'file'), 'x')
    await expect(sinkAt(path)).rejects.toMatchObject({ code: 'bundle-exists' })
    rmSync(path, { recursive: true })
    symlinkSync(join(work, 'elsewhere'), path)
    await expect(sinkAt(path)).rejects.toMatchObject({ code: 'bundle-exists' })
  })

  it('does not write over what came to be there meanwhile', async () => {
    const path = join(work, 'out')
    const sink = await sinkAt(path)
    mkdirSync(path)
    writeFileSync(join(path, 'file'), 'x')
    await expect(writeBag(bagFiles(samplePayload), sink, options)).rejects.toMatchObject({
      code: expect.stringMatching(/^bundle-(write|exists)$/),
    })
    expect(readdirSync(work)).toEqual(['out'])
    expect(readFileSync(join(path, 'file'), 'utf8')).toBe('x')
  })

  it('says where it cannot write', async () => {
    await expect(sinkAt(join(work, 'no/such/folder/out'))).rejects.toMatchObject({
      code: 'bundle-write',
      place: expect.stringContaining('no/such'),
    })
  })
})

describe('an empty folder', () => {
  it('is written into', async () => {
    const path = join(work, 'out')
    mkdirSync(path)
    await writeBag(bagFiles(samplePayload), await folderSink(path), options)
    expect((await checkBag(await folderSource(path), checkOptions)).problems).toEqual([])
    expect(readdirSync(work)).toEqual(['out'])
  })
})
