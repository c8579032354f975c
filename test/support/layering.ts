import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ts from 'typescript'

/**
 * The floors of src/, from the ground up. A file imports from its own folder and from floors below. `entry points` are the files of src/
 * itself: what the package exports.
 */
export const FLOORS = [
  'encoding',
  'crypto',
  'envelope',
  'log',
  'withheld',
  'record',
  'authority',
  'time',
  'identity',
  'custody',
  'rules',
  'assess',
  'case',
  'bundle',
  'disclosure',
  'cosigner',
  'store',
  'report',
  'interop',
  'node',
  'entry points',
  'demo',
  'cli',
  'page',
] as const

/** What is not of the core, and may use Node and its globals. */
const OUTSIDE_THE_CORE = /^(?:node|demo|cli|page)\/|^store\/sqlite\.ts$|^(?:node|sqlite)\.ts$/

/** The one place of the core that reads a clock. */
const CLOCK = 'case/clock.ts'

const GLOBALS: ReadonlySet<string> = new Set([
  'Buffer',
  'process',
  'require',
  '__dirname',
  'fetch',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'localStorage',
  'navigator',
  'document',
  'window',
])

/** `file:line: what is wrong`, for each import that goes up and each use of what the core must not touch. */
export function layeringProblems(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.split(sep).join('/'))
    .sort()
    .flatMap((path) => problemsOf(root, path))
}

function problemsOf(root: string, path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const problems: string[] = []
  const say = (node: ts.Node, problem: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart())
    problems.push(`${path}:${line + 1}: ${problem}`)
  }
  const inCore = !OUTSIDE_THE_CORE.test(path)
  const visit = (node: ts.Node): void => {
    const target = importedBy(node)
    const problem = target === undefined ? undefined : importProblem(root, path, target, inCore)
    if (problem !== undefined) say(node, problem)
    if (inCore && ts.isIdentifier(node) && GLOBALS.has(node.text) && isGlobal(node) && !declaredAbove(node))
      say(node, `uses ${node.text}`)
    if (inCore && path !== CLOCK && readsClock(node)) say(node, 'reads the clock')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return problems
}

/** The module that a declaration, an `import()` or an import type names. */
function importedBy(node: ts.Node): string | undefined {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined
  return named !== undefined && ts.isStringLiteralLike(named) ? named.text : undefined
}

function importProblem(root: string, path: string, target: string, inCore: boolean): string | undefined {
  if (!target.startsWith('.')) return inCore && target.startsWith('node:') ? `the core imports ${target}` : undefined
  const file = relative(root, resolve(root, dirname(path), target))
    .split(sep)
    .join('/')
  // The package's own description.
  if (file === '../package.json') return undefined
  const from = FLOORS.indexOf(floorOf(path))
  const to = FLOORS.indexOf(floorOf(file))
  if (from === -1) return `${floorOf(path)} is not a floor`
  if (to === -1) return `imports ${file}, which is on no floor`
  return to > from ? `${FLOORS[from]} imports ${file}, from a floor above` : undefined
}

const floorOf = (path: string) =>
  (path.includes('/') ? path.slice(0, path.indexOf('/')) : 'entry points') as (typeof FLOORS)[number]

/** False for a member, a label or a declaration of that name. */
function isGlobal(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent))
    return ts.isPropertyAssignment(parent) && parent.initializer === node
  const declares = parent as { name?: ts.Node }
  return declares.name !== node && !ts.isTypeNode(parent) && !ts.isQualifiedName(parent)
}

/** Whether a parameter or a variable around it has the name: then it is no global. */
function declaredAbove({ text, parent }: ts.Identifier): boolean {
  const named = ({ name }: { name: ts.Node }) => ts.isIdentifier(name) && name.text === text
  for (let scope: ts.Node | undefined = parent; scope !== undefined; scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some(named)) return true
    if (ts.isForStatement(scope) && scope.initializer && ts.isVariableDeclarationList(scope.initializer)) {
      if (scope.initializer.declarations.some(named)) return true
    }
    if (ts.isBlock(scope) || ts.isSourceFile(scope)) {
      const lists = scope.statements.filter(ts.isVariableStatement).map(({ declarationList }) => declarationList)
      if (lists.some(({ declarations }) => declarations.some(named))) return true
    }
  }
  return false
}

/** `Date.now`, and `new Date()` without an argument. */
function readsClock(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === 'Date' && node.name.text === 'now'
  const made = ts.isNewExpression(node) || ts.isCallExpression(node)
  return made && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0
}
