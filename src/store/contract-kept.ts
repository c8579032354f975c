import { collect, expectBytes, expectEqual, expectRefusal, fill, type StoreCheck, sampleEntry } from './contract-kit.ts'

/** What the contract asks about checkpoints and about the end of a store. */
export const NOTE_CHECKS: readonly StoreCheck[] = [
  [
    'keeps one checkpoint a size, the last one, and gives the largest size first',
    async (store) => {
      const text = 'fairtrail/case/00\n7\nAAAA\n\n— Ключ-журнала AAAA\n'
      for (const size of [7, 2, 300, 45, 1]) await store.putNote(size, `${size} ${text}`)
      await store.putNote(45, `again ${text}`)
      const kept = (await collect(store.notes())).map(({ size, note }) => ({ size, note }))
      const expected = [300, 45, 7, 2, 1].map((size) => ({ size, note: `${size === 45 ? 'again' : size} ${text}` }))
      expectEqual(kept, expected, 'notes')
    },
  ],
  [
    'gives many checkpoints',
    async (store) => {
      for (let size = 1; size <= 300; size++) await store.putNote(size, `note ${size}`)
      const sizes = (await collect(store.notes())).map(({ size }) => size)
      expectEqual(
        sizes,
        Array.from({ length: 300 }, (_, n) => 300 - n),
        'sizes',
      )
    },
  ],
  [
    'is closed once and for all',
    async (store) => {
      await fill(store, 1)
      await store.close()
      await store.close()
      await expectRefusal(() => store.size(), 'size')
      await expectRefusal(() => store.append(1, sampleEntry(1)), 'append')
      await expectRefusal(() => store.indexOf(sampleEntry(0).id), 'indexOf')
      await expectRefusal(() => collect(store.entries(0)), 'entries')
      await expectRefusal(() => store.putNote(1, 'note'), 'putNote')
      await expectRefusal(() => collect(store.notes()), 'notes')
    },
  ],
]

/** What it asks of a store that outlives its object. */
export const PERSISTENT_CHECKS: readonly StoreCheck[] = [
  [
    'has everything when it is opened again',
    async (store, open) => {
      const envelopes = await fill(store, 20)
      await store.putNote(3, 'three')
      await store.putNote(20, 'twenty')
      await store.close()
      const again = await open()
      try {
        expectEqual(await again.size(), 20, 'size')
        expectBytes(await collect(again.entries(0)), envelopes, 'entries')
        expectEqual(await again.indexOf(sampleEntry(11).id), 11, 'indexOf')
        const notes = (await collect(again.notes())).map(({ size, note }) => `${size} ${note}`)
        expectEqual(notes, ['20 twenty', '3 three'], 'notes')
        expectEqual(await again.append(20, sampleEntry(20)), true, 'append')
      } finally {
        await again.close()
      }
    },
  ],
  [
    'lets exactly one of many appends through, also from two objects over one store',
    async (store, open) => {
      const other = await open()
      try {
        await fill(store, 1)
        expectEqual(await other.size(), 1, 'size, seen from the other object')
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store : other).append(1, sampleEntry(n + 10))),
        )
        expectEqual(answers.filter((answer) => answer).length, 1, 'number of appends let through')
        expectEqual(await store.size(), 2, 'size')
        expectBytes(
          await collect(other.entries(0)),
          await collect(store.entries(0)),
          'entries, seen from the other object',
        )
      } finally {
        await other.close()
      }
    },
  ],
]
