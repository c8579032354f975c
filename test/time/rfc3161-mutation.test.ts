import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DerReader, derInteger, readDer, TAG } from '../../src/crypto/der.ts'
import { derNull, derOctets, derSequence, derUnsigned } from '../../src/crypto/der-writer.ts'
import { P256_ORDER } from '../../src/crypto/p256-signature.ts'
import { portableProvider } from '../../src/crypto/portable.ts'
import { concat, equalBytes } from '../../src/encoding/bytes.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { isResponse } from '../../src/time/rfc3161-response.ts'
import {
  parseTimestampRequest,
  parseTimestampResponse,
  parseTimestampToken,
  timestampRequest,
  verifyTimestamp,
} from '../../src/timestamp.ts'
import { below, intermediate, root, signer, usual } from './support/case.ts'
import { attribute, MESSAGE, response, token } from './support/tokens.ts'

/** Verified by the portable provider, so that the same bytes take the same path everywhere. */
function verify(bytes: Uint8Array) {
  return verifyTimestamp({ token: bytes, message: MESSAGE, roots: [root.der], provider: portableProvider })
}

const plain = usual()
const chained = response(
  token({
    signer: below,
    certificates: [below.der, intermediate.der],
    unsigned: attribute('1.2.3.4', derOctets(new Uint8Array(32)), derNull()),
  }),
)

/** Where a piece of a token stands in it. */
function placeOf(whole: Uint8Array, piece: Uint8Array): [number, number] {
  const at = Buffer.from(whole).indexOf(piece)
  if (at === -1) throw new Error('not in the token')
  return [at, at + piece.length]
}

function splice(bytes: Uint8Array, { at, drop, put }: { at: number; drop: number; put: Uint8Array }): Uint8Array {
  const from = at % (bytes.length + 1)
  return concat(bytes.subarray(0, from), put, bytes.subarray(from + drop))
}

/** The token, or the one in the response. */
function tokenIn(bytes: Uint8Array): Uint8Array {
  return isResponse(bytes) ? (parseTimestampResponse(bytes).token as Uint8Array) : bytes
}

/** A P-256 signature with the other of its two forms of s. */
function otherForm(signature: Uint8Array): Uint8Array {
  const reader = DerReader.inside(readDer(signature, TAG.sequence, 'signature'), 'signature')
  const r = reader.read(TAG.integer)
  return derSequence(r.bytes, derUnsigned(P256_ORDER - derInteger(reader.read(TAG.integer), 's')))
}

describe('a token with one byte changed', () => {
  it('stands nowhere, except where the number of the version of CMS is, which nobody signs', async () => {
    const standing: string[] = []
    for (let at = 0; at < plain.length; at++) {
      for (const bits of [0x01, 0x02, 0x20, 0x80, 0xff]) {
        const changed = plain.with(at, (plain[at] as number) ^ bits)
        const found = await verify(changed)
        if (found.ok) standing.push(`${at}:${changed[at]}`)
      }
    }
    const version = Buffer.from(plain).indexOf(Uint8Array.of(0x02, 0x01, 0x03, 0x31)) + 2
    expect(standing).toEqual([`${version}:1`])
  })

  it('stands, with a chain and unsigned attributes, only where the change is in those or in the status', async () => {
    const [from, to] = placeOf(chained, attribute('1.2.3.4', derOctets(new Uint8Array(32)), derNull()))
    const version = Buffer.from(chained).indexOf(Uint8Array.of(0x02, 0x01, 0x03, 0x31)) + 2
    const status = Buffer.from(chained).indexOf(Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x00)) + 4
    const elsewhere: number[] = []
    for (let at = 0; at < chained.length; at++) {
      const found = await verify(chained.with(at, (chained[at] as number) ^ 0x01))
      if (found.ok && !(at >= from && at < to)) elsewhere.push(at)
    }
    // 1 of the status is "granted with modifications"; the version of CMS is 3 ^ 1 = 2 here, which is refused.
    expect(elsewhere).toEqual([status])
    expect((await verify(chained.with(version, 1))).ok).toBe(true)
  })
})

describe('bytes of any kind', () => {
  const mutated = fc
    .record({
      base: fc.constantFrom(plain, chained),
      cuts: fc.array(fc.record({ at: fc.nat(3000), drop: fc.nat(40), put: fc.uint8Array({ maxLength: 12 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
    })
    .map(({ base, cuts }) => cuts.reduce(splice, base))

  it('give a refusal, or stand with all that was signed unchanged', async () => {
    const original = parseTimestampToken(plain)
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        const found = await verify(bytes)
        if (!found.ok) return
        const { content } = parseTimestampToken(tokenIn(bytes))
        const chainedContent = parseTimestampToken(tokenIn(chained)).content
        expect(equalBytes(content, original.content) || equalBytes(content, chainedContent)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('are refused by every parser with an error of this library', () => {
    const request = timestampRequest(MESSAGE, { policy: '1.2.3.4' })
    const bytes = fc.oneof(
      mutated,
      fc.uint8Array({ maxLength: 300 }),
      fc
        .record({ at: fc.nat(80), drop: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) })
        .map((cut) => splice(request, cut)),
    )
    fc.assert(
      fc.property(bytes, (it_) => {
        for (const parse of [parseTimestampToken, parseTimestampResponse, parseTimestampRequest]) {
          try {
            parse(it_)
          } catch (error) {
            if (!(error instanceof FairtrailError)) throw error
          }
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('as certificates that came along never make another exception', async () => {
    const cut = fc.record({ at: fc.nat(600), drop: fc.nat(20), put: fc.uint8Array({ maxLength: 12 }) })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(signer.der, intermediate.der), cut, async (base, change) => {
        const bag = [splice(base, change)]
        const question = { token: usual({ certificates: [] }), message: MESSAGE, roots: [root.der] }
        const found = await verifyTimestamp({ ...question, untrusted: bag, provider: portableProvider })
        if (found.ok) expect(bag).toEqual([signer.der])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a signature of ECDSA', () => {
  it('also stands with n - s in the place of s, which authorities do not rule out; nothing that it is over changes', async () => {
    const other = usual({ spoil: otherForm })
    expect(parseTimestampToken(other).content).toEqual(parseTimestampToken(plain).content)
    expect((await verify(other)).ok).toBe(true)
  })
})
