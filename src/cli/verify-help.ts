/** What `fairtrail verify --help` prints. */
export const VERIFY_HELP = `Usage:
  fairtrail verify BUNDLE --case "FINGERPRINT" [--seen FILE]... [--as-of SIZE]
                   [--fail-on WHAT,...] [--accept-change EVENT]... [--json]

Checks a bundle (a folder or a .zip), offline, and reports what the record shows, what it
does not show, what it cannot show, and what was not checked, not supplied or withheld.
Five questions are answered, each on its own: integrity, identity, time, custody,
procedure. There is no score: what follows from it is for people to decide.

  fairtrail verify bundle.zip --case "3f2a 91c0 ..." --seen receipt.tlog-proof

  --case "..."      The fingerprint of the case, all 64 digits, from the paper file. Spaces,
                    hyphens and capitals do not matter. Never take it from the bundle.
  --seen FILE       Something that you hold: a log proof, a checkpoint, a signed statement.
                    If the log lacks it or contradicts it, the report says so. Repeat it.
  --as-of SIZE      Report on the first SIZE entries only.
  --fail-on LIST    Exit with 1 also for: statements (a signed statement that does not hold),
                    time, custody (breaks), procedure, undetermined. Comma-separated.
  --accept-change EVENT
                    You vouch for this change of the log's key or of cosigners yourself, by
                    its event id, because those who should confirm it cannot any more.
  --json            The whole report as JSON: the same bundle gives the same bytes.

Exit code
  0  no check of the log or of the bundle failed
  1  one did, or something that --fail-on names
  2  it could not be run: a wrong option, a fingerprint that is none, a bundle that cannot
     be read
`
