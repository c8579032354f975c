import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importPrivateKey } from '../../src/crypto/private-key.ts'
import { testFolder } from '../support/folder.ts'
import { hasTool, runTool } from '../support/tools.ts'
import { hasProgram, program } from './cli-process.ts'

/** script(1) of util-linux runs a command on a terminal of its own. */
const hasScript = hasTool('script') && runTool('script', ['--version']).out.includes('util-linux')

/** The program on a terminal: what is seen there, and its exit code, after each text has been typed when its question was seen. */
async function onTerminal(cwd: string, args: string, typed: readonly [question: string, text: string][]) {
  const command = `"${process.execPath}" "${program}" ${args}`
  const env = { ...process.env, NO_COLOR: '1' }
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env, stdio: 'pipe' })
  let seen = ''
  const waiting = [...typed]
  child.stdout.on('data', (text) => {
    seen += text
    const [next] = waiting
    if (next === undefined || !seen.includes(next[0])) return
    waiting.shift()
    child.stdin.write(next[1])
  })
  const [code] = await once(child, 'close')
  return { code, seen, left: waiting.length }
}

describe.skipIf(!hasScript || !hasProgram)('on a terminal (skipped: no script of util-linux)', () => {
  it('a passphrase is asked for twice, can be corrected while it is typed, and is never shown', async () => {
    const cwd = testFolder()
    const { code, seen, left } = await onTerminal(cwd, 'key new --out k.pem', [
      ['New passphrase for k.pem: ', 'sekrit\u007f\u007f\u007f\u007fcret\r'],
      ['The same again: ', 'secret\r'],
    ])
    expect([code, left]).toEqual([0, 0])
    expect(seen).toContain('key id:')
    expect(seen).not.toMatch(/sek|secret|ret\b/)
    const pem = readFileSync(join(cwd, 'k.pem'), 'utf8')
    await expect(importPrivateKey(pem, 'secret')).resolves.toBeDefined()
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s at the question ends the program, and nothing is written', async (_, key) => {
    const cwd = testFolder()
    const { code, seen } = await onTerminal(cwd, 'key new --out k.pem', [
      ['New passphrase for k.pem: ', `secr${key === '\u0004' ? '\u0015' : ''}${key}`],
    ])
    expect(code).toBe(2)
    expect(seen).toContain('Ended on request; nothing was done.')
    expect(seen).not.toContain('secr')
    expect(existsSync(join(cwd, 'k.pem'))).toBe(false)
  })
})
