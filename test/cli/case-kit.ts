import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { runCli } from './cli-process.ts'

/** A folder in which the program is run, with one passphrase for all keys. */
export class Desk {
  readonly cwd: string
  readonly env = { FAIRTRAIL_PASSPHRASE: 'correct horse' }

  constructor(cwd: string) {
    this.cwd = cwd
  }

  run(...args: string[]) {
    return runCli(args, { cwd: this.cwd, env: this.env })
  }

  feed(input: string, ...args: string[]) {
    return runCli(args, { cwd: this.cwd, env: this.env, input })
  }

  /** What a run that must succeed printed. */
  out(...args: string[]): string {
    const { code, out, err } = this.run(...args)
    if (code !== 0) throw new Error(`${args.join(' ')}: exit ${code}\n${err}`)
    return out
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
  for (const key of ['chief', 'log', 'officer', 'clerk']) desk.out('key', 'new', '--out', `${key}.pem`)
  const created = desk.out(
    ...['create', 'case.db', '--root', 'chief.pem', '--name', 'Asanov A.', '--log', 'log.pem'],
    ...['--title', 'Case 17', '--operator', 'City laboratory'],
  )
  const enrol = (...more: string[]) => desk.out('enrol', 'case.db', '--by', 'chief.pem', '--log', 'log.pem', ...more)
  const officer = enrol('--key', 'officer.pem', '--name', 'Bekova B.', '--capacity', 'investigator', '--for', 'Police')
  const clerk = enrol(
    ...['--key', 'clerk.pem', '--name', 'Lee C.', '--capacity', 'reception-clerk', '--for', 'City laboratory'],
  )
  desk.write('collected.json', COLLECTED)
  const recorded = JSON.parse(
    desk.out('record', 'case.db', 'collected.json', '--key', 'officer.pem', '--log', 'log.pem'),
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
