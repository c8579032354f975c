import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { eventSchema } from './docs/event-schema.ts'
import { printJson } from './docs/print-json.ts'

/** Writes docs/schema/event.v1.schema.json from the vocabulary in src/record: `node scripts/make-schema.ts`. */
const folder = fileURLToPath(new URL('../docs/schema/', import.meta.url))

mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}event.v1.schema.json`, `${printJson(eventSchema())}\n`)
