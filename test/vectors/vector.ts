import { writeFileSync } from 'node:fs'
import type { Json } from '../../src/encoding/json.ts'

/** One line of a file of vectors: a request of the conformance protocol, the answer expected without its code, and the reason. */
export interface Vector {
  readonly id: string
  readonly op: string
  readonly in: { readonly [name: string]: Json }
  readonly expect: { readonly ok: true; readonly out?: { [name: string]: Json } } | { readonly ok: false }
  readonly why: string
}

export function vectorText(vectors: readonly Vector[]): string {
  return vectors.map((vector) => `${JSON.stringify(vector)}\n`).join('')
}

export function writeVectors(path: string, vectors: readonly Vector[]): void {
  writeFileSync(path, vectorText(vectors))
}
