import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { sqliteStore } from '../../src/sqlite.ts'
import { collect, sampleEntry } from './support.ts'

const root = mkdtempSync(join(tmpdir(), 'fairtrail-'))
afterAll(() => rmSync(root, { recursive: true }))

function child(name: string): string {
  return fileURLToPath(new URL(`children/${name}.ts`, import.meta.url))
}

/** An appender, and what it has said so far. */
interface Appender {
  process: ChildProcess
  output(): string
  /** Resolves with the signal or the exit status. */
  ended: Promise<NodeJS.Signals | number | null>
}

function appender(path: string, mode: string, writer: number, count: number): Appender {
  const process_ = spawn(process.execPath, [child('appender'), path, mode, `${writer}`, `${count}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  process_.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  const ended = new Promise<NodeJS.Signals | number | null>((done) => {
    process_.on('close', (status, signal) => done(signal ?? status))
  })
  return { process: process_, output: () => text, ended }
}

/** The acknowledged entries: position and number. The last line counts only when it was written whole. */
function acknowledged({ output }: Appender): [index: number, number: number][] {
  const lines = output().split('\n').slice(0, -1)
  return lines.map((line) => line.split(' ').map(Number) as [number, number])
}

async function expectHeld(path: string, acknowledgements: readonly [number, number][]): Promise<number> {
  const store = await sqliteStore(path, { mode: 'existing' })
  const entries = await collect(store.entries(0))
  expect(entries).toHaveLength(await store.size())
  for (const [index, number] of acknowledgements) {
    const { id, envelope } = sampleEntry(number, 2_300)
    expect([index, await store.indexOf(id)]).toEqual([index, index])
    expect(Buffer.from(entries[index] as Uint8Array).equals(envelope)).toBe(true)
  }
  await store.close()
  const database = new DatabaseSync(path)
  expect(database.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' })
  database.close()
  return entries.length
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

describe.each(['wal', 'rollback'])('processes over one file (%s)', (mode) => {
  it('append at once: every position once, nothing lost', async () => {
    // Both also try to make the file.
    const path = join(root, `together-${mode}.db`)
    const both = [appender(path, mode, 1, 100), appender(path, mode, 2, 100)]
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0])
    const all = both.flatMap(acknowledged)
    expect(new Set(all.map(([index]) => index)).size).toBe(200)
    expect(await expectHeld(path, all)).toBe(200)
  })

  it('are killed while they append: what was acknowledged is there, and the file opens', async () => {
    const path = join(root, `killed-${mode}.db`)
    const all: [number, number][] = []
    for (let round = 0; round < 8; round++) {
      const both = [appender(path, mode, 2 * round + 1, 100_000), appender(path, mode, 2 * round + 2, 100_000)]
      // Some are killed while they start, and may be making the file.
      while (round > 2 && both.every(({ output }) => output() === '')) await pause(2)
      await pause(round > 2 ? (round * 7) % 23 : 60 + 25 * round)
      for (const { process } of both) process.kill('SIGKILL')
      expect(await Promise.all(both.map(({ ended }) => ended))).toEqual(['SIGKILL', 'SIGKILL'])
      all.push(...both.flatMap(acknowledged))
      if (existsSync(path)) await expectHeld(path, all)
    }
    expect(new Set(all.map(([index]) => index)).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(4)
  })
})

function fill(command: string, parameters: string[], path: string): unknown {
  const { stdout, stderr, status } = spawnSync(command, parameters, { encoding: 'utf8', timeout: 50_000 })
  if (status !== 0) throw new Error(`${path}: ${stdout}${stderr}`)
  return JSON.parse(stdout)
}

const FILLED = { same: true, intact: true, integrity: 'ok', failure: 'store-write-failed' }
const hasLimits = spawnSync('bash', ['-c', 'ulimit -f 2000']).status === 0
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', root]).status === 0

describe.each(['wal', 'rollback'])('a store that cannot grow (%s)', (mode) => {
  it.skipIf(!hasLimits)(`says so, and keeps what it acknowledged${hasLimits ? '' : ' (skipped: no ulimit)'}`, () => {
    const path = join(root, `limited-${mode}.db`)
    const script = 'ulimit -f 700 && exec "$@"'
    const result = fill('bash', ['-c', script, 'bash', process.execPath, child('filler'), path, mode], path)
    expect(result).toMatchObject(FILLED)
  })

  it.skipIf(!canMount)(
    `goes on when a full disk has room again${canMount ? '' : ' (skipped: no user namespaces)'}`,
    () => {
      const disk = mkdtempSync(join(root, 'disk-'))
      const [path, ballast] = [join(disk, 'case.db'), join(disk, 'ballast')]
      const script = `mount -t tmpfs -o size=700k none ${disk} && head -c 200000 /dev/zero > ${ballast} && exec "$@"`
      const parameters = ['-rm', 'sh', '-c', script, 'sh', process.execPath, child('filler'), path, mode, ballast]
      const result = fill('unshare', parameters, path) as { acknowledged: number; entries: number }
      expect(result).toMatchObject({ ...FILLED, after: 'none' })
      expect(result.entries).toBe(result.acknowledged)
      expect(result.acknowledged).toBeGreaterThan(5)
    },
  )
})

describe('a folder that cannot be written', () => {
  it('gives a clear error for a write, and can be read', async () => {
    const folder = mkdtempSync(join(root, 'closed-'))
    const path = join(folder, 'case.db')
    const store = await sqliteStore(path)
    for (let at = 0; at < 3; at++) await store.append(at, sampleEntry(at))
    await store.close()
    chmodSync(path, 0o444)
    chmodSync(root, 0o755)
    chmodSync(folder, 0o555)
    // Permissions do not bind root, so there the child is somebody else.
    const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const parameters = [child('opener'), path, join(folder, 'new.db')]
    const { stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8', ...other })
    expect([stderr, JSON.parse(stdout)]).toEqual([
      '',
      [
        ['store-write-failed', 'store-write-failed', 3],
        ['store-write-failed', 'store-not-found', 'store-not-found'],
      ],
    ])
    expect(readdirSync(folder)).toEqual(['case.db'])
    chmodSync(folder, 0o755)
  })
})
