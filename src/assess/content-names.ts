import type { Json } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import { type EventType, VOCABULARY } from '../record/vocabulary.ts'
import { type Walk, walkOf } from '../record/walk.ts'

/** The scopes of a digest that are of a file's bytes: such a file can lie in a bundle under its SHA-256. */
const FILE_SCOPES = new Set(['logical-file', 'container-file'])

const walks = new Map<EventType, Walk | undefined>()

function digestWalk(type: EventType): Walk | undefined {
  if (!walks.has(type))
    walks.set(
      type,
      walkOf(VOCABULARY[type].details, (mark) => mark.content === true),
    )
  return walks.get(type)
}

/**
 * The files that entries name (format, section 10): attachments, and items' files by a SHA-256 digest of a file's bytes. By SHA-256, with
 * the indexes of the entries that name each.
 */
export function contentNames(entries: Iterable<Entry | undefined>): Map<string, number[]> {
  const names = new Map<string, number[]>()
  const add = (sha256: string, index: number) => {
    const indexes = names.get(sha256)
    if (!indexes) names.set(sha256, [index])
    else if (indexes.at(-1) !== index) indexes.push(index)
  }
  for (const entry of entries) {
    if (!entry) continue
    const { index, payload } = entry
    for (const { digests } of payload.attachments ?? []) {
      for (const { algorithm, value } of digests) if (algorithm === 'sha256') add(value, index)
    }
    if (!entry.known) continue
    digestWalk(entry.payload.type)?.(payload.details as Json, (value) => {
      const { algorithm, value: hex, scope } = value as { algorithm: string; value: string; scope: string }
      if (algorithm === 'sha256' && FILE_SCOPES.has(scope)) add(hex, index)
    })
  }
  return names
}
