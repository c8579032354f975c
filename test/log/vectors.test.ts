import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerOf } from '../support/answer.ts'
import { envelopesVectors, makeEnvelopeVectors } from '../vectors/make-envelopes.ts'
import { logVectors, makeLogVectors } from '../vectors/make-log.ts'
import { makeNoteVectors, notesVectors } from '../vectors/make-notes.ts'
import { type Vector, vectorText } from '../vectors/vector.ts'

describe.each([
  ['log.jsonl', logVectors, makeLogVectors],
  ['notes.jsonl', notesVectors, makeNoteVectors],
  ['envelopes.jsonl', envelopesVectors, makeEnvelopeVectors],
] as const)('the vectors of %s', (_, path, make) => {
  const text = readFileSync(path, 'utf8')
  const vectors: Vector[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

  it('are what the script beside them makes', () => {
    expect(vectorText(make())).toBe(text)
  })

  it('are answered as they expect', async () => {
    for (const vector of vectors) {
      expect(await answerOf(vector), `${vector.id}: ${vector.why}`).toEqual(vector.expect)
    }
  })

  it('expect acceptance and refusal of every operation that can refuse', () => {
    for (const op of new Set(vectors.map((vector) => vector.op))) {
      const answers = new Set(vectors.filter((vector) => vector.op === op).map(({ expect: { ok } }) => ok))
      expect([...answers].toSorted(), op).toEqual(op === 'merkle.root' ? [true] : [false, true])
    }
  })
})
