#!/bin/sh
# A laboratory's day, in a shell: keys, a case, an item, its digest measured and recorded, a bundle for the court.
# Needs jq. Passphrases are asked for on the terminal; a script has them in FAIRTRAIL_PASSPHRASE.
set -eu

evidence=${1:?usage: laboratory.sh EVIDENCE-FILE}

fairtrail key new --out chief.pem
fairtrail key new --out examiner.pem
fairtrail key new --out log.pem
fairtrail create case.db --root chief.pem --name "К. Бердибаев" --log log.pem --language ru \
  --operator "Лаборатория" | tee created.txt
fingerprint=$(sed -n 's/^fingerprint: *//p' created.txt)
fairtrail enrol case.db --by chief.pem --log log.pem --key examiner.pem \
  --name "М. Сулайманова" --capacity expert --for "Лаборатория"

cat > collected.json <<'JSON'
{"type": "item.collected", "occurred": "2026-03-04T10:00:00+06:00",
 "details": {"mode": "handed-over", "context": "criminal",
   "goods": [{"description": {"kind": "digital", "exhibit": "1", "text": "Образ диска"}}]}}
JSON
item=$(fairtrail record case.db collected.json --key examiner.pem --log log.pem | jq -r '.items[0]')

# Progress, constant memory; an event ready to sign.
fairtrail hash "$evidence" --sha256 --md5 --event "$item" > measured.json
fairtrail record case.db measured.json --key examiner.pem --log log.pem

fairtrail export case.db bundle --log log.pem
# In life the fingerprint comes from the paper file; here from what was printed when the case was created.
fairtrail verify bundle --case "$fingerprint" --json | jq .custody.checks
