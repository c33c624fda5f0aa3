# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A project is to continue another one, but under the very same methodology.
before() {
  quietly lcl project notify NEXT --title Next --region Occitanie --commune Toulouse \
    --applicant-standing developer --notified-on 2025-01-01 --key "$developer"
  quietly lcl project file NEXT --dossier "$document" --key "$developer"
}
refused() {
  lcl project label NEXT --decision d --methodology reconditioning-reference --potential-units 1 --from 2029-12-01 \
    --to 2030-01-01 --follows DEMO --key "$certifier" "${options[@]}"
}
