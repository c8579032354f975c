import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of published vectors beside the checkout. Tests that need it are skipped, by name, where it is absent. */
const folder = fileURLToPath(new URL('../../../shared/', import.meta.url))

/** Path of a published vector, e.g. `shared('vectors/rfc8785')`. */
export function shared(path: string): string {
  return folder + path
}

export const hasShared: boolean = existsSync(folder)
