import { concat, utf8 } from '../encoding/bytes.ts'

/**
 * Pre-authentication encoding, the bytes that every signature of an envelope signs (DSSE 1.0.2, protocol.md):
 * `DSSEv1 <length> <payload type> <length> <payload>`. Lengths count bytes, of the payload type those of its UTF-8 form.
 */
export function pae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType)
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload)
}
