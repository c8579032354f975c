import { describe, expect, it, vi } from 'vitest'
import { type FetchPort, requestTimestamp, timestampRequest, verifyTimestamp } from '../../src/timestamp.ts'
import { root, usual } from './support/case.ts'
import { MESSAGE, response } from './support/tokens.ts'

const URL_ = 'http://tsa.example/'
const REQUEST = timestampRequest(MESSAGE)
const GOOD = response(usual())

function answering(body: Uint8Array | null, type: string | null, status = 200): FetchPort {
  return async () =>
    new Response(body?.slice() ?? null, { status, headers: type === null ? {} : { 'content-type': type } })
}

async function refusalOf(port: FetchPort): Promise<{ code: string; message: string }> {
  try {
    await requestTimestamp(port, URL_, REQUEST)
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('expected a refusal')
}

describe('sending a request', () => {
  it('posts it as RFC 3161 has it, and gives the bytes of the answer', async () => {
    const port = vi.fn(answering(GOOD, 'application/timestamp-reply'))
    expect(await requestTimestamp(port, URL_, REQUEST)).toEqual(GOOD)
    const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
    expect(port.mock.calls).toEqual([[URL_, { method: 'POST', headers, body: REQUEST }]])
  })

  it('takes the fetch of the runtime as it is', () => {
    const port: FetchPort = fetch
    expect(typeof port).toBe('function')
  })

  it.each(['application/timestamp-reply; charset=binary', 'Application/Timestamp-Reply'])(
    'takes the content type %s',
    async (type) => {
      expect(await requestTimestamp(answering(GOOD, type), URL_, REQUEST)).toEqual(GOOD)
    },
  )

  it.each([
    ['another content type', answering(GOOD, 'text/html'), 'text/html'],
    ['no content type', answering(GOOD, null), 'none'],
    ['another status', answering(GOOD, 'application/timestamp-reply', 500), 'status 500'],
    ['no body', answering(null, 'application/timestamp-reply'), 'timestamp-reply'],
    ['too many bytes', answering(new Uint8Array(70_000), 'application/timestamp-reply'), 'more than 69632 bytes'],
  ])('refuses %s, by name', async (_, port, words) => {
    const { code, message } = await refusalOf(port)
    expect(code).toBe('timestamp-http')
    expect(message).toContain(words)
    expect(message).toContain(URL_)
  })

  it('reads no further than the limit where a body does not end', async () => {
    let pulled = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(16_384))
      },
      cancel() {
        cancelled = true
      },
    })
    const port: FetchPort = async () =>
      new Response(body, { headers: { 'content-type': 'application/timestamp-reply' } })
    expect((await refusalOf(port)).code).toBe('timestamp-http')
    expect(pulled).toBeLessThan(10)
    expect(cancelled).toBe(true)
  })

  it('refuses a body that is no response', async () => {
    const port = answering(new Uint8Array([1, 2, 3]), 'application/timestamp-reply')
    expect((await refusalOf(port)).code).toBe('der-syntax')
  })

  it('passes on what fetch throws', async () => {
    const failure = new TypeError('no route to host')
    const port: FetchPort = async () => {
      throw failure
    }
    await expect(requestTimestamp(port, URL_, REQUEST)).rejects.toBe(failure)
  })
})

describe('verifying', () => {
  it('asks no network and no clock', async () => {
    const reached = vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.reject(new Error('network')))
    const asked = vi.spyOn(Date, 'now')
    try {
      expect((await verifyTimestamp({ token: GOOD, message: MESSAGE, roots: [root.der] })).ok).toBe(true)
      expect(reached).not.toHaveBeenCalled()
      expect(asked).not.toHaveBeenCalled()
    } finally {
      reached.mockRestore()
      asked.mockRestore()
    }
  })
})
