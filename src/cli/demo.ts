import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { prepareFolder, runDemo } from '../demo/demo.ts'
import type { Command, Io } from './command.ts'
import { parseOptions, usage } from './options.ts'
import { VERSION } from './version.ts'

const OPTIONS = { out: { type: 'string' }, files: { type: 'string' } } as const

const HELP = `Usage:
  fairtrail demo [--out DIR] [--files DIR]

Plays an invented case from the search to the court, exports it as a bundle,
verifies the bundle, then alters one word of it and verifies again. Nothing is
sent anywhere, and it takes some seconds.

  --out DIR     Where to write: a folder that is empty, is not there yet, or was
                written by an earlier run, which is then replaced. Default:
                demo-output
  --files DIR   Your own files become items of the case, in the place of an
                invented disk image: the files of the folder, without those in
                its folders. They are read, copied into the bundle, and never
                changed.

What it leaves in DIR
  bundle/, bundle.zip   what a court gets
  altered/              the same with one word altered
  fingerprint.txt       the number that stands in the paper file
  kept/                 log proofs, as two of those who signed keep them
  evidence/             the files that the case is about
  case.db               the case; its keys were never written down

Exit code
  0  the bundle holds, and the altered one does not
  1  it came out otherwise
  2  the command could not be run
`

/** `fairtrail demo`: an invented case, from the search to the court. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'Play an invented case, and verify its bundle',
  help: HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseOptions({ args: [...args], options: OPTIONS })
  const { out = 'demo-output', files } = values
  const own = files === undefined ? undefined : ownFolder(resolve(io.cwd, files), files)
  const folder = resolve(io.cwd, out)
  if (!prepareFolder(folder)) {
    throw usage(
      `${out} holds files that no earlier run of this command made; they are left alone. Name another folder: --out DIR`,
    )
  }
  const tool = { name: 'fairtrail', version: VERSION }
  return (await runDemo({ out: folder, outName: out, files: own, tool, write: io.stdout })) ? 0 : 1
}

function ownFolder(folder: string, named: string): string {
  const isFile = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true
  try {
    if (readdirSync(folder).some(isFile)) return folder
  } catch (cause) {
    throw usage(`--files names a folder that can be read, and ${named} is none.`, cause)
  }
  throw usage(`--files names a folder with files, and ${named} has none.`)
}
