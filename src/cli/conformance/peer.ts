import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { utf8Decode } from '../../encoding/bytes.ts'
import { FairtrailError } from '../../encoding/error.ts'
import { lines } from '../lines.ts'

/** An answer line of the other implementation: its text, and what it says where it is JSON. */
export interface PeerAnswer {
  readonly text: string
  readonly json?: unknown
}

/**
 * Another implementation of the protocol, as a process. Its requests are written while its answers are read, so that one that keeps its
 * answers until the end of its input is served as well as one that gives each at once.
 */
export class Peer {
  readonly #child: ChildProcess
  readonly #answers: AsyncGenerator<Uint8Array | undefined, void, undefined>
  readonly #writing: Promise<unknown>
  readonly #ended: Promise<unknown>
  readonly #command: string

  /**
   * @param command a line for the shell
   * @param requests lines without LF
   */
  constructor(command: string, requests: AsyncIterable<string>, cwd: string) {
    const child = spawn(command, { cwd, shell: true, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#child = child
    this.#command = command
    this.#answers = lines(child.stdout)
    this.#ended = once(child, 'close')
    // Both are awaited at the end; an error before that must not end the program.
    this.#ended.catch(() => undefined)
    this.#writing = writeLines(child.stdin, requests).catch((error: unknown) => error)
  }

  /**
   * The next answer; undefined after the last.
   * @throws FairtrailError `conformance-peer` where the process could not be started
   */
  async next(): Promise<PeerAnswer | undefined> {
    const { done, value } = await this.#answers.next()
    if (done === true) return undefined
    if (value === undefined) return { text: '(a line that is too long)' }
    const text = new TextDecoder().decode(value)
    try {
      return { text, json: JSON.parse(utf8Decode(value)) }
    } catch {
      return { text }
    }
  }

  /**
   * Waits until the process has ended.
   * @returns how, in words: "exit code 127"
   * @throws what the requests threw; FairtrailError `conformance-peer` where the process could not be started
   */
  async ended(): Promise<string> {
    const error = await this.#writing
    if (error !== undefined) throw error
    await this.#ended.catch((cause: unknown) => {
      throw new FairtrailError('conformance-peer', `The command could not be started: ${this.#command}`, {}, { cause })
    })
    const { exitCode, signalCode } = this.#child
    return signalCode === null ? `exit code ${exitCode}` : `signal ${signalCode}`
  }

  /** Ends the process if it still runs. */
  stop(): void {
    if (this.#child.exitCode === null) this.#child.kill()
    this.#child.stdin?.destroy()
    this.#child.stdout?.destroy()
  }
}

async function writeLines(stdin: Writable, requests: AsyncIterable<string>): Promise<void> {
  // A process that ends before it has read everything gives too few answers, and that is said by who counts them.
  let open = true
  stdin.on('error', () => {
    open = false
  })
  stdin.on('close', () => {
    open = false
  })
  for await (const request of requests) {
    if (!open) return
    if (stdin.write(`${request}\n`)) continue
    await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(() => undefined)
  }
  stdin.end()
}
