import { utf8 } from '../encoding/bytes.ts'
import { FairtrailError } from '../encoding/error.ts'
import { canonicalJson, parseJson } from '../encoding/json.ts'
import type { Reveal } from '../withheld/reveal.ts'

/** One reveal as a store keeps it: canonical JSON, so that two are the same exactly when their lines are. */
export function revealLine({ event, path, salt, value }: Reveal): string {
  return canonicalJson({ event, path, salt, value })
}

/** @throws FairtrailError `store-unreadable` for a line that {@link revealLine} did not write. */
export function parseRevealLine(line: string): Reveal {
  try {
    const parsed = parseJson(utf8(line))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      const { event, path, salt, value } = parsed
      if (typeof event === 'string' && typeof path === 'string' && typeof salt === 'string' && value !== undefined) {
        return { event, path, salt, value }
      }
    }
  } catch (cause) {
    throw damaged(cause)
  }
  throw damaged()
}

function damaged(cause?: unknown): FairtrailError {
  return new FairtrailError('store-unreadable', 'A reveal in the store is damaged.', {}, { cause })
}
