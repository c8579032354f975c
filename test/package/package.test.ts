import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const hasBuild = existsSync(join(root, 'dist/cli.js'))

/** Runs a program with this very Node first on the path, as a user with that version would. */
function run(name: string, args: readonly string[], cwd: string) {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` }
  const { status, stdout, stderr } = spawnSync(name, args, { cwd, env, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

/** The installed packages that a package needs at run time, by folder: its dependencies, and theirs. */
function runtimeDependencies(folder: string, names: readonly string[]): Map<string, { scripts?: object }> {
  const found = new Map<string, { scripts?: object }>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    const one = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
    found.set(name, one)
    queue.push(...Object.keys(one.dependencies ?? {}))
  }
  return found
}

describe.skipIf(!hasBuild)('the package (skipped: no build)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairtrail-package-'))
  const project = join(folder, 'project')
  const installed = join(project, 'node_modules/fairtrail')

  beforeAll(() => {
    mkdirSync(project)
    const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
    expect(packed.code).toBe(0)
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) as string
    writeFileSync(join(project, 'package.json'), '{"name": "user", "private": true, "type": "module"}\n')
    const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']
    const { code, err } = run('npm', ['install', ...flags, join(folder, tarball)], project)
    expect(code, err).toBe(0)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('has what it says and nothing else: no sources, no tests', () => {
    const names = readdirSync(installed).sort()
    expect(names).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json'])
    expect(readdirSync(join(installed, 'docs')).sort()).toEqual(['VERIFY.md', 'schema'])
    expect(readFileSync(join(installed, 'docs/VERIFY.md'))).toEqual(readFileSync(join(root, 'docs/VERIFY.md')))
  })

  it('runs the first program of README.md', () => {
    const program = /```ts\n(.*?)```/s.exec(readFileSync(join(installed, 'README.md'), 'utf8'))?.[1] as string
    writeFileSync(join(project, 'first.js'), program)
    const { code, out, err } = run('node', ['first.js'], project)
    expect(err.replace(/.*ExperimentalWarning.*\n.*\n/, '')).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/^c2sp\.org\/tlog-proof@v1\n/)
    expect(out).toContain('breaks: []')
    expect(existsSync(join(project, 'bundle/manifest-sha256.txt'))).toBe(true)
  })

  it('has a type for everything that the first program of README.md uses', () => {
    const program = /```ts\n(.*?)```/s.exec(readFileSync(join(installed, 'README.md'), 'utf8'))?.[1] as string
    const file = join(project, 'first.ts')
    writeFileSync(file, program)
    // The types of Node itself are the user's.
    mkdirSync(join(project, 'node_modules/@types'), { recursive: true })
    for (const name of ['@types/node', 'undici-types']) {
      if (!existsSync(join(project, 'node_modules', name)))
        symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
    }
    const checked = ts.createProgram([file], {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
      typeRoots: [join(project, 'node_modules/@types')],
    })
    const messages = ts
      .getPreEmitDiagnostics(checked)
      .map(({ file: at, messageText }) => `${at?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
    expect(messages).toEqual([])
  })

  it('runs as a command, and plays its demonstration', () => {
    expect(run('npx', ['--no-install', 'fairtrail', '--version'], project).out).toBe(
      `fairtrail ${description.version}\n`,
    )
    const { code, out, err } = run('npx', ['--no-install', 'fairtrail', 'demo'], project)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('npx fairtrail verify demo-output/bundle')
  })

  it('resolves every entry point that it exports, and its types', async () => {
    for (const [name, target] of Object.entries<string | { types: string; default: string }>(description.exports)) {
      const files = typeof target === 'string' ? [target] : [target.types, target.default]
      for (const file of files) expect(existsSync(join(installed, file)), `${name}: ${file}`).toBe(true)
    }
    const names = Object.keys(description.exports).filter((name) => !name.endsWith('.json'))
    const imports = names.map((name) => `await import('${name.replace('.', 'fairtrail')}')`).join('\n')
    writeFileSync(join(project, 'imports.js'), imports)
    expect(run('node', ['--no-warnings', 'imports.js'], project)).toEqual({ code: 0, out: '', err: '' })
  })

  it('installs without running anything: no runtime dependency has an install script', () => {
    const all = runtimeDependencies(project, Object.keys(description.dependencies))
    expect(all.size).toBeLessThan(8)
    for (const [name, { scripts = {} }] of all)
      for (const hook of ['preinstall', 'install', 'postinstall']) expect(scripts, name).not.toHaveProperty(hook)
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(description.scripts).not.toHaveProperty(hook)
  })

  it('tells bundlers that no module has side effects; the only globals that appear are those of zod', () => {
    expect(description.sideEffects).toBe(false)
    const program = `const before = new Set(Reflect.ownKeys(globalThis))
await import('fairtrail')
process.stdout.write(Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String).join(' '))`
    writeFileSync(join(project, 'globals.js'), program)
    expect(run('node', ['globals.js'], project).out).toMatch(/^(?:__zod_\w+ ?)*$/)
  })
})
