/** What a command may use of the world around it; the frame gives the real one, a test its own. */
export interface Io {
  stdout: (text: string) => void
  stderr: (text: string) => void
  /** Standard output for bytes that are no text, such as a file name in an old encoding. Absent: a command says so and leaves them out. */
  stdoutBytes?: (bytes: Uint8Array) => void
  /** Resolves when standard output has room again; whoever writes much awaits it after each piece, so that memory does not fill. */
  drained?: () => Promise<void>
  stdin: () => AsyncIterable<Uint8Array>
  /** `stdin`: whether somebody can be asked. */
  isTerminal: { stdout: boolean; stderr: boolean; stdin?: boolean }
  /** The folder against which relative paths are read. */
  cwd: string
  env: Record<string, string | undefined>
  /** The instant now, with offset, in the form of a record: `2026-03-02T14:10:00+06:00`. */
  now: () => string
  /**
   * Asks who sits at the terminal, for one line; `hidden`: what is typed is not shown.
   * @throws FairtrailError `aborted` where the answer was refused (Ctrl-C), or nobody can be asked
   */
  ask: (prompt: string, options?: { hidden?: boolean }) => Promise<string>
}

/** One command of the program. */
export interface Command {
  name: string
  /** One line. */
  summary: string
  /** The whole text of `--help`. */
  help: string
  /**
   * @param args what stands after the command's name
   * @returns the exit code: 0 done, 1 something is not as it should be, 2 could not be run
   * @throws FairtrailError `usage` for options or arguments that cannot be used; the message says what to do
   */
  run(args: readonly string[], io: Io): Promise<number>
}
