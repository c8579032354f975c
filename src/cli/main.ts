#!/usr/bin/env node
import { nodeProblem } from './node-version.ts'

// Everything else is imported once the version is known to be able to read it.
const problem = nodeProblem(process.versions.node)
if (problem === undefined) {
  import('./process.ts').then(
    ({ main }) => main(),
    (error) => cannotStart(`fairtrail cannot start: ${error.message}`),
  )
} else {
  cannotStart(problem)
}

function cannotStart(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 2
}
