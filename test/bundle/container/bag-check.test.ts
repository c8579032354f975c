import { beforeAll, describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import { type BundleFiles, memoryFiles } from '../../../src/bundle/files.ts'
import { FORM_PROBLEMS } from '../../../src/bundle/form-problems.ts'
import { FairtrailError } from '../../../src/encoding/error.ts'
import {
  bytesOf,
  checkOptions,
  digests,
  remake,
  remakeTags,
  sampleBag,
  sha256,
  sha512,
  told,
} from '../../support/bag.ts'

type Files = Map<string, Uint8Array>
let good: Files
beforeAll(async () => {
  good = await sampleBag()
})

const check = async (files: ReadonlyMap<string, Uint8Array>): Promise<string[]> =>
  told((await checkBag(memoryFiles(files), checkOptions)).problems)

const without = (path: string): Files => {
  const files = new Map(good)
  files.delete(path)
  return files
}
const having = (path: string, text: string): Files => new Map(good).set(path, bytesOf(text))
const textOf = (path: string): string => Buffer.from(good.get(path) ?? []).toString()

describe('a good bag', () => {
  it('has no problems, and its digests are given', async () => {
    const report = await checkBag(memoryFiles(good), checkOptions)
    expect(report.problems).toEqual([])
    expect(report.digest).toBe(sha256(good.get('manifest-sha256.txt') as Uint8Array))
    expect([...report.digests.keys()]).toEqual([...good.keys()].sort((a, b) => (a < b ? -1 : 1)))
    for (const [path, { size, ...found }] of report.digests) {
      const bytes = good.get(path) as Uint8Array
      expect([size, found]).toEqual([bytes.length, { sha256: sha256(bytes), sha512: sha512(bytes) }])
    }
  })

  it('is what the test support makes by other means', async () => {
    expect(remake(good)).toEqual(good)
  })

  it('opens each file once', async () => {
    const opened: string[] = []
    const files = memoryFiles(good)
    const counted: BundleFiles = {
      ...files,
      files: new Map(
        [...files.files].map(([path, file]) => [
          path,
          {
            ...file,
            open: () => {
              opened.push(path)
              return file.open()
            },
          },
        ]),
      ),
    }
    await checkBag(counted, checkOptions)
    expect(opened).toEqual([...files.files.keys()])
  })

  it('tells its progress up to the last byte', async () => {
    let last: [number, number] = [0, 1]
    await checkBag(memoryFiles(good), { ...checkOptions, onProgress: (read, of) => (last = [read, of]) })
    expect(last[0]).toBe(last[1])
    expect(last[0]).toBe([...good.values()].reduce((sum, bytes) => sum + bytes.length, 0))
  })

  it('may lie in one top folder, as a browser gives the files of a chosen folder', async () => {
    const files = new Map(
      [...good].map(([path, bytes]) => [`case 17/${path}`, new Blob([bytes as Uint8Array<ArrayBuffer>])] as const),
    )
    expect((await checkBag(memoryFiles(files), checkOptions)).problems).toEqual([])
  })

  it('may lack reveals, unlogged entries, timestamps, proofs and content', async () => {
    const least = new Map([...good].filter(([path]) => !/reveals|unlogged|timestamps|proofs|content/.test(path)))
    expect(await check(remake(least))).toEqual([])
  })
})

describe('the layout is held to', () => {
  it.each([
    'bagit.txt',
    'bag-info.txt',
    'VERIFY.md',
    'data/bundle.json',
    'data/log/entries.jsonl',
    'data/log/checkpoint',
    'manifest-sha256.txt',
    'manifest-sha512.txt',
    'tagmanifest-sha256.txt',
    'tagmanifest-sha512.txt',
  ])('%s may not be missing', async (path) => {
    expect(await check(without(path))).toContain(`missing-file ${path}`)
  })

  it('a file outside it is named, and a folder outside it once', async () => {
    expect(await check(having('report.html', ''))).toEqual(['outside-layout report.html'])
    const files = having('photos/1', '').set('photos/2', new Uint8Array()).set('data/.DS_Store', new Uint8Array())
    expect(await check(files)).toEqual(['outside-layout data/.DS_Store', 'outside-layout photos/'])
  })

  it('fetch.txt has a name of its own', async () => {
    expect(await check(having('fetch.txt', 'https://example.org/x 3 data/x\n'))).toEqual(['fetch-txt fetch.txt'])
  })

  it('manifests of other algorithms are outside it', async () => {
    expect(await check(having('manifest-md5.txt', ''))).toEqual(['outside-layout manifest-md5.txt'])
  })

  it('names that collide on other systems are named', async () => {
    expect(await check(having('verify.MD', ''))).toEqual(['outside-layout verify.MD', 'name-collision verify.MD'])
    const files = having('caf\u00e9', '').set('cafe\u0301', new Uint8Array())
    expect(await check(files)).toContain('name-collision caf\u00e9')
  })

  it('unsafe names are named', async () => {
    for (const path of ['../x', '/x', 'C:x', 'a\\b', 'data/./x'])
      expect(await check(having(path, ''))).toEqual([`unsafe-path ${path}`])
  })

  it('a name given twice is named', async () => {
    const files = memoryFiles([...good, ['VERIFY.md', bytesOf('another')]])
    expect(told((await checkBag(files, checkOptions)).problems)).toEqual(['duplicate-name VERIFY.md'])
  })

  it('a timestamp query has its response, and responses are numbered from 1', async () => {
    expect(await check(remake(without('data/log/timestamps/1.tsq')))).toEqual([])
    expect(await check(remake(without('data/log/timestamps/1.tsr')))).toEqual([
      'timestamp-alone data/log/timestamps/1.tsq',
    ])
    expect(await check(remake(having('data/log/timestamps/3.tsr', '')))).toEqual([
      'timestamp-number data/log/timestamps/2.tsr',
    ])
  })

  it('a bag without bagit.txt has no root in an archive', async () => {
    expect(await check(without('bagit.txt'))).toContain('no-bag-root')
  })
})

describe('bagit.txt, bag-info.txt and VERIFY.md are held to their bytes', () => {
  it.each([
    ['BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n', 'bagit-version bagit.txt'],
    ['BagIt-Version: 1.1\nTag-File-Character-Encoding: UTF-8\n', 'bagit-version bagit.txt'],
    ['\ufeffBagIt-Version: 0.97\r\n', 'bagit-version bagit.txt'],
    ['BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n', 'bagit-txt bagit.txt'],
    ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n', 'bagit-txt bagit.txt'],
    ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8', 'bagit-txt bagit.txt'],
    ['\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'bagit-txt bagit.txt'],
    ['', 'bagit-txt bagit.txt'],
    [`BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n${' '.repeat(5000)}`, 'bagit-txt bagit.txt'],
  ])('bagit.txt %j', async (text, problem) => {
    expect(await check(remakeTags(having('bagit.txt', text)))).toEqual([problem])
  })

  it.each([
    '',
    'Payload-Oxum: 1.2',
    'Payload-Oxum:1.2\n',
    'Payload-Oxum: 01.2\n',
    'Payload-Oxum: 1.2\nSource: x\n',
    'Payload-Oxum: 1.2\r\n',
    'payload-oxum: 1.2\n',
  ])('bag-info.txt %j', async (text) => {
    expect(await check(remakeTags(having('bag-info.txt', text)))).toEqual(['bag-info bag-info.txt'])
  })

  it('Payload-Oxum counts bytes and files', async () => {
    const [, octets, files] = /: (\d+)\.(\d+)/.exec(textOf('bag-info.txt')) ?? []
    for (const text of [`${octets}.${Number(files) + 1}`, `${Number(octets) + 1}.${files}`]) {
      expect(await check(remakeTags(having('bag-info.txt', `Payload-Oxum: ${text}\n`)))).toEqual([
        'payload-oxum bag-info.txt',
      ])
    }
  })

  it('VERIFY.md is the known one', async () => {
    expect(await check(remakeTags(having('VERIFY.md', 'Trust this bundle.\n')))).toEqual(['verify-md VERIFY.md'])
  })
})

describe('manifests are held to', () => {
  const manifests = ['manifest-sha256.txt', 'manifest-sha512.txt']
  const changed = (manifest: string, change: (lines: string[]) => string[]): Files =>
    remakeTags(having(manifest, change(textOf(manifest).split(/(?<=\n)/)).join('')))

  it.each(manifests)('%s: a digest that differs is named, in that manifest alone', async (manifest) => {
    const files = changed(manifest, ([first = '', ...rest]) => [
      (first[0] === '0' ? '1' : '0') + first.slice(1),
      ...rest,
    ])
    const { problems } = await checkBag(memoryFiles(files), checkOptions)
    expect(problems).toEqual([{ code: 'digest-differs', path: 'data/bundle.json', values: { manifest } }])
  })

  it.each(manifests)('%s: every payload file is listed', async (manifest) => {
    expect(await check(changed(manifest, ([, ...rest]) => rest))).toEqual(['not-listed data/bundle.json'])
  })

  it.each(manifests)('%s: what it lists is there', async (manifest) => {
    const hex = '0'.repeat(manifest.includes('512') ? 128 : 64)
    expect(await check(changed(manifest, (lines) => [...lines, `${hex}  data/zzz\n`]))).toEqual([
      'listed-missing data/zzz',
    ])
    expect(await check(changed(manifest, (lines) => [`${hex}  VERIFY.md\n`, ...lines]))).toEqual([
      'listed-missing VERIFY.md',
    ])
    expect(await check(changed(manifest, (lines) => [`${hex}  ../../etc/passwd\n`, ...lines]))).toEqual([
      'listed-missing ../../etc/passwd',
    ])
  })

  it.each(manifests)('%s: lines are sorted and each path is there once', async (manifest) => {
    expect(await check(changed(manifest, (lines) => lines.reverse()))).toEqual([`manifest-unsorted ${manifest}`])
    expect(await check(changed(manifest, ([first = '', ...rest]) => [first, first, ...rest]))).toEqual([
      `manifest-duplicate ${manifest}`,
    ])
  })

  const badLines: [string, (line: string) => string][] = [
    ['uppercase hex', (line) => line.replace(/^[0-9a-f]+/, (hex) => hex.toUpperCase().replaceAll(/^[0-9]+$/g, 'A'))],
    ['one space', (line) => line.replace('  ', ' ')],
    ['a tab', (line) => line.replace('  ', '\t')],
    ['three spaces', (line) => line.replace('  ', '   ')],
    ['an asterisk', (line) => line.replace('  ', ' *')],
    ['./ before the path', (line) => line.replace('  ', '  ./')],
    ['CR LF', (line) => line.replace('\n', '\r\n')],
    ['a digest too short', (line) => line.slice(1)],
    ['a digest too long', (line) => `0${line}`],
    ['no path', (line) => `${line.split(' ')[0]}  \n`],
    ['percent-encoding', (line) => line.replace('bundle', '%62undle')],
    ['no hex', (line) => line.replace(/^./, 'g')],
    ['a backslash', (line) => line.replace('/', '\\')],
    ['a control character', (line) => line.replace('bundle', 'bun\0dle')],
    ['hundreds of bytes more', (line) => line.replace('bundle', 'b'.repeat(600))],
  ]
  describe.each(manifests)('%s, the form of a line', (manifest) => {
    it.each(badLines)('%s is refused', async (_, change) => {
      const files = changed(manifest, ([first = '', ...rest]) => [change(first), ...rest])
      expect(await check(files)).toContain(`manifest-line ${manifest}`)
    })

    it('invalid UTF-8 is refused', async () => {
      const bytes = Uint8Array.from(good.get(manifest) as Uint8Array)
      bytes[bytes.indexOf(0x2f)] = 0xff
      expect(await check(remakeTags(new Map(good).set(manifest, bytes)))).toContain(`manifest-line ${manifest}`)
    })

    it('a last line without LF is refused', async () => {
      const files = changed(manifest, (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, -1)])
      expect(await check(files)).toContain(`manifest-line ${manifest}`)
    })

    it('an empty line is refused, and a BOM', async () => {
      expect(await check(changed(manifest, (lines) => ['\n', ...lines]))).toEqual([`manifest-line ${manifest}`])
      expect(await check(changed(manifest, (lines) => [`\ufeff${lines[0]}`, ...lines.slice(1)]))).toContain(
        `manifest-line ${manifest}`,
      )
    })
  })

  it('an empty manifest lists nothing', async () => {
    const problems = await check(remakeTags(having('manifest-sha256.txt', '')))
    expect(problems).toHaveLength([...good.keys()].filter((path) => path.startsWith('data/')).length)
    expect(new Set(problems.map((problem) => problem.split(' ')[0]))).toEqual(new Set(['not-listed']))
  })

  it('tag manifests list exactly the five, with their digests', async () => {
    for (const manifest of ['tagmanifest-sha256.txt', 'tagmanifest-sha512.txt']) {
      const all = textOf(manifest).split(/(?<=\n)/)
      expect(await check(having(manifest, all.slice(1).join('')))).toEqual(['tag-manifest-list VERIFY.md'])
      const hex = '0'.repeat(manifest.includes('512') ? 128 : 64)
      const more = [...all, `${hex}  tagmanifest-sha256.txt\n`].join('')
      const listsItself = await check(having(manifest, more))
      expect(listsItself).toContain('tag-manifest-list tagmanifest-sha256.txt')
      const payload = [...all.slice(0, 3), `${hex}  data/bundle.json\n`, ...all.slice(3)].join('')
      expect(await check(having(manifest, payload))).toContain('tag-manifest-list data/bundle.json')
      const other = [`${hex}  VERIFY.md\n`, ...all.slice(1)].join('')
      expect(await check(having(manifest, other))).toEqual(['digest-differs VERIFY.md'])
      expect(await check(having(manifest, all.toReversed().join('')))).toEqual([`manifest-unsorted ${manifest}`])
    }
  })

  it('a changed payload byte is seen by both', async () => {
    const { problems } = await checkBag(memoryFiles(having('data/log/checkpoint', 'origin\n1\nroOt\n')), checkOptions)
    expect(problems).toEqual([
      { code: 'digest-differs', path: 'data/log/checkpoint', values: { manifest: 'manifest-sha256.txt' } },
      { code: 'digest-differs', path: 'data/log/checkpoint', values: { manifest: 'manifest-sha512.txt' } },
    ])
  })

  it('a content file has the digest of its name', async () => {
    const path = `data/content/${'1'.repeat(64)}`
    expect(await check(remake(having(path, 'another file')))).toEqual([`content-digest ${path}`])
  })
})

describe('limits', () => {
  it('are named, for files and for bytes', () => {
    expect(() => memoryFiles(good, { files: 3 })).toThrow('"files" of 3')
    expect(() => memoryFiles(good, { unpacked: 100 })).toThrow('"unpacked" of 100')
  })

  it('hold for the lines of a manifest', async () => {
    const text = Array.from({ length: 30 }, (_, i) => `${'0'.repeat(64)}  data/${i}\n`).join('')
    const bag = memoryFiles(having('manifest-sha256.txt', text))
    await expect(checkBag(bag, { ...checkOptions, limits: { files: 25 } })).rejects.toMatchObject({
      code: 'bundle-limit',
    })
  })
})

describe('errors', () => {
  const failing = (code: 'bundle-damaged' | 'bundle-unreadable'): BundleFiles => {
    const files = memoryFiles(good)
    const path = 'data/log/checkpoint'
    const file = {
      path,
      size: 14,
      // biome-ignore lint/correctness/useYield: it fails at once
      async *open(): AsyncGenerator<Uint8Array> {
        throw new FairtrailError(code, 'what the container says')
      },
    }
    return { ...files, files: new Map(files.files).set(path, file) }
  }

  it('damage is a problem of the bundle', async () => {
    const { problems, digests: found } = await checkBag(failing('bundle-damaged'), checkOptions)
    expect(problems).toEqual([
      { code: 'unreadable', path: 'data/log/checkpoint', values: { why: 'what the container says' } },
    ])
    expect(found.has('data/log/checkpoint')).toBe(false)
  })

  it('a system that refuses is none', async () => {
    await expect(checkBag(failing('bundle-unreadable'), checkOptions)).rejects.toMatchObject({
      code: 'bundle-unreadable',
    })
  })

  it('a provider without the digests is misuse', async () => {
    const crypto = {
      hasher: (name: Parameters<typeof digests.hasher>[0]) => (name === 'sha512' ? undefined : digests.hasher(name)),
    }
    await expect(checkBag(memoryFiles(good), { ...checkOptions, crypto })).rejects.toMatchObject({ code: 'misuse' })
  })

  it('every problem code says in words what it means', () => {
    expect(Object.keys(FORM_PROBLEMS)).toEqual(Object.keys(FORM_PROBLEMS).sort())
    for (const [, text] of Object.values(FORM_PROBLEMS)) expect(text).toMatch(/^\S.*\.$/)
  })
})
