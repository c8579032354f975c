/**
 * How long parseJson takes beside the runtime's own TextDecoder and JSON.parse, which check nothing, for an event of
 * about 1.5 kB and for the envelope around it: node bench/parse.ts
 */
import { base64 } from '../src/encoding/base64.ts'
import { canonicalBytes, type Json, parseJson } from '../src/encoding/json.ts'

const ROUNDS = 9
const CALLS = 10_000

const hash = (digit: string) => digit.repeat(64)
const agent = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`
const event: Json = {
  after: { root: hash('a'), size: 1204 },
  act: agent('b'),
  case: hash('c'),
  details: {
    exhibit: '12-A',
    mode: 'seized',
    seals: ['A-0042'],
    text: { lang: 'ru', text: 'Мобильный телефон чёрного цвета, экран разбит, без SIM-карты' },
  },
  items: [agent('1'), agent('2')],
  language: 'ru',
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  occurred: { at: '2026-03-02T14:10:00+06:00' },
  participants: [
    { agent: agent('3'), capacity: 'investigator', for: agent('4'), signs: 'key' },
    { agent: agent('5'), capacity: 'holder', remarks: { lang: 'ky', text: 'Эскертүү жок' }, signs: 'paper' },
    { agent: agent('6'), capacity: 'witness', independence: { declared: true }, signs: 'paper' },
  ],
  place: { address: { $withheld: 'B'.repeat(43), class: 'privacy' }, name: { lang: 'ru', text: 'Квартира' } },
  recorded: { at: '2026-03-02T15:02:11.25+06:00' },
  refs: [{ event: hash('d'), rel: 'decision' }],
  signers: [{ key: hash('e'), prior: hash('f') }],
  source: 'direct',
  tv: 1,
  type: 'item.collected',
}
const payload = canonicalBytes(event)
const envelope = canonicalBytes({
  payload: base64(payload),
  payloadType: 'application/vnd.fairtrail.event.v1+json',
  signatures: [{ keyid: hash('e'), sig: base64(new Uint8Array(64)) }],
})

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const native = (bytes: Uint8Array) => JSON.parse(decoder.decode(bytes))

for (const [name, bytes] of [
  ['payload', payload],
  ['envelope', envelope],
] as const) {
  const [ours, theirs] = medians(
    () => parseJson(bytes, { canonical: true }),
    () => native(bytes),
  ) as [number, number]
  console.log(
    `${name}, ${bytes.length} bytes: parseJson(canonical) ${ours.toFixed(1)} us, TextDecoder + JSON.parse ${theirs.toFixed(1)} us, ratio ${(ours / theirs).toFixed(2)}`,
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
