import { FairtrailError } from '../encoding/error.ts'
import { parseTimestampResponse } from './rfc3161-response.ts'
import { MAX_TOKEN_BYTES } from './rfc3161-token.ts'

/** The part of `fetch` that is used: the caller's, who decides about proxies, credentials and time limits. */
export type FetchPort = (
  url: string,
  init: {
    readonly method: 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly body: Uint8Array<ArrayBuffer>
  },
) => Promise<FetchedResponse>

export interface FetchedResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: ReadableStream<Uint8Array> | null
}

const QUERY = 'application/timestamp-query'
const REPLY = 'application/timestamp-reply'
/** A token, and its status. */
const MAX_BYTES = MAX_TOKEN_BYTES + 4096

/**
 * Sends a request to an authority over HTTP (RFC 3161, section 3.4) and answers the bytes of its response, of which only the form was
 * checked: whether it was granted, and whether the token stands, `parseTimestampResponse` and `verifyTimestamp` say. The only place here
 * that sends anything, through the port given.
 *
 * @throws FairtrailError `timestamp-http` for another status than 200, another content type or too many bytes; `der-syntax` for a body that
 * is no response; what `fetch` throws is passed on
 */
export async function requestTimestamp(fetch: FetchPort, url: string, request: Uint8Array): Promise<Uint8Array> {
  const headers = { 'content-type': QUERY, accept: REPLY }
  const { status, headers: answered, body } = await fetch(url, { method: 'POST', headers, body: request.slice() })
  const type = answered.get('content-type')
  const mediaType = type?.split(';', 1)[0]?.trim().toLowerCase()
  if (status !== 200 || mediaType !== REPLY || body === null) {
    await body?.cancel()
    throw refusal(url, `status ${status}, content type ${type ?? 'none'}; expected are 200 and ${REPLY}`)
  }
  const bytes = await readBody(url, body)
  parseTimestampResponse(bytes)
  return bytes
}

async function readBody(url: string, body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const bytes = new Uint8Array(MAX_BYTES)
  let length = 0
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (part.value.length > MAX_BYTES - length) {
      await reader.cancel()
      throw refusal(url, `a body of more than ${MAX_BYTES} bytes`)
    }
    bytes.set(part.value, length)
    length += part.value.length
  }
  return bytes.slice(0, length)
}

function refusal(url: string, found: string): FairtrailError {
  return new FairtrailError('timestamp-http', `The authority at ${url} answered with ${found}.`)
}
