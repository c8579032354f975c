import { ERROR_CODES } from '../../src/encoding/error-codes.ts'

const INTRODUCTION = `# Error codes

Every error that the library throws is a \`FairtrailError\` with one of these codes as \`code\`, and where they are known \`path\` (an RFC 6901
pointer into a JSON document), \`offset\` (bytes) and \`place\` (in words). Codes are stable; messages are for people and may change. What is wrong
with a record is no error: it is a check, a break or a result of the report.

This page is made from src/encoding/error-codes.ts.

| code | meaning |
|---|---|
`

/** docs/errors.md. */
export function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, meaning]) => `| \`${code}\` | ${meaning.replaceAll('|', '\\|')} |`,
  )
  return `${INTRODUCTION}${rows.join('\n')}\n`
}
