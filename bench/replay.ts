/**
 * How long replay takes, without signatures: node bench/replay.ts
 *
 * Each item goes through the same life: seized, packed, sealed, released, received, unsealed, examined, weighed, given back. In the log of 20,000 events
 * 500 items live 40 events each. Printed: microseconds of processor time an event, in the order of the log and with every tenth event recorded late; the ratio
 * of 20,000 to 5,000 events, which is 1 where the cost grows with the length alone; and the reports of all items.
 */
import type { CustodyEvent, CustodyPayload } from '../src/custody/event.ts'
import { itemReports } from '../src/custody/item-report.ts'
import { Replay } from '../src/custody/replay.ts'

const ROUNDS = 7
const LIFE = 20
const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
const sha = (n: number) => n.toString(16).padStart(64, '0')

const OFFICER = { agent: uuid(1), for: uuid(2) }
const CLERK = { agent: uuid(3), for: uuid(4) }
const START = Date.parse('2026-03-02T00:00:00Z')

/** `items` things, each with as many lives as fit into `count` events. */
function log(count: number, items: number): CustodyEvent[] {
  const events: CustodyEvent[] = []
  const rounds = Math.ceil(count / LIFE / items)
  for (let round = 0; round < rounds; round++) {
    for (let item = 0; item < items && events.length < count; item++) life(events, item, round)
  }
  return events.slice(0, count)
}

function life(events: CustodyEvent[], n: number, round: number): void {
  const item = uuid(1000 + n)
  const bag = uuid(100_000 + n + round * 1_000_000)
  const number = `A-${n}-${round}`
  const seals = [{ number, state: 'intact' }]
  const quantity = { value: '10.00', unit: 'g', measure: 'net', uncertainty: '0.05' }
  const described = { kind: 'physical', quantity }
  const add = (type: string, details: object, names: string[], refs: CustodyPayload['refs'] = []) => {
    const index = events.length
    const at = new Date(START + index * 60_000).toISOString().replace('.000Z', 'Z')
    const payload = {
      case: sha(1),
      type,
      tv: 1,
      after: { size: Math.max(1, index - 3), root: sha(2) },
      signers: [{ key: sha(3), prior: null }],
      items: names,
      refs,
      occurred: { at },
      recorded: { at },
      source: 'direct',
      act: uuid(10_000_000 + (index >> 3)),
      participants: [{ agent: OFFICER.agent, capacity: 'custodian', for: OFFICER.for, signs: 'key' }],
      language: 'en',
      details,
    } as unknown as CustodyPayload
    events.push({
      index,
      id: sha(index),
      known: true,
      payload,
      moves: true,
      identity: 'stands',
      agents: [OFFICER.agent],
    })
    return [{ rel: 'release', event: sha(index) }] as CustodyPayload['refs']
  }
  const handover = (goods: string, from: object, to: object) => {
    const release = add(
      'custody.released',
      { from, to, purpose: 'laboratory', goods: [{ item: goods, observation: { seals } }] },
      [goods],
    )
    add(
      'custody.received',
      { custodian: to, goods: [{ item: goods, result: 'accepted', observation: { seals } }] },
      [goods],
      release,
    )
  }
  const introduced = round === 0 ? [{ item, description: described }] : []
  const custodian = OFFICER
  add(
    'item.collected',
    {
      goods: [...introduced, { item: bag, description: { kind: 'container' } }],
      custodian,
      mode: 'seized',
      context: 'criminal',
    },
    [item, bag],
  )
  add('item.observed', { observation: { quantity }, purpose: 'weighing' }, [item])
  add('item.packed', { container: bag, contents: [item] }, [bag, item])
  add('seal.applied', { on: bag, number }, [bag])
  add('storage.moved', { to: { facility: uuid(5) } }, [bag])
  handover(bag, OFFICER, CLERK)
  add('storage.moved', { to: { facility: uuid(6) } }, [bag])
  add('item.observed', { observation: { seals }, purpose: 'seal-check' }, [bag])
  add('seal.opened', { on: bag, number, reason: { lang: 'en', text: 'examination' } }, [bag])
  add('item.unpacked', { container: bag, contents: [item] }, [bag, item])
  add('item.observed', { observation: { quantity }, purpose: 'weighing' }, [item])
  add('item.accessed', { by: CLERK.agent, mode: 'opened', purpose: { lang: 'en', text: 'examination' } }, [item])
  add(
    'digest.measured',
    { item, digest: { algorithm: 'sha256', value: sha(n), scope: 'stream' }, purpose: 'verification' },
    [item],
  )
  add('item.accessed', { by: CLERK.agent, mode: 'handled', purpose: { lang: 'en', text: 'examination' } }, [item])
  add('item.packed', { container: bag, contents: [item] }, [bag, item])
  add('seal.applied', { on: bag, number }, [bag])
  handover(bag, CLERK, OFFICER)
  add('item.unpacked', { container: bag, contents: [item] }, [bag, item])
}

/** Every tenth event is recorded five places after where it happened. */
function late(events: readonly CustodyEvent[]): CustodyEvent[] {
  const moved = [...events]
  for (let at = 0; at + 5 < moved.length; at += 10) moved.splice(at + 5, 0, ...moved.splice(at, 1))
  return moved.map((event, index) => ({ ...event, index }))
}

function replay(events: readonly CustodyEvent[]) {
  const run = new Replay()
  for (const event of events) run.apply(event)
  return run.finish()
}

/** Microseconds of processor time an event, the least of rounds taken in turn. */
function least(...logs: (readonly CustodyEvent[])[]): number[] {
  const best = logs.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, events] of logs.entries()) {
      const start = process.cpuUsage()
      replay(events)
      const { user, system } = process.cpuUsage(start)
      best[at] = Math.min(best[at] as number, (user + system) / events.length)
    }
  }
  return best
}

const big = log(20_000, 500)
const small = log(5_000, 125)
const state = replay(big)
console.log(`${big.length} events, ${state.items.size} items, ${state.breaks.length} breaks`)
for (const [name, one, four] of [
  ['in order', small, big],
  ['every tenth late', late(small), late(big)],
] as const) {
  const [few, many] = least(one, four) as [number, number]
  console.log(`${name}: ${many.toFixed(2)} us an event; ratio of 20k to 5k: ${(many / few).toFixed(2)}`)
}
const [huge] = least(log(200_000, 5_000)) as [number]
console.log(`200,000 events: ${huge.toFixed(2)} us an event`)
const start = performance.now()
itemReports(state)
console.log(`reports of all items: ${(((performance.now() - start) * 1000) / big.length).toFixed(2)} us an event`)
