/** What `fairtrail export --help` prints. */
export const EXPORT_HELP = `Usage:
  fairtrail export CASE.db OUT.zip --log LOG.pem [--files PATH...]
                   [--reveal all|none] [--to AGENT]

Writes the bundle of a case: everything that a court or another party needs to check the
record alone, without a network and without this program's maker.

  fairtrail export 2026-17.db bundle.zip --log log.pem --reveal all --files evidence/

  OUT               A name that ends in .zip makes one file; any other name a folder. What
                    exists is never written over, and nothing is there until it is whole.
  --log LOG.pem     Key of the log, for the checkpoint of the newest state.
  --files PATH...   Files of evidence and attachments, or folders of them, after CASE and
                    OUT. Those go with the bundle whose SHA-256 the record names; the
                    others are listed and stay behind.
  --reveal all|none Names and other withheld values: none of them goes with the bundle
                    unless said, because whoever gets it can read them.
  --to AGENT        Id of the agent whom the bundle is made for; it is noted in it.
  --passphrase-file F  Passphrase of the key, for scripts; or FAIRTRAIL_PASSPHRASE.

Where the authority of the case asks for cosigners, the bundle ends at the newest state
that they cosigned; what came later travels beside it, as "not yet cosigned".

It prints what went in, what did not, and the bundle digest, which names this very bundle:
give it with the bundle, and record it in disclosure.made.

Exit code
  0  the bundle was written
  2  it was not, and nothing is left of it
`
