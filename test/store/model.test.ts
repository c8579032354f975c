import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { StoreWithReveals } from '../../src/case/ports.ts'
import { canonicalJson, type Json } from '../../src/encoding/json.ts'
import { sqliteStore } from '../../src/sqlite.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { Reveal } from '../../src/withheld/reveal.ts'
import { collect, olderSqlite } from './support.ts'

/** What a store should hold, in the plainest form. */
interface Model {
  entries: { id: string; envelope: Uint8Array }[]
  notes: Map<number, string>
  reveals: Reveal[]
}

/** The store under test, and how to close it and open it again. */
interface Real {
  store: StoreWithReveals
  reopen(): Promise<void>
}

type Command = fc.AsyncCommand<Model, Real>

function command(label: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return { check: () => true, run, toString: () => label }
}

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'))

/** `offset` from the right position; `known` picks an id that the log has, if it has any. */
const append = fc
  .record({
    offset: fc.constantFrom(0, 0, 0, 0, -1, 1, 7),
    known: fc.option(fc.nat(), { freq: 5 }),
    envelope: bytes,
    id: fc.uuid(),
  })
  .map(({ offset, known, envelope, id }) =>
    command(`append(size${offset < 0 ? '' : '+'}${offset}, ${known ?? id})`, async (model, { store }) => {
      const size = model.entries.length
      const at = Math.max(0, size + offset)
      const old = known === null || size === 0 ? undefined : model.entries[known % size]
      const entry = { id: old?.id ?? id, envelope: envelope.slice() }
      const accepted = at === size && old === undefined
      expect(await store.append(at, entry)).toBe(accepted)
      entry.envelope.fill(0)
      if (accepted) model.entries.push({ id, envelope })
    }),
  )

const entries = fc.tuple(fc.nat(30), fc.option(fc.nat(30), { nil: undefined })).map(([from, to]) =>
  command(`entries(${from}, ${to})`, async (model, { store }) => {
    expect(await collect(store.entries(from, to))).toEqual(
      model.entries.slice(from, to).map(({ envelope }) => envelope),
    )
  }),
)

const indexOf = fc.tuple(fc.nat(), fc.uuid()).map(([pick, unknown]) =>
  command(`indexOf(${pick})`, async (model, { store }) => {
    const at = model.entries.length === 0 ? undefined : pick % model.entries.length
    if (at !== undefined) expect(await store.indexOf(model.entries[at]?.id as string)).toBe(at)
    expect(await store.indexOf(unknown)).toBeUndefined()
  }),
)

const putNote = fc.tuple(fc.nat(20), text).map(([size, note]) =>
  command(`putNote(${size})`, async (model, { store }) => {
    await store.putNote(size, note)
    model.notes.set(size, note)
  }),
)

const reveal: fc.Arbitrary<Reveal> = fc.record({
  event: fc.constantFrom('aa', 'bb'),
  path: fc.constantFrom('/remarks', '/details/0'),
  salt: fc.constantFrom('s1', 's2'),
  value: fc.oneof(fc.constantFrom<Json>(null, 'one', 1), text),
})

const saveReveals = fc.array(reveal, { maxLength: 4 }).map((reveals) =>
  command(`reveals.save(${canonicalJson(reveals.map((one) => ({ ...one })))})`, async (model, { store }) => {
    await store.reveals.save(reveals)
    for (const one of reveals) {
      if (!model.reveals.some((other) => canonicalJson({ ...other }) === canonicalJson({ ...one })))
        model.reveals.push(one)
    }
  }),
)

const everything = fc.constant(
  command('compare', async (model, { store }) => {
    expect(await store.size()).toBe(model.entries.length)
    const notes = [...model.notes].map(([size, note]) => ({ size, note })).sort((a, b) => b.size - a.size)
    expect(await collect(store.notes())).toEqual(notes)
    expect(await collect(store.reveals.all())).toEqual(model.reveals)
  }),
)

const reopen = fc.constant(command('reopen', (_, real) => real.reopen()))

async function holds(
  open: (name: string) => Promise<StoreWithReveals>,
  persistent: boolean,
  numRuns: number,
): Promise<void> {
  const choices = [append, append, entries, indexOf, putNote, saveReveals, everything, ...(persistent ? [reopen] : [])]
  let made = 0
  await fc.assert(
    fc.asyncProperty(fc.commands(choices, { maxCommands: 40 }), async (commands) => {
      const name = `${made++}`
      const real: Real = {
        store: await open(name),
        async reopen() {
          await real.store.close()
          real.store = await open(name)
        },
      }
      await fc.asyncModelRun(() => ({ model: { entries: [], notes: new Map(), reveals: [] }, real }), commands)
      await real.store.close()
    }),
    { numRuns },
  )
}

const folder = mkdtempSync(join(tmpdir(), 'fairtrail-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Every other file is used with the rollback journal. */
async function sqlite(name: string): Promise<StoreWithReveals> {
  return sqliteStore(join(folder, `${name}.db`), Number(name) % 2 === 0 ? {} : { driver: await olderSqlite() })
}

describe('a store does what the plainest model of it does, whatever is asked of it', () => {
  it('in memory', () => holds(async () => memoryStore(), false, 300))
  it('in SQLite', () => holds(sqlite, true, 60))
})
