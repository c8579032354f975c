import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unbase64 } from '../../src/encoding/base64.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { parseJson } from '../../src/encoding/json.ts'
import { answerOf } from '../support/answer.ts'
import { encodingVectors, type Vector } from '../vectors/make-encoding.ts'

const lines = readFileSync(new URL('../vectors/encoding.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

describe('encoding.jsonl', () => {
  it('is what its script writes, each id once', () => {
    expect(lines).toEqual([...encodingVectors()].map((vector) => JSON.stringify(vector)))
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(lines.length)
  })

  it.each(lines.map((line): [string, Vector] => [JSON.parse(line).id, JSON.parse(line)]))('%s', async (_, vector) => {
    expect(await answerOf(vector), vector.why).toEqual(vector.expect)
  })

  it('has canonical forms that are accepted as canonical, and no other input is', () => {
    for (const line of lines) {
      const vector: Vector = JSON.parse(line)
      if (vector.op !== 'json.parse') continue
      const canonical = vector.expect.out?.canonical
      if (canonical !== undefined) expect(() => parseJson(unbase64(canonical), { canonical: true })).not.toThrow()
      if (vector.in.bytes === canonical) continue
      expect(() => parseJson(unbase64(vector.in.bytes as string), { canonical: true }), vector.id).toThrow(
        FairtrailError,
      )
    }
  })
})
