import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Every relative link of the pages leads to a file, and its anchor to a heading. Exit 1 with the places where one does not. */

const FENCE = /^(```|~~~)[\s\S]*?^\1[^\S\n]*$/gm
const INLINE_CODE = /`[^`\n]*`/g
const LINK = /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm
const HEADING = /^#{1,6}[^\S\n]+(.+?)[^\S\n]*#*$/gm

/** The Markdown pages: those at the root and under docs/ and examples/. */
export function pages(root: string): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'))
  const inner = ['docs', 'examples'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
      : [],
  )
  return [...top, ...inner.filter((name) => name.endsWith('.md'))].sort()
}

/** `file:line: what is wrong`, for each link that leads nowhere. */
export function brokenLinks(root: string): string[] {
  return pages(root).flatMap((page) => {
    const path = join(root, page)
    const text = readFileSync(path, 'utf8')
    // Code is blanked, not cut out: places stay where they are.
    const prose = text.replace(FENCE, blank).replace(INLINE_CODE, blank)
    return [...prose.matchAll(LINK)].flatMap((match) => {
      const target = (match[1] ?? match[2]) as string
      const problem = problemOf(path, target)
      const line = prose.slice(0, match.index).split('\n').length
      return problem === undefined ? [] : [`${relative(root, path)}:${line}: ${target}: ${problem}`]
    })
  })
}

function problemOf(page: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : resolve(dirname(page), decodeURIComponent(path))
  if (!existsSync(file)) return 'there is no such file'
  if (anchor === undefined || !file.endsWith('.md') || statSync(file).isDirectory()) return undefined
  return anchorsOf(readFileSync(file, 'utf8')).has(anchor) ? undefined : 'there is no such heading'
}

function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  const seen = new Map<string, number>()
  for (const [, heading] of text.replace(FENCE, blank).matchAll(HEADING)) {
    const slug = slugOf(heading as string)
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    anchors.add(count === 0 ? slug : `${slug}-${count}`)
  }
  return anchors
}

/** As the usual hosts make it: lowercase, punctuation dropped, spaces to hyphens. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const broken = brokenLinks(fileURLToPath(new URL('..', import.meta.url)))
  for (const line of broken) console.error(line)
  process.exitCode = broken.length > 0 ? 1 : 0
}
