import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/**
 * The doc comments of the vocabulary's sources, found beside the schemas that they describe, so that each is written once. A schema is
 * followed through the words of src/record/kit.ts (`opt(list(object({ ... })))`), constants and imports.
 */
export interface Documented {
  /** The doc comment, on one line; undefined where there is none. */
  doc: string | undefined
  /** What is said of the members of the object, list of objects or union of objects that stands here. */
  members(): ReadonlyMap<string, Documented>
}

const record = fileURLToPath(new URL('../../src/record', import.meta.url))
const FILES = ['header.ts', 'shapes/basic.ts', 'shapes/items.ts', 'shapes/measures.ts', 'shapes/parties.ts'].concat(
  ['agents', 'case', 'custody', 'items', 'itself', 'laboratory', 'procedure'].map((name) => `types/${name}.ts`),
)

/** Calls whose further arguments say nothing of members. */
const FIRST_ARGUMENT_ALONE = new Set(['define', 'mark'])
const NO_MEMBERS = new Set(['z.refine', 'z.regex', 'z.minLength', 'z.maxLength', 'z.minimum', 'z.literal'])

const sources = new Map<string, ts.SourceFile>()

function source(path: string): ts.SourceFile {
  const known = sources.get(path)
  if (known) return known
  const read = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  sources.set(path, read)
  return read
}

function docOf(node: ts.Node): string | undefined {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment)
  return text?.replaceAll(/\s+/g, ' ').trim()
}

const documented = (node: ts.Node, value: ts.Expression): Documented => ({
  doc: docOf(node) ?? docOfConstant(value),
  members: () => membersOf(value),
})

/** Where a member is a constant, what is said of that; a named shape is described where it stands. */
function docOfConstant(value: ts.Expression): string | undefined {
  const declared = ts.isIdentifier(value) ? declarationOf(value) : undefined
  const statement = declared?.parent.parent.parent
  const ofKit = declared?.getSourceFile().fileName.endsWith('/kit.ts')
  return declared && statement && !ofKit && nameGiven(declared) === undefined ? docOf(statement) : undefined
}

function membersOf(value: ts.Expression): ReadonlyMap<string, Documented> {
  if (ts.isObjectLiteralExpression(value)) return new Map(value.properties.flatMap(propertiesOf))
  if (ts.isArrayLiteralExpression(value)) return merged(value.elements)
  if (ts.isIdentifier(value)) {
    const declared = declarationOf(value)
    return declared ? membersOf(declared) : new Map()
  }
  if (ts.isCallExpression(value)) return merged(partsOf(value))
  return new Map()
}

/** The arguments of a call in which members stand; of `schema.check(...)` the schema. */
function partsOf({ expression: callee, arguments: given }: ts.CallExpression): readonly ts.Expression[] {
  const name = callee.getText()
  if (NO_MEMBERS.has(name)) return []
  if (FIRST_ARGUMENT_ALONE.has(name)) return given.slice(0, 1)
  const ofSchema = ts.isPropertyAccessExpression(callee) && callee.expression.getText() !== 'z'
  return ofSchema ? [callee.expression] : given
}

/** Of members of the same name in several options the first that is described. */
function merged(values: readonly ts.Expression[]): ReadonlyMap<string, Documented> {
  const all = new Map<string, Documented>()
  for (const value of values) {
    for (const [name, member] of membersOf(value)) if (all.get(name)?.doc === undefined) all.set(name, member)
  }
  return all
}

function propertiesOf(property: ts.ObjectLiteralElementLike): [string, Documented][] {
  if (ts.isPropertyAssignment(property)) {
    const { name } = property
    const key = ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : undefined
    return key === undefined ? [] : [[key, documented(property, property.initializer)]]
  }
  if (ts.isShorthandPropertyAssignment(property)) return [[property.name.text, documented(property, property.name)]]
  if (ts.isSpreadAssignment(property)) return [...membersOf(property.expression)]
  return []
}

/** What a constant of this file, or one imported from another of the record, is made of. */
function declarationOf(identifier: ts.Identifier): ts.Expression | undefined {
  const file = identifier.getSourceFile()
  for (const statement of file.statements) {
    const own = constant(statement, identifier.text)
    if (own) return own
    if (!ts.isImportDeclaration(statement)) continue
    const { moduleSpecifier, importClause } = statement
    const named = importClause?.namedBindings
    if (!named || !ts.isNamedImports(named) || !ts.isStringLiteral(moduleSpecifier)) continue
    if (!moduleSpecifier.text.startsWith('.')) continue
    if (!named.elements.some(({ name }) => name.text === identifier.text)) continue
    const path = resolve(dirname(file.fileName), moduleSpecifier.text)
    for (const there of source(path).statements) {
      const declared = constant(there, identifier.text)
      if (declared) return declared
    }
  }
  return undefined
}

function constant(statement: ts.Statement, name: string): ts.Expression | undefined {
  if (!ts.isVariableStatement(statement)) return undefined
  return statement.declarationList.declarations.find((one) => one.name.getText() === name)?.initializer
}

/** The constants of the sources, by the name that `named('Name', ...)` gives them, and by their own. */
function documentedConstants(): Map<string, Documented> {
  const found = new Map<string, Documented>()
  for (const path of FILES) {
    for (const statement of source(`${record}/${path}`).statements) {
      if (!ts.isVariableStatement(statement)) continue
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!initializer) continue
        const here = documented(statement, initializer)
        found.set(name.getText(), here)
        const shape = nameGiven(initializer)
        // A second schema of the same name is a variant of the first: the first describes it.
        if (shape !== undefined && !found.has(shape)) found.set(shape, here)
      }
    }
  }
  return found
}

function nameGiven(value: ts.Expression): string | undefined {
  if (!ts.isCallExpression(value) || value.expression.getText() !== 'named') return undefined
  const [name] = value.arguments
  return name && ts.isStringLiteral(name) ? name.text : undefined
}

const constants = documentedConstants()

const NOTHING: Documented = { doc: undefined, members: () => new Map() }

/** What is said of a shape, by the name under which it stands in the JSON Schema. */
export const shapeDoc = (name: string): Documented => constants.get(name) ?? NOTHING

/** What is said of the header's members. */
export const headerDoc = (): Documented => constants.get('headerShape') ?? NOTHING

const typeDocs = new Map(
  [...constants].filter(([name]) => name.endsWith('Types')).flatMap(([, family]) => [...family.members()]),
)

/** What is said of an event type and of its details. */
export const typeDoc = (type: string): Documented => typeDocs.get(type) ?? NOTHING
