import type { Signer } from '../../crypto/types.ts'
import { uuid4 } from '../../encoding/uuid.ts'

/** Somebody or something that takes part: registered in the record under its id. */
export interface Agent {
  readonly id: string
  readonly kind: 'person' | 'organisation' | 'unit' | 'carrier' | 'facility'
  /** In the case's language, or with its own. Withheld in the record unless said otherwise. */
  readonly name: string | { lang: string; text: string }
}

/** An agent with the key it signs with. */
export interface SigningAgent extends Agent {
  readonly signer: Signer
}

type NewAgent = { name: Agent['name']; id?: string }

const agent = (kind: Agent['kind'], { name, id }: NewAgent): Agent => ({ id: id ?? uuid4(), kind, name })

/** A person, with their signer where they sign: `person({ name: 'А. Ашимов', signer })`. A new id unless one is given. */
export function person(input: NewAgent & { signer: Signer }): SigningAgent
export function person(input: NewAgent): Agent
export function person(input: NewAgent & { signer?: Signer }): Agent {
  return input.signer ? ({ ...agent('person', input), signer: input.signer } as SigningAgent) : agent('person', input)
}

export const organisation = (input: NewAgent): Agent => agent('organisation', input)
export const unit = (input: NewAgent): Agent => agent('unit', input)

/** A courier service or the like: a custodian only where it receives. */
export const carrier = (input: NewAgent): Agent => agent('carrier', input)

/** A vault, a locker, a bench: a location, never a custodian. */
export const facility = (input: NewAgent): Agent => agent('facility', input)

/** Id for an item that no event has introduced yet. */
export const newItem = (): string => uuid4()

/** Id for a procedural act: give it to every event of the act. */
export const newAct = (): string => uuid4()
