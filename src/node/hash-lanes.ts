import { Worker } from 'node:worker_threads'
import type { DigestAlgorithm } from '../crypto/types.ts'
import { FairtrailError } from '../encoding/error.ts'

/** 2 MiB a read: larger ones fall out of a processor's cache before the slowest algorithm comes to them, smaller ones cost calls. */
const SLOT_BYTES = 2 * 1024 * 1024
/** How far reading may run ahead of the slowest algorithm: 16 MiB, whatever the file's size and the number of algorithms. */
const SLOTS = 8

/**
 * The worker's whole program. It is a text and not a file of its own, because a path to such a file would have to hold from source,
 * from the one bundled folder and from a bundle that a user makes of it; a text holds everywhere.
 *
 * A message is `[slot, length]`, 'digest' or 'reset'; an answer is the slot that may be filled again, or the digest in hex.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads')
const { createHash } = require('node:crypto')
const { shared, slotBytes, algorithm } = workerData
let hash = createHash(algorithm)
parentPort.on('message', (message) => {
  if (Array.isArray(message)) {
    hash.update(new Uint8Array(shared, message[0] * slotBytes, message[1]))
    parentPort.postMessage(message[0])
  } else {
    if (message === 'digest') parentPort.postMessage(hash.digest('hex'))
    hash = createHash(algorithm)
  }
})
`

/** Gives bytes: fills the start of `into` with those at `position`, and says how many; 0 at the end. */
export type ReadInto = (into: Uint8Array, position: number) => Promise<number>

interface Waiting<T> {
  resolve: (value: T) => void
  reject: (error: Error) => void
}

/**
 * One worker thread for each algorithm. Every byte is read once, into memory that all of them see, and each hashes it in its own
 * time: the whole takes as long as the slowest algorithm alone, on as many processors as there are. One file at a time.
 */
export class HashLanes {
  readonly #shared = new SharedArrayBuffer(SLOTS * SLOT_BYTES)
  readonly #workers: Worker[]
  readonly #free: number[] = Array.from({ length: SLOTS }, (_, slot) => slot)
  /** For each slot, how many workers have not yet hashed it. */
  readonly #unread: number[] = new Array(SLOTS).fill(0)
  readonly #digests: (Waiting<string> | undefined)[]
  #waitingForSlot: Waiting<void> | undefined
  #failure: Error | undefined

  constructor(algorithms: readonly DigestAlgorithm[]) {
    this.#digests = algorithms.map(() => undefined)
    this.#workers = algorithms.map((algorithm, lane) => this.#start(algorithm, lane))
  }

  /**
   * Digests of all that `read` gives, in lowercase hex, in the order of the algorithms.
   * @throws what `read` throws; the lanes can then take another file
   */
  async hash(read: ReadInto): Promise<string[]> {
    try {
      let position = 0
      for (;;) {
        const slot = await this.#takeSlot()
        const length = await read(new Uint8Array(this.#shared, slot * SLOT_BYTES, SLOT_BYTES), position).catch(
          (error) => {
            this.#free.push(slot)
            throw error
          },
        )
        if (length === 0) {
          this.#free.push(slot)
          break
        }
        position += length
        this.#unread[slot] = this.#workers.length
        for (const worker of this.#workers) worker.postMessage([slot, length])
      }
    } catch (error) {
      for (const worker of this.#workers) worker.postMessage('reset')
      throw error
    }
    return Promise.all(this.#workers.map((worker, lane) => this.#digest(worker, lane)))
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }

  #start(algorithm: DigestAlgorithm, lane: number): Worker {
    const workerData = { shared: this.#shared, slotBytes: SLOT_BYTES, algorithm }
    // Without execArgv a worker takes over flags such as --input-type, under which the text would not be read as it is meant.
    const worker = new Worker(PROGRAM, { eval: true, execArgv: [], workerData, name: `hash ${algorithm}` })
    worker.on('message', (answer: number | string) => {
      if (typeof answer === 'string') this.#digests[lane]?.resolve(answer)
      else this.#release(answer)
    })
    worker.on('error', (cause) => this.#fail(algorithm, cause))
    worker.on('exit', () => this.#fail(algorithm, undefined))
    return worker
  }

  #release(slot: number): void {
    const left = (this.#unread[slot] as number) - 1
    this.#unread[slot] = left
    if (left > 0) return
    this.#free.push(slot)
    this.#waitingForSlot?.resolve()
  }

  async #takeSlot(): Promise<number> {
    if (this.#failure === undefined && this.#free.length === 0) {
      await new Promise<void>((resolve, reject) => {
        this.#waitingForSlot = { resolve, reject }
      })
      this.#waitingForSlot = undefined
    }
    if (this.#failure !== undefined) throw this.#failure
    return this.#free.shift() as number
  }

  #digest(worker: Worker, lane: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure)
      this.#digests[lane] = { resolve, reject }
      worker.postMessage('digest')
    })
  }

  /** Also called by close(), where it matters only to a hash that is still under way. */
  #fail(algorithm: DigestAlgorithm, cause: unknown): void {
    this.#failure ??= new FairtrailError(
      'hash-worker',
      `The thread that hashes ${algorithm} ended before its work was done.`,
      {},
      { cause },
    )
    this.#waitingForSlot?.reject(this.#failure)
    for (const waiting of this.#digests) waiting?.reject(this.#failure)
  }
}
