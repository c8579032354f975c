import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { hashCommand } from '../../src/cli/hash.ts'
import { progressText } from '../../src/cli/progress.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { definitionOf } from '../../src/record/vocabulary.ts'
import { testFolder } from '../support/folder.ts'
import { fakeIo } from '../support/io.ts'
import { hasTool, runTool } from '../support/tools.ts'
import { HARD_NAMES, hardFolder, plainFolder, run } from './hash-folders.ts'

const ITEM = '0f8fad5b-d9cb-469f-a165-70867728950e'

async function usageMessage(args: string[]): Promise<string> {
  try {
    await run(testFolder(), args)
  } catch (error) {
    if (isFairtrailError(error) && error.code === 'usage') return error.message
    throw error
  }
  throw new Error('expected an error of usage')
}

describe('a list of digests', () => {
  it('has SHA-256 in the form of sha256sum where nothing else is asked for', async () => {
    const { code, out, err } = await run(plainFolder(), ['a', 'b', 'c'])
    expect(out()).toBe(
      'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n' +
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  c/d\n',
    )
    expect([code, err()]).toEqual([0, ''])
  })

  it.skipIf(!hasTool('sha256sum')).each(['sha256', 'sha512', 'sha1', 'md5'])(
    'of %s is, byte for byte, what the coreutils write (skipped: no sha256sum)',
    async (algorithm) => {
      const cwd = hardFolder()
      const { code, outBytes } = await run(cwd, ['e', `--${algorithm}`])
      const names = [...HARD_NAMES].sort(Buffer.compare).map((name) => Buffer.concat([Buffer.from('e/'), name]))
      // The names go through a shell as octal escapes: an argument given by Node is text, and not all of these are.
      const octal = names.map(
        (name) => `$'${[...name].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`,
      )
      const expected = runTool('bash', ['-c', `${algorithm}sum -- ${octal.join(' ')}`], { cwd })
      expect(expected.code).toBe(0)
      expect(outBytes()).toEqual(expected.out)
      expect(code).toBe(0)
    },
  )

  it.skipIf(!hasTool('sha256sum'))(
    'of several algorithms is read by cksum, sha256sum and md5sum (skipped: no coreutils)',
    async () => {
      const cwd = hardFolder()
      const { outBytes } = await run(cwd, ['e', '--sha256', '--md5', '--sha512'])
      for (const [tool, options] of [
        ['cksum', ['-c', '--strict']],
        ['sha256sum', ['-c']],
        ['md5sum', ['-c']],
      ] as const) {
        const { code, out } = runTool(tool, options, { cwd, input: outBytes() })
        const checked = out
          .toString('latin1')
          .split('\n')
          .filter((line) => line.endsWith(': OK')).length
        expect([tool, code, checked]).toEqual([tool, 0, HARD_NAMES.length * (tool === 'cksum' ? 3 : 1)])
      }
    },
  )

  it.skipIf(!hasTool('hashdeep', '-V')).each([['e'], ['.'], ['absolute']])(
    'in the form of hashdeep passes its audit of %s, and fails it after a change (skipped: no hashdeep)',
    async (given) => {
      const cwd = hardFolder()
      for (const name of ['new\nline', 'return\r']) rmSync(join(cwd, 'e', name))
      const folder = given === 'absolute' ? join(cwd, 'e') : given
      const { code, outBytes } = await run(cwd, [folder, '--md5', '--sha256', '--format', 'hashdeep'])
      expect(code).toBe(0)
      const list = join(testFolder(), 'list')
      writeFileSync(list, outBytes())
      const audit = () =>
        runTool('hashdeep', [...(given === 'absolute' ? [] : ['-l']), '-r', '-a', '-k', list, folder], { cwd })
      expect(audit()).toMatchObject({ code: 0, out: Buffer.from('hashdeep: Audit passed\n') })
      appendFileSync(join(cwd, 'e/plain'), 'x')
      expect(audit().code).not.toBe(0)
    },
  )

  it('in the form of hashdeep leaves out a name that it cannot hold, and says so', async () => {
    const { code, out, err } = await run(hardFolder(), ['e', '--format', 'hashdeep'])
    expect(code).toBe(1)
    expect(out().split('\n')).toHaveLength(2 + HARD_NAMES.length - 2 + 1)
    expect(err()).toContain('e/new\\u{a}line')
    expect(err()).toContain('2 not in the list')
  })

  it('in JSON has every digest and every name', async () => {
    const cwd = hardFolder()
    const { code, out } = await run(cwd, [
      'e',
      '--format',
      'json',
      '--md5',
      '--sha256',
      '--sha512',
      '--sha3-256',
      '--sha1',
    ])
    const files = JSON.parse(out())
    expect(code).toBe(0)
    expect(files).toHaveLength(HARD_NAMES.length)
    const nameOf = (file: string | { bytes: string }) =>
      typeof file === 'string' ? Buffer.from(file) : Buffer.from(file.bytes, 'base64')
    for (const { file, bytes, digests } of files) {
      const content = nameOf(file).subarray(2)
      expect(bytes).toBe(content.length)
      expect(digests).toEqual(
        ['sha256', 'sha512', 'sha3-256', 'sha1', 'md5'].map((algorithm) => ({
          algorithm,
          value: createHash(algorithm).update(content).digest('hex'),
        })),
      )
    }
  })

  it('in JSON is an empty array for an empty folder', async () => {
    expect((await run(testFolder(), ['.', '--format', 'json'])).out()).toBe('[]\n')
  })

  it('leaves out a name that is no text where the output takes text alone', async () => {
    const cwd = testFolder()
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from([0xff])]), '')
    const io = fakeIo({ cwd })
    const { stdoutBytes: _, ...textOnly } = io
    expect(await hashCommand.run(['.'], textOnly)).toBe(1)
    expect([io.out(), io.err()]).toEqual(['', expect.stringContaining('./\\xff: the name is not UTF-8')])
  })

  it('goes on after what cannot be hashed, names it, and ends with 1', async () => {
    const cwd = plainFolder()
    symlinkSync('a', join(cwd, 'link'))
    const { code, out, err } = await run(cwd, ['no', '/dev/null', 'link', 'a'])
    expect(code).toBe(1)
    expect(out()).toContain('  a\n')
    expect(err().split('\n')).toEqual([
      'no: there is no such file.',
      '/dev/null: a device, not a file.',
      'link: a symbolic link, which is not followed. Name the file that it leads to.',
      '3 not in the list: see the messages above.',
      '',
    ])
  })

  it('names a symbolic link in a folder, and ends with 0', async () => {
    const cwd = plainFolder()
    symlinkSync('a', join(cwd, 'c/link'))
    const { code, err } = await run(cwd, ['c'])
    expect([code, err()]).toEqual([0, 'c/link: a symbolic link, not followed.\n'])
  })

  it('has no line for a file that changes while it is read', async () => {
    const cwd = plainFolder()
    writeFileSync(join(cwd, 'a'), '')
    truncateSync(join(cwd, 'a'), 400_000_000)
    const timer = setTimeout(() => truncateSync(join(cwd, 'a'), 300_000_000), 40)
    const { code, out, err } = await run(cwd, ['a', 'b', '--md5', '--sha256', '--format', 'hashdeep'])
    clearTimeout(timer)
    expect(code).toBe(1)
    expect(out()).not.toContain(',a\n')
    expect(out()).toContain(',b\n')
    expect(err()).toContain('a: changed while it was being read')
  })

  it('of MD5 or SHA-1 alone comes with a note, and beside another without', async () => {
    const cwd = plainFolder()
    const alone = await run(cwd, ['a', '--md5', '--sha1'])
    expect([alone.code, alone.err()]).toEqual([0, expect.stringContaining('legacy')])
    expect((await run(cwd, ['a', '--md5', '--sha512'])).err()).toBe('')
  })
})

describe('the event', () => {
  it('is one object for one algorithm, with details in the form of digest.measured', async () => {
    const { code, out } = await run(plainFolder(), ['c/d', '--event', ITEM])
    const event = JSON.parse(out())
    expect(code).toBe(0)
    expect(event).toEqual({
      type: 'digest.measured',
      items: [ITEM],
      occurred: { at: '2026-03-02T14:10:00+06:00' },
      details: {
        item: ITEM,
        digest: {
          algorithm: 'sha256',
          value: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
          scope: 'logical-file',
          bytes: 3,
          tool: { name: 'fairtrail', version: JSON.parse(readFileSync('package.json', 'utf8')).version },
        },
        purpose: 'verification',
      },
    })
    expect(definitionOf('digest.measured').details.safeParse(event.details).success).toBe(true)
  })

  it('is an array for several, from before the first byte to after the last', async () => {
    const cwd = plainFolder()
    writeFileSync(join(cwd, 'x.E01'), '')
    let second = 0
    const now = () => `2026-03-02T14:10:0${second++}Z`
    const { out } = await run(cwd, ['x.E01', '--event', ITEM, '--md5', '--sha256', '--purpose', 'acquisition'], { now })
    const events = JSON.parse(out()) as {
      occurred: unknown
      details: { purpose: string; digest: { algorithm: string; scope: string } }
    }[]
    expect(events.map(({ details }) => [details.digest.algorithm, details.digest.scope, details.purpose])).toEqual([
      ['sha256', 'container-file', 'acquisition'],
      ['md5', 'container-file', 'acquisition'],
    ])
    expect(events[0]?.occurred).toEqual({ from: '2026-03-02T14:10:00Z', to: '2026-03-02T14:10:01Z' })
    for (const { details } of events)
      expect(definitionOf('digest.measured').details.safeParse(details).success).toBe(true)
  })

  it('takes the scope that it is told', async () => {
    const { out } = await run(plainFolder(), ['a', '--event', ITEM, '--scope', 'device'])
    expect(JSON.parse(out()).details.digest.scope).toBe('device')
  })

  it('of MD5 alone is printed, with a note', async () => {
    const { code, out, err } = await run(plainFolder(), ['a', '--event', ITEM, '--md5'])
    expect([code, JSON.parse(out()).details.digest.algorithm, err()]).toEqual([
      0,
      'md5',
      expect.stringContaining('legacy'),
    ])
  })

  it('is not printed for a file that cannot be read', async () => {
    const { code, out, err } = await run(plainFolder(), ['c', '--event', ITEM])
    expect([code, out(), err()]).toEqual([1, '', 'c: a folder, not a file.\n'])
  })
})

describe('the command line', () => {
  it.each([
    [[], 'Name at least one file'],
    [['a', '--sha257'], '--sha257'],
    [['a', '--format'], '--format'],
    [['a', '--format', 'xml'], 'sha256sum, hashdeep, json'],
    [['a', '--format', 'hashdeep', '--sha512'], 'hashdeep reads'],
    [['a', '--check', 'list'], 'only the list'],
    [['--check', 'list', '--md5'], 'only the list'],
    [['a', 'b', '--event', ITEM], 'one file'],
    [['a', '--event', ITEM.toUpperCase()], 'UUID'],
    [['a', '--event', 'x'], 'UUID'],
    [['a', '--event', ITEM, '--format', 'json'], '--format'],
    [['a', '--event', ITEM, '--purpose', 'fun'], 'acquisition, verification, disclosure'],
    [['a', '--event', ITEM, '--scope', 'file'], 'logical-file'],
    [['a', '--purpose', 'disclosure'], '--event'],
    [['--event', ITEM], 'Name at least one file'],
  ])('%j is refused, saying what to do', async (args, hint) => {
    expect(await usageMessage(args)).toContain(hint)
  })

  it('takes a name that begins with a dash after --', async () => {
    const cwd = hardFolder()
    expect((await run(join(cwd, 'e'), ['--', '-dash'])).out()).toMatch(/^[0-9a-f]{64} {2}-dash\n$/)
  })

  it('is explained in full by its help', () => {
    for (const option of [
      '--sha256',
      '--sha512',
      '--sha3-256',
      '--sha1',
      '--md5',
      '--format',
      '--check',
      '--event',
      '--purpose',
      '--scope',
    ]) {
      expect(hashCommand.help).toContain(`\n  ${option} `)
    }
    for (const line of hashCommand.help.split('\n')) expect(line.length).toBeLessThanOrEqual(84)
  })
})

describe('progress', () => {
  const terminal = { isTerminal: { stdout: true, stderr: true } }

  async function hashLarge(changes: Partial<Io>): Promise<string> {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'a'), '')
    truncateSync(join(cwd, 'a'), 400_000_000)
    return (await run(cwd, ['a', '--md5'], changes)).err().replace(/Note: .*\n/, '')
  }

  it('is shown on a terminal, and wiped before anything else is written', async () => {
    const shown = (await hashLarge(terminal)).replaceAll('\r\x1b[K', '|')
    expect(shown).toMatch(/^(\|\d+% {2}\d+ MB\/s {2}\d+:\d\d left)+\|$/)
  })

  it('is not shown in a pipe', async () => {
    expect(await hashLarge({})).toBe('')
  })

  it('says percent, speed and time left', () => {
    expect(progressText(42_000_000, 100_000_000, 0.1)).toBe('42%  420 MB/s  0:01 left')
    expect(progressText(1e9, 4e12, 10)).toBe('0%  100 MB/s  11:06:30 left')
    expect(progressText(0, 0, 0)).toBe('100%  0 MB/s')
    expect(progressText(12, 10, 1)).toBe('100%  0 MB/s  0:00 left')
  })
})
