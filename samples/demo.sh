#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole job, told as a story: a registry is opened, a project is notified and
# labelled, two years of event logs are recorded and a tally is drawn up; a witness
# cosigns the log; a year is reported, sampled, audited and credited; its units change
# hands, a mistake is corrected, and a stranger verifies all of it.
#
#   samples/demo.sh [FOLDER]    the registry stays in FOLDER (by default a temporary one, named at the end)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/demo

# Packages and program; all that this prints goes to the log, which is named if it fails.
prepare_program() {
  local log=$1/build.log
  {
    "$root/tests/install-packages.sh" build &&
      cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLCL_BUILD_TESTS=OFF \
        -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8 &&
      cmake --build "$build" --target lcl lcl_pdf lcl-sample-log
  } >"$log" 2>&1 || {
    printf 'demo.sh: packages or program could not be prepared; the end of %s:\n\n' "$log" >&2
    tail -n 30 "$log" >&2
    exit 2
  }
}

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
  bold='' dim='' plain=''
fi

chapter() { printf '\n%s%s%s\n\n' "$bold" "$1" "$plain"; }
say() { printf '%s\n' "$@" ''; }
# A command as a user would type it.
typed() {
  printf '%s$' "$dim"
  local word
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./,:=+-]*) printf ' "%s"' "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '%s\n' "$plain"
}
# Shows a command and runs it.
show() {
  typed "$@"
  "$@"
  printf '\n'
}
# The last entry of a kind.
last_entry() { lcl log --kind "$1" --json | grep -o '"seq":[0-9]*' | tail -n 1 | cut -d: -f2; }
# The first serial of the project's units, of those in a state.
serial_of() { lcl units list BREIZH1 | awk -v state="$1" '$3 == state { if (!found++) print $1 }'; }
# The same as show, for a command that is expected to answer no.
show_no() {
  local status=0
  typed "$@"
  "$@" || status=$?
  printf '%s(exit code %s)%s\n\n' "$dim" "$status" "$plain"
  [ "$status" -eq 1 ]
}

folder=${1:-$(mktemp -d -t lcl-demo.XXXXXX)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
if [ -e "$folder/registry" ]; then
  echo "demo.sh: $folder/registry is there already; choose another folder" >&2
  exit 2
fi
echo "preparing packages and program; the first time takes some minutes …"
prepare_program "$folder"
export PATH="$build/cli:$build/samples:$PATH"
export LCL_REGISTRY=$folder/registry XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
export LC_ALL=C.UTF-8  # the story is told in English, and what lcl says is read here
cd "$folder"

chapter "1. A registry is opened"
say "A refurbished phone sold is a new phone not made. To be credited for that, a project" \
  "must account for it device by device. This registry records each collection," \
  "reconditioning and resale in a log that can only grow." \
  "The certifier (the authority) keeps its key elsewhere, and so does the project's developer." \
  "The registry is given the certifier's public key: all trust rests on it."
mkdir -p certifier developer auditor town
show lcl key new certifier/key.pem
show lcl key new developer/key.pem
show lcl init registry --origin registry.example/lbc --certifier certifier/key.pem.pub

chapter "2. People and rules are enrolled"
say "The certifier grants the developer's key, and adopts the methodology: a document of" \
  "factors and formulas, identified by its SHA-256. It is adopted only if its own examples" \
  "are reproduced to the last digit."
show lcl key grant developer/key.pem.pub --role developer --party 03571592900010 --key certifier/key.pem
show lcl methodology adopt "$root/schemas/methodologies/reconditioning-reference-1.0.json" --key certifier/key.pem
say "The companies that collect, recondition and sell are registered under their SIRET."
show lcl participant register --from "$root/samples/participants.csv" --key developer/key.pem
say "One of the sellers is a social enterprise. That changes no figure, but it is on record, so that" \
  "anyone can see what such sellers contribute."
echo "The prefect's decision." >developer/esus.txt
show lcl participant approve 06173948800049 --scheme esus --issuer "DREETS Bretagne" --reference 2023-ESUS-081 \
  --issued 2023-06-01 --expires 2028-06-01 --criteria disability_or_reintegration,not_for_profit \
  --evidence developer/esus.txt --key developer/key.pem

chapter "3. A project is notified, filed and labelled"
say "Nothing that happened before the notification counts."
show lcl project notify BREIZH1 --title "Reconditioned phones and computers in Brittany" \
  --region Bretagne --commune Rennes --commune Brest --applicant-standing "project developer" \
  --notified-on 2024-01-01 --key developer/key.pem
echo "Everything the authority needs to know of the project." >developer/dossier.txt
show lcl project file BREIZH1 --dossier developer/dossier.txt --key developer/key.pem
show lcl project label BREIZH1 --decision "2024-LBC-0042 (fictive)" --methodology reconditioning-reference \
  --potential-units 120 --from 2024-01-01 --to 2029-01-01 --key certifier/key.pem

say "Whatever else pays for the project is declared: it belongs to the baseline."
show lcl project incentive BREIZH1 --kind public_aid --text "Région Bretagne, fund for repair (fictive)" \
  --granted-on 2024-02-01 --amount 12500 --key developer/key.pem

chapter "4. Two years of events are recorded"
say "The developer's systems write logs; here is one of 2,000 devices (invented, from a fixed seed)."
lcl-sample-log --devices 2000 --from 2024-01-01 --to 2026-01-01 --seed 1 --format ndjson >developer/events.ndjson
printf '%s$ head -n 1 developer/events.ndjson%s\n' "$dim" "$plain"
head -n 1 developer/events.ndjson
printf '\n'
say "A log is accepted whole or not at all. Here is one with a mistake in it:"
sed '3s/"country":"FR"/"country":"Fr"/' developer/events.ndjson >developer/mistyped.ndjson
show_no lcl submit developer/mistyped.ndjson --project BREIZH1 --key developer/key.pem
say "And the correct one: it is checked, pseudonymised (the registry stores no IMEI), signed and chained."
show lcl submit developer/events.ndjson --project BREIZH1 --key developer/key.pem
say "Submitting it twice does no harm:"
show lcl submit developer/events.ndjson --project BREIZH1 --key developer/key.pem

chapter "5. One phone, explained"
phone=$(awk '
  match($0, /"imei":"[0-9]+"/) { imei = substr($0, RSTART + 8, RLENGTH - 9) }
  /"kind":"collection"/ && /"category":"smartphone"/ { phones[imei] = 1 }
  /"kind":"resale"/ && /"warranty_months":(12|24)/ && imei in phones { print imei; exit }
' developer/events.ndjson)
show lcl explain "$phone"

chapter "6. The tally"
say "Every figure below is an exact sum over entries of the log."
show lcl tally --project BREIZH1 --period 2024-01-01/2026-01-01 --by category
show lcl tally --project BREIZH1 --period 2025 --by month

show lcl tally --project BREIZH1 --period 2025 --by approval
say "What if a reconditioned device stood for a new one less often? A question, of which nothing is recorded."
show lcl tally --project BREIZH1 --period 2025 --set substitution=0.6
show lcl uncertainty --project BREIZH1 --period 2025 --spans

chapter "7. A witness and an auditor"
say "The town of Plouha intends to buy units, and runs a witness: a folder on a machine of its own." \
  "The witness cosigns a checkpoint only if it extends the last one it cosigned. Only files are" \
  "exchanged; no network is needed."
show lcl witness init town/witness --name plouha.example/witness
lcl checkpoint --vkey >auditor/log.vkey
printf 'log %s\nwitness plouha %s\nquorum plouha\n' "$(cat auditor/log.vkey)" "$(cat town/witness/vkey)" \
  >auditor/witnesses.policy
show lcl checkpoint --for-witness 0 --output town/request.txt
show lcl witness cosign town/request.txt --witness town/witness --log-key auditor/log.vkey --output town/cosignature
show lcl checkpoint --of town/request.txt --add town/cosignature --policy auditor/witnesses.policy \
  --output auditor/checkpoint.txt
say "An auditor will examine a sample of 2024. The auditor has no other role in the project; one who had would be" \
  "refused."
show lcl key new auditor/key.pem
show lcl key grant auditor/key.pem.pub --role auditor --party 55208131766522 --key certifier/key.pem
show lcl auditor accredit 55208131766522 --body COFRAC --reference 4-0001 --scope "ISO 14065" \
  --from 2020-01-01 --to 2050-01-01 --key certifier/key.pem

chapter "8. The year 2024 is reported, and a sample drawn"
say "A report freezes its figures: it states the size and the fingerprint of the log, and those of the tally."
say "Reports follow one another without a gap: whoever begins with the month that pays best is told what is missing."
show_no lcl report file BREIZH1 --period 2024-12 --estimate 10 --key developer/key.pem
show lcl report file BREIZH1 --period 2024 --estimate 30 --key developer/key.pem
echo "We credit nothing of 2024 in another registry." >developer/exclusivity.txt
show lcl project exclusive BREIZH1 --period 2024 --declaration developer/exclusivity.txt --key developer/key.pem
report=$(last_entry period_reported)
say "Nobody is to choose which devices are drawn: the auditor commits to a secret number, the certifier answers with" \
  "bytes of its own, and the auditor reveals the number. Report, number and challenge determine the sample; anyone who" \
  "has the ledger can draw it again."
show lcl sample plan BREIZH1 --report "$report" --method monetary_unit --assurance limited --materiality 0.05 \
  --expected 0.01
show lcl sample commit BREIZH1 --report "$report" --method monetary_unit --assurance limited --materiality 0.05 \
  --expected 0.01 --number auditor/number.txt --key auditor/key.pem
show lcl sample challenge BREIZH1 --commitment "$(last_entry sample_committed)" --key certifier/key.pem
show lcl sample draw BREIZH1 --number auditor/number.txt --key auditor/key.pem
sample=$(last_entry sample_drawn)
say "The log knows devices only by pseudonyms. The operator discloses what identifies the sampled devices, and" \
  "no others; the developer finds them in its own log; the auditor checks that they are the recorded ones."
show lcl sample open BREIZH1 "$sample" --output auditor/openings.ndjson
printf '%s$ lcl device match --log developer/events.ndjson --openings auditor/openings.ndjson --csv > auditor/named.csv%s\n' \
  "$dim" "$plain"
lcl device match --log developer/events.ndjson --openings auditor/openings.ndjson --csv >auditor/named.csv
printf '\n%s$ lcl sample check BREIZH1 %s --openings auditor/openings.ndjson --identifiers auditor/named.csv%s\n' \
  "$dim" "$sample" "$plain"
lcl sample check BREIZH1 "$sample" --openings auditor/openings.ndjson --identifiers auditor/named.csv >auditor/checked.txt
head -n 4 auditor/checked.txt
printf '…\n\n'

chapter "9. The auditor at work, with one file"
say "A bundle is one file with which the project can be audited elsewhere. It is checked against the cosigned" \
  "checkpoint: the auditor needs to trust the witness, not the operator."
show lcl bundle --project BREIZH1 --output auditor/breizh1.bundle
certifier=$(lcl key show certifier/key.pem.pub --json | sed 's/.*"fingerprint":"\([0-9a-f]*\)".*/\1/')
show lcl verify auditor/breizh1.bundle --checkpoint auditor/checkpoint.txt --policy auditor/witnesses.policy \
  --certifier "$certifier"
say "Every stated figure is recomputed from the entries, and anything that looks odd becomes a question:"
typed lcl audit BREIZH1 --registry auditor/breizh1.bundle
lcl audit BREIZH1 --registry auditor/breizh1.bundle >auditor/questions.txt
sed '/^questions/q' auditor/questions.txt
grep -m 1 -A 1 '^  late_recording, ' auditor/questions.txt
printf '… and others\n\n'
say "The auditor asks one of them, and signs it on the machine that holds the auditor's key; the registry only" \
  "records it. The developer answers, and both remain on record."
show lcl question ask BREIZH1 --registry auditor/breizh1.bundle --test late_recording --entries 15,16,18 \
  --text "Why was a year of collections recorded at once?" \
  --signer auditor/key.pem.pub --prepare auditor/question
show lcl submit sign auditor/question --key auditor/key.pem
show lcl submit commit auditor/question
show lcl question answer BREIZH1 --question "$(last_entry question_asked)" \
  --text "They come from our former system, and were transferred all at once." --key developer/key.pem
say "One device of the sample avoided a twentieth less than was credited; all others are correct."
wrong=$(lcl sample show BREIZH1 "$sample" --registry auditor/breizh1.bundle --format csv |
  awk -F, 'NR > 1 && $5 > 0 && !found++ { printf "%s,%.2f", $1, $5 * 0.95 }')
lcl sample show BREIZH1 "$sample" --registry auditor/breizh1.bundle --format results |
  awk -F, -v wrong="${wrong%,*}" -v kg="${wrong#*,}" '
    NR == 1 { print }
    NR > 1 && $1 == wrong { printf "%s,differing,%s,,\"a van journey was left out\"\n", $1, kg }
    NR > 1 && $1 != wrong { printf "%s,right,,,\n", $1 }' >auditor/found.csv
echo "The auditor's working papers." >auditor/papers.txt
show lcl sample record BREIZH1 --sample "$sample" --results auditor/found.csv --document auditor/papers.txt \
  --key auditor/key.pem

chapter "10. The audit report and the opinion"
say "The audit report, from scope to findings, with every figure recomputed: for the screen and for paper."
show lcl report write BREIZH1 --report "$report" --output auditor/audit-2024.html \
  --checkpoint auditor/checkpoint.txt --policy auditor/witnesses.policy --certifier "$certifier"
show lcl report write BREIZH1 --report "$report" --output auditor/audit-2024.pdf --language fr \
  --checkpoint auditor/checkpoint.txt --policy auditor/witnesses.policy --certifier "$certifier"
say "Projected to the population, the misstatement is far below the 5 % that would be material. The opinion states it:" \
  "an unmodified one that says less than the sample found would be refused."
lcl sample list BREIZH1 --json | sed -n 's/.*"projected":"\([^"]*\)".*/error_kgco2e,text\n\1,"a van journey was left out, as projected"/p' \
  >auditor/misstatements.csv
echo "Proof of the auditor's independence." >auditor/independence.txt
say "The verification statement is what the auditor signs, and what the opinion deposits by its fingerprint."
show lcl opinion draft BREIZH1 --report "$report" --opinion unmodified --assurance limited --materiality 0.05 \
  --misstatements auditor/misstatements.csv --independence auditor/independence.txt --auditor 55208131766522 \
  --output auditor/statement-2024.pdf \
  --checkpoint auditor/checkpoint.txt --policy auditor/witnesses.policy --certifier "$certifier"
show lcl opinion give BREIZH1 --report "$report" --opinion unmodified --assurance limited --materiality 0.05 \
  --misstatements auditor/misstatements.csv --document auditor/statement-2024.pdf \
  --independence auditor/independence.txt --key auditor/key.pem

chapter "11. Units are issued, sold and used"
say "The certifier issues what is owed, one unit for each whole tonne. The figures are recomputed from the" \
  "entries, as of the report and as of now. Asking a second time gives nothing."
show lcl units issue BREIZH1 --report "$report" --vintage 2024 --decision "DGEC 2025-118" \
  --decided-on 2025-06-02 --key certifier/key.pem
show_no lcl units issue BREIZH1 --report "$report" --vintage 2024 --decision "DGEC 2025-118" \
  --decided-on 2025-06-02 --key certifier/key.pem
say "A town wants ten of them. It makes a key of its own and proves to the certifier that it has it."
mkdir -p town
show lcl key new town/key.pem
printf '%s$ lcl key request town/key.pem --origin registry.example/demo > town/request.json%s\n' "$dim" "$plain"
lcl key request town/key.pem --origin "$(lcl checkpoint 2>/dev/null | sed -n 1p)" >town/request.json
show lcl key grant town/request.json --role holder --name "Commune de Plouha" --key certifier/key.pem
say "The developer offers them; they are the town's once its key has accepted them. The price is private: the" \
  "log holds only its fingerprint."
echo "Signed by both." >developer/attestation.txt
today=$(date -u +%F)
show lcl units assign "$(serial_of issued)" --part 1-10 --to "Commune de Plouha" --use contribution \
  --contract-date "$today" --attestation developer/attestation.txt --price "38 EUR a unit" --key developer/key.pem
show lcl units accept BREIZH1 "$(last_entry units_assigned)" --key town/key.pem
say "Five go to a buyer without a key, who is not named in public."
show lcl units assign "$(serial_of issued)" --part 11-15 --anonymous "Anne Le Goff" --use contribution \
  --contract-date "$today" --attestation developer/attestation.txt --key developer/key.pem
say "The town uses four of its ten units: they are retired, for good."
show lcl units retire "$(serial_of assigned)" --part 1-4 --year "$(date -u +%Y)" --use contribution --key town/key.pem
show lcl units list BREIZH1
show_no lcl units cancel "$(serial_of retired)" --reason error --text "not meant" --key town/key.pem
say "The developer would rather have sold the other six for more. They are the town's, and nobody else's:"
show_no lcl units cancel "$(serial_of assigned)" --reason error --text "sold too cheaply" --key developer/key.pem
show lcl units list --holder "Commune de Plouha"
say "From a unit back to its origin:"
show lcl units show "$(serial_of retired)"
say "The town shows it to anyone with one file: from the issuance to the retirement, with who signed each act. To" \
  "check it takes the log's key and the certifier's fingerprint; it takes no registry and no network."
show lcl prove --retirement "$(serial_of retired)" --output town/units.retirement
show env -u LCL_REGISTRY lcl check town/units.retirement --log-key auditor/log.vkey \
  --certifier certifier/key.pem.pub --page town/retirement.pdf --language fr

chapter "12. A late correction"
say "Twelve laptops of 2024 were resold in Germany, not in France, so they earn nothing. Nothing is" \
  "edited: the wrong events are voided, the right ones are recorded, and all figures follow."
awk '
  match($0, /"device":\{[^}]*\}/) { device = substr($0, RSTART, RLENGTH) }
  NR == FNR {
    if (/"kind":"collection"/ && /"category":"laptop"/) laptop[device] = 1
    if (/"kind":"resale"/ && /"country":"FR"/ && /"occurred_at":"2024/ && laptop[device] && !wrong[device] && n < 12) {
      wrong[device] = 1
      n++
    }
    next
  }
  wrong[device] {
    if (/"kind":"resale"/) sub(/"country":"FR"/, "\"country\":\"DE\"")
    print
  }' developer/events.ndjson developer/events.ndjson >developer/corrected.ndjson
printf '%s$ lcl correct BREIZH1 developer/corrected.ndjson --reason "resold in Germany" --key developer/key.pem%s\n' "$dim" "$plain"
lcl correct BREIZH1 developer/corrected.ndjson --reason "resold in Germany" --key developer/key.pem >correction.txt
head -n 3 correction.txt
printf '… eleven more devices …\n'
tail -n 3 correction.txt
printf '\n'
say "Units had been issued for them, so the vintage is now in debt. The debt is settled by cancelling a" \
  "unit that is still the developer's; the correction stays visible."
show lcl tally --project BREIZH1 --report "$report"
say "What is left is owed, and it is less than what was issued."
show lcl units owed BREIZH1
show lcl units cancel "$(serial_of issued)" --part 26-26 --reason correction --text "twelve laptops of 2024" \
  --key certifier/key.pem
show lcl units owed BREIZH1

chapter "13. A collection that never took place"
say "Another project, of another developer, says that it has collected again a phone that this one has sold: a" \
  "second life that was cut short gives back a part of what it was credited with, wherever the phone comes in."
mkdir -p rival
{
  lcl key new rival/key.pem
  lcl key grant rival/key.pem.pub --role developer --party 04827163900030 --key certifier/key.pem
  lcl project notify ARMOR1 --title "Phones of the coast" --region Bretagne --commune Plouha \
    --applicant-standing "project developer" --notified-on 2024-01-01 --key rival/key.pem
  lcl project file ARMOR1 --dossier developer/dossier.txt --key rival/key.pem
  lcl project label ARMOR1 --decision "2024-LBC-0077 (fictive)" --methodology reconditioning-reference \
    --potential-units 10 --from 2024-01-01 --to 2029-01-01 --key certifier/key.pem
} >/dev/null 2>&1
awk '
  match($0, /"imei":"[0-9]+"/) { imei = substr($0, RSTART + 8, RLENGTH - 9) }
  /"kind":"collection"/ && /"category":"smartphone"/ { phone[imei] = $0 }
  /"kind":"resale"/ && /"country":"FR"/ && /"occurred_at":"2024-0/ && /"warranty_months":(12|24)/ { sold[imei] = 1; next }
  { delete sold[imei] }
  END { for (imei in sold) if (imei in phone) print imei "\t" phone[imei] }
' developer/events.ndjson | sort | awk 'NR == 1' | cut -f 2 |
  sed 's/"occurred_at":"[^"]*"/"occurred_at":"2024-12-20T10:00:00Z"/' >rival/events.ndjson
show lcl submit rival/events.ndjson --project ARMOR1 --key rival/key.pem
show lcl dispute list BREIZH1
say "The buyer still has it. While the developer disputes the collection, what it gives back is withheld, and no" \
  "debt."
collection=$(lcl dispute list BREIZH1 | awk '$2 == "ARMOR1" { if (!found++) print $1 }')
show lcl dispute open BREIZH1 --entry "$collection" --reason "its buyer still uses it" --key developer/key.pem
show lcl units owed BREIZH1
say "The certifier finds that the phone never came in. The collection is void: it gives nothing back, and earns" \
  "nothing."
show lcl dispute settle BREIZH1 --dispute "$(last_entry collection_disputed)" --outcome upheld \
  --reason "the buyer has shown the phone" --key certifier/key.pem
show lcl dispute list BREIZH1

chapter "14. A seller is suspended; a buyer is forgotten"
say "A rating finds serious faults at a seller. From that day, cycles involving it earn no credit; their" \
  "emissions still count."
show lcl participant suspend 05982741000016 --from 2025-12-01 --reason "working conditions (fictive)" \
  --key certifier/key.pem
show lcl tally --project BREIZH1 --period 2025-12
say "And the private buyer asks to be forgotten. The name is erased from the file; no hash and no figure" \
  "changes."
show lcl erase "$(last_entry units_assigned)" --reason "asked for by the person" --legal-ground "GDPR, art. 17" \
  --key registry/keys/operator.pem
printf '%s$ grep -c "Le Goff" registry/ledger.db%s\n' "$dim" "$plain"
grep -c "Le Goff" registry/ledger.db || true
printf '\n'
say "Where the project stands, on one screen, and the journal of what was done:"
show lcl status BREIZH1
show lcl log --project BREIZH1 --statements

chapter "15. A stranger verifies"
say "The checkpoint is the log's size and fingerprint, signed. Anyone who keeps one can check later" \
  "that nothing recorded before it was rewritten."
show lcl checkpoint
lcl checkpoint >certifier/checkpoint
show lcl verify --checkpoint certifier/checkpoint --log-key auditor/log.vkey --certifier "$certifier"

chapter "16. Somebody cheats"
say "In a copy of the registry, one resale abroad is turned into one in France, directly in the database" \
  "file: two letters, which would make the cycle eligible for credit."
cp -r registry forged
at=$(LC_ALL=C grep -abo '"country":"[A-EG-Z][A-Z]","grade"' forged/ledger.db | sed -n 1p | cut -d: -f1)
printf 'FR' | dd of=forged/ledger.db bs=1 seek=$((at + 11)) conv=notrunc status=none
show_no lcl verify forged

say "The registry is in $folder/registry. To look around:" \
  "  export LCL_REGISTRY=$folder/registry XDG_STATE_HOME=$folder/state PATH=$build/cli:\$PATH" \
  "  lcl log --statements; lcl help; lcl help auditors"
