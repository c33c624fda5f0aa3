# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A clean opinion by somebody who was a mandant of the project before it became an auditor.
before() {
  printf '%s\n' siret,notified_on 55208131766522,2025-01-01 > mandants.csv
  quietly lcl project notify JOINT --title "A joint project" --region Occitanie --commune Toulouse \
    --applicant-standing mandataire --notified-on 2025-01-01 --mandants mandants.csv --key "$developer"
  quietly lcl project file JOINT --dossier "$document" --key "$developer"
  quietly lcl project label JOINT --decision decision-JOINT --methodology reconditioning-reference \
    --potential-units 100 --from 2025-01-01 --to 2030-01-01 --key "$certifier"
  quietly lcl report file JOINT --period 2025 --estimate 3 --key "$developer"
  enrol_auditor 55208131766522
}
refused() {
  lcl opinion give JOINT --report "$(last_entry period_reported)" --opinion unmodified --assurance limited \
    --materiality 0.05 --document "$document" --independence "$document" --key "$auditor" "${options[@]}"
}
