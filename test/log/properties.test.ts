import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { portableProvider } from '../../src/crypto/portable.ts'
import { isFairtrailError } from '../../src/encoding/error.ts'
import { formatCheckpoint, parseCheckpoint } from '../../src/log/checkpoint.ts'
import { cosignCheckpoint } from '../../src/log/cosignature.ts'
import { addSignatureLines, noteKey, openNote, parseNote, parseVkey, signNote } from '../../src/log/note.ts'
import { formatLogProof, parseLogProof } from '../../src/log/proof.ts'
import { testSigner } from './support/keys.ts'

const log = testSigner('log')
const cosigner = testSigner('cosigner')
const origin = 'example.com/log'
const keys = [noteKey(origin, 0x01, log.publicKey), noteKey('c.example', 0x04, cosigner.publicKey)]
const text = formatCheckpoint({ origin, size: 12, root: 'cd'.repeat(32) })
const note = addSignatureLines(
  await signNote(text, origin, log),
  await cosignCheckpoint(text, 'c.example', cosigner, 1_700_000_000),
)
const proof = formatLogProof({ index: 3, hashes: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)], note })

/** One change of a text: a character replaced, removed or put in, two exchanged, a part cut or repeated. */
const mutation = (of: string) => {
  const at = fc.nat(of.length - 1)
  const character = fc.oneof(
    fc.constantFrom('\n', '\r', ' ', '+', '=', '—', 'A', '0', '\0', '\ud800', '\u00a0', '\u2028', '/'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  )
  return fc.oneof(
    fc.tuple(at, character).map(([i, c]) => of.slice(0, i) + c + of.slice(i + 1)),
    fc.tuple(at, character).map(([i, c]) => of.slice(0, i) + c + of.slice(i)),
    at.map((i) => of.slice(0, i) + of.slice(i + 1)),
    at.map((i) => of.slice(0, i)),
    fc.tuple(at, at).map(([i, j]) => of.slice(0, Math.min(i, j)) + of.slice(Math.max(i, j))),
    fc.tuple(at, at).map(([i, j]) => of.slice(0, Math.max(i, j)) + of.slice(Math.min(i, j))),
  )
}

/** Lines of a text in any order, any of them several times. */
const shuffled = (of: string) =>
  fc.array(fc.constantFrom(...of.split('\n')), { maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`)

async function refusedOrUnchanged(other: string): Promise<void> {
  try {
    const opened = await openNote(other, keys, portableProvider)
    // A line may be lost to an unknown name or repeated; what a known key signed is never another text.
    expect(opened.text).toBe(text)
    for (const { time } of opened.verified) expect([undefined, 1_700_000_000n]).toContain(time)
  } catch (error) {
    if (!isFairtrailError(error)) throw error
  }
}

function refusedOrRead<T>(read: (input: string) => T, write?: (value: T) => string) {
  return (input: string) => {
    try {
      const value = read(input)
      if (write !== undefined) expect(write(value)).toBe(input)
    } catch (error) {
      if (!isFairtrailError(error)) throw error
    }
  }
}

describe('hostile text', () => {
  it('never opens as another text, whatever is changed in a note', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(mutation(note), shuffled(note)), refusedOrUnchanged), { numRuns: 1000 })
  })

  it('is refused by the parsers with an error of this library, or read so that it is written the same again', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      mutation(note),
      mutation(text),
      mutation(proof),
      shuffled(proof),
    )
    fc.assert(fc.property(anything, refusedOrRead(parseNote)), { numRuns: 2000 })
    fc.assert(fc.property(anything, refusedOrRead(parseCheckpoint, formatCheckpoint)), { numRuns: 2000 })
    fc.assert(fc.property(anything, refusedOrRead(parseLogProof, formatLogProof)), { numRuns: 2000 })
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), mutation('a+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')),
        refusedOrRead(parseVkey),
      ),
      { numRuns: 2000 },
    )
  })

  it('of any size is refused in linear time', () => {
    const started = performance.now()
    const long = '\n'.repeat(1_000_000)
    for (const parse of [parseNote, parseCheckpoint, parseLogProof, parseVkey]) {
      for (const input of [
        long,
        `a${long}`,
        '— a '.repeat(250_000),
        `${'+'.repeat(1_000_000)}`,
        `x\n\n${'— a QUJDREU=\n'.repeat(70_000)}`,
      ]) {
        expect(() => parse(input)).toThrow(expect.objectContaining({ name: 'FairtrailError' }))
      }
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('any text that a note can hold', () => {
  it('opens as it was signed', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((some) => some.replace(/\p{Cc}|\p{Cs}/gu, ''))
    const texts = fc.array(line, { minLength: 1 }).map((lines) => `${lines.join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        expect((await openNote(await signNote(some, origin, log), keys, portableProvider)).text).toBe(some)
      }),
      { numRuns: 200 },
    )
  })
})
