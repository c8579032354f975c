import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { LogHead } from '../../src/case/ports.ts'
import { parseJson } from '../../src/encoding/json.ts'
import { fileHighWater } from '../../src/node/high-water.ts'

const root = mkdtempSync(join(tmpdir(), 'fairtrail-'))
afterAll(() => rmSync(root, { recursive: true }))

const CASE = 'c'.repeat(64)
const OTHER = 'd'.repeat(64)

function head(size: number, variant = 0): LogHead {
  return { size, root: (size * 16 + variant).toString(16).padStart(64, '0') }
}

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'x-'))
  file = join(folder, 'log.high-water.json')
})

describe('the high-water file', () => {
  it('has no mark for a case that it does not know, and is not made by reading', async () => {
    expect(await fileHighWater(file).read(CASE)).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps a mark for each case', async () => {
    const marks = fileHighWater(file)
    await marks.write(CASE, head(3))
    await marks.write(OTHER, head(1))
    await marks.write(CASE, head(4))
    const again = fileHighWater(file)
    expect(await again.read(CASE)).toEqual(head(4))
    expect(await again.read(OTHER)).toEqual(head(1))
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ [CASE]: head(4), [OTHER]: head(1) })
    expect(readdirSync(folder)).toEqual(['log.high-water.json', 'log.high-water.json.lock'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('never goes down', async () => {
    const marks = fileHighWater(file)
    await marks.write(CASE, head(5))
    await marks.write(CASE, head(5))
    await marks.write(CASE, head(4))
    await marks.write(CASE, head(0))
    expect(await marks.read(CASE)).toEqual(head(5))
  })

  it('refuses a second root for the size that it has', async () => {
    const marks = fileHighWater(file)
    await marks.write(CASE, head(5))
    await expect(marks.write(CASE, head(5, 1))).rejects.toMatchObject({ code: 'high-water-conflict', place: file })
    expect(await marks.read(CASE)).toEqual(head(5))
  })

  it('is the highest of all heads written, in any order and at the same time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(CASE, OTHER), fc.nat(50)), { maxLength: 12 }),
        async (writes) => {
          rmSync(file, { force: true })
          const marks = fileHighWater(file)
          await Promise.all(writes.map(([id, size]) => marks.write(id, head(size))))
          for (const id of [CASE, OTHER]) {
            const sizes = writes.filter(([other]) => other === id).map(([, size]) => size)
            expect(await marks.read(id)).toEqual(sizes.length === 0 ? undefined : head(Math.max(...sizes)))
          }
        },
      ),
      { numRuns: 40 },
    ))

  it('is never taken for empty where it is damaged', async () => {
    const damaged = [
      '',
      '{',
      '[]',
      'null',
      '7',
      '{"x":{"size":1,"root":"00"}}',
      `{"${CASE}":null}`,
      `{"${CASE}":{"size":1}}`,
      `{"${CASE}":{"root":"${'0'.repeat(64)}","size":-1}}`,
      `{"${CASE}":{"root":"${'0'.repeat(64)}","size":1.5}}`,
      `{"${CASE}":{"root":"${'A'.repeat(64)}","size":1}}`,
      `{"${CASE}":{"root":"${'0'.repeat(64)}","size":2},"${CASE}":{"root":"${'0'.repeat(64)}","size":1}}`,
    ]
    const marks = fileHighWater(file)
    for (const content of damaged) {
      writeFileSync(file, content)
      await expect(marks.read(CASE), content).rejects.toMatchObject({ code: 'high-water-unreadable' })
      await expect(marks.write(CASE, head(9)), content).rejects.toMatchObject({ code: 'high-water-unreadable' })
      expect(readFileSync(file, 'utf8')).toBe(content)
    }
    rmSync(file)
    mkdirSync(file)
    await expect(marks.read(CASE)).rejects.toMatchObject({ code: 'high-water-unreadable' })
  })

  it('reports what it cannot write, and stays as it was', async () => {
    const lost = fileHighWater(join(folder, 'none', 'file.json'))
    await expect(lost.write(CASE, head(1))).rejects.toMatchObject({ code: 'high-water-write-failed' })
    const marks = fileHighWater(file, { busyTimeout: 20 })
    await marks.write(CASE, head(1))
    mkdirSync(`${file}.new`)
    await expect(marks.write(CASE, head(2))).rejects.toMatchObject({ code: 'high-water-write-failed' })
    rmSync(`${file}.new`, { recursive: true })
    const lock = new DatabaseSync(`${file}.lock`)
    lock.exec('BEGIN EXCLUSIVE')
    await expect(marks.write(CASE, head(2))).rejects.toMatchObject({ code: 'high-water-write-failed' })
    lock.close()
    expect(await marks.read(CASE)).toEqual(head(1))
    await marks.write(CASE, head(2))
    expect(await marks.read(CASE)).toEqual(head(2))
  })

  it('refuses what is no case id or no head', async () => {
    const marks = fileHighWater(file)
    for (const id of ['', 'abc', CASE.toUpperCase(), '__proto__']) {
      await expect(marks.read(id)).rejects.toMatchObject({ code: 'misuse' })
      await expect(marks.write(id, head(1))).rejects.toMatchObject({ code: 'misuse' })
    }
    for (const wrong of [
      { size: -1, root: CASE },
      { size: 0.5, root: CASE },
      { size: 1, root: 'AB' },
    ]) {
      await expect(marks.write(CASE, wrong)).rejects.toMatchObject({ code: 'misuse' })
    }
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('processes over one high-water file', () => {
  const script = fileURLToPath(new URL('children/marker.ts', import.meta.url))

  interface Marker {
    kill(): void
    /** The sizes acknowledged, when the process has ended. */
    ended: Promise<number[]>
    started: Promise<unknown>
  }

  function marker(digit: string, first: number, count: number): Marker {
    const child = spawn(process.execPath, [script, file, digit, `${first}`, `${count}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    return {
      kill: () => child.kill('SIGKILL'),
      started: new Promise((done) => child.stdout.once('data', done)),
      ended: new Promise((done) => child.on('close', () => done(text.split('\n').slice(0, -1).map(Number)))),
    }
  }

  it('lose no mark of another case, and lower none', async () => {
    const sizes = await Promise.all(
      [marker('c', 1, 60), marker('d', 1, 60), marker('d', 30, 60)].map(({ ended }) => ended),
    )
    expect(sizes.map((list) => list.length)).toEqual([60, 60, 60])
    const marks = fileHighWater(file)
    expect((await marks.read(CASE))?.size).toBe(60)
    expect((await marks.read(OTHER))?.size).toBe(89)
  })

  it('are killed while they write: the file is whole, and every mark that was acknowledged is in it', async () => {
    const highest: Record<string, number> = { c: 0, d: 0 }
    for (let round = 0; round < 10; round++) {
      const digits = ['c', 'd'] as const
      const both = digits.map((digit) => marker(digit, (highest[digit] as number) + 1, 100_000))
      await Promise.race(both.map(({ started }) => started))
      await new Promise((done) => setTimeout(done, (round * 7) % 23))
      for (const { kill } of both) kill()
      const sizes = await Promise.all(both.map(({ ended }) => ended))
      expect(existsSync(file)).toBe(true)
      parseJson(readFileSync(file))
      for (const [n, digit] of digits.entries()) {
        const mark = (await fileHighWater(file).read(digit.repeat(64)))?.size ?? 0
        expect(mark).toBeGreaterThanOrEqual(Math.max(highest[digit] as number, ...(sizes[n] as number[])))
        highest[digit] = mark
      }
    }
    expect((highest.c as number) + (highest.d as number)).toBeGreaterThan(10)
    // The lock of a process that was killed is free.
    await fileHighWater(file, { busyTimeout: 0 }).write(CASE, { size: 1_000_000, root: CASE })
  })
})
