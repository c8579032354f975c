import type * as z from 'zod/mini'
import { headerShape } from '../../src/record/header.ts'
import { marks, shapeNames } from '../../src/record/kit.ts'
import { RELS } from '../../src/record/rel.ts'
import { defOf } from '../../src/record/schema-def.ts'
import { definitionOf, type EventType, VOCABULARY } from '../../src/record/vocabulary.ts'
import { type Documented, headerDoc, shapeDoc, typeDoc } from './doc-comments.ts'
import { codedWords, faultsOf } from './json-schema.ts'

type Schema = z.core.$ZodType

/** By the first words of their types. */
const FAMILIES: readonly [string, readonly string[]][] = [
  ['Case, authority, agents', ['case', 'key', 'agent']],
  ['Acts, items, custody', ['act', 'item', 'seal', 'digest', 'custody', 'storage']],
  ['Laboratory and reviews', ['examination', 'review']],
  [
    'Procedure',
    'application decision proceeding allegation notice disclosure acknowledgement defence-access translation'.split(
      ' ',
    ),
  ],
  ['The record about itself', ['discrepancy', 'correction', 'paper', 'assessment', 'time', 'event']],
]

const INTRODUCTION = `# The vocabulary, version 1

What a record can say: ${Object.keys(VOCABULARY).length} event types. This page is made from the schemas and their comments; the exact form, for a machine, is
[schema/event.v1.schema.json](schema/event.v1.schema.json).

- **!** the member is required. A member that is absent is not stated; \`[]\` states that there are none.
- **W** may be withheld. **WW** is withheld unless the recorder says otherwise. What has no mark is always shown.
- A list of words that ends in "or other" is a coded term: the plain word, or \`{code, text?, national?}\` with a text of one's own or the
  word of a national law. Any other list of words is closed.
- Where a shape has several forms, **!** holds within a form.
- \`a.b\` is member b of object a; \`a[].b\` is member b of each element of list a.
- Events are referred to in \`refs\` alone; every item that the details name stands in \`items\` of the header too.
`

/** docs/vocabulary.md. */
export function vocabularyPage(): string {
  const types = Object.keys(VOCABULARY) as EventType[]
  const page = new Page()
  const parts = [INTRODUCTION, page.header()]
  for (const [title, words] of FAMILIES) {
    const own = types.filter((type) => words.includes(type.slice(0, type.indexOf('.'))))
    parts.push(`## ${title}\n`, ...own.map((type) => page.type(type)))
  }
  return [...parts, ...page.shapes()].join('\n').replaceAll(/\n{3,}/g, '\n\n')
}

class Page {
  readonly #shapes = new Map<string, Schema>()

  header(): string {
    const rows = this.#rows(headerShape, headerDoc(), '')
    const rels = RELS.map((rel) => `\`${rel}\``).join(', ')
    return `## Header\n\nMembers of every event, beside \`type\`, \`tv\` (1) and \`details\`.\n\n${table(rows)}\nWords of \`rel\`: ${rels}.\n`
  }

  type(type: EventType): string {
    const docs = typeDoc(type)
    const { details, needs } = definitionOf(type)
    const rows = this.#rows(defOf(details).shape ?? {}, docs, '')
    const refers = needs?.rel.map((rel) => `\`${rel}\``).join(' or ')
    const needed =
      needs === undefined ? '' : `\nNeeds rel ${refers}${needs.unless ? `, or \`${needs.unless}\`` : ''}.\n`
    return `### ${type}\n\n${docs.doc ?? ''}\n${needed}\n${table(rows)}${faults(details)}`
  }

  /** Sections of the shapes that were referred to, those that they refer to among them. */
  shapes(): string[] {
    const sections = new Map<string, string>()
    for (;;) {
      const next = [...this.#shapes].find(([name]) => !sections.has(name))
      if (!next) break
      const [name, schema] = next
      // The place is taken first: a shape can refer to others.
      sections.set(name, '')
      sections.set(name, this.#shape(name, schema))
    }
    const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
    return ['## Shapes\n', ...sorted]
  }

  #shape(name: string, schema: Schema): string {
    const docs = shapeDoc(name)
    const inner = objectsIn(schema, true)
    const rows = inner.flatMap((shape) => this.#rows(shape, docs, ''))
    const form = inner.length === 1 && rows.length > 0 ? '' : `${capital(this.#unnamed(schema))}.\n\n`
    const said = docs.doc === undefined ? '' : `${docs.doc}\n\n`
    return `### ${name}\n\n${said}${form}${rows.length > 0 ? table(rows) : ''}${faults(schema)}`
  }

  #rows(shape: Readonly<Record<string, Schema>>, docs: Documented, prefix: string): Row[] {
    const said = docs.members()
    return Object.entries(shape).flatMap(([name, member]) => {
      const { type, innerType } = defOf(member)
      const schema = type === 'optional' && innerType ? innerType : member
      const own = said.get(name)
      const row: Row = {
        name: `${prefix}${name}`,
        required: type === 'optional' ? '' : '!',
        withhold: withholdOf(schema),
        form: this.#form(schema),
        doc: own?.doc ?? '',
      }
      const nested = objectsIn(schema, false)
      const list = defOf(bare(schema)).type === 'array' ? '[]' : ''
      const inner = nested.flatMap((one) => this.#rows(one, own ?? docs, `${prefix}${name}${list}.`))
      return [row, ...inner]
    })
  }

  #form(schema: Schema): string {
    const name = shapeNames.has(schema) ? shapeNames.get(schema)?.name : undefined
    if (name === undefined) return this.#unnamed(schema)
    if (!this.#shapes.has(name)) this.#shapes.set(name, schema)
    return `[${name}](#${name.toLowerCase()})`
  }

  #unnamed(schema: Schema): string {
    if (marks.get(schema)?.withhold) return this.#form(bare(schema))
    const { type, element, innerType, options = [], items = [], entries = {}, values = [], shape } = defOf(schema)
    const words = codedWords(options)
    if (words) return `${quoted(words)} or other`
    switch (type) {
      case 'enum':
        return quoted(Object.values(entries))
      case 'literal':
        return values.map((value) => `\`${String(value)}\``).join(', ')
      case 'nullable':
        return `${innerType ? this.#form(innerType) : ''} or \`null\``
      case 'optional':
        return innerType ? this.#form(innerType) : ''
      case 'array':
        return `list of ${element ? this.#form(element) : 'anything'}`
      case 'tuple':
        return `list of exactly ${items.map((item) => this.#form(item)).join(', ')}`
      case 'union':
        return options.map((option) => this.#form(option)).join(' or ')
      case 'object':
        return `{${Object.entries(shape ?? {})
          .map(([name, member]) => name + (defOf(member).type === 'optional' ? '?' : ''))
          .join(', ')}}`
      case 'number':
        return wholeNumber(schema)
      case 'boolean':
        return 'true or false'
      case 'record':
        return "object with members of one's own, by reverse DNS names"
      case 'unknown':
        return 'any value'
      default:
        return pattern(schema)
    }
  }
}

interface Row {
  name: string
  required: string
  withhold: string
  form: string
  doc: string
}

function table(rows: readonly Row[]): string {
  // A member of several forms is told once.
  const first = rows.filter(
    ({ name, form }, at) => rows.findIndex((row) => row.name === name && row.form === form) === at,
  )
  const lines = first.map(({ name, required, withhold, form, doc }) => {
    const cells = [`\`${name}\`${required}`, withhold, form, doc].map((cell) => cell.replaceAll('|', '\\|'))
    return `| ${cells.join(' | ')} |`
  })
  return ['| member | | form | |', '|---|---|---|---|', ...lines, ''].join('\n')
}

const quoted = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ')

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const faults = (schema: Schema) => {
  const found = faultsOf(schema)
  return found.length === 0 ? '' : `\nRefused: ${found.join('; ')}.\n`
}

/** The schema of the value itself, where it may be withheld. */
function bare(schema: Schema): Schema {
  return marks.get(schema)?.withhold ? ((defOf(schema).options ?? [])[0] as Schema) : schema
}

/** W or WW of a member, or of the elements of a list. */
function withholdOf(schema: Schema): string {
  const { element } = defOf(schema)
  return marks.get(schema)?.withhold ?? (element ? withholdOf(element) : '')
}

/** The members of the objects that stand here, itself, in a list, as options: of those without a name, and of a shape where it is described. */
function objectsIn(schema: Schema, ofShape: boolean): Readonly<Record<string, Schema>>[] {
  const value = bare(schema)
  if (!ofShape && shapeNames.has(value)) return []
  const { shape, element, options = [] } = defOf(value)
  if (shape) return [shape]
  if (element) return objectsIn(element, false)
  return codedWords(options) ? [] : options.flatMap((option) => objectsIn(option, false))
}

function wholeNumber(schema: Schema): string {
  const bounds = (defOf(schema).checks ?? []).map((check) => check._zod.def as { value?: number })
  return `whole number from ${Math.max(...bounds.map(({ value = 0 }) => value))}`
}

function pattern(schema: Schema): string {
  const checks = (defOf(schema).checks ?? []).map((check) => check._zod.def as { pattern?: RegExp })
  const stated = shapeNames.has(schema) ? shapeNames.get(schema)?.pattern : undefined
  const own = stated ?? checks.find((check) => check.pattern)?.pattern?.source
  return own ? `text that matches \`${own.replaceAll('\\/', '/')}\`` : 'text'
}
