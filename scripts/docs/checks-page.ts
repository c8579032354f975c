import { CHECKS } from '../../src/assess/codes.ts'
import { EVENT_REASONS, ORDER_REASONS } from '../../src/authority/codes.ts'
import { FORM_PROBLEMS } from '../../src/bundle/form-problems.ts'
import { IDENTITY_REASONS } from '../../src/identity/codes.ts'

const INTRODUCTION = `# Checks of a report

A check says of one thing how it stands: \`passed\`, \`failed\`, \`undetermined\`, \`not-checked\` (needs something that is not here), \`not-supplied\` or
\`withheld\`. \`about\` says what it is about: the log, the bundle it came in, or one signed statement. Only a failed check about the log or the
bundle makes \`fairtrail verify\` exit with 1. The codes are stable. Breaks of custody are no checks: they are in [custody.md](custody.md).

This page is made from src/assess/codes.ts, src/bundle/form-problems.ts, src/authority/codes.ts and src/identity/codes.ts.
`

const PARTS = { integrity: 'Integrity', identity: 'Identity', time: 'Time', custody: 'Custody' } as const
const cell = (text: string) => text.replaceAll('|', '\\|')

function checksOf(part: keyof typeof PARTS): string {
  const rows = Object.entries(CHECKS)
    .filter(([, check]) => check.part === part)
    .map(([code, { about, means, notMeans }]) => `| \`${code}\` | ${about} | ${cell(means)} | ${cell(notMeans)} |`)
  return `\n## ${PARTS[part]}\n\n| code | about | passed means | what it does not mean |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

function reasons(title: string, texts: Readonly<Record<string, string>>): string {
  const rows = Object.entries(texts).map(([code, text]) => `| \`${code}\` | ${cell(text)} |`)
  return `\n## ${title}\n\n| code | meaning |\n|---|---|\n${rows.join('\n')}\n`
}

/** docs/checks.md. */
export function checksPage(): string {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).map(checksOf).join('')
  const form = Object.fromEntries(Object.entries(FORM_PROBLEMS).map(([code, [, text]]) => [code, text]))
  return [
    INTRODUCTION,
    parts,
    reasons('Defects of a bundle: `values.error` of `bundle-form`, `manifest` and `content-digest`', form),
    reasons('Reasons of a signature: `reason` in `identity.events`', { ...ORDER_REASONS, ...IDENTITY_REASONS }),
    reasons('Why an event has no effect: `values.reason`', EVENT_REASONS),
  ].join('')
}
