import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const built = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Ways to start the program as a process of its own: from its source where this Node reads TypeScript, and as it was built. */
export const programs: readonly { name: string; path: string; present: boolean }[] = [
  { name: 'src/cli/main.ts', path: source, present: Boolean(process.features.typescript) },
  { name: 'dist/cli.js', path: built, present: existsSync(built) },
]

/** The one to test with: what was built may be older than the source. */
export const program: string = programs.find(({ present }) => present)?.path ?? source

export const hasProgram: boolean = programs.some(({ present }) => present)

interface RunOptions {
  readonly cwd?: string
  readonly input?: string
  readonly env?: Record<string, string>
}

/** Runs the program to its end. */
export function runCli(args: readonly string[], { cwd, input = '', env = {} }: RunOptions = {}, path = program) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd,
    input,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  return { code: status, out: stdout, err: stderr }
}

/** Starts the program. */
export function startCli(args: readonly string[]) {
  return spawn(process.execPath, [program, ...args], { stdio: 'pipe' })
}
