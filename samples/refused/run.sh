#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows a refusal: runs the sample of WORD against a small registry in a temporary folder.
# The exit code is that of the refused command.
#
#   run.sh WORD [OPTION…]       as in: samples/refused/run.sh imei_check_digit
#                               needs lcl in the PATH, or its path in LCL; options go to the
#                               refused command, as in: run.sh imei_check_digit --json
#
# A sample is a log (WORD.ndjson, WORD.csv, WORD.csv.gz, WORD.xlsx), submitted to project DEMO; a methodology document
# (WORD.json), checked; or a script (WORD.sh) of two functions: `before` brings the registry to
# the point, `refused` is the command that is refused. registry.sh says what the registry holds.
# SAMPLE_REGISTRY names a folder that registry.sh made, to be copied instead of made anew.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
word=$1
shift
options=("$@")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=${LCL:-lcl}
lcl() { "$program" "$@"; }
# shellcheck disable=SC2317
quietly() { "$@" > "$work/answer" 2>&1 || { cat "$work/answer" >&2; exit 3; }; }

# Which registries are one's own is noted here, and gone with the rest.
export XDG_STATE_HOME=$work/state
if [[ -n ${SAMPLE_REGISTRY:-} ]]; then
  cp -a "$SAMPLE_REGISTRY/." "$work"
  quietly lcl adopt "$work/registry"
else
  bash "$here/registry.sh" "$work"
fi
export LCL_REGISTRY=$work/registry
# The scripts use these.
# shellcheck disable=SC2034
certifier=$work/keys/certifier.pem developer=$work/keys/developer.pem other=$work/keys/other-developer.pem
# shellcheck disable=SC2034
operator=$LCL_REGISTRY/keys/operator.pem document=$here/../../schemas/methodologies/reconditioning-reference-1.0.json
submit() { lcl submit "$1" --project DEMO --key "$developer" "${options[@]}"; }
# The table orders.csv, through context-mapping.json, which looks up phones.csv.
# shellcheck disable=SC2317
submit_mapped() {
  lcl submit orders.csv --mapping "$here/context-mapping.json" --with phones=phones.csv --project DEMO --key "$developer" "${options[@]}"
}
# shellcheck disable=SC2317
fingerprint() { lcl key show "$1" --lang en | awk '/^fingerprint/ { print $2 }'; }

# What samples of monitoring and units begin with.
# shellcheck disable=SC2317
auditor=$work/auditor.pem
# Events of consoles FIRST to LAST, each collected, reconditioned and resold on DAY, in COUNTRY; 40 are 3 units.
# shellcheck disable=SC2317
consoles() {
  local number at rest
  for number in $(seq "$1" "$2"); do
    while read -r at rest; do
      printf '{"device":{"manufacturer":"Maker","serial":"C%s"},"participant":"03571592900010","occurred_at":"%sT%s:00:00Z",%s}\n' \
        "$number" "$3" "$at" "$rest"
    done << END
08 "kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false
09 "kind":"reconditioning","country":"FR","outcome":"reconditioned","functions_tested":true,"data_erasure":{"standard":"Purge"}
10 "kind":"resale","country":"${4:-FR}","warranty_months":24
END
  done
}
# shellcheck disable=SC2317
sell() { consoles "$@" > sold.ndjson && quietly submit sold.ndjson; }
# shellcheck disable=SC2317
last_entry() { lcl log --kind "$1" --json | grep -o '"seq":[0-9]*' | tail -n 1 | cut -d: -f2; }
# shellcheck disable=SC2317
first_entry() { lcl log --kind "$1" --json | grep -o '"seq":[0-9]*' | sed -n 1p | cut -d: -f2; }
# shellcheck disable=SC2317
report() { lcl report file DEMO --period "$1" --estimate 3 --key "$developer"; }
# shellcheck disable=SC2317
declare_exclusive() {
  quietly lcl project exclusive DEMO --period "$1" --declaration "$document" --key "$developer"
}
# shellcheck disable=SC2317
enrol_auditor() {
  quietly lcl key new "$auditor"
  quietly lcl key grant "$auditor.pub" --role auditor --party "$1" --key "$certifier"
  quietly lcl auditor accredit "$1" --body COFRAC --reference 4-0001 --scope "ISO 14065" --from 2020-01-01 --to 2050-01-01 \
    --key "$certifier"
}
# An opinion, as WORD, on the last report.
# shellcheck disable=SC2317
opine() {
  local word=$1
  shift
  lcl opinion give DEMO --report "$(last_entry period_reported)" --opinion "$word" --assurance limited \
    --materiality 0.05 --document "$document" --independence "$document" "$@"
}
# Forty consoles sold in 2025, and their year reported and audited.
# shellcheck disable=SC2317
audit_2025() {
  sell 1 40 2025-03-10
  quietly report 2025
  declare_exclusive 2025
  enrol_auditor 55208131766522
  quietly opine unmodified --key "$auditor"
}
# A commitment to a new number, in FILE, for the last report.
# shellcheck disable=SC2317
commit_number() {
  local file=$1
  shift
  lcl sample commit DEMO --report "$(last_entry period_reported)" --method random --assurance limited --materiality 0.3 --number "$file" "$@"
}
# shellcheck disable=SC2317
challenge() {
  lcl sample challenge DEMO --commitment "$(last_entry sample_committed)" --key "$certifier" "$@"
}
# shellcheck disable=SC2317
draw() {
  local file=$1
  shift
  lcl sample draw DEMO --number "$file" --key "$auditor" "$@"
}
# Forty consoles sold in 2025, the year's report, and an auditor's commitment to a sample of it.
# shellcheck disable=SC2317
commit_2025() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025
  quietly commit_number number.txt --key "$auditor"
}
# The same, and the sample drawn.
# shellcheck disable=SC2317
sample_2025() {
  commit_2025
  quietly challenge
  quietly draw number.txt
}
# The file of results of a sample in which all is right.
# shellcheck disable=SC2317
found_right() {
  lcl sample show DEMO "$1" --format results | sed '2,$s/,,/,right,/'
}
# A console sold in 2025 that OTHER says it has collected in June.
# shellcheck disable=SC2317
collected_by_other() {
  sell 1 1 2025-03-10
  consoles 1 1 2025-06-10 | sed -n 1p > again.ndjson
  quietly lcl submit again.ndjson --project OTHER --key "$other"
}
# shellcheck disable=SC2317
dispute() {
  local entry=$1
  shift
  lcl dispute open DEMO --entry "$entry" --reason "still with our customer" --key "$developer" "$@"
}
# shellcheck disable=SC2317
issue() { lcl units issue DEMO --report "$(last_entry period_reported)" --vintage 2025 --decision "DGEC 1" \
  --decided-on 2026-01-15 "$@"; }

# A holder called NAME, whose new key is in FILE.
# shellcheck disable=SC2317
enrol_holder() {
  quietly lcl key new "$1"
  lcl key request "$1" --origin registry.example/demo > request.json 2> request.txt
  quietly lcl key grant request.json --role holder --name "$2" --key "$certifier"
}
# Three units of 2025, issued; the serial of all is in $units.
# shellcheck disable=SC2317,SC2034
issue_2025() {
  audit_2025
  quietly issue --key "$certifier"
  units=$(lcl units list DEMO | grep -o -m 1 'TRIAL-[A-Z0-9-]*')
}
# shellcheck disable=SC2317
assign() {
  lcl units assign "$units" --use contribution --contract-date "$(date -u +%F)" --attestation "$document" "$@"
}
# A holder, in holder.pem, that has the first two of three units.
# shellcheck disable=SC2317
sell_2025() {
  issue_2025
  enrol_holder holder.pem "Ville d'Albi"
  quietly assign --part 1-2 --to "Ville d'Albi" --key "$developer"
  quietly lcl units accept DEMO "$(last_entry units_assigned)" --key holder.pem
}

size() { lcl checkpoint 2> /dev/null | sed -n 2p; }

before() { :; }
if [[ -e $here/$word.sh ]]; then
  # shellcheck source=/dev/null
  source "$here/$word.sh"
elif [[ -e $here/$word.ndjson ]]; then
  refused() { submit "$here/$word.ndjson"; }
elif [[ -e $here/$word.jsonld ]]; then
  refused() { submit "$here/$word.jsonld"; }
elif [[ -e $here/$word.csv ]]; then
  refused() { submit "$here/$word.csv"; }
elif [[ -e $here/$word.csv.gz ]]; then
  refused() { submit "$here/$word.csv.gz"; }
elif [[ -e $here/$word.xlsx ]]; then
  refused() { submit "$here/$word.xlsx"; }
elif [[ -e $here/$word.json ]]; then
  refused() { lcl methodology check "$here/$word.json" "${options[@]}"; }
else
  echo "run.sh: there is no sample of \"$word\"" >&2
  exit 3
fi

cd "$work"
before
size_before=$(size)
code=0
refused || code=$?
if [[ $(size) != "$size_before" ]]; then
  echo "run.sh: the ledger grew" >&2
  exit 3
fi
exit "$code"
