// `node build.ts [FOLDER]`: index.html and verify.js, ready for any static web server. Any bundler does; this is esbuild.
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = process.argv[2] ?? join(here, 'site')
await mkdir(out, { recursive: true })
await copyFile(join(here, 'index.html'), join(out, 'index.html'))
await build({
  entryPoints: [join(here, 'verify.ts')],
  // One file: what is loaded later too.
  outfile: join(out, 'verify.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2024',
  external: ['node:*', '@noble/post-quantum/*'],
  // Not the paths of this project's own tsconfig.json, but the package.
  tsconfigRaw: {},
})
