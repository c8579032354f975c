import type { Io } from '../../src/cli/command.ts'

/** A world for a command under test, with what the command wrote to it. */
export interface FakeIo extends Io {
  /** Standard output so far, in bytes. */
  outBytes(): Buffer
  out(): string
  err(): string
}

/** Not a terminal, an empty standard input, a clock that stands still; each can be replaced. */
export function fakeIo(changes: Partial<Io> = {}): FakeIo {
  const out: Uint8Array[] = []
  let err = ''
  const outBytes = () => Buffer.concat(out)
  return {
    stdout: (text) => out.push(Buffer.from(text)),
    stdoutBytes: (bytes) => out.push(bytes),
    stderr: (text) => {
      err += text
    },
    stdin: async function* () {},
    isTerminal: { stdout: false, stderr: false },
    cwd: process.cwd(),
    env: {},
    now: () => '2026-03-02T14:10:00+06:00',
    ask: async () => '',
    ...changes,
    outBytes,
    out: () => outBytes().toString(),
    err: () => err,
  }
}
