import { describe, expect, it } from 'vitest'
import type { Reveals, Store, StoredNote, StoreEntry } from '../../src/case/ports.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type ContractCheck, revealsContract, storeContract } from '../../src/testing.ts'
import type { Reveal } from '../../src/withheld/reveal.ts'
import { collect } from './support.ts'

/** A store over a good one, whose calls one line of a test replaces. */
class Wrapped implements Store {
  readonly inner: Store = memoryStore()
  size(): Promise<number> {
    return this.inner.size()
  }
  entries(from: number, to?: number): AsyncIterable<Uint8Array> {
    return this.inner.entries(from, to)
  }
  indexOf(id: string): Promise<number | undefined> {
    return this.inner.indexOf(id)
  }
  append(at: number, entry: StoreEntry): Promise<boolean> {
    return this.inner.append(at, entry)
  }
  putNote(size: number, note: string): Promise<void> {
    return this.inner.putNote(size, note)
  }
  notes(): AsyncIterable<StoredNote> {
    return this.inner.notes()
  }
  close(): Promise<void> {
    return this.inner.close()
  }
}

type Fault = (good: Wrapped) => Partial<Store>

/** One broken store a line: what is wrong with it, and a check of the contract that must find it. */
const FAULTS: Record<string, Fault> = {
  'is empty when it is new': (good) => ({ size: async () => (await good.size()) + 1 }),
  'gives back the bytes that were given, in order, from one byte to the largest envelope': (good) => ({
    append: (at, { id, envelope }) => good.append(at, { id, envelope: envelope.subarray(0, 65_534) }),
  }),
  'keeps only what an array shows of a larger buffer': (good) => ({
    append: (at, { id, envelope }) => good.append(at, { id, envelope: new Uint8Array(envelope.buffer) }),
  }),
  'is not changed by later changes of an array that it was given or that it gave': () => {
    const kept: Uint8Array[] = []
    return {
      append: async (_, { envelope }) => kept.push(envelope) > 0,
      async *entries() {
        yield* kept
      },
    }
  },
  'refuses an append below or above its size, and changes nothing': (good) => ({
    append: async (_, entry) => good.append(await good.size(), entry),
  }),
  'refuses an event id that it has, in the same bytes and in others': (good) => ({
    append: (at, { id, envelope }) => good.append(at, { id: `${id}${at}`, envelope }),
    indexOf: async (id) => {
      for (let at = 0; at < (await good.size()); at++) if ((await good.indexOf(`${id}${at}`)) === at) return at
      return undefined
    },
  }),
  'finds each entry by its event id': (good) => ({
    indexOf: async (id) => ((await good.indexOf(id)) === undefined ? undefined : 0),
  }),
  'lets exactly one of many appends at the same position through': (good) => ({
    async append(at, entry) {
      // Looks, waits, and only then writes.
      if ((await good.size()) !== at) return false
      await new Promise((done) => setTimeout(done))
      return good.append(await good.size(), entry)
    },
  }),
  'loses nothing where several writers try again until they are through': (good) => {
    let calls = 0
    return { append: async (at, entry) => (calls++ === 40 ? true : good.append(at, entry)) }
  },
  'gives any range of entries': (good) => ({
    entries: (from, to) => good.entries(from, to === undefined ? to : to + 1),
  }),
  'gives the entries that were there when an iteration began, also while others are appended': (good) => ({
    async *entries(from, to = 1_000) {
      for (let at = from; at < Math.min(to, await good.size()); at++) yield* good.entries(at, at + 1)
    },
  }),
  'can be written after a reader has left in the middle': (good) => {
    let reading = 0
    return {
      async *entries(from, to) {
        reading++
        yield* good.entries(from, to)
        reading--
      },
      append: async (at, entry) => reading === 0 && good.append(at, entry),
    }
  },
  'refuses positions that are no whole numbers from 0 upwards': (good) => ({
    append: async (at, entry) => at >= 0 && Number.isSafeInteger(at) && good.append(at, entry),
  }),
  'keeps one checkpoint a size, the last one, and gives the largest size first': (good) => ({
    async *notes() {
      yield* (await collect(good.notes())).reverse()
    },
  }),
  'gives many checkpoints': (good) => ({
    async *notes() {
      yield* (await collect(good.notes())).slice(0, 100)
    },
  }),
  'is closed once and for all': () => ({ close: async () => {} }),
}

const NO_REVEALS: Reveals = { save: async () => {}, async *all() {} }

const REVEAL_FAULTS: Record<string, (good: Reveals) => Partial<Reveals>> = {
  'has no reveals when it is new, nor after none were saved': () => ({
    async *all() {
      yield { event: '', path: '', salt: '', value: null }
    },
  }),
  'gives reveals in the order in which they were saved': (good) => ({
    async *all() {
      yield* (await collect(good.all())).sort((a, b) => (a.path < b.path ? -1 : 1))
    },
  }),
  'gives a reveal once that was saved twice, in one call or in several': () => keepingAll(() => true),
  'keeps two that differ in any member': () =>
    keepingAll((one, other) => one.event !== other.event || one.path !== other.path),
  'gives back every kind of value, and a long one': (good) => ({
    save: (reveals) => good.save(reveals.map((reveal) => ({ ...reveal, value: JSON.stringify(reveal.value) }))),
  }),
  'is not changed by later changes of a value that it was given or that it gave': () => keepingAll(() => true),
  'saves none of a list with one that is no JSON of the accepted subset': (good) => ({
    save: async (reveals) => {
      for (const reveal of reveals) await good.save([reveal])
    },
  }),
  'gives many reveals': (good) => ({ save: (reveals) => good.save(reveals.slice(0, 500)) }),
}

/** Keeps the very objects that it is given, where they differ from those it has. */
function keepingAll(differs: (one: Reveal, other: Reveal) => boolean): Reveals {
  const kept: Reveal[] = []
  return {
    async save(reveals) {
      for (const reveal of reveals) if (kept.every((other) => differs(reveal, other))) kept.push(reveal)
    },
    async *all() {
      yield* kept
    },
  }
}

async function failure(checks: readonly ContractCheck[], name: string): Promise<unknown> {
  const check = checks.find((one) => one.name === name)
  if (check === undefined) throw new Error(`there is no check "${name}"`)
  return check.run().then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('the contract finds a store that', () => {
  for (const [name, fault] of Object.entries(FAULTS)) {
    it(`breaks "${name}"`, async () => {
      const open = async () => {
        const good = new Wrapped()
        return Object.assign(new Wrapped(), { inner: good }, fault(good))
      }
      const error = await failure(storeContract({ open, persistent: false }), name)
      expect(isFairtrailError(error) && error.code).toBe('store-contract')
    })
  }

  it('forgets everything, or is another store for each object, though it should be persistent', async () => {
    const checks = storeContract({ open: async () => memoryStore(), persistent: true })
    const persistent = checks.slice(Object.keys(FAULTS).length)
    expect(persistent.map(({ name }) => name)).toHaveLength(2)
    for (const { name } of persistent) {
      const error = await failure(checks, name)
      expect(isFairtrailError(error) && error.code).toBe('store-contract')
    }
  })

  it('has a broken store for each of its checks', () => {
    const names = storeContract({ open: async () => memoryStore(), persistent: false }).map(({ name }) => name)
    expect(Object.keys(FAULTS)).toEqual(names)
  })
})

describe('the contract finds reveals that', () => {
  for (const [name, fault] of Object.entries(REVEAL_FAULTS)) {
    it(`break "${name}"`, async () => {
      const open = async () => {
        const good = memoryStore().reveals
        return { ...good, ...fault(good) }
      }
      const error = await failure(revealsContract({ open, persistent: false }), name)
      expect(isFairtrailError(error) && error.code).toBe('store-contract')
    })
  }

  it('are lost, though they should be persistent', async () => {
    const checks = revealsContract({ open: async () => memoryStore().reveals, persistent: true })
    const error = await failure(checks, 'has all reveals when it is opened again')
    expect(isFairtrailError(error) && error.code).toBe('store-contract')
  })

  it('has a broken implementation for each of its checks', () => {
    const names = revealsContract({ open: async () => NO_REVEALS, persistent: false }).map(({ name }) => name)
    expect(Object.keys(REVEAL_FAULTS)).toEqual(names)
  })
})
