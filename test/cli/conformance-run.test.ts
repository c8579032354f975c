import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conformanceCommand } from '../../src/cli/conformance.ts'
import { testFolder } from '../support/folder.ts'
import { fakeIo } from '../support/io.ts'

const decode = (id: unknown, ok = true, why?: string) => ({
  id,
  op: 'base64.decode',
  in: { text: 'AAE=' },
  expect: ok ? { ok, out: { bytes: 'AAE=' } } : { ok },
  ...(why === undefined ? {} : { why }),
})
const unbuilt = (id: unknown, ok: boolean) => ({ id, op: 'nope', in: {}, expect: { ok } })

/** Runs files of vectors; `peer` is a script for Node, whose answers are compared. */
async function run(vectors: readonly unknown[], peer?: string) {
  const cwd = testFolder()
  writeFileSync(join(cwd, 'v.jsonl'), vectors.map((vector) => `${JSON.stringify(vector)}\n`).join(''))
  const args = ['--run', 'v.jsonl']
  if (peer !== undefined) {
    writeFileSync(join(cwd, 'peer.mjs'), peer)
    args.push('--against', `"${process.execPath}" peer.mjs`)
  }
  const io = fakeIo({ cwd })
  const code = await conformanceCommand.run(args, io)
  return { code, out: io.out(), err: io.err() }
}

/** A peer that answers each request, a parsed one named `r`, with the value of an expression. */
const answering = (expression: string) => `
  import { createInterface } from 'node:readline'
  for await (const line of createInterface({ input: process.stdin })) {
    const r = JSON.parse(line)
    console.log(JSON.stringify(${expression}))
  }`
const RIGHT = '{ id: r.id, ok: true, out: { bytes: "AAE=" } }'

describe('running vectors', () => {
  it('counts those that are as expected', async () => {
    expect(await run([decode(1), decode(2)])).toEqual({
      code: 0,
      out: '2 vectors: 2 as expected, 0 different\n',
      err: '',
    })
  })

  it.each([
    ['accepted instead of refused', decode('a', false, 'no reason')],
    ['refused instead of accepted', { ...decode('a', true, 'no reason'), in: { text: 'AAE' } }],
    ['another out', { ...decode('a', true, 'no reason'), in: { text: 'AAI=' } }],
    ['no out where one is expected', { ...decode('a', true, 'no reason'), in: {} }],
    ['an out where none is expected', { ...decode('a', true, 'no reason'), expect: { ok: true } }],
  ])('shows a difference: %s', async (_, vector) => {
    const { code, out } = await run([decode(0), vector])
    expect(code).toBe(1)
    expect(out).toContain('v.jsonl, line 2, id "a", base64.decode\n  why:      no reason\n  expected: {"ok":')
    expect(out).toContain('\n  answer:   {"ok":')
    expect(out).toMatch(/\n2 vectors: 1 as expected, 1 different\n$/)
  })

  it('never compares codes', async () => {
    const expected = { ok: false, code: 'another-code' }
    expect((await run([{ ...decode(1), in: { text: '!' }, expect: expected }])).code).toBe(0)
  })

  it('takes an empty out for none, and members in any order', async () => {
    const withEmpty = { id: 1, op: 'merkle.inclusion', in: {}, expect: { ok: false, out: {} } }
    const note = 'o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'
    const head = { size: '0', root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', origin: 'o' }
    const ordered = { id: 2, op: 'checkpoint.parse', in: { text: note }, expect: { ok: true, out: head } }
    expect((await run([withEmpty, ordered])).out).toBe('2 vectors: 2 as expected, 0 different\n')
  })

  it('counts what is not built apart, whatever is expected, and does not say that all is well where nothing else was', async () => {
    const some = await run([decode(1), unbuilt(2, true), unbuilt(3, false)])
    expect(some).toMatchObject({
      code: 0,
      out: '3 vectors: 1 as expected, 0 different, 2 not compared (unsupported)\n',
    })
    const none = await run([unbuilt(1, false)])
    expect(none).toMatchObject({ code: 1, err: 'Nothing was compared, so nothing is shown.\n' })
  })

  it('answers requests that are wrong in themselves like any other', async () => {
    const refused = { expect: { ok: false } }
    expect((await run([refused, { ...refused, op: 7 }, { ...refused, op: 'json.parse', in: [] }])).out).toBe(
      '3 vectors: 3 as expected, 0 different\n',
    )
  })

  it('shows nothing that a terminal would obey, and cuts what is long', async () => {
    const { out } = await run([decode('x\u009b2J', false, `\u001b[2J\n${'long '.repeat(10_000)}`)])
    expect(out).toContain('\\u{1b}[2J\\u{a}long')
    expect(out).toContain('(50005 characters)')
    expect(out).not.toMatch(/[^\P{Cc}\n]/u)
    expect(out.length).toBeLessThan(2000)
  })

  it.each([
    ['is not there', undefined, 'file-not-found', 'v.jsonl: there is no such file'],
    ['is empty', '', 'conformance-vectors', 'v.jsonl: there is no vector'],
    [
      'has a line that is not JSON',
      `${JSON.stringify(decode(1))}\n{`,
      'conformance-vectors',
      'v.jsonl, line 2: not JSON',
    ],
    ['has an empty line', `${JSON.stringify(decode(1))}\n\n`, 'conformance-vectors', 'v.jsonl, line 2: not JSON'],
    ['has a line that is no object', '[]', 'conformance-vectors', 'v.jsonl, line 1: not a JSON object'],
    [
      'has a request without expect',
      '{"id":1,"op":"json.parse","in":{}}',
      'conformance-vectors',
      'v.jsonl, line 1: it has no expect',
    ],
    [
      'expects something else than true or false',
      '{"expect":{"ok":"true"}}',
      'conformance-vectors',
      'it has no expect',
    ],
    ['is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'conformance-vectors', 'v.jsonl, line 1: not JSON in UTF-8'],
  ])('stops where a file %s', async (_, content, code, message) => {
    const cwd = testFolder()
    if (content !== undefined) writeFileSync(join(cwd, 'v.jsonl'), content)
    const running = conformanceCommand.run(['--run', 'v.jsonl'], fakeIo({ cwd }))
    await expect(running).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('stops at a folder in the place of a file', async () => {
    const cwd = testFolder()
    mkdirSync(join(cwd, 'v.jsonl'))
    const running = conformanceCommand.run(['--run', 'v.jsonl'], fakeIo({ cwd }))
    await expect(running).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})

describe('running vectors against another implementation', () => {
  it('counts its answers that are as expected', async () => {
    const { code, out } = await run([decode(1), decode([{ a: null }])], answering(RIGHT))
    expect([code, out]).toEqual([0, '2 vectors: 2 as expected, 0 different\n'])
  })

  it('does not tell it what is expected, nor why', async () => {
    const right = '{ id: r.id, ok: Object.keys(r).join() === "id,op,in", out: { bytes: "AAE=" } }'
    expect((await run([decode(1, true, 'why')], answering(right))).code).toBe(0)
  })

  it.each([
    ['another ok', '{ id: r.id, ok: false, code: "no" }'],
    ['another out', '{ id: r.id, ok: true, out: { bytes: "" } }'],
    ['no out', '{ id: r.id, ok: true }'],
    ['another id', '{ id: "b", ok: true, out: { bytes: "AAE=" } }'],
    ['no ok', '{ id: r.id }'],
    ['no object', '[]'],
  ])('shows its answer beside ours: %s', async (_, expression) => {
    const { code, out } = await run([decode('a')], answering(expression))
    expect(code).toBe(1)
    expect(out).toMatch(
      / {2}theirs: {3}.*\n {2}ours: {5}\{"ok":true,"out":\{"bytes":"AAE="\}\}\n1 vector: 0 as expected/,
    )
  })

  it('shows an answer that is not JSON', async () => {
    const { code, out } = await run([decode(1)], `process.stdin.resume(); console.log('Segmentation fault')`)
    expect(code).toBe(1)
    expect(out).toContain('theirs:   (not an answer) Segmentation fault')
  })

  it('shows an answer that is as expected where ours is not', async () => {
    const { code, out } = await run([{ ...decode(1), in: { text: '!' } }], answering(RIGHT))
    expect(code).toBe(1)
    expect(out).toContain('ours:     {"ok":false,"code":"base64-syntax"}')
  })

  it('compares with what is expected where we have no answer', async () => {
    const { code, out } = await run([unbuilt(1, true)], answering('{ id: r.id, ok: true }'))
    expect([code, out]).toEqual([0, '1 vector: 1 as expected, 0 different\n'])
  })

  it('counts apart what it says is unsupported', async () => {
    const { code, out } = await run(
      [decode(1), decode(2)],
      answering(`r.id === 2 ? { id: 2, ok: false, code: 'unsupported' } : ${RIGHT}`),
    )
    expect([code, out]).toEqual([0, '2 vectors: 1 as expected, 0 different, 1 not compared (unsupported)\n'])
  })

  it('says where it gave too few answers, or too many', async () => {
    const few = await run([decode(1), decode(2), decode(3)], `${answering(RIGHT).slice(0, -1)}; process.exit(3) }`)
    expect(few.out).toBe('3 vectors: 1 as expected, 0 different, 2 without an answer, the last ones\n')
    expect([few.code, few.err]).toEqual([1, 'The command ended with exit code 3.\n'])
    const many = await run([decode(1)], `${answering(RIGHT)}; console.log('{}'); console.log('{}')`)
    expect([many.code, many.out]).toEqual([1, '1 vector: 1 as expected, 0 different, and 2 answers too many\n'])
  })

  it('stops where it gives no answer at all', async () => {
    await expect(run([decode(1)], 'process.exit(9)')).rejects.toMatchObject({
      code: 'conformance-peer',
      message: expect.stringContaining('exit code 9'),
    })
    await expect(run([decode(1)], 'process.stdin.resume()')).rejects.toMatchObject({ code: 'conformance-peer' })
  })

  it('waits for one that keeps its answers to the end, though they are more than a pipe holds', async () => {
    const vectors = Array.from({ length: 3000 }, (_, id) => decode(`${id}-${'x'.repeat(200)}`))
    const keeping = `
      import { createInterface } from 'node:readline'
      const kept = []
      for await (const line of createInterface({ input: process.stdin })) {
        const r = JSON.parse(line)
        kept.push(JSON.stringify(${RIGHT}))
      }
      console.log(kept.join('\\n'))`
    const { code, out } = await run(vectors, keeping)
    expect([code, out]).toEqual([0, '3000 vectors: 3000 as expected, 0 different\n'])
  })

  it('ends it where the vectors turn out to be damaged', async () => {
    const cwd = testFolder()
    writeFileSync(join(cwd, 'v.jsonl'), `${JSON.stringify(decode(1))}\nnonsense\n`)
    writeFileSync(join(cwd, 'peer.sh'), '#!/bin/sh\nexec cat\n')
    chmodSync(join(cwd, 'peer.sh'), 0o755)
    const running = conformanceCommand.run(['--run', 'v.jsonl', '--against', './peer.sh'], fakeIo({ cwd }))
    await expect(running).rejects.toMatchObject({ code: 'conformance-vectors' })
  })
})
