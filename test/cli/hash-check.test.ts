import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import type { FakeIo } from '../support/io.ts'
import { hasShared, shared } from '../support/shared.ts'
import { hasTool, runTool } from '../support/tools.ts'
import { HARD_NAMES, hardFolder, plainFolder, run } from './hash-folders.ts'

describe('checking a list', () => {
  async function check(cwd: string, list: string | Buffer): Promise<FakeIo & { code: number }> {
    return run(cwd, ['--check', '-'], {
      async *stdin() {
        yield Buffer.from(list)
      },
    })
  }

  it.each([
    ['--format', 'sha256sum'],
    ['--format', 'hashdeep', '--md5', '--sha256'],
    ['--sha3-256', '--sha1', '--sha512'],
  ])('made with %s %s finds every file as it was', async (...options) => {
    const cwd = plainFolder()
    const { outBytes } = await run(cwd, ['.', ...options])
    writeFileSync(join(cwd, 'list'), outBytes())
    const { code, out } = await run(cwd, ['--check', 'list'])
    expect(out()).toBe('./a: matched\n./b: matched\n./c/d: matched\n3 matched, 0 changed, 0 missing, 0 unreadable\n')
    expect(code).toBe(0)
  })

  it('reads hard names back', async () => {
    const cwd = hardFolder()
    const { code, out } = await check(cwd, (await run(cwd, ['e'])).outBytes())
    expect(code).toBe(0)
    expect(out()).toContain(`${HARD_NAMES.length} matched, 0 changed`)
  })

  it('tells matched, changed, missing and unreadable apart', async () => {
    const cwd = plainFolder()
    for (const name of ['e', 'f', 'g']) writeFileSync(join(cwd, name), name)
    const { out: list } = await run(cwd, ['a', 'b', 'c', 'e', 'f', 'g', '--sha256', '--md5', '--format', 'hashdeep'])
    writeFileSync(join(cwd, 'b'), 'more')
    writeFileSync(join(cwd, 'c/d'), 'xyz')
    rmSync(join(cwd, 'e'))
    rmSync(join(cwd, 'f'))
    symlinkSync('a', join(cwd, 'f'))
    rmSync(join(cwd, 'g'))
    mkdirSync(join(cwd, 'g'))
    const { code, out } = await check(cwd, list())
    expect(out().split('\n')).toEqual([
      'a: matched',
      'b: changed (0 bytes in the list, 4 here)',
      'c/d: changed (md5, sha256)',
      'e: missing',
      'f: unreadable (a symbolic link, which is not followed. Name the file that it leads to)',
      'g: unreadable (a folder, not a file)',
      '1 matched, 2 changed, 1 missing, 2 unreadable',
      '',
    ])
    expect(code).toBe(1)
  })

  it('does not match a file by one digest of two', async () => {
    const cwd = plainFolder()
    const { out } = await run(cwd, ['a', '--sha256', '--md5'])
    const { code, out: result } = await check(cwd, out().replace(/MD5 \(a\) = \w/, 'MD5 (a) = f'))
    expect([code, result()]).toEqual([1, expect.stringContaining('a: changed (md5)')])
  })

  it('ends with 1 where a line was not understood, though all else matched', async () => {
    const cwd = plainFolder()
    const { out } = await run(cwd, ['a'])
    const { code, out: result, err } = await check(cwd, `${out()}hello world!\n`)
    expect(code).toBe(1)
    expect(result()).toContain('1 matched, 0 changed, 0 missing, 0 unreadable; lines of the list not understood: 1')
    expect(err()).toBe('-, line 2: not checked, it is not the digest of a file.\n')
  })

  it('says that a match by MD5 alone is a weak one', async () => {
    const cwd = plainFolder()
    const { code, err } = await check(cwd, (await run(cwd, ['a', 'b', '--md5'])).out())
    expect([code, err()]).toEqual([0, expect.stringContaining('Note: 2 matched by MD5 or SHA-1 alone')])
  })

  it.skipIf(!hasTool('hashdeep', '-V')).each([
    ['hashdeep', ['-l', '-r', '-c', 'md5,sha1,sha256,tiger,whirlpool']],
    ['md5deep', ['-l', '-r']],
    ['md5deep', ['-l', '-r', '-z']],
    ['sha256deep', ['-l', '-r']],
  ] as const)('reads what %s %j writes (skipped: no hashdeep)', async (tool, options) => {
    const cwd = hardFolder()
    for (const name of ['new\nline', 'return\r']) rmSync(join(cwd, 'e', name))
    const { out: list } = runTool(tool, [...options, 'e'], { cwd })
    const { code, out } = await check(cwd, list)
    expect([code, out().trimEnd().split('\n').at(-1)]).toEqual([
      0,
      `${HARD_NAMES.length - 2} matched, 0 changed, 0 missing, 0 unreadable`,
    ])
  })

  it.skipIf(!hasTool('openssl', 'version'))('reads what openssl dgst writes (skipped: no openssl)', async () => {
    const cwd = plainFolder()
    const { out: list } = runTool('openssl', ['dgst', '-sha256', 'a', 'b'], { cwd })
    expect((await check(cwd, list)).code).toBe(0)
  })

  it.skipIf(!hasShared)(
    'reads a published list of md5deep, whose files are elsewhere (skipped: no ../shared)',
    async () => {
      const { code, out } = await run(testFolder(), [
        '--check',
        shared('vectors/hashdeep/sample-hashes/md5deep-size.txt'),
      ])
      expect([code, out()]).toEqual([1, expect.stringContaining('0 matched, 0 changed, 4 missing')])
    },
  )

  it.skipIf(!hasShared)(
    'checks a published list of BSD md5 against the published files (skipped: no ../shared)',
    async () => {
      const folder = shared('vectors/hashdeep/tests/testfiles')
      const { out } = await run(folder, ['--check', 'bsd-hashes.txt'])
      expect(out()).toContain('deadbeef.txt: matched')
      expect(out()).toContain('3 matched, 0 changed, 2 missing, 0 unreadable')
    },
  )

  it('that is no list, names nothing or is not there is an error of its own', async () => {
    await expect(check(testFolder(), 'hello\n')).rejects.toMatchObject({ code: 'hash-list-form' })
    await expect(check(testFolder(), '')).rejects.toMatchObject({ code: 'hash-list-form' })
    await expect(run(testFolder(), ['--check', 'no'])).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(run(testFolder(), ['--check', '.'])).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})
