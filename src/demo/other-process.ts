import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Report } from '../index.ts'

/** The program, where this file runs from its source and where it was built into one folder. */
function program(): string {
  const places = ['../cli/main.ts', './cli.js'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = places.find((path) => existsSync(path))
  if (found === undefined) throw new Error('The program is not beside the demonstration.')
  return found
}

/** Verifies a bundle in a process of its own, which has the paths and the fingerprint and nothing from this one's memory. */
export function verifyElsewhere(
  bundle: string,
  fingerprint: string,
  seen: readonly string[],
): { report: Report; holds: boolean } {
  const held = seen.flatMap((path) => ['--seen', path])
  const args = [program(), 'verify', bundle, '--case', fingerprint, ...held, '--json']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0 && status !== 1) throw new Error(`The verification could not be run: ${stderr}`)
  return { report: JSON.parse(stdout) as Report, holds: status === 0 }
}
