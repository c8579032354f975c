import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { layeringProblems } from './support/layering.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))

describe('the floors of src', () => {
  it('holds: no file imports from a floor above, and the core touches neither Node, network nor clock', () => {
    expect(layeringProblems(src)).toEqual([])
  })
})

describe('the check of the floors', () => {
  const problemsOf = (files: Record<string, string>): string[] => {
    const root = mkdtempSync(join(tmpdir(), 'layering-'))
    try {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
      return layeringProblems(root)
    } finally {
      rmSync(root, { recursive: true })
    }
  }

  it.each([
    [
      'an import from above',
      { 'log/a.ts': `import { x } from '../record/b.ts'\n` },
      'log imports record/b.ts, from a floor above',
    ],
    ['a type from above', { 'log/a.ts': `import type { x } from '../record/b.ts'\n` }, 'from a floor above'],
    ['an export from above', { 'log/a.ts': `export * from '../record/b.ts'\n` }, 'from a floor above'],
    ['an import() from above', { 'log/a.ts': `const x = await import('../node/b.ts')\n` }, 'from a floor above'],
    ['an import type from above', { 'log/a.ts': `let x: import('../node/b.ts').X\n` }, 'from a floor above'],
    ['an entry point from a floor', { 'cosigner/a.ts': `import { x } from '../index.ts'\n` }, 'from a floor above'],
    ['a folder that is no floor', { 'helpers/a.ts': `import { x } from '../log/b.ts'\n` }, 'helpers is not a floor'],
    ['an import of no floor', { 'log/a.ts': `import { x } from '../helpers/b.ts'\n` }, 'on no floor'],
    ['Node in the core', { 'log/a.ts': `import { x } from 'node:fs'\n` }, 'the core imports node:fs'],
    ['Node in the core, later', { 'log/a.ts': `const x = await import('node:fs')\n` }, 'the core imports node:fs'],
    ['Node in an isomorphic entry point', { 'index.ts': `export { x } from 'node:fs'\n` }, 'the core imports node:fs'],
    ['Buffer in the core', { 'log/a.ts': `const x = Buffer.from('')\n` }, 'uses Buffer'],
    ['process in the core', { 'log/a.ts': `const x = process.env\n` }, 'uses process'],
    ['process in a template', { 'log/a.ts': `const x = \`\${process.pid}\`\n` }, 'uses process'],
    ['fetch in the core', { 'log/a.ts': `const x = await fetch('')\n` }, 'uses fetch'],
    [
      'fetch in the core, beside a port of that name',
      { 'log/a.ts': `const a = (fetch: X) => fetch('')\nexport const x = [a, fetch]\n` },
      'a.ts:2: uses fetch',
    ],
    ['Date.now in the core', { 'case/a.ts': `const x = Date.now()\n` }, 'reads the clock'],
    ['new Date() in the core', { 'case/a.ts': `const x = new Date()\n` }, 'reads the clock'],
  ])('finds %s', (_, files, problem) => {
    expect(problemsOf(files)).toEqual([expect.stringContaining(problem)])
  })

  it('passes what may be: floors below, the own folder, words in comments and texts, the one clock, Node outside the core', () => {
    expect(
      problemsOf({
        'record/a.ts': `// Buffer, process, Date.now()\nimport { x } from '../log/b.ts'\nimport { y } from './c.ts'\nexport const z = 'process' + x.fetch + y\n`,
        'log/d.ts': `export const a = (fetch: X) => fetch('')\nfor (let window = 0; window < 3; window++) a()\n`,
        'case/clock.ts': `export const now = () => new Date().toISOString()\n`,
        'time/a.ts': `export const day = (x: string) => new Date(x)\n`,
        'node/a.ts': `import { x } from 'node:fs'\nprocess.exit(x + Date.now())\n`,
        'store/sqlite.ts': `import { x } from 'node:fs'\nexport { x }\n`,
      }),
    ).toEqual([])
  })
})
