import type { KeyRing } from './key-ring.ts'
import type { Authority, AuthorityPeriod, EnrolmentDetails, Registrar, SignatureOrder } from './types.ts'

/** The root holders who signed, as persons: somebody with two keys counts once. `counted` as `countedNow` gives it. */
export function rootsAmong(counted: readonly SignatureOrder[]): string[] {
  return [...new Set(counted.flatMap(({ use, agent }) => (use === 'root' && agent !== undefined ? [agent] : [])))]
}

/** True where as many root holders signed as the authority in force asks for. */
export function rootsSigned(counted: readonly SignatureOrder[], { authority }: AuthorityPeriod): boolean {
  return rootsAmong(counted).length >= authority.roots.threshold
}

export type Powers = NonNullable<EnrolmentDetails['registrar']>

export interface ActingRegistrar extends Registrar {
  powers: Powers
  checked: boolean
}

/** The registrars who signed, with the powers that their last enrolment gives them. */
export function registrarsAmong(ring: KeyRing, counted: readonly SignatureOrder[]): ActingRegistrar[] {
  return counted.flatMap(({ key, checked }) => {
    const story = ring.get(key)
    const powers = story?.enrolments.at(-1)?.details.registrar
    return story === undefined || powers === undefined ? [] : [{ key, agent: story.agent, powers, checked }]
  })
}

/** True for an agent whom the authority names as a root holder. */
export function isRootHolder(agent: string, { roots }: Authority): boolean {
  return roots.holders.some((holder) => holder.agent === agent)
}
