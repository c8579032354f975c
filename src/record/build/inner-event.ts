import { unbase64 } from '../../encoding/base64.ts'
import { FairtrailError } from '../../encoding/error.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { quoted } from '../../encoding/text.ts'
import { readEntry } from '../entry.ts'

const NEVER_INNER = /^(case|key|agent)\.|^(time\.anchored|event\.withheld)$/

/**
 * Holds the inner event of an event.withheld to its form (format, section 9), as long as it can be read: the base64 of an envelope of
 * this case, of a type that may be withheld whole.
 * @throws FairtrailError `payload-form`, and the codes of `unbase64` and `readEntry`
 */
export function checkInner(
  details: JsonObject,
  context: { case: string | null; sha256: (bytes: Uint8Array) => Uint8Array },
): void {
  const { inner } = details
  const wrong = (what: string) =>
    new FairtrailError('payload-form', `"/details/inner": ${what}.`, { path: '/details/inner' })
  if (typeof inner !== 'string') throw wrong('must be the envelope of the inner event, or its base64')
  const { payload } = readEntry(unbase64(inner), context.sha256)
  if (payload.case !== context.case) throw wrong('the inner event is of another case')
  if (NEVER_INNER.test(payload.type)) throw wrong(`an event of type ${quoted(payload.type)} is never withheld whole`)
}
