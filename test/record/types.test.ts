import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../src/encoding/json.ts'
import { marks } from '../../src/record/kit.ts'
import { checkPayload } from '../../src/record/payload.ts'
import { defOf } from '../../src/record/schema-def.ts'
import { type EventType, VOCABULARY } from '../../src/record/vocabulary.ts'
import { refusal } from '../support/refusal.ts'
import { SAMPLES } from './samples/all.ts'
import { payloadOf } from './support/payload.ts'
import { REMOVED, type Sample, setAt } from './support/sample.ts'
import { withheld } from './support/values.ts'

const validDetails = ({ minimal, full, variants = [] }: Sample) => [minimal, full, ...variants]

/** The pointer of the refusal of a payload with these details. */
const refusedAt = (type: EventType, sample: Sample, details: unknown) =>
  refusal(() => checkPayload(payloadOf(type, details as object, sample))).path

/** Every pointer into a value, with what stands there. */
function* places(value: unknown, at = ''): Generator<[pointer: string, value: unknown]> {
  yield [at, value]
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) yield* places(inner, `${at}/${name}`)
}

it('has a sample of every type', () => {
  expect([...SAMPLES.keys()].sort()).toEqual(Object.keys(VOCABULARY).sort())
})

describe.each([...SAMPLES])('%s', (type, sample) => {
  it.each(validDetails(sample).map((details, at) => [at, details] as const))('accepts sample %i', (_, details) => {
    const payload = payloadOf(type, details, sample)
    expect(checkPayload(payload)).toEqual({ known: true, payload })
  })

  it.each(sample.faults.map((fault) => [fault[0], fault] as const))('refuses %s', (_, [, at, value, named = at]) => {
    const path = named.startsWith('!') ? named.slice(1) : `/details${named}`
    expect(refusedAt(type, sample, setAt(sample.full, at, value))).toBe(path)
  })

  it('cannot do without any member of its minimal details', () => {
    for (const name of Object.keys(sample.minimal)) {
      const details = setAt(sample.minimal, `/${name}`, REMOVED)
      expect(() => checkPayload(payloadOf(type, details as object, sample)), name).toThrow()
    }
  })

  it('needs the references that it has', () => {
    for (const ref of sample.refs ?? []) {
      const other = { ...sample, refs: [{ ...ref, rel: 'about' }] }
      expect(refusedAt(type, other, sample.full)).toBe('/refs')
    }
  })

  it('refuses a member that it does not know, in every object', () => {
    for (const [at, value] of places(sample.full)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || hasFreeNames(type, at)) continue
      for (const name of ['unknown', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '$withheld']) {
        if (Object.hasOwn(value, name)) continue
        const details = setAt(sample.full, `${at}/${name}`, 'x')
        expect(Object.hasOwn(standingAt(details, at), name)).toBe(true)
        expect(() => checkPayload(payloadOf(type, details as object, sample)), `${at}/${name}`).toThrow()
      }
    }
  })

  it('refuses null and an empty string in every place', () => {
    for (const [at] of places(sample.full)) {
      if (at === '') continue
      for (const nothing of [null, '']) {
        const details = setAt(sample.full, at, nothing)
        expect(() => checkPayload(payloadOf(type, details as object, sample)), at).toThrow()
      }
    }
  })

  it('lets be withheld what is marked, and nothing else', () => {
    const marked = new Set(markedPlaces(VOCABULARY[type].details, sample.full))
    for (const [at] of places(sample.full)) {
      if (at === '' || at.startsWith('/corrected/') || isInsideWithheld(sample.full, at)) continue
      const payload = payloadOf(type, setAt(sample.full, at, withheld()) as object, {
        ...sample,
        items: itemsOf(sample),
      })
      const accepts = () => checkPayload(payload)
      if (marked.has(at) || (type === 'event.withheld' && at === '/inner')) expect(accepts, at).not.toThrow()
      else expect(accepts, at).toThrow()
    }
  })

  it('has a full sample with every member that the schema knows', () => {
    const said = new Set<string>()
    for (const details of validDetails(sample)) {
      for (const [at] of places(details)) said.add(at.replaceAll(/\/\d+(?=\/|$)/g, '/*'))
    }
    const missing = memberPlaces(VOCABULARY[type].details).filter((at) => !said.has(at))
    expect(missing.filter((at) => !coveredElsewhere(at))).toEqual([])
  })
})

/** Shapes that one sample shows in full are not repeated in every other. */
const SHOWN_ONCE =
  /\/(tools?|description|observation|found|quantity|remainder|digests?|seals|features|machine|custodian|from|to)(\/\*)*\//
const CODED = /\/(code|text|national)(\/(lang|text|scheme|code|label))*$/
const coveredElsewhere = (at: string) => SHOWN_ONCE.test(at) || CODED.test(at) || /\/(\$withheld|class)$/.test(at)

const hasFreeNames = (type: string, at: string) => type === 'correction.made' && at.startsWith('/corrected')

const itemsOf = (sample: Sample) => payloadOf('x', sample.full, sample).items as string[]

function standingAt(value: unknown, at: string): object {
  return [...places(value)].find(([place]) => place === at)?.[1] as object
}

function isInsideWithheld(value: unknown, at: string): boolean {
  const outer = at.slice(0, at.lastIndexOf('/'))
  return Object.hasOwn(standingAt(value, outer), '$withheld')
}

type Schema = Parameters<typeof defOf>[0]

/** Pointers, in a value, of what the schema marks W or WW: a second reading of the marks, by every option that could be meant. */
function markedPlaces(schema: Schema, value: Json | object, at = ''): string[] {
  const { shape, element, innerType, options = [] } = defOf(schema)
  if (marks.get(schema)?.withhold) return [at]
  if (innerType) return markedPlaces(innerType, value, at)
  if (element && Array.isArray(value)) return value.flatMap((one, n) => markedPlaces(element, one, `${at}/${n}`))
  if (shape && typeof value === 'object' && value !== null) {
    const object = value as JsonObject
    return Object.entries(shape).flatMap(([name, member]) =>
      Object.hasOwn(object, name) ? markedPlaces(member, object[name] as Json, `${at}/${name}`) : [],
    )
  }
  return options.flatMap((option) => markedPlaces(option, value, at))
}

/** Pointers of all members of a schema, list elements as `*`. */
function memberPlaces(schema: Schema, at = ''): string[] {
  const { shape, element, innerType, options = [] } = defOf(schema)
  if (innerType) return memberPlaces(innerType, at)
  if (element) return memberPlaces(element, `${at}/*`)
  if (shape)
    return Object.entries(shape).flatMap(([name, member]) => [
      `${at}/${name}`,
      ...memberPlaces(member, `${at}/${name}`),
    ])
  return options.flatMap((option) => memberPlaces(option, at))
}
