import type { Json, JsonObject } from '../../../src/encoding/json.ts'
import { EMPTY_ROOT } from '../../../src/record/payload.ts'
import { agentId, hash, itemId } from './values.ts'

/** A header in which nothing is said that need not be, over these items. */
export function headerOf(type: string, items: readonly string[] = [], refs: readonly object[] = []): JsonObject {
  const opens = type === 'case.opened'
  return {
    case: opens ? null : hash(0xca5e),
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
    after: opens ? { size: 0, root: EMPTY_ROOT } : { size: 7, root: hash(7) },
    signers: [{ key: hash(1), prior: null }],
    items: [...items],
    refs: refs as Json[],
    occurred: { at: '2026-03-02T14:10:00+06:00' },
    recorded: { at: '2026-03-02T14:30:00+06:00' },
    source: 'direct',
    participants: [{ agent: agentId(1), capacity: 'investigator', signs: 'key' }],
    language: 'en',
  }
}

/** What an event needs beside its details. */
export interface HeaderNeeds {
  items?: readonly string[]
  refs?: readonly object[]
}

/** A payload of version 1 of a type. The header names the items that stand in the details. */
export function payloadOf(type: string, details: object, needs: HeaderNeeds = {}): JsonObject {
  const items = [...new Set([...(needs.items ?? []), ...itemsIn(details)])].sort()
  return { ...headerOf(type, items, needs.refs), type, tv: 1, details: details as JsonObject }
}

const ITEM = new RegExp(`^${itemId(0).slice(0, 1)}\\d{7}-`)

/** Ids of items by their first digit, wherever they stand: no second reading of the schemas. */
function itemsIn(value: unknown): string[] {
  if (typeof value === 'string') return ITEM.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(itemsIn) : []
}
