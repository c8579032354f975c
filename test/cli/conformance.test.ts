import { describe, expect, it } from 'vitest'
import { answerLine, answerRequest } from '../../src/cli/conformance/answer.ts'
import { OPERATIONS } from '../../src/cli/conformance/operations.ts'
import { conformanceCommand } from '../../src/cli/conformance.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { ERROR_CODES } from '../../src/encoding/error-codes.ts'
import { fakeIo } from '../support/io.ts'

const CONTEXT = { cwd: '/cases' }
const DECODE = '"op":"base64.decode","in":{"text":"AAE="}'
const DECODED = '"ok":true,"out":{"bytes":"AAE="}}'

const answer = (line: string | Uint8Array) =>
  answerLine(typeof line === 'string' ? new TextEncoder().encode(line) : line, CONTEXT)

/** Answers to a stream of chunks, by the command. */
async function answers(chunks: readonly (string | Uint8Array)[]) {
  const io = fakeIo({
    stdin: async function* () {
      for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    },
  })
  const code = await conformanceCommand.run([], io)
  return { code, out: io.out(), err: io.err() }
}

describe('an answer', () => {
  it.each([
    ['a string', '"a\\u0000\\ud800"'],
    ['an empty string', '""'],
    ['a number', '7'],
    ['null', 'null'],
    ['a boolean', 'true'],
    ['an array', '[1,[2,"x"],{}]'],
    ['an object with hostile names', '{"__proto__":{"a":1},"constructor":null}'],
    ['a number beyond the safe integers', '12345678901234567890'],
    ['a fraction with a zero, and minus zero', '[1.0,-0,1e2]'],
    ['a number that no double holds', '1e999'],
  ])('has the id of its request: %s', async (_, id) => {
    expect(await answer(`{"id":${id},${DECODE}}`)).toBe(`{"id":${id},${DECODED}`)
  })

  it('has the id null where the request has none', async () => {
    expect(await answer(`{${DECODE}}`)).toBe(`{"id":null,${DECODED}`)
  })

  it('is not changed by members that are not known, white space, or a carriage return at the end', async () => {
    expect(await answer(` { "id":1, "why":"x", "expect":{"ok":false}, ${DECODE} }\r`)).toBe(`{"id":1,${DECODED}`)
  })

  it.each([
    ['an empty line', ''],
    ['no JSON', 'hello'],
    ['JSON that is cut off', `{"id":1,${DECODE}`],
    ['two requests', `{"id":1,${DECODE}}{"id":2,${DECODE}}`],
    ['an array', '[]'],
    ['a string', '"json.parse"'],
    ['null', 'null'],
    ['a byte order mark', `\ufeff{"id":1,${DECODE}}`],
    ['brackets without end', '['.repeat(100_000)],
    ['an id too deep to be written', `{"id":${'['.repeat(200_000)}${']'.repeat(200_000)},${DECODE}}`],
  ])('refuses %s, without an id', async (_, line) => {
    expect(await answer(line)).toBe('{"id":null,"ok":false,"code":"conformance-request"}')
  })

  it('refuses bytes that are not UTF-8, and a line that was too long to be kept', async () => {
    const refused = '{"id":null,"ok":false,"code":"conformance-request"}'
    expect(await answer(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe(refused)
    expect(await answerLine(undefined, CONTEXT)).toBe(refused)
  })

  it.each([
    ['no op', '"in":{}'],
    ['an op that is no string', '"op":["json.parse"],"in":{}'],
    ['no in', '"op":"json.parse"'],
    ['null for in', '"op":"json.parse","in":null'],
    ['an array for in', '"op":"json.parse","in":[]'],
    ['a string for in', '"op":"json.parse","in":"bytes"'],
  ])('refuses a request with %s, with its id', async (_, members) => {
    expect(await answer(`{"id":"x",${members}}`)).toBe('{"id":"x","ok":false,"code":"conformance-request"}')
  })

  it.each(['nope', '', '__proto__', 'constructor', 'toString', 'JSON.PARSE', 'timestamp.request'])(
    'says that the operation "%s" is not built',
    async (op) => {
      expect(await answer(JSON.stringify({ id: 1, op, in: {} }))).toBe('{"id":1,"ok":false,"code":"unsupported"}')
    },
  )

  it('to an error that is not of the family is "internal", and the error is told', async () => {
    const told: unknown[] = []
    const broken = { verifyBundleAt: () => Promise.reject(new TypeError('boom')), ...CONTEXT }
    const request = { op: 'bundle.verify', in: { path: 'b', case: '0'.repeat(64) } }
    expect(await answerRequest(request, broken, (error) => told.push(error))).toEqual({ ok: false, code: 'internal' })
    expect(told).toEqual([new TypeError('boom')])
  })
})

describe('every operation', () => {
  const WRONG: readonly unknown[] = [
    null,
    1,
    true,
    '',
    '!',
    [],
    {},
    [null],
    ['!'],
    [['']],
    '\ud800',
    'A'.repeat(100_000),
  ]

  it('refuses a request without members', async () => {
    for (const op of OPERATIONS.keys())
      expect(await answerRequest({ op, in: {} }, CONTEXT), op).toEqual({ ok: false, code: 'conformance-request' })
  })

  it('answers members of every wrong kind with a code of the list, or false, and with nothing else', async () => {
    const NAMES =
      'bytes text algorithm publicKey spki message signature provider envelope keys leaves leafHash index size proof root size1 root1 size2 root2 note vkeys commitment nonce salt case path value entry seen'
    for (const op of OPERATIONS.keys()) {
      for (const value of WRONG) {
        const input = Object.fromEntries(NAMES.split(' ').map((name) => [name, value]))
        const { ok, code } = await answerRequest({ op, in: input }, CONTEXT, (error) => {
          throw error
        })
        if (code !== undefined) expect(Object.hasOwn(ERROR_CODES, code), `${op} ${code}`).toBe(true)
        // Nothing decodes to nothing, and no leaves have a root.
        const decodesNothing = op === 'base64.decode' && (value === '' || typeof value === 'string')
        if (ok)
          expect(decodesNothing || (op === 'merkle.root' && Array.isArray(value)), `${op} ${String(value)}`).toBe(true)
      }
    }
  })

  it('refuses a member that is inherited and not stated', async () => {
    const request = { op: 'base64.decode', in: JSON.parse('{"__proto__":{"text":"AAE="}}') }
    expect(await answerRequest(request, CONTEXT)).toEqual({ ok: false, code: 'conformance-request' })
  })
})

describe('signature.verify and key.check', () => {
  const spki = 'MCowBQYDK2VwAyEASczl4Er4MVJuRtwC7bZXXfeMWVN3etJOFf7XHqupNPw='
  const publicKey = 'SczL4Er4MVJuRtwC7bZXXfeMWVN3etJOFf7XHqupNPw='

  it.each([
    ['another provider', 'signature.verify', { provider: 'bouncycastle' }],
    ['another algorithm', 'signature.verify', { algorithm: 'rsa', publicKey, spki: undefined }],
  ])('say that %s is not built', async (_, op, changes) => {
    const given = { algorithm: 'ed25519', spki, message: '', signature: '', ...changes }
    const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    expect(await answerRequest({ op, in: input }, CONTEXT)).toEqual({ ok: false, code: 'unsupported' })
  })

  it('refuse a key that is given twice, or is not of the algorithm named', async () => {
    for (const input of [
      { algorithm: 'ed25519', spki, publicKey },
      { algorithm: 'p256', spki },
    ]) {
      expect(await answerRequest({ op: 'key.check', in: input }, CONTEXT)).toEqual({
        ok: false,
        code: 'conformance-request',
      })
    }
  })

  it('never take a signature by an algorithm that is carried unchecked', async () => {
    const x25519 = 'MCowBQYDK2VuAyEASczl4Er4MVJuRtwC7bZXXfeMWVN3etJOFf7XHqupNPw='
    const input = { algorithm: 'other', spki: x25519, message: '', signature: '' }
    expect(await answerRequest({ op: 'signature.verify', in: input }, CONTEXT)).toEqual({ ok: false })
  })
})

describe('bundle.verify', () => {
  const fingerprint = 'ABCD '.repeat(16)
  const report = (status: string) =>
    ({
      case: 'abcd'.repeat(16),
      integrity: { checks: [{ code: 'tree', about: 'log', status, entries: [] }] },
      identity: { checks: [], events: [] },
      time: { checks: [] },
      custody: { checks: [], items: [] },
      procedure: { results: [] },
    }) as never

  it('is unsupported where no verifier is given', async () => {
    const request = { op: 'bundle.verify', in: { path: 'b', case: fingerprint } }
    expect(await answerRequest(request, CONTEXT)).toEqual({ ok: false, code: 'unsupported' })
  })

  it('reads paths from the current folder and a fingerprint as it is printed, and answers with the report', async () => {
    const given: unknown[] = []
    for (const status of ['passed', 'failed']) {
      const verifyBundleAt = async (...args: unknown[]) => {
        given.push(args)
        return report(status)
      }
      const request = { op: 'bundle.verify', in: { path: 'b', case: fingerprint, seen: ['a/note', '/n'] } }
      expect(await answerRequest(request, { ...CONTEXT, verifyBundleAt })).toEqual({
        ok: status === 'passed',
        out: report(status),
      })
    }
    expect(given[0]).toEqual(['/cases/b', { case: 'abcd'.repeat(16), seen: ['/cases/a/note', '/n'] }])
  })

  it('has no report where the bundle cannot be read, or the fingerprint is none', async () => {
    const verifyBundleAt = () => Promise.reject(new FairtrailError('bundle-unreadable', 'no'))
    const ask = (caseId: string) =>
      answerRequest({ op: 'bundle.verify', in: { path: 'b', case: caseId } }, { ...CONTEXT, verifyBundleAt })
    expect(await ask(fingerprint)).toEqual({ ok: false, code: 'bundle-unreadable' })
    expect(await ask('abcd')).toEqual({ ok: false, code: 'fingerprint' })
  })
})

describe('withheld.reveal', () => {
  const reveal = {
    commitment: '1DYsc8pLDbvPZ0rZx5MLiLkG4kYcl2bRJ1vJzDDmCkM',
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
    salt: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    case: null,
    path: '/details/name',
    value: btoa('"x"'),
  }
  const ask = async (changes: object) =>
    (await answerRequest({ op: 'withheld.reveal', in: { ...reveal, ...changes } }, CONTEXT)).ok

  it('opens a commitment made by hand, and no other case, place, nonce, salt or value', async () => {
    const text = JSON.stringify([null, reveal.nonce, reveal.path, reveal.salt, 'x'])
    const bytes = new TextEncoder().encode(`fairtrail/withheld/v1\0${text}`)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const commitment = Buffer.from(digest).toString('base64url')
    expect(await ask({ commitment })).toBe(true)
    expect(await ask({ commitment, value: btoa(' "x"\n') })).toBe(true)
    for (const changes of [
      { case: 'a'.repeat(64) },
      { path: '/details/names' },
      { nonce: 'AAAAAAAAAAAAAAAAAAAAAQ' },
      { salt: reveal.salt.replace('A', 'B') },
      { value: btoa('"y"') },
      { value: btoa('"x') },
      { commitment: `${commitment}=` },
      { case: 7 },
    ]) {
      expect(await ask({ commitment, ...changes }), JSON.stringify(changes)).toBe(false)
    }
    expect(await ask({})).toBe(false)
  })
})

describe('fairtrail conformance', () => {
  it('answers line by line and in order, whatever the lines are and however they are cut, to the end', async () => {
    const { code, out, err } = await answers([
      '{"id":1,"op":"base64.de',
      'code","in":{"text":"AAE="}}\nnonsense\n',
      '\n{"id":2,"op":"nope","in":{}}\n',
      Uint8Array.of(0xff, 0x0a),
      '{"id":3,"op":"json.parse","in":{"bytes":"WzEsIDJd"}}',
    ])
    expect(out.split('\n')).toEqual([
      '{"id":1,"ok":true,"out":{"bytes":"AAE="}}',
      '{"id":null,"ok":false,"code":"conformance-request"}',
      '{"id":null,"ok":false,"code":"conformance-request"}',
      '{"id":2,"ok":false,"code":"unsupported"}',
      '{"id":null,"ok":false,"code":"conformance-request"}',
      '{"id":3,"ok":true,"out":{"canonical":"WzEsMl0="}}',
      '',
    ])
    expect([code, err]).toEqual([0, ''])
  })

  it('answers nothing to nothing', async () => {
    expect(await answers([])).toEqual({ code: 0, out: '', err: '' })
  })

  it('reads no further than its answers are taken', async () => {
    let given = 0
    let written = 0
    const waiting: (() => void)[] = []
    const io = fakeIo({
      stdin: async function* () {
        for (; given < 100; given++) yield new TextEncoder().encode(`{"id":${given},${DECODE}}\n`)
      },
      stdout: () => written++,
      drained: () =>
        new Promise((resolve) => {
          waiting.push(resolve)
        }),
    })
    const running = conformanceCommand.run([], io)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([given, written]).toEqual([0, 1])
    const timer = setInterval(() => waiting.splice(0).forEach((go) => void go()))
    expect(await running).toBe(0)
    clearInterval(timer)
    expect([given, written]).toEqual([100, 100])
  })

  it.each([
    [['file.jsonl'], '--run FILE'],
    [['--run'], 'at least one file'],
    [['--against', 'x'], '--against belongs to --run'],
    [['--nonsense'], '--help'],
  ])('refuses %j and says what to do', async (args, hint) => {
    const failing = conformanceCommand.run(args, fakeIo())
    await expect(failing).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(hint) })
  })
})
