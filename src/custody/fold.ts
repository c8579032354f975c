import type { Json } from '../encoding/json.ts'
import type { Details } from '../record/vocabulary.ts'
import type { Break, BreakCode } from './breaks.ts'
import type { Custodian } from './custodian.ts'
import type { Step } from './event.ts'
import type { Gathered } from './gathered.ts'
import { beginning, ending } from './span.ts'
import type { Custody, Handover, Location, Receipt } from './state.ts'
import { newWork, type OpenHandover, type Work } from './work.ts'

/** Contents follow their container, that one its own, and so on; so far they are followed. */
export const NESTING = 64

/** The fold under way: the items as they are so far, and the verbs in which handlers write. */
export class Fold {
  readonly gathered: Gathered
  readonly items = new Map<string, Work>()
  /** The event latest in the order of the fold that has an instant: where open intervals end. */
  end: string | null = null

  constructor(gathered: Gathered) {
    this.gathered = gathered
  }

  item(id: string): Work {
    let work = this.items.get(id)
    if (!work) {
      work = newWork(id)
      this.items.set(id, work)
    }
    return work
  }

  /** The item whose custody and place are the item's own now: itself, or the container of its container, as far out as one was introduced. */
  outermost(item: Work): Work {
    let at = item
    for (let depth = 0; depth < NESTING; depth++) {
      const { container } = at
      if (!container || (container.custody.state === 'none' && !container.container)) break
      at = container
    }
    return at
  }

  /** In whose hands it is, container and all. */
  custodyOf(item: Work): Custody {
    return this.outermost(item).custody
  }

  /** Where it is, as far as a container or an event says so. */
  locationOf(item: Work): Location | undefined {
    return this.outermost(item).location
  }

  setCustody(item: Work, step: Step, custody: Custody): void {
    const entersHands = item.custody.state === 'none' && custody.state === 'held'
    item.custody = custody
    item.state.custody.push({ position: step.position, value: custody })
    if (entersHands) this.#contentsMeet(item, step, 0)
  }

  /** A container of which nobody knew who held it comes into somebody's hands: so does what is in it, which somebody else may have had. */
  #contentsMeet(container: Work, step: Step, depth: number): void {
    for (const id of container.state.contents) {
      const content = this.item(id)
      if (content.custody.state === 'none' && depth < NESTING) this.#contentsMeet(content, step, depth + 1)
      this.handsMeet(content, step, content.custody, this.custodyOf(container), container)
    }
  }

  /** Who holds what lies in a container holds the container too. */
  handsMeet(item: Work, step: Step, own: Custody, around: Custody, container: Work): void {
    if (own.state !== 'held' || around.state !== 'held' || this.sameHands(own.custodian, around.custodian, step)) return
    const agents = agentsOf(own.custodian, around.custodian)
    const values = { reason: 'container-of-another', container: container.state.id }
    this.report('overlap', item, [this.step(own.by), step], agents, values)
  }

  hold(item: Work, step: Step, custodian: Custodian): void {
    this.setCustody(item, step, { state: 'held', custodian, by: step.index, identity: step.event.identity })
  }

  /** Where the event happened is where the item is, if it says so; after a handover that does not, nobody knows. */
  locateAtEvent(item: Work, step: Step): void {
    const { place } = step.event.payload
    const made = { by: step.index, identity: step.event.identity }
    if (!place) this.setLocation(item, step, undefined)
    else if ('facility' in place) this.setLocation(item, step, { facility: place.facility, ...made })
    else this.setLocation(item, step, { site: place, ...made })
  }

  setLocation(item: Work, step: Step, location: Location | undefined): void {
    if (item.location === undefined && location === undefined) return
    item.location = location
    item.state.locations.push({ position: step.position, value: location })
  }

  /** An event that names only what is in a container tells of the container: it stands on the timeline of both. */
  throughContents(container: Work, step: Step): void {
    const { id, throughContents } = container.state
    if (!step.event.payload.items.includes(id)) throughContents.push(step.index)
  }

  enter(item: Work, step: Step, container: Work): void {
    item.container = container
    item.leftUnnoticed = undefined
    container.state.contents.add(item.state.id)
    item.state.stays.push({ container: container.state.id, packed: step.index, from: step.position })
    if (item.custody.state === 'none' && this.custodyOf(item).state === 'held') this.#contentsMeet(item, step, 0)
  }

  /** Takes an item out of its container. What the container had, custody and place, is the item's own from here on. */
  leave(item: Work, step: Step): void {
    const { container } = item
    if (!container) return
    const custody = this.custodyOf(item)
    const location = this.locationOf(item)
    item.container = undefined
    container.state.contents.delete(item.state.id)
    const stay = item.state.stays.at(-1)
    if (stay) {
      stay.until = step.position
      stay.unpacked = step.index
    }
    if (custody !== item.custody) this.setCustody(item, step, custody)
    if (location !== item.location) this.setLocation(item, step, location)
  }

  /** What is known of a release and its receipts, for one item. */
  handoverOf(item: Work, release: Step): OpenHandover {
    const known = item.handovers.get(release.index)
    if (known) return known
    const handover: Handover = { release: release.index, receipts: [] }
    const open: OpenHandover = { handover, taken: undefined, refused: undefined }
    item.handovers.set(release.index, open)
    item.state.handovers.push(handover)
    return open
  }

  /** Writes down what a receipt says of an item. */
  addReceipt(item: Work, release: Step | undefined, receipt: Receipt): void {
    if (!release) {
      item.state.handovers.push({ receipts: [receipt] })
      return
    }
    const open = this.handoverOf(item, release)
    open.handover.receipts.push(receipt)
    if (receipt.result === 'accepted' || receipt.result === 'reserved') open.taken = receipt
  }

  /** The details of a release of this record that may move custody. */
  releaseOf(step: Step | undefined): Details<'custody.released'> | undefined {
    if (!step?.event.known || !step.event.moves || step.event.payload.type !== 'custody.released') return undefined
    return step.event.payload.details as Details<'custody.released'>
  }

  sameHands(a: Custodian, b: Custodian, step: Step): boolean {
    return this.gathered.members.sameHands(a, b, step.index)
  }

  step(index: number): Step {
    return this.gathered.at(index) as Step
  }

  /** The event by which the present custody came to be. */
  madeBy(custody: Custody): Step[] {
    return custody.state === 'none' ? [] : [this.step(custody.by)]
  }

  /**
   * Reports a break. The steps are those that show it, in the order in which they happened; the interval is from the beginning of the first
   * to the end of the last, or open to the end of the record.
   */
  report(
    code: BreakCode,
    item: Work,
    steps: readonly Step[],
    agents: readonly (string | undefined)[],
    values: Values = {},
    open = false,
  ): void {
    const first = steps[0] as Step
    const last = steps.at(-1) as Step
    item.state.breaks.push({
      code,
      item: item.state.id,
      from: beginning(first.event.payload.occurred),
      to: open ? this.end : ending(last.event.payload.occurred),
      entries: [...new Set(steps.map((step) => step.index))].sort((a, b) => a - b),
      agents: [...new Set(agents)].filter((agent) => agent !== undefined).sort(),
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Break['values'],
      explainedBy: [],
    })
  }
}

/** Data of a break; what is undefined is left out. */
export type Values = { [name: string]: Json | undefined }

/** The agents of custodians, for a break. */
export const agentsOf = (...custodians: (Custodian | undefined)[]): (string | undefined)[] =>
  custodians.flatMap((custodian) => (custodian ? [custodian.agent, custodian.for] : []))
