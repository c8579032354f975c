import { base64 } from '../encoding/base64.ts'
import type { Agent, SigningAgent } from '../record/build/agents.ts'
import { eventInput } from '../record/build/input.ts'
import type { Loose } from '../record/build/loose.ts'
import { codeOf } from '../record/shapes/basic.ts'
import type { Details } from '../record/vocabulary.ts'
import type { Case, Recorded } from './case.ts'

type Enrolled = Loose<Details<'key.enrolled'>>
type Capacity = Enrolled['capacities'][number]

export interface EnrolOptions {
  /** In what capacity the person acts; several as a list. The first is taken where an event does not say. */
  capacity: Capacity | readonly Capacity[]
  /** The organisation that the person acts for. */
  for?: Agent | undefined
  from?: string | undefined
  until?: string | undefined
  /** Where the private key is kept; `file` unless said. */
  storage?: Enrolled['storage'] | undefined
  /** How the person was identified. Withheld unless shown. */
  identification?: Enrolled['identification'] | undefined
  certificate?: string | undefined
  registrar?: Enrolled['registrar'] | undefined
  pairedWith?: string | undefined
}

/**
 * Registers the organisation and the person where the record does not know them, then enrols the person's key: the roots (or a registrar)
 * and the new key both sign. Answers the enrolment.
 */
export async function enrol(
  kase: Case,
  by: SigningAgent | readonly SigningAgent[],
  who: SigningAgent,
  options: EnrolOptions,
): Promise<Recorded> {
  const enrollers = [by].flat() as SigningAgent[]
  const organisation = options.for
  if (organisation) await registerOnce(kase, enrollers, organisation, {})
  await registerOnce(kase, enrollers, who, organisation ? { employer: organisation.id } : {})
  const capacities = [options.capacity].flat() as Capacity[]
  const { for: _for, capacity: _capacity, storage = 'file', ...rest } = options
  const details = {
    ...rest,
    agent: who.id,
    ...(organisation ? { organisation: organisation.id } : {}),
    capacities,
    spki: base64(who.signer.publicKey.spki),
    storage,
  }
  const newKey = { key: who.signer.publicKey.id, capacity: codeOf(capacities[0] as string), for: organisation?.id }
  return kase.record([...enrollers, who], eventInput('key.enrolled', details), { newKeys: [newKey] })
}

/** Registers an agent unless the record knows it. */
export async function registerOnce(
  kase: Case,
  by: readonly SigningAgent[],
  agent: Agent,
  more: Omit<Partial<Loose<Details<'agent.registered'>>>, 'agent' | 'kind' | 'names'>,
): Promise<Recorded | undefined> {
  await kase.refresh()
  if (kase.authority.agents.get(agent.id)?.registrations.some(({ effect }) => effect)) return undefined
  return kase.record(
    by,
    eventInput('agent.registered', { agent: agent.id, kind: agent.kind, names: [agent.name], ...more }),
  )
}
