import type { Entry } from '../record/entry.ts'
import type { Observation } from './types.ts'

/**
 * The chains of `prior` (format, section 4): each key names the event that it signed last. One signed by another key fails the statement;
 * one that the log lacks leaves completeness undetermined; one that is not the latest, or stands later in the log, is said and fails
 * nothing.
 * @param entries - by index, undefined where an entry was refused: it is no link of a chain.
 */
export function readPriors(
  entries: readonly (Entry | undefined)[],
  byId: (event: string) => Entry | undefined,
): Observation[] {
  const latest = new Map<string, string>()
  const observations: Observation[] = []
  for (const entry of entries) {
    if (entry === undefined) continue
    for (const { key, prior } of entry.payload.signers) {
      const found = priorProblem(entry, key, prior, latest.get(key), byId)
      if (found) observations.push(found)
      latest.set(key, entry.id)
    }
  }
  return observations
}

function priorProblem(
  { index }: Entry,
  key: string,
  prior: string | null,
  latest: string | undefined,
  byId: (event: string) => Entry | undefined,
): Observation | undefined {
  if (prior === (latest ?? null)) return undefined
  const entries = [index]
  const notLatest = (): Observation => {
    const values = { reason: 'prior-not-latest', prior, latest: latest ?? null }
    return { code: 'prior', about: 'statement', status: 'noted', entries, subject: key, values }
  }
  if (prior === null) return notLatest()
  const target = byId(prior)
  if (target === undefined) {
    const values = { reason: 'prior-missing', key }
    return { code: 'completeness', about: 'log', status: 'undetermined', entries, subject: prior, values }
  }
  if (!target.payload.signers.some((signer) => signer.key === key)) {
    const values = { reason: 'prior-by-another-key', prior }
    return {
      code: 'prior',
      about: 'statement',
      status: 'failed',
      entries: [index, target.index].sort(ascending),
      subject: key,
      values,
    }
  }
  if (target.index < index) return notLatest()
  const values = { reason: 'prior-logged-later', prior }
  return { code: 'prior', about: 'statement', status: 'noted', entries: [index, target.index], subject: key, values }
}

const ascending = (a: number, b: number) => a - b
