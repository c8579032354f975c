import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkBag } from '../../../src/bundle/bag-check.ts'
import type { BundleFiles } from '../../../src/bundle/files.ts'
import type { FormProblem } from '../../../src/bundle/form-problems.ts'
import { zipSource } from '../../../src/bundle/zip-source.ts'
import { bytesOf, checkOptions, sampleBag, told } from '../../support/bag.ts'
import { extraField, type HostileEnd, type HostileEntry, hostileZip, zip64Field } from '../../support/zip-hostile.ts'

let bag: Map<string, Uint8Array>
beforeAll(async () => {
  bag = await sampleBag()
})

const TARGET = 'data/log/checkpoint'

const open = (entries: readonly HostileEntry[], end?: HostileEnd): Promise<BundleFiles> =>
  zipSource(new Blob([hostileZip(entries, end)]))

/** The sample bag as an archive, in which the entry of one file, or the list of entries, is changed. */
const entries = (change: Partial<HostileEntry> = {}): HostileEntry[] =>
  [...bag].map(([name, data]) => ({ name, data, ...(name === TARGET ? change : {}) }))

/** All problems of the bag in such an archive, by the check that a reader makes. */
const problems = async (list: readonly HostileEntry[], end?: HostileEnd): Promise<readonly FormProblem[]> =>
  (await checkBag(await open(list, end), checkOptions)).problems

const codes = async (change: Partial<HostileEntry>): Promise<string[]> => told(await problems(entries(change)))

describe('an archive without tricks', () => {
  it('is read: stored, deflated, with descriptors, with ZIP64 fields, with a top folder and entries for folders', async () => {
    const forms: Partial<HostileEntry>[] = [
      {},
      { deflate: true },
      { descriptor: {} },
      { descriptor: { signature: false } },
      { descriptor: { wide: true } },
      { descriptor: { wide: true, signature: false } },
      { deflate: true, descriptor: {} },
      { flags: 1 << 11 },
      { deflate: true, flags: 6 },
      { attributes: (0o100644 << 16) >>> 0 },
      { extra: extraField(0x5455, Uint8Array.of(1, 0, 0, 0, 0)) },
      { local: { extra: extraField(0x5455, Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0)) } },
    ]
    for (const form of forms) expect(await codes(form), JSON.stringify(form)).toEqual([])
    const size = bag.get(TARGET)?.length ?? 0
    const all = 0xffffffff
    expect(await codes({ local: { size: all, packedSize: all, extra: zip64Field(size, size) } })).toEqual([])
    expect(await codes({ central: { size: all, packedSize: all, extra: zip64Field(size, size) } })).toEqual([])
    const inTop = entries().map((entry) => ({ ...entry, name: `Дело 17/${entry.name}` }))
    const folders = ['Дело 17/', 'Дело 17/data/', 'Дело 17/data/log/'].map((name) => ({
      name,
      attributes: ((0o40755 << 16) | 0x10) >>> 0,
    }))
    expect(await problems([...folders, ...inTop])).toEqual([])
    expect(await problems(entries(), { zip64: {} })).toEqual([])
    expect(await problems(entries(), { zip64: {}, entries: bag.size })).toEqual([])
  })

  it('may have a top folder whose name is not UTF-8', async () => {
    const named = entries().map((entry) => ({
      ...entry,
      name: Buffer.concat([Buffer.from([0x84, 0xa5, 0xab, 0xae]), Buffer.from(`/${entry.name}`)]),
    }))
    expect(await problems(named)).toEqual([])
  })
})

describe('an archive that is none', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', bytesOf('BagIt')],
    ['zeros', new Uint8Array(100_000)],
    ['an end record alone that promises entries', hostileZip([], { entries: 5 })],
    ['a directory that is larger than the file', hostileZip([], { size: 5000 })],
    ['a directory behind the end', hostileZip([], { offset: 5000 })],
    ['a disk number', hostileZip([], { disk: 1 })],
  ])('%s is refused', async (_, bytes) => {
    await expect(zipSource(new Blob([bytes as Uint8Array<ArrayBuffer>]))).rejects.toMatchObject({
      code: 'bundle-unreadable',
    })
  })

  it('one cut off at any byte is refused', async () => {
    const whole = hostileZip(entries())
    for (let length = 0; length < whole.length; length += 11) {
      await expect(zipSource(new Blob([whole.subarray(0, length)]))).rejects.toMatchObject({
        code: 'bundle-unreadable',
      })
    }
  })

  it('numbers of entries that are not those of the directory', async () => {
    const count = bag.size
    await expect(open(entries(), { entries: count + 1 })).rejects.toMatchObject({ code: 'bundle-unreadable' })
    expect(told(await problems(entries(), { entries: count - 1 }))).toContain('zip-bytes-between')
  })
})

describe('bytes that belong to nothing', () => {
  const junk = bytesOf('hidden bytes')
  it('before the first file', async () => {
    const list = entries()
    list[0] = { ...(list[0] as HostileEntry), before: junk }
    expect(await problems(list)).toEqual([{ code: 'zip-bytes-before', values: { bytes: 12 } }])
  })

  it('before the whole archive, not counted in it', async () => {
    const archive = hostileZip(entries())
    const files = await zipSource(new Blob([junk as Uint8Array<ArrayBuffer>, archive]))
    expect((await checkBag(files, checkOptions)).problems).toEqual([
      { code: 'zip-bytes-before', values: { bytes: 12 } },
    ])
    const wide = await zipSource(new Blob([junk as Uint8Array<ArrayBuffer>, hostileZip(entries(), { zip64: {} })]))
    expect((await checkBag(wide, checkOptions)).problems).toEqual([{ code: 'zip-bytes-before', values: { bytes: 12 } }])
  })

  it('between files, and before the directory', async () => {
    expect(await problems(entries({ after: junk }))).toEqual([
      { code: 'zip-bytes-between', path: TARGET, values: { bytes: 12 } },
    ])
    const list = entries()
    const last = list.length - 1
    list[last] = { ...(list[last] as HostileEntry), after: junk }
    expect(told(await problems(list))).toEqual(['zip-bytes-between tagmanifest-sha512.txt'])
  })

  it('between a file and its descriptor, or after it', async () => {
    expect(await codes({ descriptor: {}, after: Uint8Array.of(0, 0, 0, 0) })).toEqual([`zip-descriptor ${TARGET}`])
    expect(await codes({ descriptor: {}, after: new Uint8Array(8) })).toEqual([`zip-descriptor ${TARGET}`])
    expect(await codes({ descriptor: {}, after: junk })).toEqual([`zip-descriptor ${TARGET}`])
  })

  it('between the directory and the end', async () => {
    expect(await problems(entries(), { before: junk })).toEqual([{ code: 'zip-bytes-between', values: { bytes: 12 } }])
  })

  it('after the end', async () => {
    expect(await problems(entries(), { after: junk })).toEqual([{ code: 'zip-bytes-after', values: { bytes: 12 } }])
  })

  it('a comment, of the archive or of a file', async () => {
    expect(await problems(entries(), { comment: junk })).toEqual([{ code: 'zip-comment', values: { bytes: 12 } }])
    expect(await codes({ central: { comment: junk } })).toEqual([`zip-comment ${TARGET}`])
  })

  it('an archive hidden in the comment of another is not mixed with it', async () => {
    const inner = hostileZip([{ name: 'bagit.txt', data: bytesOf('x') }])
    const found = told(await problems(entries(), { comment: inner }))
    expect(found).toContain('zip-bytes-before')
  })

  it('after the compressed data, inside what the headers give to the file', async () => {
    const data = bag.get(TARGET) as Uint8Array
    const packed = Buffer.concat([deflateRawSync(data), junk])
    expect(await codes({ method: 8, packed })).toEqual([`unreadable ${TARGET}`])
  })

  it('a second file in the data of a folder', async () => {
    const found = await problems([...entries(), { name: 'data/', data: junk }])
    expect(told(found)).toEqual(['special-file data/'])
  })
})

describe('a name', () => {
  it.each([
    '../evil',
    'data/../../evil',
    '/etc/passwd',
    'C:\\evil',
    'c:/evil',
    'data\\log',
    '//server/evil',
    'a\0b',
    './bagit.txt',
    'data//x',
    '',
    '..',
    '../',
    '/',
  ])('%j that leads elsewhere is refused', async (name) => {
    const found = told(
      await problems([...entries(), { name, data: name.endsWith('/') ? new Uint8Array() : bytesOf('x') }]),
    )
    expect(found).toEqual([`unsafe-path ${name}`])
  })

  it('twice, of two files, is refused', async () => {
    const found = told(await problems([...entries(), { name: TARGET, data: bytesOf('another') }]))
    expect(found).toEqual([`duplicate-name ${TARGET}`])
  })

  it('of a file and of a folder is refused', async () => {
    expect(told(await problems([...entries(), { name: `${TARGET}/` }]))).toEqual([`duplicate-name ${TARGET}`])
    expect(told(await problems([...entries(), { name: 'data/log' }]))).toEqual([
      'duplicate-name data/log',
      'outside-layout data/log',
    ])
    expect(told(await problems([...entries(), { name: `${TARGET}/x` }]))).toEqual([
      `duplicate-name ${TARGET}`,
      `outside-layout ${TARGET}/`,
    ])
  })

  it('that differs only in case or in Unicode form is refused', async () => {
    expect(told(await problems([...entries(), { name: 'DATA/log/checkpoint' }]))).toContain(
      'name-collision data/log/checkpoint',
    )
  })

  it('of hundreds of bytes is not kept', async () => {
    const name = 'n'.repeat(60_000)
    const found = await problems([...entries(), { name }])
    expect(found).toEqual([{ code: 'outside-layout', path: `${'n'.repeat(100)}...` }])
  })

  it('of a folder without files is refused', async () => {
    expect(told(await problems([...entries(), { name: 'data/content/old/' }]))).toEqual([
      'empty-folder data/content/old/',
    ])
  })

  it('with two top folders, or a top folder and files beside it, is refused', async () => {
    const inTop = entries().map((entry) => ({ ...entry, name: `bag/${entry.name}` }))
    expect(told(await problems([...inTop, { name: '__MACOSX/bag/._data' }]))).toContain('no-bag-root')
    expect(told(await problems([...inTop, { name: 'readme' }]))).toContain('no-bag-root')
  })

  it('in a second field for names is refused, whatever it says', async () => {
    for (const id of [0x7075, 0x6375]) {
      expect(await codes({ central: { extra: extraField(id, bytesOf('\u0001aaaadata/other')) } })).toEqual([
        `zip-extra-field ${TARGET}`,
      ])
    }
  })
})

describe('an entry that is no plain file', () => {
  it.each([
    ['a symbolic link', (0o120777 << 16) >>> 0, 'link'],
    ['a reparse point', 0x400, 'link'],
    ['a device', (0o60644 << 16) >>> 0, 'special-file'],
    ['a pipe', (0o10644 << 16) >>> 0, 'special-file'],
    ['a socket', (0o140644 << 16) >>> 0, 'special-file'],
    ['a folder by its UNIX mode', (0o40755 << 16) >>> 0, 'special-file'],
    ['a folder by its DOS attribute', 0x10, 'special-file'],
  ])('%s is refused', async (_, attributes, code) => {
    expect((await codes({ attributes }))[0]).toBe(`${code} ${TARGET}`)
  })

  it('a link is not read', async () => {
    expect(await codes({ attributes: (0o120777 << 16) >>> 0 })).toEqual([`link ${TARGET}`, `unreadable ${TARGET}`])
  })

  it('a file by its mode and a folder by its name is refused', async () => {
    expect(told(await problems([...entries(), { name: 'data/', attributes: (0o100644 << 16) >>> 0 }]))).toEqual([
      'special-file data/',
    ])
  })

  it.each([
    ['a link in a PKWARE field', 0x000d],
    ['a link in an ASi field', 0x756e],
    ['encryption in an AES field', 0x9901],
    ['strong encryption', 0x0017],
    ['anything unknown', 0x4242],
    ['a mark of jar that is not empty', 0xcafe],
  ])('%s is refused', async (_, id) => {
    const extra = extraField(id, new Uint8Array(12))
    expect(await codes({ central: { extra } })).toEqual([`zip-extra-field ${TARGET}`])
    expect(await codes({ local: { extra } })).toEqual([`zip-extra-field ${TARGET}`])
  })

  it('extra fields that break off, or are there twice, are refused', async () => {
    const field = extraField(0x5455, Uint8Array.of(1, 0, 0, 0, 0))
    for (const extra of [Uint8Array.of(1), Uint8Array.of(0x55, 0x54, 200, 0), Buffer.concat([field, field])]) {
      expect(await codes({ extra })).toContain(`zip-extra-field ${TARGET}`)
    }
  })

  it.each([1, 1 << 6, 1 << 13, 1 | (1 << 6)])(
    'encryption by flags %i is refused and the data not read',
    async (flags) => {
      expect(await codes({ flags })).toEqual([`zip-encrypted ${TARGET}`, `unreadable ${TARGET}`])
    },
  )

  it.each([1 << 4, 1 << 5, 1 << 7, 1 << 12, 1 << 15])('unknown flags %i are refused', async (flags) => {
    expect(await codes({ flags })).toContain(`zip-flags ${TARGET}`)
  })

  it.each([1, 6, 9, 12, 14, 93, 95, 98, 99])('compression method %i is refused', async (method) => {
    expect(await codes({ method })).toEqual([`zip-compression ${TARGET}`, `unreadable ${TARGET}`])
  })
})

describe('headers that disagree', () => {
  const differ = async (change: Partial<HostileEntry>): Promise<unknown[]> => {
    const found = await problems(entries(change))
    return found.filter(({ code }) => code === 'zip-headers-differ').map(({ values }) => values?.field)
  }

  it('in any field are refused', async () => {
    expect(await differ({ local: { name: 'data/log/checkpoinT' } })).toEqual(['name'])
    expect(await differ({ local: { flags: 1 << 11 } })).toEqual(['flags'])
    expect(await differ({ local: { method: 8 } })).toEqual(['method'])
    expect(await differ({ local: { modified: 1 } })).toEqual(['modified'])
    expect(await differ({ local: { crc: 1 } })).toEqual(['crc'])
    expect(await differ({ local: { size: 1 } })).toEqual(['size'])
    expect(await differ({ local: { packedSize: 1 } })).toEqual(['packed'])
  })

  it('where a descriptor follows, each of the three numbers is 0 or true', async () => {
    const size = bag.get(TARGET)?.length ?? 0
    expect(await differ({ descriptor: {}, local: { size } })).toEqual([])
    expect(await differ({ descriptor: {}, local: { size: size + 1 } })).toEqual(['size'])
    expect(await differ({ descriptor: {}, local: { packedSize: 1 } })).toEqual(['packed'])
    expect(await differ({ descriptor: {}, local: { crc: 1 } })).toEqual(['crc'])
  })

  it('zeros without a descriptor are refused', async () => {
    expect(await differ({ local: { crc: 0, size: 0, packedSize: 0 } })).toEqual(['crc', 'packed', 'size'])
  })

  it('a stored file of two sizes is refused, and neither size is believed', async () => {
    const size = bag.get(TARGET)?.length ?? 0
    for (const lie of [size - 1, size + 1]) {
      expect(await codes({ size: lie })).toEqual([
        `zip-headers-differ ${TARGET}`,
        `unreadable ${TARGET}`,
        'payload-oxum bag-info.txt',
      ])
    }
  })

  it('a packed size that is too small or too large is refused', async () => {
    const size = bag.get(TARGET)?.length ?? 0
    expect(await codes({ packedSize: size - 1, size: size - 1 })).toContain(`zip-bytes-between ${TARGET}`)
    expect(await codes({ packedSize: size + 1, size: size + 1 })).toContain(`zip-overlap ${TARGET}`)
  })

  it('a CRC-32 that is wrong in both is seen when the file is read', async () => {
    expect(await codes({ crc: 1 })).toEqual([`unreadable ${TARGET}`])
  })

  it('a deflated file that unpacks to more or less than it says is refused', async () => {
    const size = bag.get(TARGET)?.length ?? 0
    for (const lie of [size - 1, size + 1, 0])
      expect(await codes({ deflate: true, size: lie })).toContain(`unreadable ${TARGET}`)
  })

  it('a descriptor that lies is refused', async () => {
    for (const lie of [{ crc: 1 }, { packed: 1 }, { size: 1 }, { size: 1, wide: true }]) {
      expect(await codes({ descriptor: lie })).toEqual([`zip-descriptor ${TARGET}`])
    }
  })

  it('a descriptor that is announced and not there is refused', async () => {
    expect(await codes({ flags: 8 })).toEqual([`zip-descriptor ${TARGET}`])
  })

  it('an offset that leads nowhere is refused and nothing is read there', async () => {
    for (const offset of [5, 0x7fffffff, 0xfffffffe]) {
      const found = await codes({ central: { offset } })
      expect(found).toContain(`zip-headers-differ ${TARGET}`)
      expect(found).toContain(`unreadable ${TARGET}`)
    }
  })

  it('a disk number is refused', async () => {
    expect(await codes({ central: { disk: 1 } })).toEqual([`zip-headers-differ ${TARGET}`])
  })
})

describe('files that share bytes', () => {
  it('two entries for one local header are refused and not read', async () => {
    const list: HostileEntry[] = [...entries(), { name: `data/content/${'0'.repeat(64)}`, central: { offset: 0 } }]
    const found = told(await problems(list))
    expect(found).toContain('zip-overlap bagit.txt')
    expect(found).toContain('unreadable bagit.txt')
    expect(found).toContain(`unreadable data/content/${'0'.repeat(64)}`)
  })

  it('a file that covers the next one is refused', async () => {
    const found = await codes({ packedSize: 500, size: 500 })
    expect(found).toContain(`zip-overlap ${TARGET}`)
  })

  it('a file that reaches into the directory is refused', async () => {
    const list = entries()
    const last = list.length - 1
    const entry = list[last] as HostileEntry
    list[last] = { ...entry, size: 10_000, packedSize: 10_000 }
    expect(told(await problems(list))).toContain(`zip-overlap ${entry.name}`)
  })
})

describe('ZIP64 fields that lie', () => {
  const all = 0xffffffff
  it('of an entry are refused', async () => {
    const size = bag.get(TARGET)?.length ?? 0
    const lies: Partial<HostileEntry>[] = [
      { central: { size: all } },
      { central: { size: all, packedSize: all } },
      { central: { size: all, extra: zip64Field() } },
      { central: { size: all, extra: zip64Field(size, size) } },
      { central: { extra: zip64Field(size) } },
      { central: { size: all, packedSize: all, extra: zip64Field(size) } },
      { central: { size: all, packedSize: all, extra: zip64Field(2n ** 63n, 2n ** 63n) } },
      { local: { extra: zip64Field(size, size) } },
      { local: { size: all, extra: zip64Field(size, size) } },
    ]
    for (const lie of lies)
      expect(await codes(lie), JSON.stringify(lie.central ?? lie.local)).toContain(`zip-zip64 ${TARGET}`)
  })

  it('of an entry that are another number than in the other header are refused', async () => {
    const size = bag.get(TARGET)?.length ?? 0
    expect(await codes({ local: { size: all, packedSize: all, extra: zip64Field(size, size + 1) } })).toEqual([
      `zip-headers-differ ${TARGET}`,
    ])
  })

  it('an entry of exabytes is over the limit before anything is read', async () => {
    const huge = 2 ** 50
    const lie = { size: all, packedSize: all, extra: zip64Field(huge, huge) }
    await expect(open(entries({ central: lie, local: lie }))).rejects.toMatchObject({
      code: 'bundle-limit',
      message: expect.stringContaining('"unpacked" of 4398046511104'),
    })
  })

  it('of the end are refused', async () => {
    const lies: HostileEnd[] = [
      { zip64: { recordSize: 45 } },
      { zip64: { between: bytesOf('x') } },
      { zip64: { entries: 2 ** 50 } },
      { zip64: { size: 2 ** 50 } },
      { zip64: { offset: 2 ** 50 } },
      { zip64: { disks: 2 } },
    ]
    for (const lie of lies) {
      await expect(open(entries(), lie), JSON.stringify(lie)).rejects.toMatchObject({ code: 'bundle-unreadable' })
    }
  })

  it('of the end that are not those of the end record are refused', async () => {
    expect(told(await problems(entries(), { zip64: {}, entries: 1 }))).toEqual(['zip-zip64'])
    expect(told(await problems(entries(), { zip64: {}, size: 1 }))).toEqual(['zip-zip64'])
    expect(told(await problems(entries(), { zip64: {}, offset: 1 }))).toEqual(['zip-zip64'])
    expect(told(await problems(entries(), { zip64: { at: 1 } }))).toEqual(['zip-zip64'])
  })
})

describe('an archive that is large when unpacked', () => {
  const zeros = new Uint8Array(5_000_000)

  it('is over the limit outside content, and the limit is named', async () => {
    await expect(open(entries({ data: zeros, deflate: true }))).rejects.toMatchObject({
      code: 'bundle-limit',
      message: expect.stringContaining('"ratio" of 100'),
    })
  })

  it('in a top folder too', async () => {
    const inTop = entries({ data: zeros, deflate: true }).map((entry) => ({ ...entry, name: `bag/${entry.name}` }))
    await expect(open(inTop)).rejects.toMatchObject({ code: 'bundle-limit' })
  })

  it('may be so under content: empty disk images are', async () => {
    const list = [...entries(), { name: `data/content/${'0'.repeat(64)}`, data: zeros, deflate: true }]
    await expect(open(list)).resolves.toBeDefined()
  })

  it('is not unpacked further than its headers say', async () => {
    const name = `data/content/${'0'.repeat(64)}`
    const files = await open([{ name: 'bagit.txt' }, { name, data: zeros, deflate: true, size: 1000 }])
    let given = 0
    const read = async (): Promise<void> => {
      for await (const chunk of files.files.get(name)?.open() ?? []) given += chunk.length
    }
    await expect(read()).rejects.toMatchObject({ code: 'bundle-damaged' })
    expect(given).toBeLessThanOrEqual(1000)
  })

  it('is over the limit by the number of its files before the directory is read', async () => {
    await expect(zipSource(new Blob([hostileZip(entries())]), { files: 5 })).rejects.toMatchObject({
      code: 'bundle-limit',
      message: expect.stringContaining('"files" of 5'),
    })
  })
})
