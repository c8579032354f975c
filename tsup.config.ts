import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    node: 'src/node.ts',
    sqlite: 'src/sqlite.ts',
    timestamp: 'src/timestamp.ts',
    testing: 'src/testing.ts',
    cli: 'src/cli/main.ts',
  },
  format: 'esm',
  target: 'es2024',
  platform: 'neutral',
  dts: {
    entry: {
      index: 'src/index.ts',
      node: 'src/node.ts',
      sqlite: 'src/sqlite.ts',
      timestamp: 'src/timestamp.ts',
      testing: 'src/testing.ts',
    },
  },
  splitting: true,
  sourcemap: false,
  clean: true,
  // tsup would turn node:sqlite into sqlite, which does not exist.
  removeNodeProtocol: false,
  external: [/^node:/],
  plugins: [
    {
      // An import for nothing but its side effects, of which there are none: bundlers warn of it.
      name: 'bare-imports',
      renderChunk: (code) => ({ code: code.replace(/^import "\.\/chunk-[A-Z0-9]+\.js";\n/gm, '') }),
    },
  ],
})
