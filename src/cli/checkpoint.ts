import { NoteKeys } from '../authority/note-keys.ts'
import { type Quorum, quorumOf } from '../authority/quorum.ts'
import type { Case } from '../case/case.ts'
import { FairtrailError } from '../encoding/error.ts'
import { parseCheckpoint } from '../log/checkpoint.ts'
import { parseNote } from '../log/note.ts'
import { openLogCheckpoint } from '../log/open-checkpoint.ts'
import { nodeProvider } from '../node/provider.ts'
import { withCase } from './case-file.ts'
import type { Command, Io } from './command.ts'
import { parseOptions, usage } from './options.ts'
import { PASSPHRASE_OPTIONS } from './passphrase.ts'
import { readTextFile } from './text-file.ts'

const HELP = `Usage:
  fairtrail checkpoint CASE.db --log LOG.pem
  fairtrail checkpoint CASE.db --add COSIGNED.note

A checkpoint is a short text that stands for the whole record up to a moment: how many
entries there are, and one number computed from all of them, signed by the log's key.

  fairtrail checkpoint 2026-17.db --log log.pem > now.note

Send it to those who cosign, and keep it: whoever holds a checkpoint can notice later if
the record before it was changed. What a cosigner sends back is added to the case:

  fairtrail checkpoint 2026-17.db --add now-cosigned.note

  --log LOG.pem       Key of the log. Without it the newest checkpoint that is kept in the
                      case is printed, which may be of an earlier state.
  --add FILE          A checkpoint of this case that came back with cosigners' lines. Their
                      signatures are checked before anything is kept.
  --passphrase-file F Passphrase of the key, for scripts; or FAIRTRAIL_PASSPHRASE.

The checkpoint is printed alone on standard output; what is said about it goes to the
screen.

Exit code
  0  printed, or added
  2  not: the note is of another case or state, or a signature on it does not verify
`

const OPTIONS = { log: { type: 'string' }, add: { type: 'string' }, ...PASSPHRASE_OPTIONS } as const

/** `fairtrail checkpoint`: the newest checkpoint, and cosigners' lines for it. */
export const checkpointCommand: Command = {
  name: 'checkpoint',
  summary: 'Print the newest checkpoint of a case, or add what cosigners sent back',
  help: HELP,
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw usage('Name one case: fairtrail checkpoint 2026-17.db --log log.pem')
  const { log, add, 'passphrase-file': passphraseFile } = values
  const cosigned = add === undefined ? undefined : await readTextFile(add, io.cwd)
  return withCase(path, { log, passphraseFile }, io, async (kase) => {
    if (cosigned !== undefined) await checkNote(kase, cosigned, add ?? '')
    const note = cosigned === undefined ? await kase.checkpoint() : await kase.addCosignatures(cosigned)
    const { size, quorum } = await checkNote(kase, note, path)
    io.stdout(note)
    io.stderr(`Checkpoint of ${size} entries; the case has ${kase.size}. ${quorumText(quorum)}\n`)
    return 0
  })
}

/** A line by a known key that fails would make the kept note useless for ever, so it is looked at first. */
async function checkNote(
  kase: Case,
  note: string,
  place: string,
): Promise<{ size: number; quorum: Quorum | undefined }> {
  const { origin, size, root } = parseCheckpoint(parseNote(note).text)
  const keys = new NoteKeys(kase.authority.periods)
  if (origin !== keys.origin || !kase.log.holds(size, root)) {
    throw new FairtrailError('append-refused', `${place}: this is no checkpoint of this case.`, { place })
  }
  const period = kase.authority.authorityAt(size)
  if (!period) return { size, quorum: undefined }
  const { cosigners } = await openLogCheckpoint(note, keys.of(note, size, period), nodeProvider)
  return {
    size,
    quorum: quorumOf(
      period,
      cosigners.map(({ key }) => key.publicKey.id),
    ),
  }
}

function quorumText(quorum: Quorum | undefined): string {
  if (quorum === undefined || quorum.state === 'none-asked')
    return 'The authority of this case asks for no cosigners: nobody independent vouches that there is one history.'
  return `Cosigners that count: ${quorum.counted} of the ${quorum.needed} that are needed.`
}
