import { afterAll, describe, expect, it } from 'vitest'
import { badChains } from './support/bad-chains.ts'
import { badTokens } from './support/bad-tokens.ts'
import { goodCases } from './support/good-cases.ts'
import { hasOpenssl, OpensslFolder, opensslVersion } from './support/openssl.ts'

const folder = new OpensslFolder()
afterAll(() => folder.remove())
/** 2026-03-02T14:10:00Z, the time in the tokens. */
const AT = 1_772_460_600

describe.skipIf(!hasOpenssl)('openssl ts -verify (skipped: no openssl 3)', () => {
  const cases = [...goodCases(), ...badTokens(), ...badChains()].filter(
    // Its command has no argument for them; with a request it compares both.
    ({ nonce, policy }) => nonce === undefined && policy === undefined,
  )
  it.each(cases)('agrees, or the difference is named: $what', (it_) => {
    const { accepts, text } = folder.verify(it_, AT)
    const ours = it_.expect === 'ok'
    if (it_.openssl === undefined) expect(accepts, text).toBe(ours)
    else if (opensslVersion.startsWith('OpenSSL 3.0.')) expect(accepts, `${it_.openssl}: ${text}`).toBe(!ours)
  })
})
