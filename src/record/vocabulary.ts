import type * as z from 'zod/mini'
import type { EventDefinition } from './define.ts'
import { agentTypes } from './types/agents.ts'
import { caseTypes } from './types/case.ts'
import { custodyTypes } from './types/custody.ts'
import { itemTypes } from './types/items.ts'
import { itselfTypes } from './types/itself.ts'
import { laboratoryTypes } from './types/laboratory.ts'
import { procedureTypes } from './types/procedure.ts'

/** Every event type of version 1, by name. */
export const VOCABULARY = {
  ...caseTypes,
  ...agentTypes,
  ...itemTypes,
  ...custodyTypes,
  ...laboratoryTypes,
  ...procedureTypes,
  ...itselfTypes,
}

export type EventType = keyof typeof VOCABULARY

/** The details of an event type, as they stand in the payload. */
export type Details<T extends EventType> = z.output<(typeof VOCABULARY)[T]['details']>

export const isEventType = (type: string): type is EventType => Object.hasOwn(VOCABULARY, type)

export const definitionOf = (type: EventType): EventDefinition => VOCABULARY[type]
