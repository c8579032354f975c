import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from '../../src/cli/command.ts'
import { hashCommand } from '../../src/cli/hash.ts'
import { testFolder } from '../support/folder.ts'
import { type FakeIo, fakeIo } from '../support/io.ts'

/** Names that a list, a terminal or a decoder could get wrong. */
export const HARD_NAMES = [
  'plain',
  ' two  spaces ',
  'new\nline',
  'back\\slash',
  'return\r',
  'comma, (x) = y',
  'Улика №1.dd',
  '-dash',
  '#hash',
  '\\start',
].map((name) => Buffer.from(name))
HARD_NAMES.push(Buffer.from([0xff, 0x20, 0xc3]), Buffer.from('cp1251 \xd3\xeb\xe8\xea\xe0', 'latin1'))

/** A folder `e` with a file of each name, which holds its name. */
export function hardFolder(): string {
  const cwd = testFolder()
  mkdirSync(join(cwd, 'e'))
  for (const name of HARD_NAMES) writeFileSync(Buffer.concat([Buffer.from(`${cwd}/e/`), name]), name)
  return cwd
}

/** A folder with files `a` (1 byte), `b` (empty) and `c/d`. */
export function plainFolder(): string {
  const cwd = testFolder()
  mkdirSync(join(cwd, 'c'))
  for (const [name, content] of [
    ['a', 'a'],
    ['b', ''],
    ['c/d', 'abc'],
  ] as const)
    writeFileSync(join(cwd, name), content)
  return cwd
}

/** Runs `fairtrail hash` with these arguments in a folder. */
export async function run(cwd: string, args: string[], changes: Partial<Io> = {}): Promise<FakeIo & { code: number }> {
  const io = fakeIo({ cwd, ...changes })
  const code = await hashCommand.run(args, io)
  return { ...io, code }
}
