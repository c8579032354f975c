import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lines } from '../../src/cli/lines.ts'

async function* chunks(parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part
}

async function read(parts: readonly (string | Uint8Array)[], most?: number): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = []
  for await (const line of lines(chunks(parts), most)) found.push(line && new TextDecoder().decode(line))
  return found
}

describe('lines of a stream', () => {
  it.each([
    ['nothing', [], []],
    ['an empty chunk', [''], []],
    ['one line without an end', ['abc'], ['abc']],
    ['one line with an end', ['abc\n'], ['abc']],
    ['empty lines', ['\n\n'], ['', '']],
    ['a line in three chunks', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['a line feed alone in a chunk', ['abc', '\n', 'd'], ['abc', 'd']],
    ['a carriage return, which stays', ['a\r\nb'], ['a\r', 'b']],
  ])('are read from %s', async (_, parts, expected) => {
    expect(await read(parts)).toEqual(expected)
  })

  it('are the same, however the stream is cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é') })
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (whole, step) => {
        const bytes = new TextEncoder().encode(whole)
        const parts = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) =>
          bytes.slice(i * step, (i + 1) * step),
        )
        const expected = whole.split('\n')
        if (expected.at(-1) === '') expected.pop()
        expect(await read(parts)).toEqual(expected)
      }),
    )
  })

  it('of more bytes than are accepted are said and not kept, in one chunk or many; the next is read', async () => {
    expect(await read(['12345\n123456\n12\n'], 5)).toEqual(['12345', undefined, '12'])
    expect(await read(['123', '456', '789\nab', 'c\n1234', '56'], 5)).toEqual([undefined, 'abc', undefined])
  })

  it('are not read ahead of who uses them', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given++
        yield new TextEncoder().encode('line\n')
      }
    }
    let taken = 0
    for await (const _ of lines(endless())) if (++taken === 10) break
    expect(given).toBe(10)
  })
})
