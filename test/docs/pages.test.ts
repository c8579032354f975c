import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { brokenLinks } from '../../scripts/check-links.ts'
import { bannedWords } from '../../scripts/check-words.ts'
import { verifyMdModule } from '../../scripts/make-verify-md.ts'
import { VERIFY_MD, VERIFY_MD_SHA256 } from '../../src/bundle/verify-md.ts'
import { testFolder } from '../support/folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path))

describe('VERIFY.md of format 1', () => {
  const file = read('docs/VERIFY.md')

  it('is the text and the digest in src/bundle/verify-md.ts', () => {
    expect(VERIFY_MD).toBe(file.toString())
    expect(VERIFY_MD_SHA256).toBe(createHash('sha256').update(file).digest('hex'))
    expect(read('src/bundle/verify-md.ts').toString()).toBe(verifyMdModule(file))
  })

  it('has its digest printed on the pages that name it', () => {
    for (const page of ['docs/format.md', 'docs/verify-by-hand.md']) {
      expect(read(page).toString()).toContain(VERIFY_MD_SHA256)
    }
  })

  it('is short, in English and Russian, and gives no fingerprint of its own', () => {
    expect(file.length).toBeLessThan(8000)
    expect(VERIFY_MD).toMatch(/^# How to check this bundle$/m)
    expect(VERIFY_MD).toMatch(/^# Как проверить этот комплект$/m)
    expect(VERIFY_MD).not.toMatch(/[0-9a-f]{16}/)
  })

  it('becomes a module whose text is the same, whatever characters it has', async () => {
    const text = ['a `b` \\ ', '$', '{c} \\`\n'].join('')
    const source = verifyMdModule(Buffer.from(text)).replaceAll(': string =', ' =')
    const module = await import(`data:text/javascript,${encodeURIComponent(source)}`)
    expect(module.VERIFY_MD).toBe(text)
  })
})

describe('links', () => {
  it('lead somewhere, on every page', () => {
    expect(brokenLinks(root)).toEqual([])
  })

  it('are found where they lead nowhere, with the place', () => {
    const folder = testFolder()
    mkdirSync(join(folder, 'docs'))
    writeFileSync(
      join(folder, 'README.md'),
      '# A b, c!\n\n[a](#a-b-c) [b](docs/b.md#two-1) [c](https://example.org/x)\n',
    )
    writeFileSync(
      join(folder, 'docs/b.md'),
      '# Two\n## Two\n```\n[no](no.md)\n# three\n```\n[up](../README.md) `[x](y)`\n[d](c.md)\n[e](../README.md#d) [f](#three)\n',
    )
    expect(brokenLinks(folder)).toEqual([
      'docs/b.md:8: c.md: there is no such file',
      'docs/b.md:9: ../README.md#d: there is no such heading',
      'docs/b.md:9: #three: there is no such heading',
    ])
  })
})

describe('words', () => {
  it('that belong to a judge stand nowhere', () => {
    expect(bannedWords(root)).toEqual([])
  })

  it('are found where they stand, with the place', () => {
    const folder = testFolder()
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'README.md'), 'Provenance is fine.\nIt is PROVEN.\n')
    writeFileSync(join(folder, 'src/a.ts'), '// inadmissible\n')
    writeFileSync(join(folder, 'LICENSE'), 'proved\n')
    expect(bannedWords(folder)).toEqual([
      'README.md:2: PROVEN (instead: established)',
      'src/a.ts:1: inadmissible (instead: a question for the court: leave it out)',
    ])
  })
})
