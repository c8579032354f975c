import { createHash, randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { DigestAlgorithm } from '../../src/crypto/types.ts'
import { HashLanes, type ReadInto } from '../../src/node/hash-lanes.ts'

function lanesFor(...algorithms: DigestAlgorithm[]): HashLanes {
  const lanes = new HashLanes(algorithms)
  onTestFinished(() => lanes.close())
  return lanes
}

/** Gives the content in pieces of at most so many bytes. */
const reader =
  (content: Uint8Array, most: number): ReadInto =>
  async (into, position) => {
    const piece = content.subarray(position, position + Math.min(most, into.length))
    into.set(piece)
    return piece.length
  }

const hexOf = (algorithm: string, content: Uint8Array) => createHash(algorithm).update(content).digest('hex')

it('hashes one content after another, in pieces of any size', async () => {
  const lanes = lanesFor('md5', 'sha3-512', 'sha256')
  for (const [size, most] of [
    [0, 1],
    [1, 1],
    [999, 7],
    [100_000, 4096],
    [40_000_000, 1e9],
    [3_000_000, 1_000_003],
  ] as const) {
    const content = randomBytes(size)
    expect(await lanes.hash(reader(content, most))).toEqual(
      ['md5', 'sha3-512', 'sha256'].map((name) => hexOf(name, content)),
    )
  }
})

it('forgets a content whose reading failed, however often', async () => {
  const lanes = lanesFor('md5', 'sha256')
  const content = randomBytes(50_000)
  for (let pieces = 0; pieces < 30; pieces++) {
    const failing: ReadInto = (into, position) =>
      position >= pieces * 100 ? Promise.reject(new Error('bad sector')) : reader(content, 100)(into, position)
    await expect(lanes.hash(failing)).rejects.toThrow('bad sector')
  }
  expect(await lanes.hash(reader(content, 1000))).toEqual([hexOf('md5', content), hexOf('sha256', content)])
})

it('ends with an error where a thread fails, and does not wait for ever', async () => {
  const lanes = lanesFor('sha256', 'no such algorithm' as DigestAlgorithm)
  await expect(lanes.hash(reader(randomBytes(60_000_000), 1e9))).rejects.toMatchObject({ code: 'hash-worker' })
  await expect(lanes.hash(reader(new Uint8Array(1), 1))).rejects.toMatchObject({ code: 'hash-worker' })
})

it('ends with an error where the threads are closed under way', async () => {
  const lanes = lanesFor('sha256')
  const endless: ReadInto = async (into, position) => {
    if (position > 10_000_000) await lanes.close()
    return into.length
  }
  await expect(lanes.hash(endless)).rejects.toMatchObject({ code: 'hash-worker' })
})
