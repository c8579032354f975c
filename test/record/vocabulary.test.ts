import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { headerShape } from '../../src/record/header.ts'
import { marks, shapeNames } from '../../src/record/kit.ts'
import { payloadSchema } from '../../src/record/payload.ts'
import { defOf } from '../../src/record/schema-def.ts'
import { definitionOf, type EventType, isEventType, VOCABULARY } from '../../src/record/vocabulary.ts'
import { walkOf } from '../../src/record/walk.ts'

type Schema = Parameters<typeof defOf>[0]

const TYPES = Object.keys(VOCABULARY) as EventType[]

/** A schema and all that it is made of, each with the way to it. */
function* parts(schema: Schema, way: string): Generator<[way: string, schema: Schema]> {
  yield [way, schema]
  const { shape = {}, element, innerType, options = [], items = [], keyType, valueType } = defOf(schema)
  for (const [name, member] of Object.entries(shape)) yield* parts(member, `${way}/${name}`)
  for (const inner of [element, innerType, keyType, valueType, ...options, ...items])
    if (inner) yield* parts(inner, way)
}

const schemas = [
  ...Object.entries(headerShape).map(([name, schema]) => [`header/${name}`, schema as Schema] as const),
  ...TYPES.map((type) => [type, VOCABULARY[type].details as Schema] as const),
]
const allParts = schemas.flatMap(([way, schema]) => [...parts(schema, way)])
const withheldParts = allParts.filter(([, schema]) => marks.get(schema)?.withhold)

describe('the vocabulary', () => {
  it('has the 42 types of version 1', () => {
    expect(TYPES.length).toBe(42)
    expect(TYPES.every((type) => /^[a-z]+(-[a-z]+)?\.[a-z]+(-[a-z]+)?$/.test(type))).toBe(true)
  })

  it('knows its own names alone', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'item', 'x.item.collected']) {
      expect(isEventType(name)).toBe(false)
    }
  })

  it('is held by schemas that refuse what they do not know, in every object', () => {
    for (const [way, schema] of allParts) {
      const { type, catchall } = schema._zod.def as unknown as { type: string; catchall?: Schema }
      if (type === 'object') expect(catchall && defOf(catchall).type, way).toBe('never')
    }
  })

  it('writes every member in ASCII camelCase, and $withheld alone with a $', () => {
    for (const [way, schema] of allParts) {
      for (const name of Object.keys(defOf(schema).shape ?? {}))
        expect(name, way).toMatch(/^([a-z][A-Za-z0-9]*|\$withheld)$/)
    }
  })

  it('has no string that may be empty', () => {
    for (const [way, schema] of allParts) {
      // Names and values in `ext` are held to the profile.
      if (way === 'header/ext') continue
      const { type } = defOf(schema)
      if (type === 'string') expect(z.safeParse(schema as z.ZodMiniType, '').success, way).toBe(false)
    }
  })

  it('has null in the case and in a prior alone', () => {
    const nullable = allParts.filter(([, schema]) => defOf(schema).type === 'nullable').map(([way]) => way)
    expect(nullable).toEqual(['header/case', 'header/signers/prior'])
  })

  it('ends no list of words of its own with a plain "other", but those of the format', () => {
    const others = allParts.flatMap(([way, schema]) => {
      const { type, entries = {} } = defOf(schema)
      return type === 'enum' && 'other' in entries && !way.endsWith('/code') ? [way] : []
    })
    const own = others.filter((way) => !way.endsWith('/class'))
    expect([...new Set(own)]).toEqual(
      ['case.opened', 'case.authority-changed'].map((type) => `${type}/authority/policy/algorithms`),
    )
  })

  it('asks for references by words of the list, and names members that are there as the reason', () => {
    for (const type of TYPES) {
      const { needs, details } = definitionOf(type)
      if (needs?.unless) expect(defOf(details).shape).toHaveProperty(needs.unless)
    }
  })

  it('names a shape once for one form', () => {
    const byName = new Map<string, string>()
    for (const [way, schema] of allParts) {
      if (!shapeNames.has(schema)) continue
      const name = shapeNames.get(schema)?.name as string
      const form = JSON.stringify(Object.keys(defOf(schema).shape ?? {})) + defOf(schema).type
      expect(byName.get(name) ?? form, `${name} at ${way}`).toBe(form)
      byName.set(name, form)
    }
  })
})

describe('what may be withheld', () => {
  it('is there', () => {
    expect(new Set(withheldParts.map(([way]) => way)).size).toBeGreaterThan(50)
  })

  it.each(['item', 'agent', 'act', 'event'] as const)('names no %s: a withheld value would hide it', (kind) => {
    for (const [way, schema] of withheldParts) {
      expect(
        walkOf(schema, (mark) => mark.names === kind),
        way,
      ).toBeUndefined()
      const inner = (defOf(schema).options ?? []).map((option) => walkOf(option, (mark) => mark.names === kind))
      expect(inner, way).toEqual([undefined, undefined])
    }
  })

  it('holds nothing that may itself be withheld', () => {
    for (const [way, schema] of withheldParts) {
      for (const option of defOf(schema).options ?? []) {
        expect(
          walkOf(option, (mark) => mark.withhold !== undefined),
          way,
        ).toBeUndefined()
      }
    }
  })

  it('is the value itself, or a commitment, and no third thing', () => {
    for (const [way, schema] of withheldParts) {
      const options = defOf(schema).options ?? []
      expect(options.length, way).toBe(2)
      expect(shapeNames.get(options[1] as Schema)?.name, way).toBe('Withheld')
    }
  })

  it('is marked in no payload but there: every Withheld stands in a marked place, or is the inner event', () => {
    for (const type of TYPES) {
      for (const [way, schema] of parts(payloadSchema(type), type)) {
        const { options = [], shape = {} } = defOf(schema)
        const places = [...options, ...Object.values(shape)].filter((one) => shapeNames.get(one)?.name === 'Withheld')
        if (places.length === 0) continue
        expect(marks.get(schema)?.withhold ?? (type === 'event.withheld' && 'inner' in shape), way).toBeTruthy()
      }
    }
  })
})
