import { parsePublicKey } from '../../crypto/public-key.ts'
import { base64 } from '../../encoding/base64.ts'
import { parseJson } from '../../encoding/json.ts'
import { parseEnvelope } from '../../envelope/envelope.ts'
import { verifyEnvelope } from '../../envelope/verify.ts'
import { nodeProvider } from '../../node/provider.ts'
import { readEntry } from '../../record/entry.ts'
import { opens } from '../../withheld/commitment.ts'
import { badRequest, bytesListOf, bytesOf, memberOf, textOf, unsupported } from './input.ts'
import { accepted, type Operation } from './operation.ts'

/** Envelopes, entries and withheld values. */
export const recordOperations: Readonly<Record<string, Operation>> = {
  'dsse.verify': async (input) => {
    const envelope = parseEnvelope(bytesOf(input, 'envelope'))
    const keys = bytesListOf(input, 'keys').map(parsePublicKey)
    // A key of another algorithm verifies nothing anywhere; what is then not checked lacks its library here.
    const checkable = keys.filter(({ algorithm }) => algorithm !== 'other')
    const { verified, signatures } = await verifyEnvelope(envelope, checkable, nodeProvider)
    if (verified) {
      return accepted({
        verified: signatures.map(({ key }) => key as string),
        payloadType: envelope.payloadType,
        payload: base64(envelope.payload),
      })
    }
    if (signatures.some(({ check }) => check === 'failed')) return { ok: false }
    throw unsupported('an algorithm of one of the keys')
  },
  'entry.check': (input) => {
    const { id, payload } = readEntry(bytesOf(input, 'entry'), nodeProvider.sha256)
    return accepted({ eventId: id, type: payload.type })
  },
  'withheld.reveal': (input) => {
    const caseId = memberOf(input, 'case')
    if (caseId !== null && typeof caseId !== 'string') throw badRequest('in.case is neither a string nor null.')
    const reveal = {
      path: textOf(input, 'path'),
      salt: textOf(input, 'salt'),
      value: parseJson(bytesOf(input, 'value')),
    }
    const event = { case: caseId, nonce: textOf(input, 'nonce') }
    return { ok: opens(textOf(input, 'commitment'), reveal, event, nodeProvider.sha256) }
  },
}
