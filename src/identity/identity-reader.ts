import type { AuthorityFold } from '../authority/fold.ts'
import type { EntryOrder, KeyStory, SignatureOrder } from '../authority/types.ts'
import type { Json } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import type { Interval, TimeLine } from '../time/intervals.ts'
import { type Acknowledgements, acknowledgements } from './acknowledgements.ts'
import { boundsOutcome, endOutcome, type Place, registrarOutcome } from './key-rules.ts'
import { boundsShown, registrarShown, shownAlways } from './key-values.ts'
import { type Outcome, weakest } from './outcome.ts'
import type { EntryIdentity, IdentityResult, SignatureIdentity } from './types.ts'

export interface IdentityInput {
  fold: AuthorityFold
  /** By index; undefined where an entry was refused. All of the log, or of the part of it that is looked at. */
  entries: readonly (Entry | undefined)[]
  time: TimeLine
  /**
   * Whether the head that an entry's signers saw is one of this log: where it is not, nothing says that they saw its anchors. By default it
   * is.
   */
  sawThisLog?: (entry: Entry) => boolean
}

/** Says of each signature whether it stands, and of each statement whether it moves anything: authority and time together. */
export class IdentityReader {
  readonly #input: IdentityInput
  readonly #acknowledged: Acknowledgements
  readonly #enrolments = new Map<string, Outcome>()
  readonly #shown = new Map<string, Record<string, Json> | undefined>()

  constructor(input: IdentityInput) {
    this.#input = input
    this.#acknowledged = acknowledgements(input.entries)
  }

  /** The established time of an entry; also of one that came to light inside an event.withheld, whose index is the outer one's. */
  interval(entry: Entry): Interval {
    const { time, sawThisLog = () => true } = this.#input
    if (time.marks.length === 0) return NOTHING_ESTABLISHED
    return time.of(entry.index, sawThisLog(entry) ? entry.payload.after.size : 0)
  }

  /** An entry that the fold has applied. */
  of(entry: Entry): EntryIdentity {
    return this.#read(entry, this.#input.fold.orders[entry.index] as EntryOrder)
  }

  /** An entry that came to light inside an event.withheld: its index is the outer entry's, and it never moves anything. */
  ofInner(entry: Entry): EntryIdentity {
    return { ...this.#read(entry, this.#input.fold.orderOfInner(entry)), moves: false }
  }

  #read(entry: Entry, order: EntryOrder): EntryIdentity {
    const interval = this.interval(entry)
    const place: Place = { index: entry.index, after: entry.payload.after.size, interval }
    const signers = order.signatures.map((signature) =>
      this.#signature(signature, place, () => this.#isAcknowledged(entry, signature.agent)),
    )
    const { after, before } = interval
    return {
      index: entry.index,
      signers,
      identity: statementIdentity(order, signers),
      moves: this.#moves(order, signers),
      established: { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) },
    }
  }

  #signature(order: SignatureOrder, place: Place, acknowledged: () => boolean): SignatureIdentity {
    const { key, agent } = order
    const story = this.#input.fold.keys.get(key)
    const outcome = this.#outcome(order, story, place, acknowledged)
    const values = story && this.#values(story, order, outcome)
    return { key, ...(agent === undefined ? {} : { agent }), ...outcome, ...(values && { values }) }
  }

  #outcome(order: SignatureOrder, story: KeyStory | undefined, place: Place, acknowledged: () => boolean): Outcome {
    if (!order.stands || story === undefined) {
      // Who cannot check the signature under the end of a key cannot say that the key had ended.
      const open = order.reason === 'signed-after-end' && story?.revocations[0]?.unchecked === true
      return open
        ? { identity: 'not-checked', reason: 'rests-on-unchecked' }
        : { identity: 'does-not-stand', reason: order.reason }
    }
    const end = endOutcome(story, place, acknowledged)
    const unsure = end.identity !== 'stands' && story.governing?.unchecked === true
    return weakest([
      end,
      this.#registrar(story),
      boundsOutcome(order.enrolment ?? story.enrolments[0], place),
      ...pairOutcome(order),
      ...uncheckedOutcome(order, story),
      ...(unsure || story.enrolments[0]?.unchecked ? [RESTS] : []),
    ])
  }

  #registrar(story: KeyStory): Outcome {
    let outcome = this.#enrolments.get(story.key)
    if (outcome === undefined) {
      const { fold, entries } = this.#input
      outcome = registrarOutcome(story, fold.keys, ({ index }) => {
        const entry = entries[index]
        return entry === undefined ? {} : this.interval(entry)
      })
      this.#enrolments.set(story.key, outcome)
    }
    return outcome
  }

  /** A standing key of the same agent acknowledges the entry, in a statement that holds by itself. */
  #isAcknowledged(entry: Entry, agent: string | undefined): boolean {
    const { fold } = this.#input
    return (this.#acknowledged.get(entry.id) ?? []).some((acknowledgement) => {
      const order = fold.orders[acknowledgement.index]
      if (order?.participantsMatch !== true) return false
      const { index, payload } = acknowledgement
      return order.signatures.some((signature) => {
        if (signature.agent !== agent || !signature.counts) return false
        const place = { index, after: payload.after.size, interval: this.interval(acknowledgement) }
        return this.#signature(signature, place, () => false).identity === 'stands'
      })
    })
  }

  /**
   * Format, section 6, "Later events never erase": a statement moves unless each of its signatures fails by order, or comes after the end
   * of its key and does not stand. A signature that is never checked counts for nothing here either.
   */
  #moves(
    { index, signatures, participantsMatch, judgement }: EntryOrder,
    signers: readonly SignatureIdentity[],
  ): boolean {
    if (!participantsMatch || judgement?.effect === false) return false
    return signatures.some(({ key, stands, counts }, at) => {
      if (!stands || !counts) return false
      const end = this.#input.fold.keys.get(key)?.end
      return end === undefined || end >= index || signers[at]?.identity !== 'does-not-stand'
    })
  }

  #values(story: KeyStory, order: SignatureOrder, { reason }: Outcome): Record<string, Json> | undefined {
    if (!this.#shown.has(story.key)) this.#shown.set(story.key, shownAlways(story))
    const shown = this.#shown.get(story.key)
    if (reason === 'outside-bounds' || reason === 'bounds-not-established') {
      return { ...shown, ...boundsShown(order.enrolment ?? story.enrolments[0]) }
    }
    if (reason.startsWith('registrar-')) return { ...shown, ...registrarShown(story, this.#input.fold.keys) }
    return shown
  }
}

const NOTHING_ESTABLISHED: Interval = {}

const RESTS: Outcome = { identity: 'not-checked', reason: 'rests-on-unchecked' }

function pairOutcome({ pair }: SignatureOrder): Outcome[] {
  if (pair === undefined) return []
  return pair === 'unmet'
    ? [{ identity: 'does-not-stand', reason: 'pair-unmet' }]
    : [{ identity: 'not-checked', reason: 'pair-not-checked' }]
}

function uncheckedOutcome({ checked }: SignatureOrder, { algorithm }: KeyStory): Outcome[] {
  if (checked) return []
  return algorithm === 'other'
    ? [{ identity: 'undetermined', reason: 'algorithm-not-checked' }]
    : [{ identity: 'not-checked', reason: 'library-missing' }]
}

/** Signatures of algorithms that are never checked are left aside where there are others. */
function statementIdentity({ participantsMatch }: EntryOrder, signers: readonly SignatureIdentity[]): IdentityResult {
  if (!participantsMatch) return 'does-not-stand'
  const counted = signers.filter(({ reason }) => reason !== 'algorithm-not-checked')
  const [first, ...others] = counted.length > 0 ? counted : signers
  return first === undefined ? 'does-not-stand' : weakest([first, ...others]).identity
}
