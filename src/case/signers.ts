import type { AuthorityFold } from '../authority/fold.ts'
import { FairtrailError } from '../encoding/error.ts'
import type { SigningAgent } from '../record/build/agents.ts'
import type { EventSigner } from '../record/build/assemble.ts'
import { codeOf } from '../record/shapes/basic.ts'

/** An agent by the public key alone, for a draft that is signed elsewhere. */
export interface KeyHolder {
  readonly id: string
  readonly signer: { readonly publicKey: SigningAgent['signer']['publicKey'] }
}

/** What a key that is enrolled by the very event it signs is put in force for. */
export interface NewKey {
  key: string
  capacity: string
  for?: string | undefined
}

/**
 * Who signs, as the record knows them: the capacity and organisation of their enrolment, the event they signed last.
 * @throws FairtrailError `not-enrolled`
 */
export function eventSigners(
  fold: AuthorityFold,
  lastOf: ReadonlyMap<string, string>,
  who: readonly KeyHolder[],
  newKeys: readonly NewKey[] = [],
): EventSigner[] {
  return who.map(({ id, signer }) => {
    const key = signer.publicKey.id
    const prior = lastOf.get(key) ?? null
    const fresh = newKeys.find((one) => one.key === key)
    if (fresh) return signerLine(key, id, fresh.capacity, fresh.for, prior)
    const story = fold.keys.get(key)
    if (story === undefined || story.end !== undefined) {
      const why = story === undefined ? 'is not enrolled in this case' : `went out of force at entry ${story.end}`
      throw new FairtrailError('not-enrolled', `The key ${key} ${why}: enrol a key of this person first.`)
    }
    if (story.use === 'root') return signerLine(key, story.agent, 'root', undefined, prior)
    const details = story.enrolments.at(-1)?.details
    const capacity = details?.capacities[0]
    return signerLine(
      key,
      story.agent,
      capacity === undefined ? 'custodian' : codeOf(capacity),
      details?.organisation,
      prior,
    )
  })
}

function signerLine(
  key: string,
  agent: string,
  capacity: string,
  organisation: string | undefined,
  prior: string | null,
): EventSigner {
  return organisation === undefined
    ? { key, agent, capacity, prior }
    : { key, agent, capacity, for: organisation, prior }
}
