import { expect, it } from 'vitest'
import { FairtrailError, isFairtrailError } from '../../src/encoding/error.ts'
import { ERROR_CODES } from '../../src/encoding/error-codes.ts'

it('lists the codes in alphabetical order, in kebab case, each with one plain sentence', () => {
  const codes = Object.keys(ERROR_CODES)
  expect(codes).toEqual([...codes].sort())
  for (const [code, sentence] of Object.entries(ERROR_CODES)) {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(sentence, code).toMatch(/^[A-Z].*\.$/)
  }
})

it('says the place that is known, and nothing where none is', () => {
  const error = new FairtrailError('json-nul', 'why', { path: '/a', offset: 3 })
  expect([error.code, error.message, error.path, error.offset, error.place]).toEqual([
    'json-nul',
    'why',
    '/a',
    3,
    undefined,
  ])
  expect(new FairtrailError('misuse', 'why').path).toBeUndefined()
})

it('knows its own errors, also from another copy of the library, and no others', () => {
  class FairtrailErrorOfAnotherCopy extends Error {
    override name = 'FairtrailError'
    code = 'misuse'
  }
  expect(isFairtrailError(new FairtrailError('misuse', 'why'))).toBe(true)
  expect(isFairtrailError(new FairtrailErrorOfAnotherCopy())).toBe(true)
  expect(isFairtrailError(new Error('why'))).toBe(false)
  expect(isFairtrailError({ name: 'FairtrailError', code: 'misuse' })).toBe(false)
})
