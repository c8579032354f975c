import type { Io } from './command.ts'

/** Milliseconds between two states of the line. */
const INTERVAL = 200
const CLEAR = '\r\x1b[K'

/**
 * The line on a terminal that shows how far a long read has come. On anything but a terminal it shows nothing at all, so that what a
 * program or a file receives is the same each time.
 */
export class ProgressLine {
  readonly #io: Io
  readonly #total: number
  readonly #started = performance.now()
  #shown = false
  #lastShown = performance.now()
  /** Bytes of the files that are finished. */
  #finished = 0

  /** `total` is asked only where there is a terminal: to know it may itself take a moment. In bytes. */
  constructor(io: Io, total: () => number) {
    this.#io = io
    this.#total = io.isTerminal.stderr ? total() : 0
  }

  /** Bytes read so far of the file at hand. */
  reading(bytes: number): void {
    const now = performance.now()
    if (!this.#io.isTerminal.stderr || now - this.#lastShown < INTERVAL) return
    this.#lastShown = now
    this.#shown = true
    const seconds = (now - this.#started) / 1000
    this.#io.stderr(CLEAR + progressText(this.#finished + bytes, this.#total, seconds))
  }

  /** A file is done; its size in bytes. */
  finished(bytes: number): void {
    this.#finished += bytes
    this.reading(0)
  }

  /** To be called before anything else is written to the terminal. */
  clear(): void {
    if (this.#shown) this.#io.stderr(CLEAR)
    this.#shown = false
  }
}

/** For example `42%  612 MB/s  1:12 left`; bytes, and seconds since the start. */
export function progressText(done: number, total: number, seconds: number): string {
  // Files can grow after they were counted; the line then stays at its end.
  const share = total === 0 ? 1 : Math.min(done / total, 1)
  const speed = seconds === 0 ? 0 : done / seconds
  const left = speed === 0 ? '' : `  ${clock(Math.max(total - done, 0) / speed)} left`
  return `${Math.floor(share * 100)}%  ${Math.round(speed / 1e6)} MB/s${left}`
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
