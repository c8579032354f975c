/** What `fairtrail record --help` prints. */
export const RECORD_HELP = `Usage:
  fairtrail record CASE.db EVENT.json... --key KEY.pem [--key KEY.pem] --log LOG.pem
                   [--proofs DIR]
  fairtrail record CASE.db EVENT.json --key KEY.pem [--key KEY.pem.pub] [--draft OUT]
  fairtrail record CASE.db DRAFT --log LOG.pem

Signs what happened and appends it to the case. Nothing that was appended can be changed
or taken away: a correction is a new event that points back.

Events
  EVENT.json holds an event in JSON, or a list of them; "-" is standard input.

    fairtrail hash disk.E01 --sha256 --event ITEM > measured.json
    fairtrail record 2026-17.db measured.json --key petrova.pem --log log.pem

  An event that you write yourself looks so; times have their offset from UTC:

    {"type": "item.collected",
     "occurred": "2026-03-02T14:10:00+06:00",
     "details": {"mode": "seized", "context": "criminal",
       "goods": [{"description": {"kind": "physical", "exhibit": "1",
                  "text": "Black phone"}}]}}

  An item that enters the record gets an id, which is printed as "items": keep it. Texts
  may be plain; they are then in the language of the case. The custodian is who signs,
  unless the event says otherwise. Events are named by id in "refs":
    "refs": [{"rel": "release", "event": "..."}]
  Names, addresses and the like are withheld from bundles unless they are revealed; to
  show one, write {"$show": value}; to withhold another, {"$withhold": value}.

Appending
  --key KEY.pem    Who signs; repeat it where several sign.
  --log LOG.pem    Key of the log. One line of JSON is printed for each event:
                     {"event": "...", "index": 7, "items": ["..."]}
  --proofs DIR     Where log proofs go: one file for each event, <event>.tlog-proof. They go
                   to CASE.proofs beside the case unless said. Whoever signed keeps the
                   proof: with it anybody can show that the log has, or had, the event.

Drafts
  Without the key of the log, or with --draft, a draft is written: a file that travels to
  each signer. Who signs later is named by the public key.

    fairtrail record 2026-17.db handover.json --key a.pem --key b.pem.pub --draft h.draft
    fairtrail sign h.draft --key b.pem
    fairtrail record 2026-17.db h.draft --log log.pem

  A draft holds values that are withheld from others: give it to its signers alone. The
  same draft appended twice changes nothing, and prints the same line.

  --passphrase-file F  Passphrase of the keys, for scripts; or FAIRTRAIL_PASSPHRASE.

Every file is read, and every event checked, before the first one is appended.

Exit code
  0  everything was appended, or the drafts were written
  2  something was not: the message says why, and what would be accepted
`
