import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { holds, type Report } from '../index.ts'

/** Run by the other process: it gets paths and the fingerprint, and nothing from this one's memory. */
const PROGRAM = `
const [library, bundle, fingerprint, ...seen] = process.argv.slice(1)
const { verifyBundleAt } = await import(library)
const report = await verifyBundleAt(bundle, { case: fingerprint, seen })
process.stdout.write(JSON.stringify(report))
`

/** `fairtrail/node` where this file runs from its source, and where it was built into one folder. */
function library(): string {
  const url = ['../node.ts', './node.js']
    .map((path) => new URL(path, import.meta.url))
    .find((one) => existsSync(fileURLToPath(one)))
  if (!url) throw new Error('The library is not beside the demonstration.')
  return url.href
}

/** Verifies a bundle in a process of its own, as somebody on another computer would. */
export function verifyElsewhere(
  bundle: string,
  fingerprint: string,
  seen: readonly string[],
): { report: Report; holds: boolean } {
  const args = ['--input-type=module', '--eval', PROGRAM, '--', library(), bundle, fingerprint, ...seen]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`The verification could not be run: ${stderr}`)
  const report = JSON.parse(stdout) as Report
  return { report, holds: holds(report) }
}
