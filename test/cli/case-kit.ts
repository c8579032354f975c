import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { runProgram } from '../../src/cli/program.ts'
import { testFolder } from '../support/folder.ts'
import { fakeIo } from '../support/io.ts'
import { runCli } from './cli-process.ts'

/** A folder in which the program is run, with one passphrase for all keys. */
export class Desk {
  readonly cwd: string
  readonly env = { FAIRTRAIL_PASSPHRASE: 'correct horse' }

  constructor(cwd: string) {
    this.cwd = cwd
  }

  /** Runs the program as a process of its own. */
  process(...args: string[]) {
    return runCli(args, { cwd: this.cwd, env: this.env })
  }

  /** Runs the program within this process, which is many times as fast. */
  run(...args: string[]) {
    return this.feed('', ...args)
  }

  async feed(input: string, ...args: string[]) {
    const stdin = async function* () {
      yield new TextEncoder().encode(input)
    }
    const io = fakeIo({ cwd: this.cwd, env: this.env, stdin })
    const code = await runProgram(args, io, COMMANDS)
    return { code, out: io.out(), err: io.err() }
  }

  /** What a run that must succeed printed. */
  async out(...args: string[]): Promise<string> {
    return succeeded(args, await this.run(...args))
  }

  path(name: string): string {
    return join(this.cwd, name)
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8')
  }

  write(name: string, content: string): void {
    writeFileSync(this.path(name), content)
  }
}

function succeeded(
  args: readonly string[],
  { code, out, err }: { code: number | null; out: string; err: string },
): string {
  if (code !== 0) throw new Error(`${args.join(' ')}: exit ${code}\n${err}`)
  return out
}

export const COLLECTED = JSON.stringify({
  type: 'item.collected',
  occurred: '2026-03-02T14:10:00+06:00',
  details: {
    mode: 'seized',
    context: 'criminal',
    goods: [{ description: { kind: 'physical', exhibit: '1', text: 'Black phone' } }],
  },
})

/** The fingerprint that create printed. */
export const fingerprintIn = (out: string): string => /^fingerprint: +(.*)$/m.exec(out)?.[1] ?? ''

/** The id that enrol printed. */
export const idIn = (out: string, name: string): string => new RegExp(`^${name}: +(\\S+)`, 'm').exec(out)?.[1] ?? ''

/** A case with a root holder, an officer of the police and a clerk of the laboratory, and a phone that was collected. */
function openedCase(desk: Desk) {
  const out = (...args: string[]) => succeeded(args, desk.process(...args))
  for (const key of ['chief', 'log', 'officer', 'clerk']) out('key', 'new', '--out', `${key}.pem`)
  const created = out(
    ...['create', 'case.db', '--root', 'chief.pem', '--name', 'Asanov A.', '--log', 'log.pem'],
    ...['--title', 'Case 17', '--operator', 'City laboratory'],
  )
  const enrol = (...more: string[]) => out('enrol', 'case.db', '--by', 'chief.pem', '--log', 'log.pem', ...more)
  const officer = enrol('--key', 'officer.pem', '--name', 'Bekova B.', '--capacity', 'investigator', '--for', 'Police')
  const clerk = enrol(
    ...['--key', 'clerk.pem', '--name', 'Lee C.', '--capacity', 'reception-clerk', '--for', 'City laboratory'],
  )
  desk.write('collected.json', COLLECTED)
  const recorded = JSON.parse(
    out('record', 'case.db', 'collected.json', '--key', 'officer.pem', '--log', 'log.pem'),
  ) as { event: string; index: number; items: string[] }
  return {
    desk,
    created,
    fingerprint: fingerprintIn(created),
    officer: idIn(officer, 'agent id'),
    laboratory: idIn(clerk, 'organisation'),
    recorded,
    phone: recorded.items[0] as string,
  }
}

/** Makes such a case once for a file of tests; each test gets a copy of its own. */
export function caseForTests(): () => ReturnType<typeof openedCase> {
  let made: ReturnType<typeof openedCase>
  beforeAll(() => {
    made = openedCase(new Desk(mkdtempSync(join(tmpdir(), 'fairtrail-'))))
  }, 60_000)
  afterAll(() => rmSync(made.desk.cwd, { recursive: true, force: true }))
  return () => {
    const desk = new Desk(testFolder())
    cpSync(made.desk.cwd, desk.cwd, { recursive: true })
    return { ...made, desk }
  }
}
