import { collect, expectBytes, expectEqual, expectRefusal, fill, type StoreCheck, sampleEntry } from './contract-kit.ts'

/** What the contract asks about entries. */
export const LOG_CHECKS: readonly StoreCheck[] = [
  [
    'is empty when it is new',
    async (store) => {
      expectEqual(await store.size(), 0, 'size')
      expectBytes(await collect(store.entries(0)), [], 'entries')
      expectEqual(await store.indexOf(sampleEntry(0).id), undefined, 'indexOf')
      expectEqual((await collect(store.notes())).length, 0, 'number of notes')
    },
  ],
  [
    'gives back the bytes that were given, in order, from one byte to the largest envelope',
    async (store) => {
      const lengths = [1, 2_300, 65_535, 256]
      const envelopes = lengths.map((length, at) => sampleEntry(at, length).envelope)
      for (const at of lengths.keys()) {
        expectEqual(await store.append(at, sampleEntry(at, lengths[at])), true, 'append')
        expectEqual(await store.size(), at + 1, 'size')
      }
      expectBytes(await collect(store.entries(0)), envelopes, 'entries')
    },
  ],
  [
    'keeps only what an array shows of a larger buffer',
    async (store) => {
      const { id, envelope } = sampleEntry(0)
      expectEqual(await store.append(0, { id, envelope: envelope.subarray(10, 20) }), true, 'append')
      expectBytes(await collect(store.entries(0)), [envelope.slice(10, 20)], 'entries')
    },
  ],
  [
    'is not changed by later changes of an array that it was given or that it gave',
    async (store) => {
      const mine = sampleEntry(0)
      await store.append(0, mine)
      mine.envelope.fill(0)
      const [given] = await collect(store.entries(0))
      expectBytes(given === undefined ? [] : [given], [sampleEntry(0).envelope], 'entries')
      given?.fill(0)
      expectBytes(await collect(store.entries(0)), [sampleEntry(0).envelope], 'entries, again')
    },
  ],
  [
    'refuses an append below or above its size, and changes nothing',
    async (store) => {
      const envelopes = await fill(store, 3)
      for (const at of [0, 1, 2, 4, 100, Number.MAX_SAFE_INTEGER]) {
        expectEqual(await store.append(at, sampleEntry(50)), false, `append at ${at} of 3`)
      }
      expectEqual(await store.size(), 3, 'size')
      expectEqual(await store.indexOf(sampleEntry(50).id), undefined, 'indexOf what was refused')
      expectBytes(await collect(store.entries(0)), envelopes, 'entries')
    },
  ],
  [
    'refuses an event id that it has, in the same bytes and in others',
    async (store) => {
      const envelopes = await fill(store, 2)
      expectEqual(await store.append(2, sampleEntry(0)), false, 'append of the same entry')
      expectEqual(
        await store.append(2, { ...sampleEntry(9), id: sampleEntry(0).id }),
        false,
        'append of the same id in other bytes',
      )
      expectEqual(await store.indexOf(sampleEntry(0).id), 0, 'indexOf')
      expectEqual(await store.append(2, sampleEntry(2)), true, 'append of another entry afterwards')
      expectBytes(await collect(store.entries(0)), [...envelopes, sampleEntry(2).envelope], 'entries')
    },
  ],
  [
    'finds each entry by its event id',
    async (store) => {
      await fill(store, 5)
      for (let at = 0; at < 5; at++) expectEqual(await store.indexOf(sampleEntry(at).id), at, `indexOf entry ${at}`)
      expectEqual(await store.indexOf(sampleEntry(5).id), undefined, 'indexOf an unknown id')
    },
  ],
  [
    'lets exactly one of many appends at the same position through',
    async (store) => {
      await fill(store, 1)
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => store.append(1, sampleEntry(n + 10))))
      const winners = [...answers.keys()].filter((n) => answers[n])
      expectEqual(winners.length, 1, 'number of appends let through')
      expectEqual(await store.size(), 2, 'size')
      expectBytes(
        await collect(store.entries(1)),
        [sampleEntry((winners[0] as number) + 10).envelope],
        'the entry that won',
      )
    },
  ],
  [
    'loses nothing where several writers try again until they are through',
    async (store) => {
      const writer = async (number: number) => {
        for (let n = 0; n < 10; n++) {
          let done = false
          while (!done) done = await store.append(await store.size(), sampleEntry(number * 10 + n))
        }
      }
      await Promise.all(Array.from({ length: 8 }, (_, number) => writer(number)))
      expectEqual(await store.size(), 80, 'size')
      const places = new Set<number | undefined>()
      for (let n = 0; n < 80; n++) places.add(await store.indexOf(sampleEntry(n).id))
      expectEqual(places.size, 80, 'number of different positions')
      expectEqual((await collect(store.entries(0))).length, 80, 'number of entries')
    },
  ],
  [
    'gives any range of entries',
    async (store) => {
      const envelopes = await fill(store, 300)
      for (const [from, to] of [
        [0, 300],
        [0, 1],
        [299, 300],
        [100, 229],
        [17, 17],
        [20, 10],
        [290, 1_000],
        [300, 301],
        [999, 1_000],
      ] as const) {
        expectBytes(await collect(store.entries(from, to)), envelopes.slice(from, to), `entries ${from} to ${to}`)
      }
      expectBytes(await collect(store.entries(295)), envelopes.slice(295), 'entries from 295')
    },
  ],
  [
    'gives the entries that were there when an iteration began, also while others are appended',
    async (store) => {
      const envelopes = await fill(store, 150)
      const seen: Uint8Array[] = []
      for await (const envelope of store.entries(0)) {
        seen.push(envelope)
        expectEqual(
          await store.append(await store.size(), sampleEntry(1_000 + seen.length)),
          true,
          'append within the loop',
        )
      }
      expectBytes(seen, envelopes, 'entries')
      expectEqual(await store.size(), 300, 'size')
    },
  ],
  [
    'can be written after a reader has left in the middle',
    async (store) => {
      await fill(store, 3)
      for await (const _ of store.entries(0)) break
      expectEqual(await store.append(3, sampleEntry(3)), true, 'append')
    },
  ],
  [
    'refuses positions that are no whole numbers from 0 upwards',
    async (store) => {
      for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) {
        await expectRefusal(() => store.append(wrong, sampleEntry(0)), `append at ${wrong}`)
        await expectRefusal(() => collect(store.entries(wrong)), `entries from ${wrong}`)
        await expectRefusal(() => collect(store.entries(0, wrong)), `entries to ${wrong}`)
        await expectRefusal(() => store.putNote(wrong, 'note'), `putNote of ${wrong}`)
      }
      expectEqual(await store.size(), 0, 'size')
    },
  ],
]
