import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HashOptions } from '../../src/node/hash-file.ts'
import { hashTree, type TreeEntry, treeBytes } from '../../src/node/hash-tree.ts'
import { testFolder } from '../support/folder.ts'

const MIB = 1024 * 1024

async function all(paths: (string | Uint8Array)[], options: HashOptions = {}): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = []
  for await (const entry of hashTree(paths, options)) entries.push(entry)
  return entries
}

const brief = (entry: TreeEntry) =>
  [entry.kind, entry.file, entry.kind === 'failed' ? entry.error.code : ''].join(' ').trim()

describe('hashing folders', () => {
  it('comes to all files in the order of the bytes of their names', async () => {
    const cwd = testFolder()
    for (const folder of ['a', 'a/b', 'a-b', 'empty']) mkdirSync(join(cwd, folder))
    for (const name of ['z', 'a/b/2', 'a/b/10', 'a/C', 'a/é', 'a-b/x', 'a/~', 'a/.hidden'])
      writeFileSync(join(cwd, name), name)
    const names = (await all(['z', 'a', 'a-b', 'empty'], { cwd })).map(({ file }) => file)
    expect(names).toEqual(['z', 'a/.hidden', 'a/C', 'a/b/10', 'a/b/2', 'a/~', 'a/é', 'a-b/x'])
  })

  it('begins each path as it was given', async () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'x'), '')
    const names = (await all(['.', './', cwd, `${cwd}/x`], { cwd })).map(({ file }) => file)
    expect(names).toEqual(['./x', './x', `${cwd}/x`, `${cwd}/x`])
  })

  it('skips symbolic links and says so, and fails one that is named', async () => {
    const cwd = testFolder()
    mkdirSync(join(cwd, 'f'))
    symlinkSync('.', join(cwd, 'f/loop'))
    symlinkSync('nowhere', join(cwd, 'f/broken'))
    writeFileSync(join(cwd, 'f/x'), '')
    const entries = await all(['f', 'f/loop'], { cwd })
    expect(entries.map(brief)).toEqual([
      'skipped f/broken',
      'skipped f/loop',
      'file f/x',
      'failed f/loop file-symbolic-link',
    ])
  })

  it('goes on after a file that fails', async () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'x'), '')
    expect((await all(['no', '/dev/null', 'x'], { cwd })).map(brief)).toEqual([
      'failed no file-not-found',
      'failed /dev/null file-special',
      'file x',
    ])
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'reports a folder that cannot be read (skipped: Windows, or root)',
    async () => {
      const cwd = testFolder()
      mkdirSync(join(cwd, 'closed'), { mode: 0 })
      expect((await all(['.'], { cwd })).map(brief)).toEqual(['failed ./closed file-unreadable'])
    },
  )

  it('keeps names that are not UTF-8', async () => {
    const cwd = testFolder()
    const name = Buffer.from([0xd0, 0xd2])
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/`), name]), '')
    const [entry] = await all(['.'], { cwd })
    expect(entry).toMatchObject({
      kind: 'file',
      file: { bytes: Buffer.from([0x2e, 0x2f, 0xd0, 0xd2]).toString('base64') },
    })
    expect(Buffer.from(entry?.path ?? [])).toEqual(Buffer.concat([Buffer.from('./'), name]))
  })

  it('hashes large files rightly after one that changed while it was read', async () => {
    const cwd = testFolder()
    const contents = ['a', 'b', 'c', 'd'].map((name) => {
      const content = randomBytes(34 * MIB + name.charCodeAt(0))
      writeFileSync(join(cwd, name), content)
      utimesSync(join(cwd, name), 1_700_000_000, 1_700_000_000)
      return content
    })
    let seen = 0
    const entries = await all(['.'], {
      cwd,
      algorithms: ['md5', 'sha256'],
      onProgress: ({ bytes }) => {
        if (bytes === 2 * MIB) seen += 1
        if (bytes === 6 * MIB && seen === 2) appendFileSync(join(cwd, 'b'), 'x')
      },
    })
    expect(entries.map(brief)).toEqual(['file ./a', 'failed ./b file-changed', 'file ./c', 'file ./d'])
    for (const [i, entry] of entries.entries()) {
      if (entry.kind !== 'file') continue
      expect(entry.digests[1]?.value).toBe(
        createHash('sha256')
          .update(contents[i] as Buffer)
          .digest('hex'),
      )
    }
  })

  it('lets its caller stop early, and lets other tasks have their turn', async () => {
    const cwd = testFolder()
    for (let i = 0; i < 3000; i++) writeFileSync(join(cwd, String(i)), '')
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await all([cwd])
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    for await (const entry of hashTree([cwd])) {
      expect(entry.kind).toBe('file')
      break
    }
  })

  it('ends with an error when it is asked to end', async () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'x'), '')
    await expect(all([cwd], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
  })

  it('counts the bytes that it will read, without links and what cannot be read', async () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'x'), 'abc')
    symlinkSync('x', join(cwd, 'y'))
    expect(treeBytes(['.', 'x', 'no', '/dev/null'], cwd)).toBe(6)
  })
})
