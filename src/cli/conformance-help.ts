/** What `fairtrail conformance --help` prints. */
export const CONFORMANCE_HELP = `Usage:
  fairtrail conformance                        answer requests on standard input
  fairtrail conformance --run FILE...          run files of test vectors
  fairtrail conformance --run FILE... --against "COMMAND"

Compares this program with what is published about the format, and with other programs
that read it. It is for those who build or examine such programs; to check a bundle of
evidence it is not needed.

Answering
  Reads one request a line and writes one answer a line, in the same order, until the
  input ends. A line that is no request is answered too, as refused.

    {"id": 1, "op": "base64.decode", "in": {"text": "AAE="}}
    {"id":1,"ok":true,"out":{"bytes":"AAE="}}

  id may be any JSON and comes back as it was. "ok" false means refused, with a code of
  this program; the code "unsupported" means that it has no such operation, algorithm or
  provider. Bytes are standard base64; sizes, indexes and times are decimal strings.
  A line may have up to 64 MiB.

Running test vectors
  --run FILE...        Each line of a file is a request with "expect", the answer that is
                       expected, and "why". Every difference is printed, then a count.
                       Codes are not compared. What is unsupported is counted, and
                       neither as expected nor as different.
  --against "COMMAND"  Send the same requests, without what is expected, to the standard
                       input of this command, and compare its answers; the answers of
                       this program are shown beside them.
                         fairtrail conformance --run *.jsonl --against "./other conform"

  Paths in requests are read from the current folder.

Exit code
  0  all requests were answered; with --run: nothing differs
  1  with --run: something differs, or nothing could be compared
  2  the command could not be run: a wrong option, a file that cannot be read or holds
     no vectors, or another program that gave no answer at all
`
