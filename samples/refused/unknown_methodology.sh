# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A label that binds a project to a methodology that was never adopted.
before() {
  quietly lcl project notify NEXT --title Next --region Occitanie --commune Albi --applicant-standing "10 a year" \
    --notified-on 2025-01-01 --key "$developer"
  quietly lcl project file NEXT --dossier "$document" --key "$developer"
}
refused() {
  lcl project label NEXT --decision d --methodology some-other-method --potential-units 1 --from 2025-01-01 \
    --to 2030-01-01 --key "$certifier" "${options[@]}"
}
