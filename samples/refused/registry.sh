#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the small registry that the samples of refusals are told in: FOLDER/registry and
# FOLDER/keys. Two labelled projects, DEMO and OTHER, notified on 2025-01-01, with few
# devices. In DEMO entry 17 collects a phone, 18 and 19 collect and recondition a second,
# 20 collects a third, which entry 22 takes back; in OTHER entry 24 collects a fourth.
#
#   registry.sh FOLDER          needs lcl in the PATH, or its path in LCL
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1
lcl() { "${LCL:-lcl}" "$@" > "$folder/last-answer"; }

mkdir -p "$folder/keys"
export LCL_REGISTRY=$folder/registry
keys=$folder/keys
certifier=$keys/certifier.pem
developer=$keys/developer.pem
other=$keys/other-developer.pem
for key in certifier developer other-developer; do lcl key new "$keys/$key.pem" 2> "$folder/last-answer"; done

lcl init "$LCL_REGISTRY" --origin registry.example/demo --certifier "$certifier.pub" 2> "$folder/last-answer"
lcl key grant "$developer.pub" --role developer --party 03571592900010 --key "$certifier"
lcl key grant "$other.pub" --role developer --party 04827163900030 --key "$certifier"
lcl participant register --from "$here/../participants.csv" --key "$LCL_REGISTRY/keys/operator.pem"
lcl methodology adopt "$here/../../schemas/methodologies/reconditioning-reference-1.0.json" --key "$certifier"

label() {
  local id=$1 key=$2
  lcl project notify "$id" --title "Sample project $id" --region Occitanie --commune Toulouse \
    --applicant-standing "2,000 devices a year" --notified-on 2025-01-01 --key "$key"
  lcl project file "$id" --dossier "$here/../participants.csv" --key "$key"
  lcl project label "$id" --decision "decision-$id" --methodology reconditioning-reference --potential-units 100 \
    --from 2025-01-01 --to 2030-01-01 --key "$certifier"
}
label DEMO "$developer"
label OTHER "$other"

lcl submit "$here/context.ndjson" --project DEMO --key "$developer"
lcl submit "$here/context-void.ndjson" --project DEMO --key "$developer"
lcl submit "$here/context-other.ndjson" --project OTHER --key "$other"
rm "$folder/last-answer"
