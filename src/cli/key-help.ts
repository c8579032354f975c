/** What `fairtrail key --help` prints. */
export const KEY_HELP = `Usage:
  fairtrail key new --out FILE [--algorithm ed25519|p256] [--passphrase-file FILE]
  fairtrail key new --out FILE --no-passphrase
  fairtrail key show FILE [--passphrase-file FILE]

A signing key is two files. With the private key a person signs; nobody else may have it.
With the public key everyone can check what was signed; it may be given to anyone.

Making a key
  fairtrail key new --out petrova.pem

  writes the private key to petrova.pem, readable by you alone and encrypted under a
  passphrase that you are asked for, and the public key to petrova.pem.pub. It prints the
  key id, by which a case names the key: write it down with the name of the person.
  A file that exists is never written over.

  --out FILE           where the private key goes
  --algorithm A        ed25519 (default), or p256 where a rule or a card asks for it
  --no-passphrase      leave the private key unprotected: whoever reads the file can sign.
                       For tests, and for services that keep the file in a safe place
  --passphrase-file F  read the passphrase from a file of one line, for scripts; or set
                       the environment variable FAIRTRAIL_PASSPHRASE

  A lost passphrase cannot be replaced: the key is then revoked, and a new one enrolled.

Looking at a key
  fairtrail key show petrova.pem.pub

  prints the key id, the algorithm and the public key, of a public or a private key. An
  encrypted private key needs its passphrase; the file with .pub does not.

Files are PEM: PKCS#8 for private keys, SubjectPublicKeyInfo for public ones. OpenSSL
reads and writes both.

Exit code
  0  done
  1  key show: signatures by this key cannot be relied on; the reason is printed
  2  the command could not be run: a wrong option, a file that exists or cannot be read,
     another passphrase
`
