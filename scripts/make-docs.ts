import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checksPage } from './docs/checks-page.ts'
import { errorsPage } from './docs/errors-page.ts'
import { eventSchema } from './docs/event-schema.ts'
import { printJson } from './docs/print-json.ts'
import { reportSchema } from './docs/report-schema.ts'
import { vocabularyPage } from './docs/vocabulary-page.ts'
import { verifyMdModule } from './make-verify-md.ts'

/**
 * Writes every file that is made from others: `node scripts/make-docs.ts`. With `--check` it writes nothing, names what is stale and exits
 * with 1.
 */
const root = fileURLToPath(new URL('..', import.meta.url))

export const GENERATED: ReadonlyMap<string, () => string> = new Map([
  ['docs/checks.md', checksPage],
  ['docs/errors.md', errorsPage],
  ['docs/schema/event.v1.schema.json', () => `${printJson(eventSchema())}\n`],
  ['docs/schema/report.v1.schema.json', () => `${printJson(reportSchema())}\n`],
  ['docs/vocabulary.md', vocabularyPage],
  ['src/bundle/verify-md.ts', () => verifyMdModule(readFileSync(join(root, 'docs/VERIFY.md')))],
])

/** Paths, from the root of the project, of the generated files that are not as they would be made now. */
export function staleFiles(): string[] {
  return [...GENERATED].flatMap(([path, make]) => {
    const file = join(root, path)
    return existsSync(file) && readFileSync(file, 'utf8') === make() ? [] : [path]
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = staleFiles()
  if (process.argv.includes('--check')) {
    for (const path of stale) console.error(`stale: ${path} (node scripts/make-docs.ts)`)
    if (stale.length > 0) process.exitCode = 1
  } else {
    for (const path of stale) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), GENERATED.get(path)?.() ?? '')
      console.log(`written: ${path}`)
    }
  }
}
