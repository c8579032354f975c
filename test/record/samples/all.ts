import type { EventType } from '../../../src/record/vocabulary.ts'
import type { Sample } from '../support/sample.ts'
import { agentSamples } from './agents.ts'
import { caseSamples } from './case.ts'
import { custodySamples } from './custody.ts'
import { itemSamples } from './items.ts'
import { itselfSamples } from './itself.ts'
import { laboratorySamples } from './laboratory.ts'
import { procedureSamples } from './procedure.ts'

/** Valid and invalid details of every event type. */
export const SAMPLES: ReadonlyMap<EventType, Sample> = new Map(
  Object.entries({
    ...caseSamples,
    ...agentSamples,
    ...itemSamples,
    ...custodySamples,
    ...laboratorySamples,
    ...procedureSamples,
    ...itselfSamples,
  }) as [EventType, Sample][],
)
