import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the demonstration leaves. On a repeated run these are replaced, and nothing else. */
export const OUTPUT = ['bundle', 'bundle.zip', 'altered', 'evidence', 'kept', 'case.db', 'fingerprint.txt'] as const

const MARKER = '.fairtrail-demo'
const MARKER_TEXT = `Made by "fairtrail demo". On a repeated run it replaces ${OUTPUT.join(', ')} here, and nothing else.\n`

/**
 * Makes the folder, or clears out what an earlier run left in it.
 * @returns false, with nothing changed, where the folder holds something and no earlier run made it
 */
export function prepareFolder(folder: string): boolean {
  const marker = join(folder, MARKER)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(marker) && readdirSync(folder).length > 0) return false
  for (const name of OUTPUT) rmSync(join(folder, name), { recursive: true, force: true })
  writeFileSync(marker, MARKER_TEXT)
  return true
}
