import { fileURLToPath } from 'node:url'
import { base64 } from '../../src/encoding/base64.ts'
import { timestampRequest } from '../../src/time/rfc3161-request.ts'
import { answerOf } from '../support/answer.ts'
import { type AuthorityKind, makeAuthority } from '../time/support/authority.ts'
import { badChains } from '../time/support/bad-chains.ts'
import { badTokens } from '../time/support/bad-tokens.ts'
import type { TokenCase } from '../time/support/case.ts'
import { goodCases } from '../time/support/good-cases.ts'
import { OpensslFolder } from '../time/support/openssl.ts'
import { MESSAGE } from '../time/support/tokens.ts'
import { type Vector, writeVectors } from './vector.ts'

/**
 * Makes test/vectors/timestamps.jsonl: requests `timestamp.verify` with the answer expected and the reason. Run: `node
 * test/vectors/make-timestamps.ts`. Needs openssl 3.
 *
 * Keys are fresh and `openssl ts -reply` reads the clock, so each run makes other bytes; what is kept is one run, whose private keys are
 * gone. The commands behind the lines "made by openssl" are those of test/time/support/authority.ts: `openssl req -new`, `openssl x509
 * -req` and `openssl ts -reply -config ... -queryfile ...`. The other lines are by the encoder of the tests, since openssl makes neither
 * bad tokens nor any with Ed25519.
 */

export const timestampVectors: string = fileURLToPath(new URL('./timestamps.jsonl', import.meta.url))

/** Longer lines make the file large, and say nothing that the tests do not try. */
const MAX_BYTES = 9000

async function makeTimestampVectors(): Promise<Vector[]> {
  const cases = [...madeByOpenssl(), ...goodCases(), ...badTokens(), ...badChains()]
  const kept = cases.filter(({ request, ...it_ }) => request === undefined && sizeOf(it_) <= MAX_BYTES)
  const vectors: Vector[] = []
  for (const [i, it_] of kept.entries()) vectors.push(await vectorOf(`timestamp-${i + 1}`, it_))
  return vectors
}

async function vectorOf(id: string, it_: TokenCase): Promise<Vector> {
  const { what, token, message, roots, untrusted, nonce, policy, expect } = it_
  const op = 'timestamp.verify'
  const input = {
    token: base64(token),
    message: base64(message),
    roots: roots.map(base64),
    ...(untrusted.length === 0 ? {} : { untrusted: untrusted.map(base64) }),
    ...(nonce === undefined ? {} : { nonce: String(nonce) }),
    ...(policy === undefined ? {} : { policy }),
  }
  // Whether it stands is what the case says; the parts of a token that stands are those read from it.
  const answer = await answerOf({ op, in: input })
  if (answer === 'unsupported' || answer.ok !== (expect === 'ok')) throw new Error(`${what}: ${JSON.stringify(answer)}`)
  const why = expect === 'ok' ? what : `${what}: ${expect}`
  return { id, op, in: input, expect: answer as Vector['expect'], why }
}

function madeByOpenssl(): TokenCase[] {
  const folder = new OpensslFolder()
  try {
    return (['rsa', 'p256', 'p384'] as const).flatMap((kind) => answersOf(folder, kind))
  } finally {
    folder.remove()
  }
}

function answersOf(folder: OpensslFolder, kind: AuthorityKind): TokenCase[] {
  const { reply, root, intermediate, signer } = makeAuthority(folder, kind)
  const asked = timestampRequest(MESSAGE, { nonce: 4711n })
  const bare = timestampRequest(MESSAGE, { nonce: 4711n, certReq: false })
  const it_ = { message: MESSAGE, roots: [root], untrusted: [] }
  const precise = reply(asked, { clock_precision_digits: '6', ess_cert_id_chain: 'yes', ess_cert_id_alg: 'sha512' })
  const plain = reply(asked, { ess_cert_id_alg: 'sha1' })
  return [
    { ...it_, what: `made by openssl, ${kind}`, token: reply(asked), nonce: 4711n, expect: 'ok' },
    { ...it_, what: `made by openssl, ${kind}: microseconds, the chain listed by SHA-512`, token: precise, expect: 'ok' },
    { ...it_, what: `made by openssl, ${kind}: ESSCertID`, token: plain, expect: 'ok' },
    { ...it_, what: `made by openssl, ${kind}: no certificates`, token: reply(bare), expect: 'signer-certificate-missing' },
    {
      ...it_,
      what: `made by openssl, ${kind}: no certificates, given`,
      token: reply(bare),
      untrusted: [signer, intermediate],
      expect: 'ok',
    },
    {
      ...it_,
      what: `made by openssl, ${kind}: the nonce of another request`,
      token: reply(asked),
      nonce: 4712n,
      expect: 'nonce-mismatch',
    },
  ]
}

function sizeOf({ token, roots, untrusted }: Omit<TokenCase, 'request'>): number {
  return [token, ...roots, ...untrusted].reduce((sum, { length }) => sum + length, 0)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeVectors(timestampVectors, await makeTimestampVectors())
