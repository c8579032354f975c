import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Writes src/bundle/verify-md.ts from docs/VERIFY.md. The text is frozen with format 1: a bundle with another one fails. */
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export function verifyMdModule(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const literal = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return `/** The VERIFY.md of every bundle of format 1. Made from docs/VERIFY.md by scripts/make-verify-md.ts. */
export const VERIFY_MD: string = \`${literal}\`

/** Lowercase hex SHA-256 of its UTF-8 bytes. */
export const VERIFY_MD_SHA256: string = '${sha256}'
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(at('src/bundle/verify-md.ts'), verifyMdModule(readFileSync(at('docs/VERIFY.md'))))
}
