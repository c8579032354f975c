/** What `fairtrail create --help` prints. */
export const CREATE_HELP = `Usage:
  fairtrail create CASE.db --root KEY.pem --name "NAME" --log LOG.pem
                   [--root KEY.pem --name "NAME" ...] [--threshold N]
                   [--language ru] [--title TEXT] [--operator NAME]
                   [--passphrase-file FILE]

Opens a case: makes the file that holds its record, and prints the fingerprint of the
case. Write the fingerprint into the paper file. With it, and only with it, anybody can
check later that a bundle is of this case and of no other.

  fairtrail key new --out chief.pem
  fairtrail key new --out log.pem
  fairtrail create 2026-17.db --root chief.pem --name "Asanov A." --log log.pem \\
                   --language ru --title "Case 17" --operator "City laboratory"

  --root KEY.pem      Key of a root holder: a person who decides whose keys count in this
                      case. Several persons are better than one: repeat --root and --name,
                      in the same order.
  --name "NAME"       Name of that person, as it will be shown.
  --threshold N       How many root holders must sign together; all of them unless said.
  --log LOG.pem       Key of the log: it signs each state of the record. Keep LOG.pem.head,
                      which appears beside it, together with the key: it notices when the
                      case file was replaced by an older copy.
  --language TAG      Language in which the record is kept: en (default), ru, ky, kk ...
  --title TEXT        Title of the case. Withheld from bundles unless it is revealed.
  --operator NAME     Organisation that keeps the log; the first root holder unless said.
  --passphrase-file F Passphrase of the keys, for scripts: one line, for all of them. Or set
                      FAIRTRAIL_PASSPHRASE. Otherwise you are asked for each key.

A file that exists is never written over. If anything fails, no file is left.

Exit code
  0  the case was created
  2  it was not: a wrong option, a file that exists, a key that cannot be read
`
