import { readSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { assessLog } from '../assess/assess-log.ts'
import { CheckList } from '../assess/check-list.ts'
import { custodyReport } from '../assess/custody.ts'
import { holds } from '../assess/report.ts'
import type { Case } from '../case/case.ts'
import type { ItemReport } from '../custody/item-report.ts'
import type { JsonObject } from '../encoding/json.ts'
import { quoted } from '../encoding/text.ts'
import { attempt, openRegularFile, pathBytes } from '../node/open-file.ts'
import { nodeProvider } from '../node/provider.ts'
import { itemLines } from '../report/custody-text.ts'
import { type Names, namesOf } from '../report/names.ts'
import { textReport } from '../report/text-report.ts'
import { TEXTS_EN } from '../report/texts-en.ts'
import { bundleNames } from './bundle-names.ts'
import { withCase } from './case-file.ts'
import type { Command, Io } from './command.ts'
import { parseOptions, usage } from './options.ts'
import { verifyPath } from './verify.ts'

const HELP = `Usage:
  fairtrail show CASE.db [--item EXHIBIT-or-ID]
  fairtrail show BUNDLE --case "FINGERPRINT" [--item EXHIBIT-or-ID]

Shows the story of each item, as a person would tell it: what it is, who held it, from when
until when, where, under which seals, and where the record does not hold together. Times
stand as they were written down. Custodians are named where their names are revealed to
you, and stand under their ids where they are not.

  --item X      One item: its exhibit number, or its id.
  --case "..."  For a bundle: the fingerprint of the case, from the paper file.

Exit code
  0  shown
  1  a bundle of which a check failed: see "fairtrail verify"
  2  it could not be run: no such item, a file that cannot be read
`

const OPTIONS = { item: { type: 'string' }, case: { type: 'string' } } as const

/** `fairtrail show`: timelines of items. */
export const showCommand: Command = {
  name: 'show',
  summary: 'Show who held an item, from when until when',
  help: HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw usage('Name one case or bundle: fairtrail show 2026-17.db --item 1')
  const file = resolve(io.cwd, path)
  if (!isCase(path, file, io)) return showBundle(path, file, values, io)
  if (values.case !== undefined) throw usage('--case belongs to a bundle: leave it out for the file of a case.')
  const { items, names } = await withCase(path, {}, io, caseItems)
  print(items, names, values.item, io)
  return 0
}

async function showBundle(
  path: string,
  file: string,
  { item, case: fingerprint }: { item?: string | undefined; case?: string | undefined },
  io: Io,
): Promise<number> {
  const report = await verifyPath(path, fingerprint, io)
  if (report.case === null) {
    io.stdout(textReport(report, TEXTS_EN))
    return 1
  }
  print(report.custody.items, await bundleNames(file), item, io)
  if (holds(report)) return 0
  io.stderr(
    `Checks of this bundle failed, so what is shown may not be what was recorded: fairtrail verify ${path} --case ...\n`,
  )
  return 1
}

const SQLITE = 'SQLite format 3\0'

/** The file of a case is a SQLite database; a bundle is a folder or a ZIP file. */
function isCase(path: string, file: string, io: Io): boolean {
  if (attempt(pathBytes(path), () => statSync(file)).isDirectory()) return false
  const opened = openRegularFile(pathBytes(path), io.cwd)
  try {
    const head = new Uint8Array(SQLITE.length)
    return readSync(opened.fd, head) === head.length && new TextDecoder().decode(head) === SQLITE
  } finally {
    opened.close()
  }
}

async function caseItems(kase: Case): Promise<{ items: ItemReport[]; names: Names }> {
  const checks = new CheckList()
  const input = { pin: kase.id, log: kase.log, checkpoint: await kase.checkpoint() }
  const facts = await assessLog(input, checks, nodeProvider)
  const payloads: JsonObject[] = []
  for await (const { payload } of kase.events()) payloads.push(payload)
  return { items: custodyReport(facts, checks), names: namesOf(payloads) }
}

function print(items: readonly ItemReport[], names: Names, wanted: string | undefined, io: Io): void {
  const found = wanted === undefined ? items : items.filter((one) => isWanted(one, names, wanted))
  if (wanted !== undefined && found.length === 0) {
    const known = items.map(({ item, exhibit }) => exhibit ?? item).join(', ')
    throw usage(
      `There is no item ${quoted(wanted)}. ${known === '' ? 'The record has no items.' : `There are: ${known}.`}`,
    )
  }
  if (items.length === 0) io.stdout(`${TEXTS_EN.words.noItems}\n`)
  io.stdout(found.map((one) => `${itemLines(one, TEXTS_EN, names).join('\n')}\n`).join('\n'))
}

function isWanted({ item, exhibit }: ItemReport, names: Names, wanted: string): boolean {
  return item === wanted || exhibit === wanted || names.items.get(item)?.exhibit === wanted
}
