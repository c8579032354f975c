import { createHash } from 'node:crypto'
import type { CaseState } from '../../../src/custody/case-state.ts'
import type { Custodian } from '../../../src/custody/custodian.ts'
import type { CustodyEvent, CustodyPayload } from '../../../src/custody/event.ts'
import { Replay, type ReplayOptions } from '../../../src/custody/replay.ts'
import { compareInstants } from '../../../src/encoding/instant.ts'
import type { Json } from '../../../src/encoding/json.ts'
import { checkPayload, EMPTY_ROOT } from '../../../src/record/payload.ts'
import type { Rel } from '../../../src/record/rel.ts'

/** The id that a name stands for in these tests: the same name, the same UUID. */
export function id(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const sha = (name: string): string => createHash('sha256').update(name).digest('hex')

/** `clerk@lab`: the clerk, for the laboratory. */
export function custodian(text: string): Custodian {
  const [agent, organisation] = text.split('@') as [string, string?]
  return organisation === undefined ? { agent: id(agent) } : { agent: id(agent), for: id(organisation) }
}

/** `4 09:30`: the fourth of March 2026, half past nine, six hours before UTC. */
export function instant(text: string): string {
  const [day, time] = text.split(' ') as [string, string]
  return `2026-03-${day.padStart(2, '0')}T${time}:00+06:00`
}

export const date = (day: number): string => `2026-03-${String(day).padStart(2, '0')}`

/** What can be said of any event. `at` is short for `occurred: {at}`; without either the time is not known. */
export interface About {
  at?: string
  occurred?: object
  recorded?: string
  /** Who signs; names of agents. */
  by?: string | readonly string[]
  items?: readonly string[]
  refs?: readonly (readonly [Rel, CustodyEvent | string])[]
  place?: object
  act?: string
  /** Size of the head that was seen. */
  after?: number
  moves?: boolean
  identity?: CustodyEvent['identity']
  id?: string
}

const text = (words: string) => ({ lang: 'en', text: words })
const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one]) as readonly T[]
const sorted = (values: Iterable<string>) => [...new Set(values)].sort()

/** Seals as they were found: `A-1`, or `A-1 damaged`. */
const seals = (found: readonly string[]) =>
  found.map((one) => {
    const [number, state = 'intact'] = one.split(' ')
    return state === 'peeled' ? { number, state: { code: 'other', text: text('peeled') } } : { number, state }
  })

export interface Seen {
  seals?: readonly string[]
  quantity?: object
  features?: readonly object[]
  digests?: readonly object[]
}

export const seen = ({ seals: found, ...rest }: Seen) => ({ ...rest, ...(found && { seals: seals(found) }) })

const CASE = sha('the case')
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'

/** A record in the making: each verb adds one well-formed event and answers it. */
export class TestRecord {
  readonly events: CustodyEvent[] = []
  #latest = instant('1 00:00')

  add(type: string, details: object, about: About = {}): CustodyEvent {
    const index = this.events.length
    const agents = about.by === undefined ? ['officer'] : list(about.by)
    const occurred = about.occurred ?? (about.at === undefined ? { unknown: true } : { at: instant(about.at) })
    const payload = {
      case: CASE,
      nonce: NONCE,
      type,
      tv: 1,
      after: { size: about.after ?? 1, root: EMPTY_ROOT },
      signers: sorted(agents.map(sha)).map((key) => ({ key, prior: null })),
      items: sorted((about.items ?? []).map(id)),
      refs: (about.refs ?? [])
        .map(([rel, target]) => ref(rel, target))
        .sort((a, b) => (`${a.rel} ${a.event}` < `${b.rel} ${b.event}` ? -1 : 1)),
      occurred,
      recorded: { at: this.#recorded(occurred, about.recorded) },
      source: 'direct',
      ...(about.place && { place: about.place }),
      ...(about.act !== undefined && { act: id(about.act) }),
      participants: agents.map((agent) => ({ agent: id(agent), capacity: 'custodian', signs: 'key' })),
      language: 'en',
      details,
    }
    const { known } = checkPayload(payload as unknown as Json)
    const event: CustodyEvent = {
      index,
      id: about.id ?? sha(`event ${index}`),
      known,
      payload: payload as unknown as CustodyPayload,
      moves: about.moves ?? true,
      identity: about.identity ?? 'stands',
      agents: agents.map(id),
    }
    this.events.push(event)
    return event
  }

  /** As said; else when it ended, and never before the event before it. */
  #recorded(occurred: { at?: string; to?: string; date?: string }, said: string | undefined): string {
    if (said !== undefined) return instant(said)
    const end = occurred.at ?? occurred.to ?? (occurred.date && `${occurred.date}T12:00:00Z`)
    if (end !== undefined && compareInstants(end, this.#latest) > 0) this.#latest = end
    return this.#latest
  }

  /** Somebody of an organisation, or a place within another. */
  register(agent: string, kind: string, employer?: string, about: About = {}): CustodyEvent {
    const details = { agent: id(agent), kind, names: [text(agent)], ...(employer && { employer: id(employer) }) }
    return this.add('agent.registered', details, about)
  }

  collect(items: string | readonly string[], who: string, about: About & { description?: object; seen?: Seen } = {}) {
    const goods = list(items).map((item) => ({
      item: id(item),
      description: { kind: 'physical', ...about.description },
      ...(about.seen && { observation: seen(about.seen) }),
    }))
    const details = { goods, custodian: custodian(who), mode: 'seized', context: 'criminal' }
    return this.add('item.collected', details, { by: who.split('@')[0] as string, ...about, items: list(items) })
  }

  release(
    items: string | readonly string[],
    from: string,
    to: string,
    about: About & { purpose?: string; carrier?: string; seen?: Seen; dueBack?: string } = {},
  ) {
    const details = {
      from: custodian(from),
      to: custodian(to),
      purpose: about.purpose ?? 'laboratory',
      goods: list(items).map((item) => ({ item: id(item), ...(about.seen && { observation: seen(about.seen) }) })),
      ...(about.carrier && { carrier: { agent: id(about.carrier) } }),
      ...(about.dueBack && { dueBack: about.dueBack }),
    }
    return this.add('custody.released', details, { by: from.split('@')[0] as string, ...about, items: list(items) })
  }

  /** Over a release; or, with a reason, over none. Goods are `phone`, or `phone refused`. */
  receive(
    over: CustodyEvent | string,
    goods: string | readonly string[],
    who: string,
    about: About & { seen?: Seen; introduces?: readonly string[]; description?: object; source?: string } = {},
  ) {
    const lines = list(goods).map((good) => good.split(' ') as [string, string?])
    const introduces = about.introduces ?? []
    const details = {
      custodian: custodian(who),
      ...(typeof over === 'string' && about.source === undefined && { noRelease: { reason: text(over) } }),
      ...(introduces.length > 0 && {
        introduces: introduces.map((item) => ({
          item: id(item),
          description: { kind: 'physical', ...about.description },
        })),
      }),
      goods: lines.map(([item, result = 'accepted']) => ({
        item: id(item),
        result,
        ...(about.seen && { observation: seen(about.seen) }),
      })),
    }
    const refs: About['refs'] = [
      ...(about.refs ?? []),
      ...(typeof over === 'string' ? [] : [['release', over] as const]),
      ...(about.source === undefined ? [] : [['source', about.source] as const]),
    ]
    const items = [...lines.map(([item]) => item), ...introduces]
    return this.add('custody.received', details, { by: who.split('@')[0] as string, ...about, refs, items })
  }

  store(items: string | readonly string[], to: string, about: About = {}) {
    const where = to === 'desk' || to === 'vehicle' || to === 'scene' ? { place: to } : { facility: id(to) }
    return this.add('storage.moved', { to: where }, { ...about, items: list(items) })
  }

  pack(container: string, contents: readonly string[], about: About = {}) {
    const details = { container: id(container), contents: contents.map(id) }
    return this.add('item.packed', details, { ...about, items: [container, ...contents] })
  }

  unpack(container: string, contents: readonly string[], about: About = {}) {
    const details = { container: id(container), contents: contents.map(id) }
    return this.add('item.unpacked', details, { ...about, items: [container, ...contents] })
  }

  observe(items: string | readonly string[], what: Seen & { outcome?: string; purpose?: string }, about: About = {}) {
    const { outcome, purpose = 'inventory', ...rest } = what
    const details = { observation: seen(rest), purpose, ...(outcome && { outcome }) }
    return this.add('item.observed', details, { ...about, items: list(items) })
  }

  access(items: string | readonly string[], by: string, about: About = {}) {
    const details = { by: id(by), mode: 'viewed', purpose: text('to look') }
    return this.add('item.accessed', details, { by, ...about, items: list(items) })
  }

  dispose(items: readonly string[], method: string, about: About & { retained?: string; what?: object } = {}) {
    const details = {
      method,
      ...(about.retained && { retainedSample: id(about.retained) }),
      ...(about.what && { what: about.what }),
    }
    return this.add('item.disposed', details, {
      ...about,
      items: [...items, ...(about.retained ? [about.retained] : [])],
    })
  }

  derive(
    sources: readonly string[],
    products: readonly string[],
    kind: string,
    about: About & { custodian?: string; consumed?: boolean; remainder?: object; quantities?: readonly object[] } = {},
  ) {
    const details = {
      sources: sources.map(id),
      products: products.map((item, at) => ({
        item: id(item),
        description: { kind: 'physical', ...(about.quantities?.[at] && { quantity: about.quantities[at] }) },
      })),
      custodian: custodian(about.custodian ?? 'officer'),
      kind,
      ...(about.consumed !== undefined && { consumed: about.consumed }),
      ...(about.remainder && { remainder: about.remainder }),
    }
    return this.add('item.derived', details, { ...about, items: [...sources, ...products] })
  }

  acquire(
    source: string | undefined,
    product: string,
    about: About & { custodian?: string; digests?: readonly object[] } = {},
  ) {
    const details = {
      source: source === undefined ? { remote: { platform: 'messenger' } } : { item: id(source) },
      result: { item: id(product), description: { kind: 'digital' }, ...(about.digests && { digests: about.digests }) },
      custodian: custodian(about.custodian ?? 'officer'),
      method: 'physical',
      tool: { name: 'imager' },
    }
    return this.add('item.acquired', details, { ...about, items: [...(source === undefined ? [] : [source]), product] })
  }

  seal(on: string, number: string, about: About = {}) {
    return this.add('seal.applied', { on: id(on), number }, { ...about, items: [on] })
  }

  unseal(on: string, number: string, about: About & { found?: Seen } = {}) {
    const details = {
      on: id(on),
      number,
      reason: text('examination'),
      ...(about.found && { found: seen(about.found) }),
    }
    return this.add('seal.opened', details, { ...about, items: [on] })
  }

  measure(item: string, digest: object, about: About & { outcome?: string; purpose?: string } = {}) {
    const details = {
      item: id(item),
      digest,
      purpose: about.purpose ?? 'verification',
      ...(about.outcome && { outcome: about.outcome }),
    }
    return this.add('digest.measured', details, { ...about, items: [item] })
  }

  relabel(item: string, old: string, number: string, about: About = {}) {
    const details = { item: id(item), old, new: number, reason: text('new register') }
    return this.add('item.relabelled', details, { ...about, items: [item] })
  }

  examine(item: string, about: About = {}) {
    const details = {
      noOrder: { reason: text('preliminary') },
      discipline: 'digital',
      inputs: [{ item: id(item), as: 'original' }],
    }
    return this.add('examination.started', details, { ...about, items: [item] })
  }

  discrepancy(items: readonly string[], about: About = {}) {
    return this.add('discrepancy.recorded', { state: 'opened', kind: 'gap' }, { ...about, items })
  }

  close(about: About = {}) {
    return this.add('case.closed', { reason: text('final') }, about)
  }

  /** The state after all events, or below a head. */
  replay(options?: ReplayOptions, head?: { size: number }): CaseState {
    return replayed(this.events, options, head)
  }
}

function ref(rel: Rel, target: CustodyEvent | string) {
  return typeof target === 'string' ? { rel, event: sha(target), case: sha('another case') } : { rel, event: target.id }
}

export function replayed(events: readonly CustodyEvent[], options?: ReplayOptions, head?: { size: number }): CaseState {
  const replay = new Replay(options)
  for (const event of events) replay.apply(event)
  return replay.finish(head)
}

/** Breaks in short: `code item entries`, items by the names given. */
export function breaksIn(state: CaseState, names: readonly string[]): string[] {
  const byId = new Map(names.map((name) => [id(name), name]))
  return state.breaks.map(({ code, item, entries }) => `${code} ${byId.get(item) ?? item} ${entries.join(',')}`)
}

export const digest = (content: string, scope = 'stream', algorithm = 'sha256'): object => ({
  algorithm,
  value: createHash(algorithm).update(content).digest('hex'),
  scope,
})
