import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { base64, unbase64 } from '../../src/encoding/base64.ts'
import { FairtrailError } from '../../src/encoding/error.ts'
import { canonicalBytes, parseJson } from '../../src/encoding/json.ts'
import { encodingVectors, type Vector } from '../vectors/make-encoding.ts'

const lines = readFileSync(new URL('../vectors/encoding.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

function answer({ op, in: input }: Vector): Vector['expect'] {
  try {
    if (op === 'base64.decode') return { ok: true, out: { bytes: base64(unbase64(input.text as string)) } }
    return { ok: true, out: { canonical: base64(canonicalBytes(parseJson(unbase64(input.bytes as string)))) } }
  } catch (error) {
    if (error instanceof FairtrailError) return { ok: false }
    throw error
  }
}

describe('encoding.jsonl', () => {
  it('is what its script writes, each id once', () => {
    expect(lines).toEqual([...encodingVectors()].map((vector) => JSON.stringify(vector)))
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(lines.length)
  })

  it.each(lines.map((line): [string, Vector] => [JSON.parse(line).id, JSON.parse(line)]))('%s', (_, vector) => {
    expect(answer(vector), vector.why).toEqual(vector.expect)
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
