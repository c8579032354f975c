import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/**
 * What a bundler makes of the built package for a browser, minified and gzipped, against a budget in kB (1000 bytes). What is fetched only
 * where it is used (P-256 where the browser has none) is printed apart and has no budget. Run after the build.
 */
const BUDGETS: readonly (readonly [what: string, program: string, budget: number])[] = [
  [
    'verify a bundle folder in a browser',
    `import { memoryFiles, verifyBundle } from './dist/index.js'\nexport const run = (files, options) => verifyBundle(memoryFiles(files), options)`,
    90,
  ],
  ['record a case', `export { createCase, generateSigner, item, memoryStore, person } from './dist/index.js'`, 86],
  ['fairtrail, all of it', `export * from './dist/index.js'`, 120],
  ['fairtrail/node, all of it', `export * from './dist/node.js'`, 112],
  ['fairtrail/sqlite', `export * from './dist/sqlite.js'`, 10],
  ['fairtrail/timestamp', `export * from './dist/timestamp.js'`, 34],
]

/** Bytes that are loaded at once, and those that are loaded where they are used. */
async function sizesOf(program: string): Promise<{ first: number; later: number }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    splitting: true,
    outdir: 'out',
    external: ['node:*', '@noble/post-quantum/*'],
    logLevel: 'error',
  })
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === '<stdin>') ?? ''
  const first = new Set([entry])
  for (const path of first)
    for (const { path: to, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') first.add(to)
  const sizes = { first: 0, later: 0 }
  for (const { path, contents } of outputFiles) {
    const isFirst = [...first].some((one) => path.endsWith(one))
    sizes[isFirst ? 'first' : 'later'] += gzipSync(contents, { level: 9 }).length
  }
  return sizes
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)

for (const [what, program, budget] of BUDGETS) {
  const { first, later } = await sizesOf(program)
  const within = first <= budget * 1000
  const rest = later > 0 ? `, later ${kilobytes(later)} kB` : ''
  console.log(`${within ? 'ok  ' : 'OVER'} ${kilobytes(first).padStart(6)} kB of ${budget} kB  ${what}${rest}`)
  if (!within) process.exitCode = 1
}
