/** Every error code with what it means. docs/errors.md is made from this list. Kept in alphabetical order. */
export const ERROR_CODES = {
  aborted: 'The work was ended on request, through the signal that the caller gave.',
  'algorithm-not-available': 'The runtime does not offer a digest algorithm that was asked for.',
  'append-refused':
    'An entry is well-formed, and the log does not take it; the message says why and what would be accepted.',
  'as-of': 'An assessment was asked for at a size that the log does not have.',
  'base64-syntax':
    'A text is not base64 in its one accepted form: alphabet, padding, no white space, unused bits zero.',
  'bundle-damaged':
    'A file of a bundle has other bytes than its container describes: a wrong size or CRC-32, or compressed data that cannot be unpacked.',
  'bundle-exists': 'A bundle is not written over what is already at the place given.',
  'bundle-limit':
    'A bundle, or a line or file of it, is larger than a limit; the message names the limit, which can be raised.',
  'bundle-not-understood': 'A bundle is of a kind or a version that this version does not read.',
  'bundle-source': 'A file to be written into a bundle has another size or digest than was announced.',
  'bundle-unreadable':
    'A bundle, or a file of it, cannot be read: the file system refuses, or what is there is no folder and no zip archive.',
  'bundle-write': 'A bundle could not be written; nothing is left at the place given.',
  'case-exists': 'A case was to be created in a store that has entries.',
  'case-key-missing':
    'No log key was given, or another than the one in force: nothing can be appended here; a draft can be made.',
  'case-missing': 'A case was to be opened in a store without entries.',
  'case-unreadable': 'Entry 0 of a store does not open a case, or an entry of it is malformed.',
  'checkpoint-form': 'A text is not a checkpoint of exactly three lines: origin, size, root.',
  'checkpoint-unsigned': 'A checkpoint lacks the line of its own log: name as its origin, type 1, a known key.',
  'conformance-peer': 'The command of another implementation gave no answers to compare.',
  'conformance-request':
    'A request of the conformance protocol is not a JSON object with an op and the members that the op needs.',
  'conformance-vectors': 'A file of vectors has a line that is none, or has none at all.',
  'decimal-syntax': 'A text is not a decimal: -?(0|[1-9][0-9]*)(.[0-9]+)?, at most 40 characters.',
  'der-syntax': 'Bytes are not in the accepted DER form: definite, shortest lengths, of the structure that is read.',
  'draft-form': 'A draft file is not one of this version, or a value in it is not the one that would be signed.',
  'draft-head': 'The note in a draft is missing, or is of another head than the one that would be signed.',
  'draft-signer': 'A key was to sign a draft that does not name it among its signers.',
  'draft-unsigned': 'A draft was to be appended before everybody it names has signed.',
  'entry-case':
    'An entry names another case than the one whose log it stands in, or the first entry does not open a case.',
  'entry-payload-type': 'An envelope of an entry has another payload type than fairtrail events have.',
  'entry-repeated': 'An earlier entry of the log has the same event id.',
  'entry-signature': 'A signature of an entry does not verify under the key it names.',
  'entry-signer-unknown': 'No entry up to this one carries the key of a signer.',
  'entry-signers': 'The signatures of an envelope are not those of the signers that its payload names, in their order.',
  'envelope-form': 'An envelope is not an object of exactly the members of the strict DSSE form.',
  'envelope-limit': 'An envelope, its payload or the number of its signatures is beyond the limits.',
  'file-changed': 'A file changed, was replaced or was removed while it was being read, so no digest of it is given.',
  'file-exists': 'A file is not written over what is already at the path.',
  'file-not-found': 'There is no file at a path.',
  'file-special': 'A path leads to a folder, a device, a pipe or a socket where a file is needed.',
  'file-symbolic-link': 'A path leads to a symbolic link, which is not followed.',
  'file-unreadable': 'A file or a folder cannot be read; the message has the reason that the system gives.',
  'file-write-failed': 'A file could not be written; nothing is left at the path.',
  fingerprint: 'A fingerprint was typed that is not 64 hex digits.',
  'hash-list-form': 'Bytes are not a list of digests in one of the forms that are read.',
  'hash-list-name': 'The name of a file cannot be written in the list that was asked for.',
  'hash-worker': 'A thread that computes digests ended before its work was done.',
  'hex-syntax': 'A text is not lowercase hex with two digits a byte.',
  'high-water-conflict':
    "The log key's high-water file names another root for the same size: the key would sign a second history.",
  'high-water-unreadable':
    "The log key's high-water file is there and cannot be read as one; nothing may be signed until it is restored.",
  'high-water-write-failed':
    "The log key's high-water file could not be written durably: nothing may be signed over the new head.",
  'instant-range':
    'An instant, a date or a local time has a part that does not exist, such as month 13 or 30 February.',
  'instant-syntax': 'A text is not an instant, a date or a local time of the accepted form.',
  internal: 'An error of this library itself and not of the data; please report it.',
  'json-bom': 'JSON begins with a byte order mark.',
  'json-depth': 'JSON has more nested containers than are accepted.',
  'json-duplicate-name': 'A JSON object has two members of the same name.',
  'json-not-canonical': 'JSON is not in the canonical form of RFC 8785: order of members, white space, or escapes.',
  'json-nul': 'A JSON string has the character U+0000.',
  'json-number': 'A JSON number has a fraction or an exponent, or is -0; only integers are accepted.',
  'json-number-range': 'A JSON number is beyond the safe integers, -9007199254740991 to 9007199254740991.',
  'json-surrogate': 'A JSON string has a lone surrogate.',
  'json-syntax': 'Bytes are not JSON (RFC 8259).',
  'json-trailing': 'Something follows the end of a JSON document.',
  'json-utf8': 'JSON is not valid UTF-8.',
  'json-value': 'A value has no canonical JSON form: it is not of the accepted subset.',
  'key-encoding': 'A public key is not in the one accepted encoding of its algorithm.',
  'key-unusable':
    'A public key is well encoded, but no signature by it can be relied on: weak, or no point of the curve.',
  'library-missing': 'A private key needs a library or a platform that is not here; the message names it.',
  'lines-end': 'The last line of a file does not end with a line feed.',
  'log-behind':
    'The store has fewer entries than the log key has signed; nothing is signed until the missing ones are back.',
  'log-forked': 'The store has another history than the one that the log key has signed; nothing is signed.',
  'log-proof-form': 'A text is not a log proof of the C2SP tlog-proof form.',
  'log-proof-inclusion': 'A log proof does not lead from the entry to the root of its checkpoint.',
  misuse: 'An argument is not of the documented shape; the program that called is at fault, not the data.',
  'no-quorum':
    'No checkpoint of the case has the cosignatures that its authority asks for; there is no bundle before that.',
  'not-enrolled': 'A key was to sign that is not enrolled in this case, or not in force any more.',
  'note-form': 'A text is not a signed note: lines, blank line, signature lines, UTF-8 without control characters.',
  'note-limit': 'A note has more signature lines, or more characters, than are accepted.',
  'note-signature': 'A line of a note under a known key does not verify, which refuses the whole note.',
  'note-unknown-keys': 'No line of a note is by a known key, so nothing is known about it.',
  'occurred-required':
    'An event was recorded without saying when it happened; that is a statement of fact and never filled in.',
  'passphrase-needed': 'A private key is encrypted, and no passphrase was given.',
  'passphrase-wrong': 'A private key cannot be decrypted: the passphrase is another one, or the file is damaged.',
  'payload-form':
    'A payload breaks the header, the details or the profile of its event type; the path names the member.',
  'pem-syntax': 'A text has not exactly one PEM block of the kind that is read.',
  'private-key-not-exportable': 'The private key of this signer is not held by this library, so it cannot be exported.',
  'private-key-syntax': 'A private key is not PKCS#8, or contradicts itself.',
  'private-key-unsupported':
    'A private key is of an algorithm, a form or an encryption that is not read; the message names what is.',
  'sqlite-missing':
    'This runtime has no node:sqlite; it needs Node 22.13 or newer, or another SQLite driver given as an option.',
  'store-busy': 'Another program held the store locked for longer than the time allowed; nothing was written.',
  'store-contract': 'A store does not do what the contract of its port asks.',
  'store-foreign': 'The file is not a store of this library; it was not changed.',
  'store-newer': 'The store was made by a newer version of this library; it was not changed.',
  'store-not-found': 'There is no store at this path.',
  'store-unreadable': 'The store is damaged, cut short, lacks an entry, or cannot be opened.',
  'store-write-failed':
    'The store could not be written (disk full, no permission, a fault of the device); nothing is half-written.',
  'text-surrogate': 'A text has a lone surrogate, which UTF-8 cannot write.',
  'text-utf8': 'Bytes are not valid UTF-8.',
  'timestamp-http': 'A time-stamp authority answered with another status, content type or size than RFC 3161 has.',
  'timestamp-limit': 'A time-stamp request, response or token is larger, or has more parts, than is read.',
  unsupported: 'An operation of the conformance protocol, an algorithm or a provider is not built, or not here.',
  usage: 'A command line cannot be used as it is; the message says what to do.',
  'vkey-form': 'A text is not a verifier key of a note.',
  'webcrypto-missing':
    'This runtime has no crypto.subtle, which encrypted private keys need (a page must be a secure context).',
  'withheld-not-possible': 'A value was to be withheld or shown at a member that is never withheld.',
} as const

export type ErrorCode = keyof typeof ERROR_CODES
