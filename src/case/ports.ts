import type { Reveal } from '../withheld/reveal.ts'

/**
 * Where a case's log lives. Implementations keep bytes; they check nothing but the position and the event id.
 * Any implementation can be held to its contract with `storeContract` of `fairtrail/testing`.
 */
export interface Store {
  /** Where the reveals of this case are kept by default; a caller may name another port. */
  readonly reveals?: Reveals

  /** Number of entries. */
  size(): Promise<number>

  /**
   * Envelopes from index `from` (inclusive) up to `to` (exclusive), in order. What is beyond the size at the start of the iteration is
   * not given, also where it is appended meanwhile. The arrays are the caller's own.
   */
  entries(from: number, to?: number): AsyncIterable<Uint8Array>

  /** Index of the entry with this event id, if there is one. */
  indexOf(eventId: string): Promise<number | undefined>

  /**
   * Adds one entry at index `at`, if and only if the store holds exactly `at` entries and not this event id: atomically, also against other
   * processes, and durable when the promise resolves. Answers false, and changes nothing, otherwise: ask for `indexOf` and `size` again
   * before another try. Where it rejects, the entry may be there or not, whole: ask likewise.
   */
  append(at: number, entry: StoreEntry): Promise<boolean>

  /** Keeps the checkpoint (a signed note) of a size; a later one of the same size replaces it. Durable when resolved. */
  putNote(size: number, note: string): Promise<void>

  /** The kept checkpoints, largest size first. */
  notes(): AsyncIterable<StoredNote>

  /** Every other call is refused afterwards; closing again does nothing. */
  close(): Promise<void>
}

/** A store that also keeps the reveals, as those of this library do. */
export interface StoreWithReveals extends Store {
  readonly reveals: Reveals
}

export interface StoreEntry {
  /** Event id: lowercase hex SHA-256 of the payload. */
  id: string
  /** The DSSE envelope's bytes, as signed. */
  envelope: Uint8Array
}

export interface StoredNote {
  size: number
  note: string
}

/** Where the values behind withheld commitments are kept: apart from the log, because it can be handed over without them. */
export interface Reveals {
  /**
   * Keeps all of them or none. Durable when resolved; called before the event is appended, so that no crash leaves a value that nobody
   * can reveal.
   */
  save(reveals: readonly Reveal[]): Promise<void>
  /**
   * All reveals kept, in the order in which they were saved. A reveal saved twice is given once, in its first place; two that differ in
   * any member are both given, and the commitment decides between them.
   */
  all(): AsyncIterable<Reveal>
}

/**
 * The largest head known for each case. Kept beside the log key, not with the store: a store restored from a backup is found behind it,
 * and then nothing is signed.
 *
 * Before a head is signed: first write it, then read. A mark larger than the store, or another root at the same size, means that the log
 * key must not sign. In this order no second process can slip between the two.
 */
export interface HighWater {
  read(caseId: string): Promise<LogHead | undefined>
  /**
   * Raises the mark; durable when resolved. A smaller size changes nothing (another process was faster).
   * @throws FairtrailError `high-water-conflict` where the mark has the same size and another root.
   */
  write(caseId: string, head: LogHead): Promise<void>
}

/** A tree head: number of leaves, and the RFC 6962 root in lowercase hex. */
export interface LogHead {
  size: number
  root: string
}
