import type { Store, StoreEntry } from '../case/ports.ts'
import { equalBytes } from '../encoding/bytes.ts'
import { FairtrailError, isFairtrailError } from '../encoding/error.ts'
import type { Json } from '../encoding/json.ts'
import { canonicalJson } from '../encoding/json.ts'

/** One thing that a port's contract asks. Any test runner can loop over a list of them. */
export interface ContractCheck {
  /** A sentence about the store, e.g. "refuses an event id that it has". */
  readonly name: string
  /** @throws FairtrailError `store-contract` where the implementation does something else. */
  run(): Promise<void>
}

/** A check before it has a store. `open` opens the same store once more, where stores are persistent. */
export type StoreCheck = readonly [name: string, body: (store: Store, open: () => Promise<Store>) => Promise<void>]

/** @throws FairtrailError `store-contract` */
export function expectEqual(actual: Json | undefined, expected: Json | undefined, what: string): void {
  const [is, should] = [print(actual), print(expected)]
  if (is !== should) throw broken(`${what}: ${should} was expected, and this came: ${is}`)
}

/** @throws FairtrailError `store-contract` */
export function expectBytes(actual: readonly Uint8Array[], expected: readonly Uint8Array[], what: string): void {
  expectEqual(actual.length, expected.length, `${what}, how many`)
  for (const [index, bytes] of expected.entries()) {
    const given = actual[index] as Uint8Array
    if (!(given instanceof Uint8Array)) throw broken(`${what}: number ${index} is no Uint8Array`)
    if (!equalBytes(given, bytes)) throw broken(`${what}: number ${index} has other bytes than were kept`)
  }
}

/** @throws FairtrailError `store-contract` where the work is done, or fails with anything but an error of this library. */
export async function expectRefusal(work: () => Promise<unknown>, what: string): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isFairtrailError(error)) return
    throw broken(`${what}: refused with an error of another kind: ${String(error)}`, error)
  }
  throw broken(`${what}: was not refused`)
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** An entry as the contract's checks make them: id and bytes differ with the number. */
export function sampleEntry(number: number, length = 100): StoreEntry {
  const envelope = new Uint8Array(length)
  for (let i = 0; i < length; i++) envelope[i] = (i * 7 + number * 31) % 256
  return { id: number.toString(16).padStart(64, '0'), envelope }
}

/** Appends that many sample entries to an empty store, and answers their envelopes. */
export async function fill(store: Store, count: number): Promise<Uint8Array[]> {
  const envelopes: Uint8Array[] = []
  for (let at = 0; at < count; at++) {
    const entry = sampleEntry(at)
    expectEqual(await store.append(at, entry), true, `append at ${at}`)
    envelopes.push(entry.envelope)
  }
  return envelopes
}

function broken(message: string, cause?: unknown): FairtrailError {
  return new FairtrailError('store-contract', message, {}, { cause })
}

function print(value: Json | undefined): string {
  return value === undefined ? 'undefined' : canonicalJson(value)
}
