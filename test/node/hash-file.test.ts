import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { DigestAlgorithm } from '../../src/crypto/types.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { type HashOptions, hashFile } from '../../src/node/hash-file.ts'
import { testFolder } from '../support/folder.ts'
import { hasTool, runTool } from '../support/tools.ts'

const ALL: readonly DigestAlgorithm[] = [
  'sha256',
  'sha384',
  'sha512',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'sha1',
  'md5',
]
const MIB = 1024 * 1024

/** A file of that size in a new folder. */
function aFile(size: number): string {
  const path = join(testFolder(), 'evidence.dd')
  writeFileSync(path, randomBytes(size))
  return path
}

async function failure(path: string | Uint8Array, options: HashOptions = {}): Promise<FairtrailError> {
  try {
    await hashFile(path, options)
  } catch (error) {
    if (error instanceof FairtrailError) return error
    throw error
  }
  throw new Error('expected a failure')
}

describe('hashing a file', () => {
  const sizes = [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 32 * MIB - 1, 32 * MIB, 32 * MIB + 1, 34 * MIB]

  it.each(sizes)('of %i bytes gives what node:crypto gives for the same bytes', async (size) => {
    const content = randomBytes(size)
    const path = join(testFolder(), 'a')
    writeFileSync(path, content)
    const algorithms = ['sha256', 'sha3-256', 'md5'] as const
    const expected = algorithms.map((algorithm) => ({
      algorithm,
      value: createHash(algorithm).update(content).digest('hex'),
    }))
    expect(await hashFile(path, { algorithms })).toEqual({ bytes: size, digests: expected })
  })

  it('takes SHA-256 where no algorithm is named', async () => {
    const { digests } = await hashFile(aFile(0))
    expect(digests).toEqual([
      { algorithm: 'sha256', value: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    ])
  })

  it.skipIf(!hasTool('openssl', 'version'))(
    'agrees with openssl in every algorithm (skipped: no openssl)',
    async () => {
      const path = aFile(33 * MIB + 7)
      const { digests } = await hashFile(path, { algorithms: ALL })
      for (const { algorithm, value } of digests) {
        const { out } = runTool('openssl', ['dgst', '-r', `-${algorithm}`, path])
        expect(out.toString().split(' ')[0], algorithm).toBe(value)
      }
    },
  )

  it.skipIf(!hasTool('sha256sum'))(
    'reads a sparse file of 300 MB in constant memory (skipped: no sha256sum)',
    async () => {
      const path = join(testFolder(), 'sparse')
      writeFileSync(path, 'start')
      truncateSync(path, 300_000_000)
      const before = process.memoryUsage().rss
      let most = before
      const { bytes, digests } = await hashFile(path, {
        algorithms: ['sha256', 'md5'],
        onProgress: () => {
          most = Math.max(most, process.memoryUsage().rss)
        },
      })
      expect(bytes).toBe(300_000_000)
      expect(digests[0]?.value).toBe(runTool('sha256sum', [path]).out.toString().slice(0, 64))
      expect(most - before).toBeLessThan(120 * MIB)
    },
  )

  it('reads relative paths from the folder given, and paths given as bytes', async () => {
    const folder = testFolder()
    const name = Buffer.from([0x61, 0xff, 0x0a, 0x62])
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), 'x')
    const { bytes } = await hashFile(name, { cwd: folder })
    expect(bytes).toBe(1)
  })

  it.each([3 * MIB, 40 * MIB])('of %i bytes tells its progress, to the end', async (size) => {
    const told: number[] = []
    await hashFile(aFile(size), {
      onProgress: ({ bytes, of }) => {
        expect(of).toBe(size)
        told.push(bytes)
      },
    })
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(size)
  })

  it.each([3 * MIB, 40 * MIB])('of %i bytes ends when it is asked to', async (size) => {
    const abort = new AbortController()
    const error = await failure(aFile(size), { signal: abort.signal, onProgress: () => abort.abort('enough') })
    expect([error.code, error.cause]).toEqual(['aborted', 'enough'])
  })

  it('does not start where it was asked to end before', async () => {
    expect((await failure(aFile(1), { signal: AbortSignal.abort() })).code).toBe('aborted')
  })

  it('refuses no algorithm, and one twice', async () => {
    const path = aFile(1)
    expect((await failure(path, { algorithms: [] })).code).toBe('misuse')
    expect((await failure(path, { algorithms: ['md5', 'md5'] })).code).toBe('misuse')
  })

  it('says where the runtime has no such algorithm', async () => {
    const unknown = 'whirlpool-9' as DigestAlgorithm
    expect((await failure(aFile(1), { algorithms: [unknown] })).code).toBe('algorithm-not-available')
  })
})

describe('a file that changes while it is read', () => {
  const changes: [string, (path: string) => void][] = [
    ['grows', (path) => appendFileSync(path, 'more')],
    ['is cut short', (path) => truncateSync(path, MIB)],
    ['is emptied', (path) => truncateSync(path, 0)],
    ['is removed', (path) => rmSync(path)],
    ['is replaced by one of the same size', replace],
    ['is written to and keeps its size', overwrite],
  ]

  describe.each([3 * MIB, 40 * MIB])('of %i bytes', (size) => {
    it.each(changes)('%s: an error that names it, and no digest', async (_, change) => {
      const path = aFile(size)
      utimesSync(path, 1_700_000_000, 1_700_000_000)
      let changed = false
      const error = await failure(path, {
        algorithms: ['sha256', 'md5'],
        onProgress: () => {
          if (!changed) change(path)
          changed = true
        },
      })
      expect(error.code).toBe('file-changed')
      expect(error.message).toContain('evidence.dd')
    })
  })

  it('grows as fast as it is read: it is not read for ever', async () => {
    const path = aFile(2 * MIB)
    const error = await failure(path, { onProgress: () => appendFileSync(path, randomBytes(2 * MIB)) })
    expect(error.code).toBe('file-changed')
  })

  function replace(path: string): void {
    const other = `${path}.new`
    writeFileSync(other, randomBytes(MIB))
    renameSync(other, path)
  }

  function overwrite(path: string): void {
    const fd = openSync(path, 'r+')
    writeSync(fd, 'x', 10)
    closeSync(fd)
  }
})

describe('what is not a readable file', () => {
  it('is said to be missing, also below a file', async () => {
    const path = aFile(1)
    expect((await failure(`${path}.no`)).code).toBe('file-not-found')
    expect((await failure(`${path}/no`)).code).toBe('file-not-found')
  })

  it('is pointed to its folder where the command line has lost bytes of its name', async () => {
    expect((await failure(join(testFolder(), 'a\ufffd'))).message).toContain('folder instead')
  })

  it('is a folder', async () => {
    const error = await failure(testFolder())
    expect([error.code, error.message]).toEqual(['file-special', expect.stringContaining('a folder')])
  })

  it('is a symbolic link, even to a file', async () => {
    const path = aFile(1)
    symlinkSync(path, `${path}.link`)
    expect((await failure(`${path}.link`)).code).toBe('file-symbolic-link')
  })

  it.skipIf(process.platform === 'win32')('is a device, a socket, a pipe (skipped: Windows)', async () => {
    const folder = testFolder()
    const server = createServer().listen(join(folder, 'socket'))
    await new Promise((listening) => server.once('listening', listening))
    runTool('mkfifo', [join(folder, 'pipe')])
    try {
      for (const [path, word] of [
        ['/dev/null', 'device'],
        [join(folder, 'socket'), 'socket'],
        [join(folder, 'pipe'), 'pipe'],
      ] as const) {
        const error = await failure(path)
        expect([error.code, error.message]).toEqual(['file-special', expect.stringContaining(word)])
      }
    } finally {
      server.close()
    }
  })

  it('has too long a name', async () => {
    expect((await failure(join(testFolder(), 'a'.repeat(300)))).code).toBe('file-unreadable')
  })

  it.skipIf(process.platform !== 'linux')('reports a reading error, and where (skipped: not Linux)', async () => {
    const error = await failure('/proc/self/mem')
    expect([error.code, error.offset]).toEqual(['file-unreadable', 0])
  })

  it.skipIf(process.platform !== 'linux')('has other bytes than its size says (skipped: not Linux)', async () => {
    expect((await failure('/proc/self/status')).code).toBe('file-changed')
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'may not be read (skipped: Windows, or root)',
    async () => {
      const path = aFile(1)
      const folder = join(path, '..', 'closed')
      mkdirSync(folder, { mode: 0 })
      expect((await failure(join(folder, 'a'))).code).toBe('file-unreadable')
    },
  )
})

describe('in another process', () => {
  const script = (path: string) =>
    `import { hashFile } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/node/hash-file.ts')).href)}
    console.log(JSON.stringify(await hashFile(${JSON.stringify(path)}, { algorithms: ['sha256', 'md5'] })))`

  it.each([
    ['an inline program', []],
    ['one that may start no threads', ['--permission', '--allow-fs-read=*']],
  ])('%s hashes a large file, and ends', async (_, flags) => {
    const path = aFile(40 * MIB)
    const args = ['--no-warnings', '--experimental-strip-types', ...flags, '--input-type=module', '-e', script(path)]
    const { code, out, err } = runTool(process.execPath, args)
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out.toString())).toEqual(await hashFile(path, { algorithms: ['sha256', 'md5'] }))
  })
})
