import { FairtrailError } from './error.ts'

const HEX = /^[0-9a-f]{64}$/

/** A case id as it is printed: sixteen groups of four hex digits. */
export function formatFingerprint(id: string): string {
  return (id.match(/.{4}/g) ?? []).join(' ')
}

/**
 * A case id as somebody typed it: spaces, hyphens and case are ignored, and no part of it is enough.
 * @throws FairtrailError `fingerprint` saying what was typed
 */
export function parseFingerprint(text: string): string {
  const id = text.replaceAll(/[\s-]/g, '').toLowerCase()
  if (HEX.test(id)) return id
  const wrong = /[^0-9a-f]/u.exec(id)?.[0]
  const problem = wrong === undefined ? `${id.length} digits were given` : `“${wrong}” is not one of them`
  throw new FairtrailError(
    'fingerprint',
    `A fingerprint has 64 digits 0-9 and a-f, in groups of four; ${problem}: ${text.slice(0, 100)}`,
  )
}
