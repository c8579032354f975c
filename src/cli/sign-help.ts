/** What `fairtrail sign --help` prints. */
export const SIGN_HELP = `Usage:
  fairtrail sign DRAFT                         only show what the draft says
  fairtrail sign DRAFT --key KEY.pem [--out FILE] [--yes]

Shows in plain words what would be signed: what happened, when, to which items, who took
part, and every value, those too that are withheld from others. Then it signs.

Read it all. Compare the fingerprint of the case with the one in the paper file. Your
signature says that this is what happened, as you know it.

  --key KEY.pem     Your private key. The draft must name it among its signers.
  --out FILE        Where the signed draft goes; into DRAFT itself unless said.
  --yes             Do not ask before signing. Without a terminal nobody is asked.
  --passphrase-file F  Passphrase of the key, for scripts; or FAIRTRAIL_PASSPHRASE.

When everybody has signed, the operator of the log appends the draft:
  fairtrail record CASE.db DRAFT --log LOG.pem

Exit code
  0  shown, or signed
  2  not signed: the draft does not name the key, was altered, or cannot be read
`
