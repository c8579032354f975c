/** What `fairtrail hash --help` prints. */
export const HASH_HELP = `Usage:
  fairtrail hash FILE|FOLDER... [--sha256] [--sha512] [--sha3-256] [--sha1] [--md5]
                 [--format sha256sum|hashdeep|json]
  fairtrail hash --check LIST
  fairtrail hash FILE --event ITEM [--sha256] [--md5] ... [--purpose P] [--scope S]

A digest (hash) is a short number computed from every byte of a file. If one byte
changes, the digest changes: two equal digests, made on two days, show that the
file is the same.

Computing
  Each file is read once, however many digests are asked for. Nothing is written
  to the files; but reading can change a file's "last read" time, so connect
  evidence through a write blocker or mount it read-only.

  --sha256      SHA-256. This is the default when no algorithm is named.
  --sha512      SHA-512.
  --sha3-256    SHA3-256.
  --sha1        SHA-1, legacy.
  --md5         MD5, legacy. Legacy digests are for comparison with old records;
                keep one of the others beside them: --sha256 --md5

  Folders are read with all folders in them, always in the same order. Symbolic
  links are not followed; each one is named on the screen. Devices and pipes are
  refused: make an image of a disk first, and hash the image.

  --format sha256sum   One line a file, as sha256sum, md5sum and their kin write
                       it (default). With several algorithms, or SHA-3, a line
                       for each that names it; "cksum --check" reads them all.
  --format hashdeep    The list of hashdeep: MD5, SHA-1 and SHA-256. To audit it:
                       hashdeep -l -r -a -k LIST FOLDER    (same folder as here)
  --format json        For programs: an array of {file, bytes, digests}. A name
                       that is not UTF-8 is {bytes (base64), encoding}.

  Save the list outside the folder that you hash:
    fairtrail hash evidence --sha256 --md5 --format hashdeep > evidence.hashdeep

Checking
  --check LIST  Read every file that the list names, and compare. LIST may come
                from this command, sha256sum, md5sum, md5deep, hashdeep or
                "openssl dgst"; "-" is standard input. Names are looked up from
                the current folder. Each file is one of:
                  matched     size and all digests are those of the list
                  changed     the size or a digest is another one
                  missing     there is no such file
                  unreadable  it is there and could not be read
                Files that the list does not name are not looked for.

Recording
  --event ITEM  Print, for one file, the event "digest.measured" as JSON, ready to
                be signed: one event, or an array with one for each algorithm.
                ITEM is the item's id in the case.
  --purpose P   acquisition, verification (default) or disclosure.
  --scope S     What the file is to the item: logical-file (default),
                container-file (default for E01, L01, AD1, AFF and their kin),
                device, stream, tree or memory. For a raw image of a whole disk
                say: --scope device

While it works, a line shows percent, speed and time left; it appears on a screen
only, never in a file or a pipe.

If a file cannot be read, or changes while it is read, no digest of it is given:
the file is named with the reason, the other files are still hashed, and the exit
code is 1.

Exit code
  0  every file was hashed, or every file matched
  1  a file could not be hashed, or is not in the list for another reason; with
     --check: a file is changed, missing or unreadable, or a line of the list
     could not be understood
  2  the command could not be run: a wrong option, or a list that is no list
`
