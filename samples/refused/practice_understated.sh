# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A developer that sold 1,200 phones a year before its first project says of its second that it sold none.
label_stating() {
  local id=$1 phones=$2
  shift 2
  lcl project label "$id" --decision d --methodology practice-before --potential-units 1 --from 2025-01-01 \
    --to 2030-01-01 --key "$certifier" --parameter "existing_practice[smartphone]=$phones" \
    --parameter "existing_practice[laptop]=0" --source existing_practice="stock books of 2024" "$@"
}
before() {
  quietly lcl methodology adopt "$here/context-project-parameters.json" --key "$certifier"
  for id in FIRST SECOND; do
    quietly lcl project notify "$id" --title "$id" --region Occitanie --commune Albi --applicant-standing "10 a year" \
      --notified-on 2025-01-01 --key "$developer"
    quietly lcl project file "$id" --dossier "$document" --key "$developer"
  done
  quietly label_stating FIRST 1200
}
refused() { label_stating SECOND 0 "${options[@]}"; }
