import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { VOCABULARY } from '../../src/record/vocabulary.ts'
import { answerOf } from '../support/answer.ts'
import { entriesVectors, makeEntryVectors } from '../vectors/make-entries.ts'
import { makeWithheldVectors, withheldVectors } from '../vectors/make-withheld.ts'
import { type Vector, vectorText } from '../vectors/vector.ts'

describe.each([
  ['entries.jsonl', entriesVectors, makeEntryVectors],
  ['withheld.jsonl', withheldVectors, makeWithheldVectors],
] as const)('the vectors of %s', (_, path, make) => {
  const text = readFileSync(path, 'utf8')
  const vectors: Vector[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

  it('are what the script beside them makes, each id and each request once', () => {
    expect(vectorText(make())).toBe(text)
    for (const of of [({ id }: Vector) => id, ({ in: input }: Vector) => JSON.stringify(input)]) {
      const seen = new Set<string>()
      for (const vector of vectors) {
        expect(seen.has(of(vector)), `${vector.id}: ${vector.why}`).toBe(false)
        seen.add(of(vector))
      }
    }
  })

  it('are answered as they expect', async () => {
    for (const vector of vectors) expect(await answerOf(vector), `${vector.id}: ${vector.why}`).toEqual(vector.expect)
  })

  it('expect acceptance and refusal', () => {
    expect(new Set(vectors.map(({ expect: { ok } }) => ok))).toEqual(new Set([true, false]))
  })
})

it('entries.jsonl accepts and refuses entries of every type', () => {
  const whys = makeEntryVectors().map(({ why, expect: { ok } }) => `${why.slice(0, why.indexOf(': '))} ${ok}`)
  for (const type of Object.keys(VOCABULARY)) {
    expect(whys).toContain(`${type} true`)
    expect(whys).toContain(`${type} false`)
  }
})
