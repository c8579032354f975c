import { join } from 'node:path'
import { alterBundle } from './alter.ts'
import { makeCase } from './make-case.ts'
import { verifyElsewhere } from './other-process.ts'
import type { Stage } from './story-kit.ts'
import { nextStep, whatItShows, whatTheAlteredShows, whatWasDone } from './telling.ts'

export { prepareFolder } from './output-folder.ts'

export interface DemoOptions {
  /** A folder made ready by `prepareFolder`. */
  out: string
  /** The same as the reader wrote it, for the last line. */
  outName: string
  /** Folder with files that take the place of the invented disk image. */
  files?: string | undefined
  tool: Stage['tool']
  write: (text: string) => void
}

/**
 * Plays an invented case, exports it, and verifies the bundle and an altered copy of it, each in a process of its own.
 * @returns whether the bundle holds and the altered one does not, as it should be
 */
export async function runDemo({ out, outName, files, tool, write }: DemoOptions): Promise<boolean> {
  write(
    `fairtrail ${tool.version}: an invented case, from the search to the court. Everything is written to ${outName}.\n`,
  )
  const made = await makeCase(out, files, tool)
  write(whatWasDone(made))
  const bundle = join(out, 'bundle')
  const altered = join(out, 'altered')
  const report = verifyElsewhere(bundle, made.fingerprint, made.kept)
  write(
    '\nThe bundle was verified by "fairtrail verify" in another process, which had the bundle, the fingerprint and two log proofs.\n',
  )
  write(whatItShows(report.report, made))
  alterBundle(bundle, altered, { event: made.concluded, from: '"does-not-support"', to: '"supports"' })
  const second = verifyElsewhere(altered, made.fingerprint, made.kept)
  write(whatTheAlteredShows(second.report))
  write(nextStep(outName, made))
  return report.holds && !second.holds
}
