import type * as z from 'zod/mini'
import { marks, shapeNames } from '../../src/record/kit.ts'
import { defOf } from '../../src/record/schema-def.ts'
import { type Documented, shapeDoc } from './doc-comments.ts'

/** A JSON Schema of draft 2020-12. */
export interface JsonSchema {
  [keyword: string]: unknown
}

type Schema = z.core.$ZodType

/** Writes schemas of the vocabulary as JSON Schemas, and collects the named shapes that they refer to. */
export class SchemaWriter {
  readonly defs = new Map<string, JsonSchema>()

  /** A reference where the schema is a named shape, else the schema itself. */
  write(schema: Schema, docs: Documented | undefined): JsonSchema {
    const name = shapeNames.has(schema) ? shapeNames.get(schema)?.name : undefined
    if (name === undefined) return this.#inline(schema, docs)
    if (!this.defs.has(name)) {
      // The place is taken first, so that the order is that of first use.
      this.defs.set(name, {})
      const own = shapeDoc(name)
      this.defs.set(name, { ...described(own), ...this.#inline(schema, own) })
    }
    return { $ref: `#/$defs/${name}` }
  }

  #inline(schema: Schema, docs: Documented | undefined): JsonSchema {
    const withhold = marks.get(schema)?.withhold
    return {
      ...this.#ofType(schema, docs),
      ...checksOf(schema),
      ...(withhold === undefined ? {} : { 'x-fairtrail-withhold': withhold }),
    }
  }

  #ofType(schema: Schema, docs: Documented | undefined): JsonSchema {
    const def = defOf(schema)
    const { element, innerType, options = [], items = [], keyType, valueType, shape } = def
    switch (def.type) {
      case 'string':
      case 'boolean':
        return { type: def.type }
      case 'number':
        return { type: 'integer' }
      case 'unknown':
        return {}
      case 'enum':
        return { enum: Object.values(def.entries ?? {}) }
      case 'literal':
        return def.values?.length === 1 ? { const: def.values[0] } : { enum: def.values }
      case 'optional':
        return innerType ? this.write(innerType, docs) : {}
      case 'nullable':
        return innerType ? { anyOf: [this.write(innerType, docs), { type: 'null' }] } : {}
      case 'array':
        return { type: 'array', items: element ? this.write(element, docs) : true }
      case 'tuple':
        return {
          type: 'array',
          prefixItems: items.map((item) => this.write(item, docs)),
          items: false,
          minItems: items.length,
        }
      case 'record':
        return {
          type: 'object',
          ...(keyType ? { propertyNames: this.write(keyType, docs) } : {}),
          additionalProperties: valueType ? this.write(valueType, docs) : true,
        }
      case 'union':
        return this.#union(options, docs)
      case 'object':
        return this.members(shape ?? {}, docs)
      default:
        throw new Error(`A schema of the vocabulary has a part of a kind that is not written: ${def.type}.`)
    }
  }

  #union(options: readonly Schema[], docs: Documented | undefined): JsonSchema {
    const words = codedWords(options)
    if (words === undefined) return { anyOf: options.map((option) => this.write(option, docs)) }
    this.#codedTerm(options[1] as Schema)
    const code = { enum: [...words, 'other'] }
    return { anyOf: [{ enum: words }, { $ref: '#/$defs/CodedTerm', properties: { code } }] }
  }

  /** The long form of every coded term: the words differ, the rest is the same. */
  #codedTerm(schema: Schema): void {
    if (this.defs.has('CodedTerm')) return
    this.defs.set('CodedTerm', {})
    const { properties, ...rest } = this.#ofType(schema, undefined)
    this.defs.set('CodedTerm', {
      description:
        'A word from a closed list: where the list says "other", with a text; where the law has a word of its own, with that. Where the plain word says all, it stands alone as a string.',
      ...rest,
      properties: { ...(properties as JsonSchema), code: { type: 'string' } },
      anyOf: [{ required: ['text'] }, { required: ['national'] }],
      if: { properties: { code: { const: 'other' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['text'] },
    })
  }

  /** An object of exactly these members. */
  members(shape: Readonly<Record<string, Schema>>, docs: Documented | undefined): JsonSchema {
    const said = docs?.members()
    const properties = Object.entries(shape).map(([name, member]) => {
      const own = said?.get(name)
      return [name, { ...described(own), ...this.write(member, own) }] as const
    })
    const required = Object.keys(shape).filter((name) => defOf(shape[name] as Schema).type !== 'optional')
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    }
  }
}

const described = (docs: Documented | undefined): JsonSchema =>
  docs?.doc === undefined ? {} : { description: docs.doc }

/** The words of a coded term; undefined for any other union. */
export function codedWords(options: readonly Schema[]): string[] | undefined {
  const [plain, long] = options.map(defOf)
  if (options.length !== 2 || plain?.type !== 'enum' || !long?.shape) return undefined
  return Object.keys(long.shape).join() === 'code,text,national' ? Object.values(plain.entries ?? {}) : undefined
}

interface CheckDef {
  check: string
  pattern?: RegExp
  minimum?: number
  maximum?: number
  value?: number
  path?: readonly PropertyKey[]
  error?: (issue: object) => unknown
}

const checkDefs = (schema: Schema): CheckDef[] =>
  (defOf(schema).checks ?? []).map((check) => check._zod.def as unknown as CheckDef)

/** What a check refuses that JSON Schema cannot say, in words. */
export function faultsOf(schema: Schema): string[] {
  return checkDefs(schema).flatMap(({ check, error, path }) => {
    if (check !== 'custom' || !error) return []
    return [path ? `${path.join('.')}: ${String(error({}))}` : String(error({}))]
  })
}

function checksOf(schema: Schema): JsonSchema {
  const list = defOf(schema).type === 'array'
  const said: JsonSchema = {}
  const patterns = checkDefs(schema).flatMap(({ pattern }) => (pattern ? [pattern.source.replaceAll('\\/', '/')] : []))
  const stated = shapeNames.has(schema) ? shapeNames.get(schema)?.pattern : undefined
  if (stated !== undefined) patterns.push(stated)
  for (const { check, minimum, maximum, value } of checkDefs(schema)) {
    if (check === 'min_length') said[list ? 'minItems' : 'minLength'] = minimum
    if (check === 'max_length') said[list ? 'maxItems' : 'maxLength'] = maximum
    if (check === 'greater_than') said.minimum = value
  }
  if (patterns.length === 1) said.pattern = patterns[0]
  if (patterns.length > 1) said.allOf = patterns.map((pattern) => ({ pattern }))
  const faults = faultsOf(schema)
  if (faults.length > 0) said.$comment = `Refused beyond this schema: ${faults.join('; ')}.`
  return said
}
