import { CheckList } from '../assess/check-list.ts'
import { RevealReader, readable } from '../assess/reveals.ts'
import type { BundleFiles } from '../bundle/files.ts'
import { bundleLimits } from '../bundle/limits.ts'
import { lines } from '../bundle/lines.ts'
import { FairtrailError } from '../encoding/error.ts'
import { openBundleFiles } from '../node/bundle-open.ts'
import { nodeProvider } from '../node/provider.ts'
import { LogReader } from '../record/log-reader.ts'
import { type Names, namesOf } from '../report/names.ts'

/**
 * What agents and items are called in a bundle that was verified just now: only reveals that open their commitments count.
 * @param asOf how many entries are looked at; all unless given
 */
export async function bundleNames(path: string, asOf?: number): Promise<Names> {
  const files = await openBundleFiles(path)
  try {
    const log = new LogReader(nodeProvider)
    for await (const line of linesOf(files, 'data/log/entries.jsonl', 'entryLine')) await log.add(line)
    await log.settle()
    // What is wrong with a reveal stands in the report already.
    const reveals = new RevealReader(log, new CheckList(), nodeProvider.sha256)
    for await (const line of linesOf(files, 'data/reveals.jsonl', 'revealLine')) reveals.add(line)
    const entries = log.entries.slice(0, asOf).filter((entry) => entry !== undefined)
    return namesOf(entries.map((entry) => readable(entry, reveals.opened)))
  } finally {
    await files.close()
  }
}

async function* linesOf(
  files: BundleFiles,
  path: string,
  line: 'entryLine' | 'revealLine',
): AsyncGenerator<Uint8Array> {
  const file = files.files.get(path)
  if (!file) return
  try {
    yield* lines(file.open(), { path, limits: bundleLimits(), line })
  } catch (error) {
    if (!(error instanceof FairtrailError)) throw error
  }
}
