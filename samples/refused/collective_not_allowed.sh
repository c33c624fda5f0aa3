# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A collective project is to be labelled under a methodology that allows none.
before() {
  sed '0,/"version"/s//"collective": {"allowed": false}, "version"/; s/"reconditioning-reference"/"single-projects"/' \
    "$document" > "$work/single.json"
  printf 'siret,notified_on\n06173948800049,2025-01-01\n05982741000016,2025-02-01\n' > "$work/mandants.csv"
  quietly lcl methodology adopt "$work/single.json" --key "$certifier"
  quietly lcl project notify JOINT --title Together --region Occitanie --commune Toulouse \
    --applicant-standing mandataire --notified-on 2025-01-01 --mandants "$work/mandants.csv" --key "$developer"
  quietly lcl project file JOINT --dossier "$document" --key "$developer"
}
refused() {
  lcl project label JOINT --decision d --methodology single-projects --potential-units 1 --from 2025-01-01 \
    --to 2030-01-01 --key "$certifier" "${options[@]}"
}
