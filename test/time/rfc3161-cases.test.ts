import { describe, expect, it } from 'vitest'
import { TIMESTAMP_REASONS } from '../../src/time/rfc3161-reasons.ts'
import { verifyTimestamp } from '../../src/time/rfc3161-verify.ts'
import { badChains } from './support/bad-chains.ts'
import { badTokens } from './support/bad-tokens.ts'
import { goodCases } from './support/good-cases.ts'

const cases = [...goodCases(), ...badTokens(), ...badChains()]

describe('a time-stamp', () => {
  it.each(cases)('gives $expect: $what', async (it_) => {
    const found = await verifyTimestamp(it_)
    expect(found.ok ? 'ok' : found.code, found.ok ? '' : found.message).toBe(it_.expect)
    if (!found.ok) expect([found.message, found.place]).not.toContain('')
  })

  it('has a case for every reason but the missing platform', () => {
    const shown = new Set(cases.map((it_) => it_.expect))
    const missing = Object.keys(TIMESTAMP_REASONS).filter(
      (reason) => !shown.has(reason as keyof typeof TIMESTAMP_REASONS),
    )
    expect(missing).toEqual(['platform-missing'])
  })
})
