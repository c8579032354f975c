import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { errorsPage } from '../../scripts/docs/errors-page.ts'
import { printJson } from '../../scripts/docs/print-json.ts'
import { vocabularyPage } from '../../scripts/docs/vocabulary-page.ts'
import { GENERATED, staleFiles } from '../../scripts/make-docs.ts'
import { ERROR_CODES } from '../../src/encoding/error-codes.ts'
import { VOCABULARY } from '../../src/record/vocabulary.ts'

describe('generated files', () => {
  it('are as they would be made now: node scripts/make-docs.ts', () => {
    expect(staleFiles()).toEqual([])
    expect(GENERATED.size).toBeGreaterThan(3)
  })

  it('are checked by a command that names what is stale', () => {
    const script = fileURLToPath(new URL('../../scripts/make-docs.ts', import.meta.url))
    expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('')
  })

  it('tell of every type once, and of every error', () => {
    const page = vocabularyPage()
    for (const type of Object.keys(VOCABULARY)) expect(page.split(`\n### ${type}\n`).length, type).toBe(2)
    const errors = errorsPage()
    for (const code of Object.keys(ERROR_CODES)) expect(errors).toContain(`\n| \`${code}\` | `)
  })
})

describe('error codes', () => {
  it('stand in alphabetical order', () => {
    const codes = Object.keys(ERROR_CODES)
    expect(codes).toEqual([...codes].sort())
  })
})

describe('printJson', () => {
  it.each([
    null,
    1,
    'x',
    [],
    {},
    { a: [1, { b: null }], c: 'x'.repeat(200) },
    Array.from({ length: 90 }, (_, at) => `word ${at}`),
    { deep: { deeper: Array.from({ length: 40 }, (_, at) => ({ at, text: 'some words' })) } },
  ])('loses nothing: %j', (value) => {
    expect(JSON.parse(printJson(value))).toEqual(value)
  })

  it('keeps lines short where it can', () => {
    const text = printJson({ words: Array.from({ length: 90 }, (_, at) => `word ${at}`) })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
  })
})
