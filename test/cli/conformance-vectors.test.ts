import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { answerLine } from '../../src/cli/conformance/answer.ts'
import { conformanceCommand } from '../../src/cli/conformance.ts'
import { base64 } from '../../src/encoding/base64.ts'
import { unhex } from '../../src/encoding/bytes.ts'
import { answerOf } from '../support/answer.ts'
import { fakeIo } from '../support/io.ts'
import { hasShared, shared } from '../support/shared.ts'
import { programs, runCli } from './cli-process.ts'

/** Paths in requests are relative to the folder of the project. */
const folder = fileURLToPath(new URL('../../', import.meta.url))
const files = readdirSync(`${folder}test/vectors`)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => `test/vectors/${name}`)
const PROVIDERS = ['portable', 'webcrypto', 'node']

describe('our own vectors', () => {
  it.each(files)('of %s are answered as expected, and say so', async (file) => {
    const io = fakeIo({ cwd: folder })
    const code = await conformanceCommand.run(['--run', file], io)
    expect(io.out()).toMatch(/^[1-9]\d* vectors: [1-9]\d* as expected, 0 different/)
    expect([code, io.err()]).toEqual([0, ''])
  })

  for (const { name, path, present } of programs) {
    it.skipIf(!present)(
      `are answered as expected by a process of its own: ${name} (skipped where it cannot run)`,
      () => {
        const { code, out, err } = runCli(['conformance', '--run', ...files], { cwd: folder }, path)
        expect(out).toMatch(/^[1-9]\d* vectors: [1-9]\d* as expected, 0 different/)
        expect([code, err]).toEqual([0, ''])
      },
    )

    it.skipIf(!present)(
      `are answered line by line on its standard input: ${name} (skipped where it cannot run)`,
      () => {
        const text = files.map((file) => readFileSync(folder + file, 'utf8')).join('')
        const requests = text.trimEnd().split('\n')
        const { code, out, err } = runCli(['conformance'], { cwd: folder, input: text }, path)
        const answers = out.trimEnd().split('\n')
        expect([code, err, answers.length]).toEqual([0, '', requests.length])
        for (const [i, request] of requests.entries()) {
          const { id, op, expect: expected } = JSON.parse(request)
          const answer = JSON.parse(answers[i] as string)
          if (answer.code === 'unsupported') continue
          const out = op === 'bundle.verify' ? undefined : answer.out
          expect({ id: answer.id, ok: answer.ok, out }, request.slice(0, 200)).toEqual({ id, ...expected })
        }
      },
    )
  }
})

/** Whether a request is accepted, asked as a line. */
async function accepts(request: object): Promise<boolean | 'unsupported'> {
  const line = new TextEncoder().encode(JSON.stringify(request))
  const { ok, code } = JSON.parse(await answerLine(line, { cwd: '.' }))
  return code === 'unsupported' ? code : ok
}

interface WycheproofGroup {
  readonly publicKey: string | { readonly pk: string }
  readonly tests: readonly { tcId: number; msg: string; sig: string; ctx?: string; result: 'valid' | 'invalid' }[]
}

describe.skipIf(!hasShared)('published vectors, as requests (skipped: no ../shared)', () => {
  for (const provider of PROVIDERS) {
    it.each([
      ['ed25519', 'wycheproof-ed25519/ed25519_test.json', 151],
      ['ml-dsa-65', 'wycheproof-mldsa/mldsa_65_verify_test.json', 210],
    ])(`Wycheproof: %s, with the provider ${provider}`, async (algorithm, path, count) => {
      const { testGroups } = JSON.parse(readFileSync(shared(`vectors/${path}`), 'utf8'))
      const differing: number[] = []
      let asked = 0
      for (const { publicKey, tests } of testGroups as WycheproofGroup[]) {
        const key = base64(unhex(typeof publicKey === 'string' ? publicKey : publicKey.pk))
        for (const { tcId, msg, sig, ctx, result } of tests) {
          const input = {
            algorithm,
            publicKey: key,
            message: base64(unhex(msg)),
            signature: base64(unhex(sig)),
            provider,
          }
          const answer = await accepts({ id: tcId, op: 'signature.verify', in: input })
          asked++
          // A signature under a context is valid there; ours have none. Without its library no ML-DSA-65 is checked.
          const valid = result === 'valid' && (ctx ?? '') === ''
          if (answer !== valid && answer !== 'unsupported') differing.push(tcId)
          if (answer === 'unsupported') expect(algorithm).toBe('ml-dsa-65')
        }
      }
      expect(asked).toBe(count)
      expect(differing).toEqual([])
    })
  }

  it('RFC 8785: input and output, but for numbers that the format refuses', async () => {
    const names = readdirSync(shared('vectors/rfc8785/input'))
    const refused: string[] = []
    for (const name of names) {
      const [input, output] = ['input', 'output'].map((side) => readFileSync(shared(`vectors/rfc8785/${side}/${name}`)))
      const answer = await answerOf({ op: 'json.parse', in: { bytes: base64(input as Buffer) } })
      if (answer !== 'unsupported' && !answer.ok) refused.push(name)
      else expect(answer, name).toEqual({ ok: true, out: { canonical: base64(output as Buffer) } })
    }
    expect(names.length).toBeGreaterThan(refused.length)
    for (const name of refused) expect(readFileSync(shared(`vectors/rfc8785/input/${name}`), 'utf8')).toMatch(/\d[.eE]/)
  })

  it('tlog-cosignature: a checkpoint that was verified elsewhere, and with one letter of its text changed', async () => {
    const note = readFileSync(shared('vectors/tlog-cosignature/ed25519-cosigned.checkpoint'), 'utf8')
    const keys = JSON.parse(readFileSync(shared('vectors/tlog-cosignature/ed25519-keys.json'), 'utf8'))
    const vkeys = Object.values(keys).filter((value) => typeof value === 'string' && /\+[0-9a-f]{8}\+/.test(value))
    expect(vkeys.length).toBeGreaterThan(0)
    expect(await accepts({ op: 'cosignature.verify', in: { note, vkeys } })).toBe(true)
    expect(await accepts({ op: 'cosignature.verify', in: { note: note.replace(/^./, 'X'), vkeys } })).toBe(false)
  })
})
