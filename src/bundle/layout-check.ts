import type { FormProblem } from './form-problems.ts'
import { classify, collisionKey, outsideAt, REQUIRED_FILES } from './layout.ts'

/** Holds the names of a bundle's files against the layout: what is missing, what does not belong, what collides, timestamps. */
export function* layoutProblems(paths: readonly string[]): Generator<FormProblem> {
  const present = new Set(paths)
  for (const path of REQUIRED_FILES) if (!present.has(path)) yield { code: 'missing-file', path }
  const outside = paths.filter((path) => classify(path) === undefined)
  const topmost = new Set(outside.map((path) => (path === 'fetch.txt' ? path : outsideAt(path))))
  for (const path of topmost) yield { code: path === 'fetch.txt' ? 'fetch-txt' : 'outside-layout', path }
  // No two paths of the layout collide.
  if (outside.length > 0) yield* collisions(paths)
  yield* timestampProblems(paths)
}

function* collisions(paths: readonly string[]): Generator<FormProblem> {
  const keys = new Map<string, string>()
  for (const path of paths) {
    const key = collisionKey(path)
    const other = keys.get(key)
    if (other === undefined) keys.set(key, path)
    else yield { code: 'name-collision', path, values: { other } }
  }
}

/** Responses are numbered from 1 without a gap; a query lies beside its response. */
function* timestampProblems(paths: readonly string[]): Generator<FormProblem> {
  const responses = new Set<number>()
  const queries = new Map<number, string>()
  for (const path of paths) {
    const part = classify(path)
    if (part?.part !== 'timestamp') continue
    if (part.form === 'tsr') responses.add(part.number)
    else queries.set(part.number, path)
  }
  for (const [number, path] of queries) if (!responses.has(number)) yield { code: 'timestamp-alone', path }
  for (let number = 1; number <= responses.size; number++) {
    if (responses.has(number)) continue
    yield { code: 'timestamp-number', path: `data/log/timestamps/${number}.tsr` }
    return
  }
}
