/**
 * How long readPayload takes beside parseJson alone, for events of about 1.2 and 1.7 kB: node bench/payload.ts
 */
import { canonicalBytes, type Json, parseJson } from '../src/encoding/json.ts'
import { readPayload } from '../src/record/payload.ts'

const ROUNDS = 9
const CALLS = 10_000

const hash = (digit: string) => digit.repeat(64)
const id = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`
const text = (value: string) => ({ lang: 'ru', text: value })

const header: { [name: string]: Json } = {
  act: id('b'),
  after: { root: hash('a'), size: 1204 },
  case: hash('c'),
  items: [id('1')],
  language: 'ru',
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  occurred: { at: '2026-03-02T14:10:00+06:00' },
  participants: [
    { agent: id('3'), capacity: 'investigator', for: id('4'), signs: 'key' },
    {
      agent: id('5'),
      capacity: 'owner',
      remarks: { $withheld: `${'C'.repeat(42)}A`, class: 'privacy' },
      signs: 'paper',
    },
    { agent: id('6'), capacity: 'attesting-witness', independence: { declared: true }, signs: 'paper' },
  ],
  place: { address: { $withheld: `${'B'.repeat(42)}A`, class: 'privacy' }, name: text('Квартира') },
  recorded: { at: '2026-03-02T15:02:11.25+06:00' },
  refs: [{ event: hash('d'), rel: 'decision' }],
  signers: [{ key: hash('e'), prior: hash('f') }],
  source: 'direct',
  tv: 1,
}

const events: { [name: string]: Json } = {
  'item.collected': {
    context: 'criminal',
    custodian: { agent: id('3'), for: id('4') },
    goods: [
      {
        description: { kind: 'physical', text: text('Мобильный телефон чёрного цвета, экран разбит') },
        item: id('1'),
        observation: { seals: [{ number: 'A-0042', state: 'intact' }] },
      },
    ],
    mode: 'seized',
  },
  'custody.received': {
    custodian: { agent: id('3'), for: id('4') },
    goods: [{ item: id('1'), observation: { seals: [{ number: 'A-0042', state: 'intact' }] }, result: 'accepted' }],
    noRelease: { reason: text('Отпуск не составлялся') },
  },
}

/** The same with one participant and no place, as most events are. */
const { place: _place, ...rest } = header
const short = { ...rest, participants: (header.participants as Json[]).slice(0, 1) }

for (const [type, start] of Object.keys(events).flatMap((type) => [[type, short] as const, [type, header] as const])) {
  const bytes = canonicalBytes({ ...start, type, details: events[type] as Json })
  const [whole, json] = medians(
    () => readPayload(bytes),
    () => parseJson(bytes, { canonical: true }),
  ) as [number, number]
  const ratio = (whole / json).toFixed(2)
  console.log(
    `${type}, ${bytes.length} bytes: readPayload ${whole.toFixed(1)} us, parseJson(canonical) ${json.toFixed(1)} us, ratio ${ratio}`,
  )
}

/** Microseconds a call, the median of rounds taken in turn. */
function medians(...calls: (() => unknown)[]): number[] {
  const times = calls.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    calls.forEach((call, which) => {
      const start = performance.now()
      for (let i = 0; i < CALLS; i++) call()
      times[which]?.push(((performance.now() - start) * 1000) / CALLS)
    })
  }
  return times.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1] as number)
}
