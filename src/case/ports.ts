import type { Reveal } from '../withheld/reveal.ts'

/**
 * Where a case's log lives. Implementations keep bytes; they check nothing but the position.
 * Any implementation can be held to its contract with `storeContract` of `fairtrail/testing`.
 */
export interface Store {
  /** Number of entries. */
  size(): Promise<number>

  /** Envelopes from index `from` (inclusive) up to `to` (exclusive; default: all there are), in order. */
  entries(from: number, to?: number): AsyncIterable<Uint8Array>

  /** Index of the entry with this event id, if there is one. */
  indexOf(eventId: string): Promise<number | undefined>

  /**
   * Adds one entry at index `at`, if and only if the store holds exactly `at` entries and not this event id: atomically, also against other
   * processes, and durable when the promise resolves. Answers false, and changes nothing, where the size differs.
   */
  append(at: number, entry: StoreEntry): Promise<boolean>

  /** Keeps the checkpoint (a signed note) of a size; a later one of the same size replaces it. Durable when resolved. */
  putNote(size: number, note: string): Promise<void>

  /** The kept checkpoints, largest size first. */
  notes(): AsyncIterable<StoredNote>

  close(): Promise<void>
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
  /** Durable when resolved; called before the event is appended, so that no crash leaves a value that nobody can reveal. */
  save(reveals: readonly Reveal[]): Promise<void>
  /** All reveals kept, in the order in which they were saved. A reveal saved twice is given once. */
  all(): AsyncIterable<Reveal>
}

/** Kept beside the log key, not with the store: a store restored from a backup is found behind it, and then nothing is signed. */
export interface HighWater {
  read(caseId: string): Promise<LogHead | undefined>
  write(caseId: string, head: LogHead): Promise<void>
}

/** A tree head: number of leaves, and the RFC 6962 root in lowercase hex. */
export interface LogHead {
  size: number
  root: string
}
