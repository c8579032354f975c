import type { Reveals, StoredNote, StoreEntry, StoreWithReveals } from '../case/ports.ts'
import type { Reveal } from '../withheld/reveal.ts'
import { checkCount, closedStore } from './arguments.ts'
import { parseRevealLine, revealLine } from './reveal-line.ts'

/** A store that lives as long as the program: for tests, trials, and pages that keep nothing. */
export function memoryStore(): StoreWithReveals {
  return new MemoryStore()
}

class MemoryStore implements StoreWithReveals {
  readonly reveals: Reveals
  #open = true
  readonly #envelopes: Uint8Array[] = []
  readonly #indexes = new Map<string, number>()
  readonly #notes = new Map<number, string>()
  /** A set keeps the order of first insertion. */
  readonly #lines = new Set<string>()

  constructor() {
    this.reveals = {
      save: async (reveals) => this.#saveReveals(reveals),
      all: () => this.#allReveals(),
    }
  }

  async size(): Promise<number> {
    this.#check()
    return this.#envelopes.length
  }

  async *entries(from: number, to: number = Number.MAX_SAFE_INTEGER): AsyncGenerator<Uint8Array> {
    checkCount(from, 'from')
    checkCount(to, 'to')
    this.#check()
    const end = Math.min(to, this.#envelopes.length)
    for (let index = from; index < end; index++) {
      this.#check()
      yield (this.#envelopes[index] as Uint8Array).slice()
    }
  }

  async indexOf(eventId: string): Promise<number | undefined> {
    this.#check()
    return this.#indexes.get(eventId)
  }

  async append(at: number, { id, envelope }: StoreEntry): Promise<boolean> {
    checkCount(at, 'at')
    this.#check()
    if (at !== this.#envelopes.length || this.#indexes.has(id)) return false
    // Not `slice` of the argument: on a Buffer it shares the memory.
    this.#envelopes.push(new Uint8Array(envelope))
    this.#indexes.set(id, at)
    return true
  }

  async putNote(size: number, note: string): Promise<void> {
    checkCount(size, 'size')
    this.#check()
    this.#notes.set(size, note)
  }

  async *notes(): AsyncGenerator<StoredNote> {
    this.#check()
    const sizes = [...this.#notes.keys()].sort((a, b) => b - a)
    for (const size of sizes) {
      this.#check()
      yield { size, note: this.#notes.get(size) as string }
    }
  }

  async close(): Promise<void> {
    this.#open = false
  }

  #check(): void {
    if (!this.#open) throw closedStore()
  }

  #saveReveals(reveals: readonly Reveal[]): void {
    this.#check()
    // All lines first: one that has no canonical form must not leave the others saved.
    for (const line of reveals.map(revealLine)) this.#lines.add(line)
  }

  async *#allReveals(): AsyncGenerator<Reveal> {
    this.#check()
    for (const line of [...this.#lines]) {
      this.#check()
      yield parseRevealLine(line)
    }
  }
}
