import type { DigestAlgorithm } from '../crypto/types.ts'
import { isUuid4 } from '../encoding/uuid.ts'
import { hashFile } from '../node/hash-file.ts'
import { treeBytes } from '../node/hash-tree.ts'
import type { Io } from './command.ts'
import { usage } from './options.ts'
import { ProgressLine } from './progress.ts'
import { VERSION } from './version.ts'

const PURPOSES = ['acquisition', 'verification', 'disclosure']
const SCOPES = ['device', 'stream', 'container-file', 'logical-file', 'tree', 'memory']

/** Image formats that wrap what they hold: a digest of such a file is never that of the disk inside it. */
const CONTAINER = /\.(?:[els]x?\d\d|ad\d+|aff4?)$/i

export interface EventOptions {
  item: string
  /** As given on the command line; see {@link PURPOSES} and {@link SCOPES}. */
  purpose?: string | undefined
  scope?: string | undefined
}

/**
 * Draft events `digest.measured` for one file, as JSON text: an object, or for several algorithms an array with one for each. They hold
 * what the tool knows; case, signers and time of recording are added where they are signed.
 *
 * @throws FairtrailError `usage`, and what {@link hashFile} throws
 */
export async function digestEvents(
  path: string,
  algorithms: readonly DigestAlgorithm[],
  options: EventOptions,
  io: Io,
): Promise<string> {
  const { item, purpose = 'verification', scope = CONTAINER.test(path) ? 'container-file' : 'logical-file' } = options
  if (!isUuid4(item)) {
    throw usage(
      '--event takes the id of the item: a UUID of version 4 in lowercase, such as 0f8fad5b-d9cb-469f-a165-70867728950e.',
    )
  }
  if (!PURPOSES.includes(purpose)) throw usage(`--purpose is one of ${PURPOSES.join(', ')}.`)
  if (!SCOPES.includes(scope)) throw usage(`--scope is one of ${SCOPES.join(', ')}.`)
  const progress = new ProgressLine(io, () => treeBytes([path], io.cwd))
  const from = io.now()
  const { bytes, digests } = await hashFile(path, {
    algorithms,
    cwd: io.cwd,
    onProgress: (read) => progress.reading(read.bytes),
  }).finally(() => progress.clear())
  const to = io.now()
  const occurred = from === to ? { at: to } : { from, to }
  const events = digests.map(({ algorithm, value }) => ({
    type: 'digest.measured',
    items: [item],
    occurred,
    details: {
      item,
      digest: { algorithm, value, scope, bytes, tool: { name: 'fairtrail', version: VERSION } },
      purpose,
    },
  }))
  return `${JSON.stringify(events.length === 1 ? events[0] : events, undefined, 2)}\n`
}
