import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hasOpenssl } from './support/openssl.ts'

const hasBuild = existsSync(fileURLToPath(new URL('../../dist/timestamp.js', import.meta.url)))

describe.skipIf(!hasOpenssl || !hasBuild)('examples/timestamp-http.ts (skipped: no openssl 3, or no build)', () => {
  it('sends over HTTP, and says what it found', () => {
    const example = fileURLToPath(new URL('../../examples/timestamp-http.ts', import.meta.url))
    const { status, stdout, stderr } = spawnSync(process.execPath, [example])
    const [authority, time, other] = stdout.toString().split('\n')
    expect([status, stderr.toString()]).toEqual([0, ''])
    expect(authority).toBe('CN=Example-authority states that the checkpoint existed before')
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(other).toBe('Over another text it is refused: The token is over another message than the one given.')
  })
})
