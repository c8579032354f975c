import { portableProvider } from '../../../src/crypto/portable.ts'
import type { JsonObject } from '../../../src/encoding/json.ts'
import {
  type AssembledEvent,
  assemble,
  type EventSigner,
  type RecordingContext,
} from '../../../src/record/build/assemble.ts'
import type { EventInput } from '../../../src/record/build/input.ts'
import { agentId, hash } from '../support/values.ts'

export const SIGNER: EventSigner = {
  key: hash(5),
  agent: agentId(1),
  capacity: 'investigator',
  for: agentId(2),
  prior: hash(6),
}

/** What recording knows, in a case in Russian. */
export const context = (more: Partial<RecordingContext> = {}): RecordingContext => ({
  case: hash(0xca5e),
  language: 'ru',
  after: { size: 7, root: hash(7) },
  signers: [SIGNER],
  recordedAt: '2026-03-02T15:00:00Z',
  sha256: portableProvider.sha256,
  ...more,
})

export const made = (input: EventInput, more: Partial<RecordingContext> = {}): AssembledEvent =>
  assemble(input, context(more))

/** The payload that is made, in the open: every withheld value in its place. */
export function openPayload(input: EventInput, more: Partial<RecordingContext> = {}): JsonObject {
  const { payload, reveals } = made(input, more)
  const copy = structuredClone(payload)
  for (const { path, value } of reveals) {
    const steps = path.slice(1).split('/')
    const last = steps.pop() as string
    let node = copy as Record<string, unknown>
    for (const step of steps) node = node[step] as Record<string, unknown>
    node[last] = value
  }
  return copy
}

export const detailsOf = (input: EventInput, more: Partial<RecordingContext> = {}): JsonObject =>
  openPayload(input, more).details as JsonObject
