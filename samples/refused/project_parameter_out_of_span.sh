# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A label that states less than nothing as practice before.
before() {
  quietly lcl methodology adopt "$here/context-project-parameters.json" --key "$certifier"
  quietly lcl project notify NEXT --title Next --region Occitanie --commune Albi --applicant-standing "10 a year" \
    --notified-on 2025-01-01 --key "$developer"
  quietly lcl project file NEXT --dossier "$document" --key "$developer"
}
refused() {
  lcl project label NEXT --decision d --methodology practice-before --potential-units 1 --from 2025-01-01 \
    --to 2030-01-01 --key "$certifier" --parameter "existing_practice[smartphone]=-1200" \
    --parameter "existing_practice[laptop]=0" \
    --source existing_practice="stock books of 2024" "${options[@]}"
}
