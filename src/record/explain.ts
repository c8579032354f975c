import * as z from 'zod/mini'
import type { Json } from '../encoding/json.ts'
import { pointer } from '../encoding/json-pointer.ts'

/** Where and why a schema refuses a value. */
export interface Explanation {
  /** RFC 6901 pointer. */
  path: string
  message: string
}

interface Problem {
  path: PropertyKey[]
  message: string
}

/** Zod passes over a member `__proto__` of an object with free names. */
const UNEXPLAINED: Problem = { path: [], message: 'has a member that is not accepted' }

/** Why a schema refuses a value that it refuses: the first problem, in the option of a union that was most likely meant. */
export function explain(schema: z.ZodMiniType, json: Json): Explanation {
  const result = z.safeParse(schema, json, { reportInput: true })
  const { path, message } = result.success ? UNEXPLAINED : firstProblem(result.error.issues)
  return { path: pointer(path as (string | number)[]), message }
}

type Issues = readonly z.core.$ZodIssue[]

function firstProblem(issues: Issues): Problem {
  const issue = issues[0] as z.core.$ZodIssue
  if (issue.code === 'invalid_union') {
    const [likeliest] = issue.errors
      .filter((option) => option.length > 0)
      .map((option) => ({ misfits: misfits(option), problem: firstProblem(option) }))
      .sort((a, b) => a.misfits - b.misfits || b.problem.path.length - a.problem.path.length)
    if (likeliest) return { ...likeliest.problem, path: [...issue.path, ...likeliest.problem.path] }
  }
  if (issue.code === 'unrecognized_keys') {
    return { path: [...issue.path, ...issue.keys.slice(0, 1)], message: 'this member is not known here' }
  }
  return { path: [...issue.path], message: describe(issue) }
}

/** How far a value is from an option: another kind of value, members that are missing or unknown. */
function misfits(issues: Issues): number {
  const isMisfit = (issue: z.core.$ZodIssue) =>
    issue.path.length === 0 || (issue.path.length === 1 && issue.input === undefined)
  return issues.filter(isMisfit).length
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return `must match ${issue.pattern ?? issue.format}`
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'number' ? '' : ' long'}`
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'number' ? '' : ' long'}`
    default:
      return issue.message
  }
}
