import { headerShape } from '../../src/record/header.ts'
import { EMPTY_ROOT, isReserved } from '../../src/record/payload.ts'
import { definitionOf, type EventType, VOCABULARY } from '../../src/record/vocabulary.ts'
import { headerDoc, typeDoc } from './doc-comments.ts'
import { type JsonSchema, SchemaWriter } from './json-schema.ts'

const TYPES = Object.keys(VOCABULARY) as EventType[]
const RESERVED = TYPES.filter(isReserved)

const DESCRIPTION =
  'The payload of an entry of a fairtrail log, format 1. It is canonical JSON (RFC 8785) in the profile of docs/format.md, section 1: members in ' +
  'order, no fractions, no null but where this schema names it, no empty string. $comment says what a schema cannot. x-fairtrail-withhold marks ' +
  'what may be withheld ("W") and what is withheld unless the recorder says otherwise ("WW"): there, and nowhere else, a Withheld may stand.'

/** The JSON Schema of every event of format 1, one document: `$defs` has the shapes, and the details of each type under its name. */
export function eventSchema(): JsonSchema {
  const writer = new SchemaWriter()
  const header = writer.members(headerShape, headerDoc())
  const details = TYPES.map((type) => [type, detailsSchema(writer, type)] as const)
  const { properties, required, ...rest } = header as { properties: JsonSchema; required: string[] }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:fairtrail:schema:event.v1',
    title: 'fairtrail event, version 1',
    description: DESCRIPTION,
    ...rest,
    properties: {
      ...properties,
      type: {
        description: 'Event type. Private types begin with x.; what is under case. and key. is of this schema alone.',
        type: 'string',
        minLength: 1,
      },
      tv: { description: 'Version of the type.', type: 'integer', minimum: 1 },
      details: { description: 'What the type says; $defs has it under the name of the type.', type: 'object' },
    },
    required: [...required, 'type', 'tv', 'details'],
    allOf: [...TYPES.map(ofType), ofOtherTypes(), ofOpening(), ofBasis(), ofParticipants()],
    $defs: Object.fromEntries([...sorted(writer.defs), ...details]),
  }
}

const sorted = (defs: ReadonlyMap<string, JsonSchema>) => [...defs].sort(([a], [b]) => (a < b ? -1 : 1))

function detailsSchema(writer: SchemaWriter, type: EventType): JsonSchema {
  const docs = typeDoc(type)
  return {
    ...(docs.doc === undefined ? {} : { description: docs.doc }),
    ...writer.write(VOCABULARY[type].details, docs),
  }
}

/** `if` and `then` of one rule. */
const rule = (when: JsonSchema, then: JsonSchema, otherwise?: JsonSchema): JsonSchema => ({
  if: when,
  then,
  ...(otherwise ? { else: otherwise } : {}),
})

const refersBy = (...rels: readonly string[]): JsonSchema => ({
  properties: { refs: { contains: { properties: { rel: { enum: rels } } } } },
})

function ofType(type: EventType): JsonSchema {
  const { needs } = definitionOf(type)
  const details: JsonSchema = { $ref: `#/$defs/${type}` }
  const properties: JsonSchema = isReserved(type) ? { tv: { const: 1 }, details } : { details }
  const then: JsonSchema = { properties }
  if (needs) {
    const refers = refersBy(...needs.rel)
    const reason = needs.unless === undefined ? undefined : { properties: { details: { required: [needs.unless] } } }
    then.allOf = reason
      ? [{ anyOf: [refers, reason] }, { not: { allOf: [refersBy(needs.rel[0] as string), reason] } }]
      : [refers]
  }
  const tv = isReserved(type) ? {} : { tv: { const: 1 } }
  return rule({ properties: { type: { const: type }, ...tv } }, then)
}

/** Other types, and other versions of the types of this schema: not understood, held to the header alone. */
function ofOtherTypes(): JsonSchema {
  return {
    $comment:
      'Another type or version has details in the profile of the record: camelCase names, no empty string, no null, $withheld in the form of Withheld.',
    ...rule(
      { properties: { type: { enum: RESERVED } } },
      {},
      { properties: { type: { not: { pattern: '^(case|key)\\.' } } } },
    ),
  }
}

function ofOpening(): JsonSchema {
  return rule(
    { properties: { type: { const: 'case.opened' } } },
    {
      properties: {
        case: { type: 'null' },
        after: { properties: { size: { const: 0 }, root: { const: EMPTY_ROOT } } },
      },
    },
    { properties: { case: { type: 'string' }, after: { properties: { size: { minimum: 1 } } } } },
  )
}

function ofBasis(): JsonSchema {
  const decision = { anyOf: [{ const: 'decision' }, { type: 'object', properties: { code: { const: 'decision' } } }] }
  return rule(
    { required: ['basis'], properties: { basis: { contains: { properties: { kind: decision } } } } },
    refersBy('decision'),
  )
}

function ofParticipants(): JsonSchema {
  return {
    $comment:
      'At most as many participants sign by key as there are signers. items names every item in details. The case of a reference is not the case of the event.',
    properties: { participants: { contains: { properties: { signs: { const: 'key' } } } } },
  }
}
