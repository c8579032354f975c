import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/encoding/json.ts'
import { profileProblem } from '../../src/record/profile.ts'
import { VOCABULARY } from '../../src/record/vocabulary.ts'
import { replaceAt, valueAt, walkOf } from '../../src/record/walk.ts'
import { SAMPLES } from './samples/all.ts'
import { agentId, itemId, withheld } from './support/values.ts'

const found = (type: keyof typeof VOCABULARY, details: unknown, kind: 'item' | 'agent') => {
  const places: [string, Json][] = []
  walkOf(VOCABULARY[type].details, (mark) => mark.names === kind)?.(details as Json, (value, path) =>
    places.push([path, value]),
  )
  return places
}

/** Ids that begin with the digit of their kind, wherever they stand. */
function idsIn(value: unknown, first: RegExp, at = ''): [string, Json][] {
  if (typeof value === 'string') return first.test(value) ? [[at, value]] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => idsIn(inner, first, `${at}/${name}`))
}

const byPath = (a: [string, Json], b: [string, Json]) => (a[0] < b[0] ? -1 : 1)

describe('a walk', () => {
  it.each([...SAMPLES])('%s: finds every item and every agent, with its place, in every sample', (type, sample) => {
    for (const details of [sample.minimal, sample.full, ...(sample.variants ?? [])]) {
      expect(found(type, details, 'item').sort(byPath)).toEqual(idsIn(details, /^1\d{7}-/).sort(byPath))
      expect(found(type, details, 'agent').sort(byPath)).toEqual(idsIn(details, /^a\d{7}-/).sort(byPath))
    }
  })

  it('is nothing where there is nothing to find', () => {
    expect(walkOf(VOCABULARY['case.closed'].details, (mark) => mark.names !== undefined)).toBeUndefined()
  })

  it('takes the option of a union that the value is of', () => {
    const subject = (one: unknown) => ({ kind: 'remit', by: agentId(1), findings: [{ subject: one, tag: 'x' }] })
    expect(found('review.made', subject({ item: itemId(1) }), 'item')).toEqual([
      ['/findings/0/subject/item', itemId(1)],
    ])
    expect(found('review.made', subject('all'), 'item')).toEqual([])
    expect(found('review.made', subject({ agent: agentId(2) }), 'agent').map(([path]) => path)).toEqual([
      '/by',
      '/findings/0/subject/agent',
    ])
  })
})

describe('pointers', () => {
  const value: Json = JSON.parse('{"a":[{"b":1},"x"],"c/d":{"~":2,"":3},"__proto__":{"e":4},"01":5}')

  it.each([
    ['', value],
    ['/a/0/b', 1],
    ['/a/1', 'x'],
    ['/c~1d/~0', 2],
    ['/c~1d/', 3],
    ['/__proto__/e', 4],
    ['/01', 5],
  ])('lead to what stands there: %s', (path, at) => {
    expect(valueAt(value, path)).toEqual(at)
    expect(valueAt(replaceAt(value, path, 'new'), path)).toBe('new')
  })

  it.each([
    'a',
    'xa',
    ' /a',
    '/a/2',
    '/a/-',
    '/a/00',
    '/a/0/b/c',
    '/a/length',
    '/constructor',
    '/a/0/toString',
    '/c~d',
    '/c~2d',
    '/~',
    '//',
    '/A',
  ])('lead to nothing where nothing stands, or where they are none: %s', (path) => {
    expect(valueAt(value, path)).toBeUndefined()
    expect(replaceAt(value, path, 'new')).toEqual(value)
  })

  it('leave the value itself as it was', () => {
    const before = structuredClone(value)
    replaceAt(value, '/a/0/b', 'new')
    replaceAt(value, '/__proto__/e', 'new')
    expect(value).toEqual(before)
    expect(Object.keys(replaceAt(value, '/__proto__/e', 'new') as object)).toContain('__proto__')
    expect(({} as { e?: unknown }).e).toBeUndefined()
  })
})

describe('the profile', () => {
  it.each<[Json, string | undefined]>([
    [{ a: [1, 'x', false, { bC9: {} }] }, undefined],
    [[], undefined],
    [withheld(), undefined],
    [{ a: withheld() }, undefined],
    [null, ''],
    ['', ''],
    [{ a: [{ b: null }] }, '/a/0/b'],
    [{ a: ['x', ''] }, '/a/1'],
    [{ 'a-b': 1 }, '/a-b'],
    [{ A: 1 }, '/A'],
    [{ имя: 1 }, '/имя'],
    [{ '': 1 }, '/'],
    [{ 'a/b': 1 }, '/a~1b'],
    [{ $ref: 1 }, '/$ref'],
    [JSON.parse('{"__proto__":1}'), '/__proto__'],
    [{ $withheld: 'x' }, '/$withheld'],
    [{ ...withheld(), other: 1 }, '/$withheld'],
  ])('%j: %s', (value, path) => {
    expect(profileProblem(value)?.path).toBe(path)
  })

  it('leaves names free in ext, but for those with a $ and the empty one', () => {
    for (const name of ['a-b', 'A', 'имя', 'a b', '__proto__'])
      expect(profileProblem({ [name]: 1 }, true)).toBeUndefined()
    for (const name of ['$ref', '']) expect(profileProblem({ a: { [name]: 1 } }, true)?.path).toBe(`/a/${name}`)
    expect(profileProblem({ a: withheld() }, true)?.path).toBe('/a/$withheld')
  })
})
