import type { Observation } from '../authority/types.ts'
import { contradictions } from '../time/contradictions.ts'
import type { Interval } from '../time/intervals.ts'
import { type IdentityInput, IdentityReader } from './identity-reader.ts'
import type { EntryIdentity, SignatureIdentity } from './types.ts'

export interface Identities {
  /** By index; undefined where an entry was refused. */
  events: (EntryIdentity | undefined)[]
  /** Of signatures that do not stand, or cannot be said to; and of times that contradict each other. */
  observations: Observation[]
  /** For entries inside event.withheld. */
  reader: IdentityReader
}

/** Judges every signature of a log: a fresh look at the whole of it (format, section 6). */
export function identify(input: IdentityInput): Identities {
  const reader = new IdentityReader(input)
  const events: (EntryIdentity | undefined)[] = []
  const observations: Observation[] = []
  const intervals: [number, Interval][] = []
  for (const entry of input.entries) {
    const event = entry && reader.of(entry)
    events.push(event)
    if (entry === undefined || event === undefined) continue
    const interval = reader.interval(entry)
    if (interval.contradiction) intervals.push([entry.index, interval])
    for (const signer of event.signers) {
      const observation = signatureObservation(entry.index, signer)
      if (observation) observations.push(observation)
    }
  }
  observations.push(...contradictions(input.time, intervals))
  return { events, observations, reader }
}

/** A signature that does not stand fails its statement; one of which it cannot be said leaves that open. */
export function signatureObservation(index: number, signer: SignatureIdentity): Observation | undefined {
  const { key, agent, identity, reason, values } = signer
  if (identity === 'stands') return undefined
  return {
    code: 'signature',
    about: 'statement',
    status: identity === 'does-not-stand' ? 'failed' : reason === 'algorithm-not-checked' ? 'not-checked' : identity,
    entries: [index],
    subject: key,
    values: { reason, ...(agent === undefined ? {} : { agent }), ...values },
  }
}
