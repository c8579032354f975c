import type { Json, JsonObject } from '../encoding/json.ts'
import type { Entry } from '../record/entry.ts'
import { replaceAt, valueAt } from '../record/walk.ts'
import { isWithheld } from '../withheld/commitment.ts'
import type { Reveal } from '../withheld/reveal.ts'
import type { Reveals } from './ports.ts'

/** One event as the recorder sees it: withheld values that this case's reveals open stand in their places. */
export interface CaseEvent {
  index: number
  id: string
  type: string
  payload: JsonObject
}

export function revealed({ index, id, payload }: Entry, reveals: readonly Reveal[]): CaseEvent {
  let plain = payload as unknown as Json
  for (const { path, value } of reveals) if (isWithheld(valueAt(plain, path))) plain = replaceAt(plain, path, value)
  return { index, id, type: payload.type, payload: plain as JsonObject }
}

export async function revealsByEvent(reveals: Reveals | undefined): Promise<Map<string, Reveal[]>> {
  const byEvent = new Map<string, Reveal[]>()
  if (!reveals) return byEvent
  for await (const reveal of reveals.all()) {
    const list = byEvent.get(reveal.event)
    if (list) list.push(reveal)
    else byEvent.set(reveal.event, [reveal])
  }
  return byEvent
}
