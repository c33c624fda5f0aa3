#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job, told as a story: a registry is opened, a project is notified and
# labelled, two years of event logs go in, a tally comes out, and a stranger
# verifies all of it.
#
#   samples/demo.sh [FOLDER]    the registry stays in FOLDER (by default a temporary one, named at the end)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/demo

prepare_program() {
  "$root/tests/install-packages.sh" build
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLCL_BUILD_TESTS=OFF >"$1/build.log" 2>&1 &&
    cmake --build "$build" --target lcl lcl-sample-log >>"$1/build.log" 2>&1 ||
    { tail -n 30 "$1/build.log" >&2; exit 2; }
}

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
  bold='' dim='' plain=''
fi

chapter() { printf '\n%s%s%s\n\n' "$bold" "$1" "$plain"; }
say() { printf '%s\n' "$@" ''; }
# Shows a command as a user would type it, and runs it.
show() {
  printf '%s$ %s%s\n' "$dim" "$*" "$plain"
  "$@"
  printf '\n'
}
# The same for one that is expected to answer no.
show_no() {
  local status=0
  printf '%s$ %s%s\n' "$dim" "$*" "$plain"
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
echo "building the program (the first time takes some minutes) …"
prepare_program "$folder"
export PATH="$build/cli:$build/samples:$PATH"
export LCL_REGISTRY=$folder/registry
cd "$folder"

chapter "1. A registry is opened"
say "A refurbished phone sold is a new phone not made. To be credited for that, a project" \
  "must show it device by device. This registry records each collection, reconditioning" \
  "and resale in a log that can only grow." \
  "The certifier (the authority) keeps its key elsewhere; so does the project's developer." \
  "The registry is told the certifier's public key: it is the root of trust."
mkdir -p certifier developer
show lcl key new certifier/key.pem
show lcl key new developer/key.pem
show lcl init registry --origin registry.example/lbc --certifier certifier/key.pem.pub

chapter "2. People and rules are enrolled"
say "The certifier grants the developer its key, and adopts the methodology: a document of" \
  "factors and formulas whose SHA-256 is its name. It is adopted only if its own examples" \
  "come out to the last digit."
show lcl key grant developer/key.pem.pub --role developer --party 03571592900010 --key certifier/key.pem
show lcl methodology adopt "$root/schemas/methodologies/reconditioning-reference-1.0.json" --key certifier/key.pem
say "Those who collect, recondition and sell are registered by their SIRET."
show lcl participant register --from "$root/samples/participants.csv" --key developer/key.pem

chapter "3. A project is notified, filed and labelled"
say "Nothing that happened before the notification counts."
show lcl project notify BREIZH1 --title "Reconditioned phones and computers in Brittany" \
  --region Bretagne --commune Rennes --commune Brest --capacity "project developer" \
  --notified-on 2024-01-01 --key developer/key.pem
echo "Everything the authority needs to know of the project." >developer/dossier.txt
show lcl project file BREIZH1 --dossier developer/dossier.txt --key developer/key.pem
show lcl project label BREIZH1 --decision "2024-LBC-0042 (fictive)" --methodology reconditioning-reference \
  --potential-units 120 --from 2024-01-01 --to 2029-01-01 --key certifier/key.pem

chapter "4. Two years of events go in"
say "The developer's systems write logs, here of 2,000 devices (made up, from a seed)."
lcl-sample-log --devices 2000 --from 2024-01-01 --to 2026-01-01 --seed 1 --format ndjson >developer/events.ndjson
printf '%s$ head -n 1 developer/events.ndjson%s\n' "$dim" "$plain"
head -n 1 developer/events.ndjson
printf '\n'
say "A log is taken whole or not at all. Here is one with a mistake in it:"
sed '3s/"country":"FR"/"country":"Fr"/' developer/events.ndjson >developer/mistyped.ndjson
show_no lcl submit developer/mistyped.ndjson --project BREIZH1 --key developer/key.pem
say "And the right one: checked, pseudonymised (the registry stores no IMEI), signed, chained."
show lcl submit developer/events.ndjson --project BREIZH1 --key developer/key.pem
say "Sending it twice does no harm:"
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

chapter "7. A stranger verifies"
say "The checkpoint is the log's size and fingerprint, signed. Whoever keeps one can show later" \
  "that nothing before it was rewritten."
show lcl checkpoint
lcl checkpoint >certifier/checkpoint
certifier=$(lcl key show certifier/key.pem.pub --json | sed 's/.*"fingerprint":"\([0-9a-f]*\)".*/\1/')
vkey=$(lcl checkpoint --vkey)
show lcl verify --checkpoint certifier/checkpoint --log-key "$vkey" --certifier "$certifier"

chapter "8. Somebody cheats"
say "In a copy of the registry, one resale abroad is turned into one in France, straight in" \
  "the database's file: two letters, so that the cycle would be credited."
cp -r registry forged
at=$(LC_ALL=C grep -abo '"country":"[A-EG-Z][A-Z]","grade"' forged/ledger.db | head -n 1 | cut -d: -f1)
printf 'FR' | dd of=forged/ledger.db bs=1 seek=$((at + 11)) conv=notrunc status=none
show_no lcl verify forged

say "The registry is in $folder/registry. To look around:" \
  "  export LCL_REGISTRY=$folder/registry PATH=$build/cli:\$PATH" \
  "  lcl log --statements; lcl help"
