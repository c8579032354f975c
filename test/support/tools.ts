import { spawnSync } from 'node:child_process'

/** True where a program of that name can be started. Tests against it are skipped, by name, where it cannot. */
export function hasTool(name: string, versionFlag = '--version'): boolean {
  return spawnSync(name, [versionFlag]).error === undefined
}

/** Runs a program; its exit code, and its output in bytes. */
export function runTool(
  name: string,
  args: readonly (string | Buffer)[],
  options: { cwd?: string; input?: Uint8Array } = {},
) {
  const { status, stdout, stderr } = spawnSync(name, args as string[], options)
  return { code: status, out: stdout, err: stderr.toString() }
}
