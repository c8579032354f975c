import { describe, expect, it } from 'vitest'
import { canonicalBytes, type Json, type JsonObject } from '../../src/encoding/json.ts'
import { checkPayload, EMPTY_ROOT, readPayload } from '../../src/record/payload.ts'
import { RELS } from '../../src/record/rel.ts'
import { refusal, refusalCode } from '../support/refusal.ts'
import { SAMPLES } from './samples/all.ts'
import { FULL_HEADER as full, HEADER_PARTS } from './samples/header.ts'
import { payloadOf } from './support/payload.ts'
import { REMOVED, setAt } from './support/sample.ts'
import { agentId, hash, itemId, nationalWord, withheld } from './support/values.ts'

const noted = { kind: 'rights', to: agentId(4) }

const refusedAt = (payload: unknown) => refusal(() => checkPayload(payload as Json)).path
const changed = (at: string, value: unknown) => setAt(full, at, value)

describe('the header', () => {
  it('may say everything', () => {
    expect(checkPayload(full)).toEqual({ known: true, payload: full })
    expect(readPayload(canonicalBytes(full))).toEqual({ known: true, payload: full })
  })

  it.each(
    'case nonce type tv after signers items refs occurred recorded source participants language details'.split(' '),
  )('needs %s', (name) => {
    expect(refusedAt(changed(`/${name}`, REMOVED))).toBe(`/${name}`)
  })

  it.each('act place basis attachments remarks ext'.split(' '))('does without %s', (name) => {
    expect(() => checkPayload(changed(`/${name}`, REMOVED) as Json)).not.toThrow()
  })

  it.each(Object.keys(full).filter((name) => name !== 'case'))('has no null in %s', (name) => {
    expect(() => checkPayload(changed(`/${name}`, null) as Json)).toThrow()
  })

  it.each(['extra', '__proto__', 'constructor', 'toString', '$withheld'])('has no member %s', (name) => {
    expect(refusedAt(changed(`/${name}`, 'x'))).toBe(`/${name}`)
  })

  it.each([
    ['a list', []],
    ['a text', 'event'],
    ['null', null],
    ['a number', 1],
  ])('is not %s', (_, json) => {
    expect(refusalCode(() => checkPayload(json as Json))).toBe('payload-form')
  })

  it('is read from canonical bytes alone', () => {
    const bytes = new TextEncoder().encode(` ${new TextDecoder().decode(canonicalBytes(full))}`)
    expect(refusalCode(() => readPayload(bytes))).toBe('json-not-canonical')
  })

  it('has sizes that are safe integers', () => {
    for (const size of [2 ** 53, 1.5, Number.NaN]) expect(refusedAt(changed('/after/size', size))).toBe('/after/size')
  })

  it('is refused with a message that no name can garble', () => {
    const { message, path } = refusal(() => checkPayload(changed('/evil\u202E\u001B[31m', 1) as Json))
    for (const hidden of ['\u202E', '\u001B']) expect(message).not.toContain(hidden)
    expect(path).toBe('/evil\u202E\u001B[31m')
    const long = refusal(() => checkPayload(changed(`/${'x'.repeat(30_000)}`, 1) as Json))
    expect(long.message.length).toBeLessThan(400)
  })
})

describe.each(Object.entries(HEADER_PARTS))('%s', (_part, { accepted, faults }) => {
  it.each(faults.map((one) => [one[0], one] as const))('refuses %s', (_, [, at, value, named = at]) => {
    expect(refusedAt(changed(at, value))).toBe(named)
  })

  if (accepted.length > 0) {
    it.each(accepted.map((one) => [one[0], one] as const))('accepts %s', (_, [, at, value]) => {
      expect(() => checkPayload(changed(at, value) as Json)).not.toThrow()
    })
  }
})

it('the head of case.opened is the empty tree, and its case is null', () => {
  const opened = payloadOf('case.opened', SAMPLES.get('case.opened')?.minimal ?? {})
  expect(opened.after).toEqual({ size: 0, root: EMPTY_ROOT })
  expect(() => checkPayload(opened)).not.toThrow()
  expect(refusedAt({ ...opened, case: hash(1) })).toBe('/case')
  expect(refusedAt({ ...opened, after: { size: 1, root: EMPTY_ROOT } })).toBe('/after/size')
  expect(refusedAt({ ...opened, after: { size: 0, root: hash(1) } })).toBe('/after/root')
})

describe('items', () => {
  it('name every item in the details, at every depth', () => {
    for (const [type, { full: details, ...needs }] of SAMPLES) {
      const payload = payloadOf(type, details, needs)
      const named = payload.items as string[]
      for (const item of named.filter((one) => !(needs.items ?? []).includes(one))) {
        const without = { ...payload, items: named.filter((one) => one !== item) }
        expect(refusedAt(without), `${type} ${item}`).toBe('/items')
      }
    }
  })

  it('need not name the item of another case', () => {
    const details = SAMPLES.get('case.linked')?.full as object
    expect(payloadOf('case.linked', details).items).toEqual([itemId(1)])
    expect(() => checkPayload(payloadOf('case.linked', details))).not.toThrow()
  })
})

describe('refs', () => {
  it('know the words of the list', () => {
    for (const rel of RELS) {
      const refs = [{ rel, event: hash(2) }]
      expect(() => checkPayload(payloadOf('notice.given', noted, { refs })), rel).not.toThrow()
    }
    expect(RELS.length).toBe(18)
  })

  it('are sorted by bytes', () => {
    const refs = RELS.map((rel) => ({ rel, event: hash(1) })).sort((a, b) => (a.rel < b.rel ? -1 : 1))
    expect(() => checkPayload(payloadOf('notice.given', noted, { refs }))).not.toThrow()
  })

  it('have that of a basis in a decision also where a national word stands for it', () => {
    expect(refusedAt({ ...full, basis: [{ kind: nationalWord('decision') }], refs: [] })).toBe('/basis/0/kind')
  })
})

it('names in ext are read in linear time, whatever they are', () => {
  const start = performance.now()
  for (const name of ['a'.repeat(30_000), 'a-'.repeat(15_000), `${'a.'.repeat(15_000)}!`]) {
    expect(() => checkPayload({ ...full, ext: { [name]: {} } })).toThrow()
  }
  expect(performance.now() - start).toBeLessThan(500)
})

describe('types and versions that are not known', () => {
  const foreign = (
    type: string,
    tv: number,
    details: unknown = { anyName: [1, 'x', true, { deep: withheld() }] },
  ): JsonObject => ({ ...full, type, tv, details: details as Json })

  it.each([
    ['x.acme.note', 1],
    ['x.Acme_Note', 7],
    ['something.else', 1],
    ['item.collected', 2],
    ['агент', 1],
    ['constructor', 1],
    ['Case.opened', 1],
  ])('%s, version %i, is read and not understood', (type, tv) => {
    expect(checkPayload(foreign(type, tv))).toEqual({ known: false, payload: foreign(type, tv) })
  })

  it.each([
    ['case.opened', 2, '/tv'],
    ['key.enrolled', 2, '/tv'],
    ['time.anchored', 2, '/tv'],
    ['event.withheld', 3, '/tv'],
    ['case.reopened', 1, '/type'],
    ['key.', 1, '/type'],
  ])('%s, version %i, is refused: these stay as they are', (type, tv, path) => {
    const sample = SAMPLES.get(type as never)
    expect(refusedAt(foreign(type, tv, sample?.full))).toBe(path)
  })

  it.each([
    ['null', { a: null }, '/details/a'],
    ['an empty string', { a: [''] }, '/details/a/0'],
    ['a name that is not camelCase', { 'a-b': 1 }, '/details/a-b'],
    ['a name with a capital first', { Name: 1 }, '/details/Name'],
    ['a reserved name', { a: { $ref: 'x' } }, '/details/a/$ref'],
    ['__proto__', JSON.parse('{"__proto__":{"a":1}}'), '/details/__proto__'],
    ['a withheld value in another form', { a: { $withheld: 'x', class: 'privacy' } }, '/details/a/$withheld'],
    ['a withheld value with a class of no list', { a: withheld('secret') }, '/details/a/$withheld'],
    ['a withheld value with more', { a: { ...withheld(), note: 'x' } }, '/details/a/$withheld'],
    ['details that are a list', [], '/details'],
  ])('%s in their details is refused', (_, details, path) => {
    expect(refusedAt(foreign('x.acme.note', 1, details))).toBe(path)
  })

  it('have a header like any other', () => {
    expect(refusedAt({ ...foreign('x.acme.note', 1), source: 'rumour' })).toBe('/source')
    expect(refusedAt({ ...foreign('x.acme.note', 1), case: null })).toBe('/case')
    expect(refusedAt({ ...foreign('x.acme.note', 1), participants: [] })).toBe('/participants')
  })
})
