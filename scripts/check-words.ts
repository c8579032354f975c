import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Words that belong to a judge, or say more than a record can show, stand nowhere in the project. Exit 1 with the places. */

const BANNED: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bverdicts?\b/i, 'result, finding'],
  [/\bsealed values?\b/i, 'withheld value'],
  [/\btampering\b/i, 'altered'],
  [/\b(?:in)?admissib(?:le|ility)\b/i, 'a question for the court: leave it out'],
  [/\bproven\b/i, 'established'],
  [/\bproved\b/i, 'established'],
]

const FOLDERS = ['bench', 'docs', 'examples', 'scripts', 'src', 'test'] as const
const TEXT = /\.(?:ts|md|json|jsonl|html|css|sh)$/
/** This list itself, and what tests it. */
const OWN = new Set(['scripts/check-words.ts', 'test/docs/pages.test.ts'])

/** `file:line: word (instead: ...)`, for each banned word. */
export function bannedWords(root: string): string[] {
  return files(root).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    if (!BANNED.some(([pattern]) => pattern.test(text))) return []
    return text.split('\n').flatMap((line, at) =>
      BANNED.flatMap(([pattern, instead]) => {
        const word = pattern.exec(line)?.[0]
        return word === undefined ? [] : [`${path}:${at + 1}: ${word} (instead: ${instead})`]
      }),
    )
  })
}

function files(root: string): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'))
  const inner = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  return [...top, ...inner]
    .filter((path) => TEXT.test(path) && !OWN.has(path) && statSync(join(root, path)).isFile())
    .sort()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = bannedWords(fileURLToPath(new URL('..', import.meta.url)))
  for (const line of found) console.error(line)
  process.exitCode = found.length > 0 ? 1 : 0
}
