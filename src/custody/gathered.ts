import { parseInstant } from '../encoding/instant.ts'
import type { Details, EventType } from '../record/vocabulary.ts'
import { type Custodian, type MemberOf, Members } from './custodian.ts'
import type { CustodyEvent, Step } from './event.ts'
import type { AnyHandler } from './handler.ts'
import { Indexes } from './indexes.ts'
import { orderSteps, type Precedence } from './order.ts'
import { precedes, spanOf } from './span.ts'

/** Where an item enters the record and where it first ends, as far as moving events say. */
interface Bounds {
  introduced?: Step
  /** Further events that bring it in: a break, and no reason to read the first one before them. */
  again?: Set<Step>
  /** The earliest instant that one of its introductions can mean. */
  earliest?: bigint
  ended?: Step
}

/** What a receipt says of one item of a release. */
interface Answer {
  step: Step
  result: Details<'custody.received'>['goods'][number]['result']
  custodian: Custodian
}

/**
 * What is known of the events before they are folded: their indexes, which receipts answer a release (also one logged later), where items enter
 * and end, who belongs to whom; and whether the log's order is already the order of the fold.
 */
export class Gathered {
  readonly steps: Step[] = []
  readonly indexes = new Indexes()
  readonly members: Members
  /** The first case.closed. */
  closed: Step | undefined
  readonly #handlerOf: (event: CustodyEvent) => AnyHandler | undefined
  readonly #byIndex = new Map<number, Step>()
  readonly #byId = new Map<string, Step>()
  readonly #bounds = new Map<string, Bounds>()
  /** Moving receipts, by the event id of the release that they answer. */
  readonly #receipts = new Map<string, Step[]>()
  /** By event id of the release, and item. */
  readonly #answers = new Map<string, Answer>()
  #inOrder = true
  #latestStart: bigint | undefined

  constructor(handlerOf: (event: CustodyEvent) => AnyHandler | undefined, memberOf: MemberOf | undefined) {
    this.#handlerOf = handlerOf
    this.members = new Members(memberOf)
  }

  add(event: CustodyEvent): void {
    const { index, payload } = event
    const at = payload.recorded?.at
    const step: Step = {
      event,
      index,
      position: this.steps.length,
      span: spanOf(payload.occurred),
      recorded: at === undefined ? undefined : parseInstant(at),
    }
    this.#watchOrder(step)
    this.steps.push(step)
    this.#byIndex.set(index, step)
    // The first one keeps an id: in a log they are unique, in a table they may not be.
    if (!this.#byId.has(event.id)) this.#byId.set(event.id, step)
    this.indexes.add(event)
    if (event.known && event.moves) this.#gather(step)
  }

  #gather(step: Step): void {
    const { payload } = step.event
    const handler = this.#handlerOf(step.event)
    for (const { item } of handler?.introduces?.(payload.details) ?? []) {
      const bounds = this.#boundsOf(item)
      if (!bounds.introduced && this.indexes.byItem(item).length > 1) this.#inOrder = false
      if (bounds.introduced) bounds.again = (bounds.again ?? new Set()).add(step)
      else bounds.introduced = step
      if (bounds.earliest === undefined || step.span.lo < bounds.earliest) bounds.earliest = step.span.lo
    }
    for (const item of handler?.ends?.(payload.details, payload) ?? []) this.#boundsOf(item).ended ??= step
    this.#gatherByType(payload.type as EventType, step, payload.details)
  }

  #gatherByType(type: EventType, step: Step, details: object): void {
    switch (type) {
      case 'agent.registered': {
        const { agent, employer, unit } = details as Details<typeof type>
        this.members.add(agent, employer)
        this.members.add(agent, unit)
        break
      }
      case 'key.enrolled': {
        const { agent, organisation } = details as Details<typeof type>
        this.members.add(agent, organisation)
        break
      }
      case 'case.closed':
        this.closed ??= step
        break
      case 'custody.released':
        if (this.#receipts.has(step.event.id)) this.#inOrder = false
        break
      case 'custody.received':
        this.#gatherReceipt(step, details as Details<typeof type>)
        break
    }
  }

  #gatherReceipt(step: Step, { goods, custodian }: Details<'custody.received'>): void {
    for (const ref of step.event.payload.refs) {
      if (ref.rel !== 'release' || ref.case !== undefined) continue
      const list = this.#receipts.get(ref.event)
      if (list) list.push(step)
      else this.#receipts.set(ref.event, [step])
      for (const { item, result } of goods) {
        const key = `${ref.event} ${item}`
        if (!this.#answers.has(key)) this.#answers.set(key, { step, result, custodian })
      }
    }
  }

  /** The order of the log is kept while nothing certainly happened before what was recorded before it, and nothing follows the end of its item. */
  #watchOrder(step: Step): void {
    if (this.#latestStart !== undefined && step.span.hi < this.#latestStart) this.#inOrder = false
    if (this.#latestStart === undefined || step.span.lo > this.#latestStart) this.#latestStart = step.span.lo
    if (!this.#inOrder) return
    for (const item of step.event.payload.items) {
      const ended = this.#bounds.get(item)?.ended
      if (ended && !precedes(ended.span, step.span)) this.#inOrder = false
    }
  }

  #boundsOf(item: string): Bounds {
    let bounds = this.#bounds.get(item)
    if (!bounds) {
      bounds = {}
      this.#bounds.set(item, bounds)
    }
    return bounds
  }

  /** The steps in the order of the fold, with their positions. */
  ordered(): readonly Step[] {
    if (this.#inOrder) return this.steps
    return orderSteps(this.steps, this.#precedences())
  }

  #precedences(): Precedence[] {
    const pairs: Precedence[] = []
    for (const [item, { introduced, again, ended }] of this.#bounds) {
      for (const index of this.indexes.byItem(item)) {
        const step = this.#byIndex.get(index) as Step
        if (introduced && !again?.has(step)) pairs.push([introduced, step])
        if (ended && step !== introduced) pairs.push([step, ended])
      }
    }
    for (const [id, receipts] of this.#receipts) {
      const release = this.#byId.get(id)
      if (release?.event.payload.type !== 'custody.released') continue
      for (const receipt of receipts) pairs.push([release, receipt])
    }
    return pairs
  }

  /** The event at an index. */
  at(index: number): Step | undefined {
    return this.#byIndex.get(index)
  }

  /** The event with an id, wherever in the log. */
  byId(id: string): Step | undefined {
    return this.#byId.get(id)
  }

  /** True where a moving event brings the item into the record, wherever in the log. */
  isIntroduced(item: string): boolean {
    return this.#bounds.get(item)?.introduced !== undefined
  }

  /** The event that brings the item into the record, where the step certainly happened before that, and before any other such event. */
  enteredAfter(step: Step, item: string): Step | undefined {
    const bounds = this.#bounds.get(item)
    return bounds?.earliest !== undefined && step.span.hi < bounds.earliest ? bounds.introduced : undefined
  }

  /** The first receipt that answers a release for an item, by index. One that says "not there" answers too. */
  answerTo(release: Step, item: string): Answer | undefined {
    return this.#answers.get(`${release.event.id} ${item}`)
  }
}
