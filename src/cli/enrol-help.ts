/** What `fairtrail enrol --help` prints. */
export const ENROL_HELP = `Usage:
  fairtrail enrol CASE.db --by ROOT.pem --log LOG.pem --key OFFICER.pem
                  --name "NAME" --capacity investigator [--for ORGANISATION]
                  [--from INSTANT] [--until INSTANT] [--agent ID] [--proofs DIR]

Puts the key of a person in force in the case: from then on the person can sign events.
Both sign: whoever enrols, and the new key, which shows that the person has it. So the
private key is needed (officer.pem); the public one (officer.pem.pub) is not enough.

  fairtrail enrol 2026-17.db --by chief.pem --log log.pem --key bekova.pem \\
                  --name "Bekova B." --capacity investigator --for "Police, district 3"

  --by ROOT.pem      Key of who enrols: a root holder, or a registrar. Repeat it where
                     several root holders must sign together.
  --log LOG.pem      Key of the log.
  --key KEY.pem      Private key of the person who is enrolled.
  --name "NAME"      Name of the person. Withheld from bundles unless it is revealed.
  --capacity C       In what capacity the person acts; repeat it for several. The first is
                     taken where an event does not say. One of: investigator, expert,
                     specialist, custodian, courier, reception-clerk, laboratory-head,
                     prosecutor, defence-counsel, registrar ... (a wrong one lists them all)
  --for ORG          Organisation that the person answers for: its name, or its id. A name
                     that the record knows already is the same organisation.
  --from, --until    From when until when the key is in force: instants with their offset,
                     such as 2026-03-02T00:00:00+06:00
  --agent ID         The person is in the record already, under this id: enrol a further
                     key. The id is printed by each enrolment: keep it.
  --proofs DIR       Where the log proof goes; see "fairtrail record --help".
  --passphrase-file F  Passphrase of the keys, for scripts; or FAIRTRAIL_PASSPHRASE.

Prints the ids under which the record knows the person, the organisation and the key.

Exit code
  0  the key is in force
  2  it is not; the message says why, and what to do
`
